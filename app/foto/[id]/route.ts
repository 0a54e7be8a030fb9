import { memberRoute, notFound } from "@/lib/access/route";
import { findFile } from "@/lib/dossier/files";
import { sendFile } from "@/lib/dossier/send";
import { isId } from "@/lib/shared/ids";

/** The photo of a member of staff, for anybody signed in at the same firm. */
export const GET = memberRoute("photo.read", async ({ request, params, scope }) => {
  const id = params.id ?? "";
  if (!isId(id)) return notFound();
  const file = await scope((ctx) => findFile(ctx, id));
  if (!file?.mime.startsWith("image/")) return notFound();
  return sendFile(request, file, { cache: "private, max-age=3600" });
});
