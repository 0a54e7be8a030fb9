import { getTranslations } from "next-intl/server";
import { Spoor, type Step } from "@/components/ui/spoor";
import type { FilingApproval, FilingRow } from "@/lib/approvals/shapes";
import { formatDay, formatMoment, type Language, today } from "@/lib/shared/dates";

/**
 * Where a filing is and whose turn it is. "Afgerond" is not "ingediend": after the approval the firm files it,
 * in a program of its own, and the last steps stay open until that reports back (F52).
 */
export async function FilingSpoor({
  filing,
  firm,
  language,
  across,
  onHero,
}: {
  filing: FilingRow & { approval?: FilingApproval | null };
  firm: string;
  language: Language;
  across?: boolean;
  onHero?: boolean;
}) {
  const t = await getTranslations("approvals");
  const open = filing.state === "open";
  const moment = (at: Date) =>
    across ? formatDay(today(at), language, "dayMonth") : formatMoment(at, language);
  const { approval } = filing;
  const approved = approval ? t("approvedOn", { day: moment(approval.at), name: approval.by }) : "";
  const steps: Step[] = [
    {
      state: "done",
      name: t("published1"),
      detail: across ? moment(filing.publishedAt) : `${moment(filing.publishedAt)}, ${filing.publishedBy}`,
    },
    open
      ? { state: "now", name: t("yourApproval"), detail: t("yourTurn") }
      : { state: "done", name: t("approval"), detail: approved },
    {
      state: open ? "todo" : "now",
      name: across ? t("filing") : t("filingBy", { firm }),
      detail: across ? firm : open ? t("usually") : t("firmsTurn", { firm }),
    },
    across
      ? { state: "todo", name: t("received"), detail: t("authority") }
      : { state: "todo", name: t("receivedBy"), detail: t("receivedHow", { firm }) },
  ];
  return (
    <Spoor
      steps={steps}
      across={across ?? false}
      onHero={onHero ?? false}
      stateNames={{ done: t("stepDone"), now: t("stepNow"), todo: t("stepTodo") }}
    />
  );
}
