import { notFound, staffRoute } from "@/lib/access/route";
import { sendFile } from "@/lib/dossier/send";
import { isId } from "@/lib/shared/ids";
import { uploadToShow } from "@/lib/staff/signing-choice";

/** The PDF that was uploaded and is not published yet, for the page on which staff point out where it is signed. */
export const GET = staffRoute("filing.publish", async ({ request, params, scope }) => {
  const { organisatie = "", upload = "" } = params;
  if (!isId(organisatie) || !isId(upload)) return notFound();
  const file = await scope((ctx) => uploadToShow(ctx, organisatie, upload));
  return file ? sendFile(request, file) : notFound();
});
