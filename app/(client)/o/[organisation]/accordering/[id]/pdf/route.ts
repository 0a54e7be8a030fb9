import { clientRoute, notFound } from "@/lib/access/route";
import { filingDetail, noteOpening } from "@/lib/approvals/queries";
import { findFile } from "@/lib/dossier/files";
import { sendFile } from "@/lib/dossier/send";

/** The bytes of the attachment; that they were served, and which, is noted for this person. */
export const GET = clientRoute("filing.read", async ({ request, params, actor, scope }) => {
  const id = params.id ?? "";
  if (!/^[0-9a-f-]{36}$/.test(id) || actor.reach !== "organisation") return notFound();
  const { organisationId } = actor;
  const preview = new URL(request.url).searchParams.has("voorbeeld");
  const file = await scope(async (ctx) => {
    const filing = await filingDetail(ctx, organisationId, id);
    if (!filing) return null;
    const found = await findFile(ctx, filing.attachment.id);
    // The small picture beside the amount is no opening.
    if (found && !preview && !filing.opened) {
      await noteOpening(ctx, { id, organisationId, version: filing.version, sha256: found.sha256 });
    }
    return found;
  });
  if (!file) return notFound();
  const download = new URL(request.url).searchParams.has("bewaren");
  return sendFile(request, file, { download });
});
