import { ChevronRight, PenLine } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DateLeaf } from "@/components/ui/date-leaf";
import type { CurrentFiling, FilingRow } from "@/lib/approvals/shapes";
import { daysLate } from "@/lib/approvals/timeline";
import { filingTitle } from "@/lib/approvals/title";
import { daysBetween, type Language, type PlainDate, shortMonth } from "@/lib/shared/dates";
import { RowAmount } from "./amount";
import { FilingStatus, statusOf } from "./filing-status";

export type Listed = FilingRow &
  Partial<Pick<CurrentFiling, "organisation" | "waitsFor" | "outcomes" | "signing">>;

/**
 * One document in a list: what, by when, how much or what it waits for; the whole row leads to it.
 * @param before what stands in front, such as a box to tick; the date by which it has to be approved when left out
 */
export function RowOfFiling({
  filing,
  slug,
  firm,
  language,
  day,
  meta,
  before,
  after,
}: {
  filing: Listed;
  slug: string;
  firm: string;
  language: Language;
  day: PlainDate;
  meta: ReactNode;
  before?: ReactNode;
  after?: ReactNode;
}) {
  const t = useTranslations("welcome");
  const late = daysLate(filing, day);
  return (
    <li className="relative grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3.5 gap-y-1 border-line border-t px-card py-row first:rounded-t-lg first:border-t-0 last:rounded-b-lg hover:bg-tint md:grid-cols-[auto_minmax(0,1fr)_auto_auto] md:gap-4">
      {before ?? <Leaf filing={filing} language={language} day={day} />}
      <span className="min-w-0">
        <a
          className="font-[620] text-ink no-underline after:absolute after:inset-0 hover:underline"
          href={`/o/${slug}/accordering/${filing.id}`}
        >
          {filingTitle(filing, language)}
        </a>
        <span className="block text-ink-2 text-sm">{meta}</span>
        {late > 0 && (
          <span className="block font-[640] text-danger text-sm">{t("daysLate", { days: late })}</span>
        )}
      </span>
      <span className="max-md:col-span-2 max-md:col-start-2 md:text-right">
        <Outcome filing={filing} firm={firm} language={language} />
        {after}
      </span>
      <ChevronRight aria-hidden className="size-5 text-ink-3 max-md:col-start-3 max-md:row-start-1" />
    </li>
  );
}

function Leaf({ filing, language, day }: { filing: Listed; language: Language; day: PlainDate }) {
  const t = useTranslations("approvals");
  const { approveBy } = filing;
  if (!approveBy) return <span className="w-14" />;
  return (
    <DateLeaf
      before={t("by")}
      day={String(Number(approveBy.slice(8)))}
      month={shortMonth(approveBy, language)}
      soon={daysBetween(day, approveBy) <= 3}
      late={daysLate(filing, day) > 0}
    />
  );
}

/** How much, for what one can do something about; otherwise what it waits for. */
function Outcome({ filing, firm, language }: { filing: Listed; firm: string; language: Language }) {
  const signing = useTranslations("signing");
  const { kind } = statusOf(filing);
  if (filing.signing && kind === "you")
    return (
      <span className="inline-flex items-center gap-2 font-[620] text-success text-sm">
        <PenLine aria-hidden className="size-[1.2em] flex-none" />
        {signing("sign")}
      </span>
    );
  if (filing.amount !== null && (kind === "you" || kind === "ready")) {
    return <RowAmount cents={filing.amount} language={language} />;
  }
  return kind === "you" || kind === "ready" ? null : <FilingStatus filing={filing} firm={firm} />;
}
