import { getTranslations } from "next-intl/server";
import type { CurrentFiling } from "@/lib/approvals/shapes";
import { mostOf } from "@/lib/approvals/shown";
import { streams } from "@/lib/approvals/streams";
import { formatDay, type Language } from "@/lib/shared/dates";
import { wholeEuros } from "./amount";
import { listOf } from "./task-row";

/**
 * What happens to a document that this person approved, in one or two sentences: who has to approve as well, or who
 * takes it further, and what there is to pay and when.
 */
export async function afterwards(
  filing: Pick<CurrentFiling, "stream" | "state" | "amount" | "payBy" | "outcomes">,
  firm: string,
  waitsFor: readonly string[],
  language: Language,
): Promise<string> {
  const t = await getTranslations("approvals");
  const { goesTo, paid } = streams[filing.stream];
  if (filing.state === "open" || filing.state === "readyToSend") {
    return waitsFor.length > 0
      ? t("afterwards.others", { names: listOf(waitsFor, language), count: waitsFor.length })
      : t("afterwards.somebody");
  }
  const most = mostOf(filing);
  const due = filing.payBy && (filing.amount ?? 0) > 0;
  const parts = [
    t(`afterwards.${goesTo}`, { firm }),
    due &&
      t("afterwards.pay", {
        amount: wholeEuros(filing.amount ?? 0, language),
        day: formatDay(filing.payBy ?? "", language, "dayMonth"),
      }),
    paid === "after-assessment" && most !== null && t(most > 0 ? "assessmentFirst" : "assessmentFollows"),
  ];
  return parts.filter(Boolean).join(" ");
}
