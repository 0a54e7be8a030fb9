import { getTranslations } from "next-intl/server";
import { currentFirm, currentSession } from "./request";

/** What any form may be answered, whatever it is about. */
const always = ["unknown", "invalid", "not-found", "session-ended", "unavailable"] as const;

/**
 * The sentences that a form may need, by reason; only these go to the browser. Staff are told other words where those
 * for a client send one to the firm: they are the firm.
 */
export async function formWords(...reasons: string[]) {
  const t = await getTranslations("reasons");
  const { name } = await currentFirm();
  const staff = (await currentSession())?.kind === "staff";
  const sentences: Record<string, string> = {};
  for (const reason of [...always, ...reasons]) {
    const key = staff && t.has(`staff.${reason}`) ? `staff.${reason}` : reason;
    sentences[reason] = String(t.raw(key)).replaceAll("{firm}", name);
  }
  return { reasons: sentences, summary: t("summary"), error: t("error") };
}
