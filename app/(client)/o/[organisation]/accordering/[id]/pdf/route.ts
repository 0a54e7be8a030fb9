import { clientRoute, notFound } from "@/lib/access/route";
import { filingDetail, noteOpening } from "@/lib/approvals/detail";
import { findFile } from "@/lib/dossier/files";
import { sendFile } from "@/lib/dossier/send";
import { log } from "@/lib/ports/log";
import { isId } from "@/lib/shared/ids";
import { versionIn } from "../filing-of";

/** The bytes of the attachment, PDF or HTML; that they were served, and which, is noted for this person. */
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
  // The small picture beside the amount is no opening, and neither are bytes that did not arrive.
  const onSent = asked.has("voorbeeld") || filing.opened ? {} : { onSent: note };
  return sendFile(request, file, { download: asked.has("bewaren"), ...onSent });
});
