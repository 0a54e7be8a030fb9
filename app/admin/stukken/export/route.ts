import { Readable } from "node:stream";
import { staffRoute } from "@/lib/access/route";
import { now } from "@/lib/ports/clock";
import { log } from "@/lib/ports/log";
import { today } from "@/lib/shared/dates";
import { type ExportFormat, exported, exportPage, noteExport } from "@/lib/staff/export";
import { csvLines } from "@/lib/staff/export-lines";
import { parseStaffFilters } from "@/lib/staff/filters";

const types = { csv: "text/csv; charset=utf-8", json: "application/json; charset=utf-8" } as const;

/** "Exporteren": what the list shows under the same filters, as CSV or JSON (`?soort=json`), as far as one reaches. */
export const GET = staffRoute("filing.export", async ({ request, scope }) => {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const format: ExportFormat = query.soort === "json" ? "json" : "csv";
  const filters = parseStaffFilters(query);
  await scope((ctx) => noteExport(ctx, format, filters));
  const text = exported(format, (after) => scope((ctx) => exportPage(ctx, filters, after)), csvLines);
  const pieces = Readable.from(encoded(text), { objectMode: false });
  // A file that broke off must not look whole: the connection breaks off with it.
  pieces.on("error", (error) => log().error({ err: error }, "an export broke off"));
  return new Response(Readable.toWeb(pieces) as ReadableStream, {
    headers: {
      "content-type": types[format],
      "content-disposition": `attachment; filename="stukken-${today(now())}.${format}"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
});

async function* encoded(text: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const piece of text) if (piece !== "") yield Buffer.from(piece);
}
