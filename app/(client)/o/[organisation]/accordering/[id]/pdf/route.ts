import { clientRoute, cookieOf, notFound } from "@/lib/access/route";
import { filingDetail, noteOpening } from "@/lib/approvals/detail";
import { readCookie, readMark, withMark } from "@/lib/approvals/read-here";
import { findFile } from "@/lib/dossier/files";
import { sendFile } from "@/lib/dossier/send";
import { log } from "@/lib/ports/log";
import { isId } from "@/lib/shared/ids";
import { versionIn } from "../filing-of";

/** The bytes of the attachment, PDF or HTML; that they were served, and which, is noted for this person, however it was. */
export const GET = clientRoute("filing.read", async ({ request, params, actor, scope }) => {
  const id = params.id ?? "";
  const asked = new URL(request.url).searchParams;
  const version = versionIn(asked.get("versie") ?? undefined);
  if (!isId(id) || version === null || actor.reach !== "organisation") return notFound();
  const { organisationId } = actor;
  const found = await scope(async (ctx) => {
    const filing = await filingDetail(ctx, organisationId, id, version);
    const file = filing && (await findFile(ctx, filing.attachment.id));
    return filing && file && { filing, file };
  });
  if (!found) return notFound();
  const { filing, file } = found;
  const { stream } = filing;
  const opening = { id, organisationId, stream, version: filing.version, sha256: file.sha256 };
  const note = () =>
    scope((ctx) => noteOpening(ctx, opening)).catch((error) =>
      log().warn({ err: error }, "an opening was not noted"),
    );
  const download = asked.has("bewaren");
  // The first page beside the amount is drawn from the same bytes, so those were shown then too. What did not arrive was not.
  const response = await sendFile(request, file, { download, ...(filing.opened ? {} : { onSent: note }) });
  if (download || !asked.has("voorbeeld"))
    response.headers.set(
      "set-cookie",
      withMark(cookieOf(request, readCookie), readMark(actor.accountId, file.sha256)),
    );
  return response;
});
