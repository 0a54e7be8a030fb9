import { clientRoute, notFound } from "@/lib/access/route";
import { filingDetail } from "@/lib/approvals/detail";
import { findFile } from "@/lib/dossier/files";
import { sendFile } from "@/lib/dossier/send";
import { isId } from "@/lib/shared/ids";
import { versionIn } from "../filing-of";

/** "Ondertekenbewijs": who signed what, how and when, as a sealed PDF of its own; 404 until everybody has signed. */
export const GET = clientRoute("filing.read", async ({ request, params, actor, scope }) => {
  const id = params.id ?? "";
  const version = versionIn(new URL(request.url).searchParams.get("versie") ?? undefined);
  if (!isId(id) || version === null || actor.reach !== "organisation") return notFound();
  const { organisationId } = actor;
  const file = await scope(async (ctx) => {
    const filing = await filingDetail(ctx, organisationId, id, version);
    const proof = filing?.signing?.proof;
    return proof ? findFile(ctx, proof.fileId) : null;
  });
  return file ? sendFile(request, file, { download: true }) : notFound();
});
