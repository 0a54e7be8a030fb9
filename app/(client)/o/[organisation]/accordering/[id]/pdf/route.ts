import { clientRoute, notFound } from "@/lib/access/route";
import { filingDetail, noteOpening } from "@/lib/approvals/queries";
import { findFile } from "@/lib/dossier/files";
import { sendFile } from "@/lib/dossier/send";
import { log } from "@/lib/ports/log";
import { isId } from "@/lib/shared/ids";

/** The bytes of the attachment; that they were served, and which, is noted for this person. */
export const GET = clientRoute("filing.read", async ({ request, params, actor, scope }) => {
  const id = params.id ?? "";
  if (!isId(id) || actor.reach !== "organisation") return notFound();
  const { organisationId } = actor;
  const preview = new URL(request.url).searchParams.has("voorbeeld");
  const found = await scope(async (ctx) => {
    const filing = await filingDetail(ctx, organisationId, id);
    const file = filing && (await findFile(ctx, filing.attachment.id));
    return filing && file && { filing, file };
  });
  if (!found) return notFound();
  const { filing, file } = found;
  const opening = { id, organisationId, version: filing.version, sha256: file.sha256 };
  const note = () =>
    scope((ctx) => noteOpening(ctx, opening)).catch((error) =>
      log().warn({ err: error }, "an opening was not noted"),
    );
  // The small picture beside the amount is no opening, and neither are bytes that did not arrive.
  const onSent = preview || filing.opened ? {} : { onSent: note };
  const download = new URL(request.url).searchParams.has("bewaren");
  return sendFile(request, file, { download, ...onSent });
});
