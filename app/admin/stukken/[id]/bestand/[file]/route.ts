import { notFound, staffRoute } from "@/lib/access/route";
import { sendFile } from "@/lib/dossier/send";
import { isId } from "@/lib/shared/ids";
import { fileOfFiling } from "@/lib/staff/filing";

/**
 * A file of a document: what the client reads is shown as the client sees it, anything else is kept on disk
 * (`?bewaren`). That a colleague looked is no opening.
 */
export const GET = staffRoute("client.read", async ({ request, params, scope }) => {
  const { id = "", file: fileId = "" } = params;
  if (!isId(id) || !isId(fileId)) return notFound();
  const file = await scope((ctx) => fileOfFiling(ctx, id, fileId));
  if (!file) return notFound();
  const shown = file.mime === "application/pdf" || file.mime === "text/html";
  const download = !shown || new URL(request.url).searchParams.has("bewaren");
  return sendFile(request, file, { download });
});
