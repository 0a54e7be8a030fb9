import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { inspectPdf } from "@/lib/pdf/inspect";

const folder = fileURLToPath(new URL("../../../../shared/testdata/pdf/", import.meta.url));
const there = existsSync(folder);

/** Files of which a browser shows nothing either. */
const REFUSED: Record<string, string> = {
  "auth-event-ef-open.pdf": "locked",
  "encrypted-attachment.pdf": "locked",
  "poppler-395-0-fuzzed.pdf": "damaged",
};

/** Files that made trouble for viewers in the field, for who has them. */
describe.skipIf(!there)("PDFs out of the field", () => {
  const names = there ? readdirSync(folder).filter((name) => name.endsWith(".pdf")) : [];
  const claimed = new Map(
    (there ? readFileSync(`${folder}MANIFEST.tsv`, "utf8") : "")
      .split("\n")
      .map((line) => line.split("\t"))
      .map(([name, pages]) => [name, Number(pages)]),
  );

  it.each(names)("%s", async (name) => {
    const answer = await inspectPdf(`${folder}${name}`);
    const reason = REFUSED[name];
    if (reason) return expect(answer).toEqual({ ok: false, reason });
    // The manifest says -1 where the tool that made it could not tell.
    const pages = claimed.get(name) ?? -1;
    expect(answer).toEqual({ ok: true, pages: pages > 0 ? pages : expect.any(Number) });
  });

  it("are all there that are known to be refused", () => {
    expect(Object.keys(REFUSED).filter((name) => !names.includes(name))).toEqual([]);
  });
});
