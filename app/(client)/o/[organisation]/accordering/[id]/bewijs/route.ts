import { chosenLanguage } from "@/lib/access/request";
import { clientRoute, notFound } from "@/lib/access/route";
import { evidenceOf } from "@/lib/approvals/evidence";
import { proofPdf, proofTitle } from "@/lib/approvals/proof";
import { sendBytes } from "@/lib/dossier/send";
import { now } from "@/lib/ports/clock";
import { isId } from "@/lib/shared/ids";

/** "Bewijs bewaren (PDF)": what was decided about a document, as a file; 404 while nothing was. */
export const GET = clientRoute("filing.read", async ({ params, firm, session, actor, scope }) => {
  const id = params.id ?? "";
  if (!isId(id) || actor.reach !== "organisation") return notFound();
  const { organisationId } = actor;
  const evidence = await scope((ctx) => evidenceOf(ctx, organisationId, id));
  if (!evidence) return notFound();
  const language = (await chosenLanguage()) ?? session.language;
  const bytes = await proofPdf(evidence, { firm: firm.name, language, at: now() });
  return sendBytes(bytes, { name: `${proofTitle(evidence, language)}.pdf`, mime: "application/pdf" });
});
