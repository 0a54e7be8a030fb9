import { getTranslations } from "next-intl/server";
import type { CurrentFiling } from "@/lib/approvals/shapes";
import { mostOf } from "@/lib/approvals/shown";
import { streams } from "@/lib/approvals/streams";
import { now } from "@/lib/ports/clock";
import { formatDay, type Language, today } from "@/lib/shared/dates";
import { wholeEuros } from "./amount";
import { followingKey } from "./following-key";
import { listOf } from "./task-row";

type Shown = Pick<
  CurrentFiling,
  "stream" | "state" | "amount" | "payBy" | "outcomes" | "filedAt" | "changedAt"
>;

/**
 * What happened or happens to a document since this person approved it, in one or two sentences: who has to approve as
 * well, or who takes it further, and what there is to pay and when; or what came in between.
 */
export async function afterwards(
  filing: Shown,
  firm: string,
  waitsFor: readonly string[],
  language: Language,
): Promise<string> {
  const t = await getTranslations("approvals");
  const following = t(followingKey(filing, waitsFor.length), {
    firm,
    day: formatDay(today(filing.changedAt), language, "dayMonth"),
    names: listOf(waitsFor, language),
    count: waitsFor.length,
  });
  if (filing.state !== "completed") return following;
  const most = mostOf(filing);
  // Whoever looks this up after the day has paid, or was told by others.
  const due = filing.payBy && filing.payBy >= today(now()) && (filing.amount ?? 0) > 0;
  const parts = [
    following,
    due &&
      t("afterwards.pay", {
        amount: wholeEuros(filing.amount ?? 0, language),
        day: formatDay(filing.payBy ?? "", language, "dayMonth"),
      }),
    streams[filing.stream].paid === "after-assessment" &&
      most !== null &&
      t(most > 0 ? "assessmentFirst" : "assessmentFollows"),
  ];
  return parts.filter(Boolean).join(" ");
}
