import { getTranslations } from "next-intl/server";
import { currentFirm } from "./request";

/** What any form may be answered, whatever it is about. */
const always = ["unknown", "invalid", "not-found", "session-ended", "unavailable"] as const;

/** The sentences that a form may need, by reason; only these go to the browser. */
export async function formWords(...reasons: string[]) {
  const t = await getTranslations("reasons");
  const { name } = await currentFirm();
  const sentences: Record<string, string> = {};
  for (const reason of [...always, ...reasons]) {
    // A name such as "Van Dijk B.V." brings the full stop of its sentence along.
    sentences[reason] = String(t.raw(reason)).replaceAll("{firm}", name).replaceAll(`${name}..`, `${name}.`);
  }
  return { reasons: sentences, summary: t("summary"), error: t("error") };
}
