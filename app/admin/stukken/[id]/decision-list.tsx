import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { capacityOf } from "@/app/admin/stukken/capacity";
import { Note } from "@/components/ui/note";
import { saysLess } from "@/lib/approvals/adoption";
import { formatDay, formatMoment, type Language } from "@/lib/shared/dates";
import { remedyOf } from "@/lib/staff/actions";
import type { StaffFilingDetail } from "@/lib/staff/filing";
import { Section } from "./section";

type Decision = StaffFilingDetail["decisions"][number];

/** What was decided about every version, by whom, in which capacity and how; a rejection in the client's own words. */
export function DecisionList({ filing, language }: { filing: StaffFilingDetail; language: Language }) {
  const t = useTranslations("staff");
  if (filing.decisions.length === 0) return null;
  return (
    <Section id="decisions" title={t("decisions")}>
      <ul className="space-y-4">
        {filing.decisions.map((decision) => (
          <li key={`${decision.version} ${decision.by} ${decision.at.getTime()} ${decision.capacity}`}>
            <OneDecision decision={decision} language={language} several={filing.version > 1} />
            {decision.version === filing.version && saysLess(filing.figures, decision.answers) && (
              <Note kind="warning" className="mt-2">
                {t(`fileSaysNotAdopted.${remedyOf(filing.state)}`)}
              </Note>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

async function OneDecision({
  decision,
  language,
  several,
}: {
  decision: Decision;
  language: Language;
  several: boolean;
}) {
  const t = await getTranslations("staff");
  const words = await getTranslations("approvals");
  const { answers, category, reason } = decision;
  const rejected = decision.decision === "rejected";
  return (
    <>
      <p className={rejected ? "font-[620] text-danger" : "font-[620] text-success"}>
        {t(wordOf(decision), { name: decision.by })}
      </p>
      <p className="text-ink-2 text-sm">
        {[
          await capacityOf(decision),
          formatMoment(decision.at, language),
          t(`methods.${decision.method}`),
          ...(decision.assistedBy ? [t("sign.helpedBy", { name: decision.assistedBy })] : []),
          ...(several ? [t("ofVersion", { version: decision.version })] : []),
        ].join(" · ")}
      </p>
      {rejected && (
        <blockquote className="mt-2 border-danger border-l-4 pl-3">
          {category && words.has(`categories.${category}`) && (
            <p className="font-[620]">{words(`categories.${category}`)}</p>
          )}
          <p className="whitespace-pre-line">{reason}</p>
        </blockquote>
      )}
      {answers.adopted && (
        <p className="mt-1">
          {answers.adopted === "yes" && answers.adoptedOn
            ? t("adoptedOn", { day: formatDay(answers.adoptedOn, language) })
            : t("notAdopted")}
        </p>
      )}
      {answers.copyAddress && (
        <p className="mt-1 wrap-anywhere">{t("copyTo", { address: answers.copyAddress })}</p>
      )}
    </>
  );
}

/** Whoever was to sign did, or did not; a decision about an earlier version stays what it was then. */
function wordOf({ decision, signing }: Pick<Decision, "decision" | "signing">) {
  if (signing) return decision === "rejected" ? "sign.refusedBy" : "sign.signedBy";
  return decision === "rejected" ? "rejectedBy" : "approvedBy";
}
