import { ChevronRight } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { DateLeaf } from "@/components/ui/date-leaf";
import type { FilingRow } from "@/lib/approvals/shapes";
import { filingTitle } from "@/lib/approvals/title";
import { daysBetween, formatDay, type Language, type PlainDate, shortMonth, today } from "@/lib/shared/dates";
import { RowAmount } from "./amount";

/** One open task: until when, what, and how much. */
export async function TaskRow({
  filing,
  slug,
  language,
  day,
}: {
  filing: FilingRow;
  slug: string;
  language: Language;
  day: PlainDate;
}) {
  const t = await getTranslations("approvals");
  return (
    <li className="relative grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3.5 gap-y-1 border-line border-t px-card py-row first:border-t-0 hover:bg-tint md:grid-cols-[auto_minmax(0,1fr)_auto_auto] md:gap-4">
      <DateLeaf
        before={t("by")}
        day={String(Number(filing.approveBy.slice(8)))}
        month={shortMonth(filing.approveBy, language)}
        soon={daysBetween(day, filing.approveBy) <= 3}
      />
      <span className="min-w-0">
        <a
          className="font-[620] text-ink no-underline after:absolute after:inset-0 hover:underline"
          href={`/o/${slug}/accordering/${filing.id}`}
        >
          {filingTitle(filing, language)}
        </a>
        <span className="block text-ink-2 text-sm">
          {t("published", {
            day: formatDay(today(filing.publishedAt), language, "dayMonth"),
            name: filing.publishedBy,
          })}
        </span>
      </span>
      <span className="max-md:col-start-2 md:text-right">
        <RowAmount cents={filing.amount} language={language} />
      </span>
      <ChevronRight aria-hidden className="size-5 text-ink-3 max-md:col-start-3 max-md:row-start-1" />
    </li>
  );
}
