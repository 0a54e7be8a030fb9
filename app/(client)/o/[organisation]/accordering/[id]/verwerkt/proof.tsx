import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { FilingStatus } from "@/components/approvals/filing-status";
import type { FilingDecision, FilingDetail } from "@/lib/approvals/shapes";
import { formatMoment, type Language } from "@/lib/shared/dates";
import { decidedBy } from "../decided-by";

/** Who decided what, when and how: what was written down. */
export function Proof({
  filing,
  decisions,
  firm,
  language,
}: {
  filing: FilingDetail;
  decisions: FilingDecision[];
  firm: string;
  language: Language;
}) {
  const t = useTranslations("approvals");
  const signing = useTranslations("signing");
  const lines: { name: string; value: ReactNode; of?: string }[] = [
    { name: t("reference"), value: <span className="code">{filing.reference}</span> },
    ...decisions
      .map((one) => ({ ...one, ...decidedBy(filing, one, { t, signing }) }))
      .flatMap((one) => [
        { name: one.label, value: one.who, of: `${one.by} ${one.onBehalfOf}` },
        { name: t("dateTime"), value: formatMoment(one.at, language), of: `${one.by} ${one.onBehalfOf}` },
        ...(one.reason
          ? [{ name: t("reason"), value: <span className="whitespace-pre-line">{one.reason}</span> }]
          : []),
      ]),
    {
      name: t("status"),
      value: (
        <>
          <FilingStatus filing={filing} firm={firm} />
          {filing.state === "completed" && <span className="text-ink-2"> · {t("yourPartDone")}</span>}
        </>
      ),
    },
    ...(filing.filedAt
      ? [
          {
            name: t("filed"),
            value: `${formatMoment(filing.filedAt, language)}${filing.filedReference ? `, ${filing.filedReference}` : ""}`,
          },
        ]
      : []),
  ];
  return (
    <dl>
      {lines.map(({ name, value, of }) => (
        <div
          key={`${name} ${of}`}
          className="gap-6 border-line border-t py-3 first:border-t-0 md:grid md:grid-cols-[minmax(8rem,12rem)_minmax(0,1fr)]"
        >
          <dt className="text-ink-2">{name}</dt>
          <dd className="min-w-0 font-[540] wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
