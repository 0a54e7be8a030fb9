import { BookOpen } from "lucide-react";
import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import type { FilingRow } from "@/lib/approvals/shapes";
import { formatDay, type Language, type PlainDate, today } from "@/lib/shared/dates";
import { directionKey, wholeEuros } from "./amount";
import { type Listed, RowOfFiling } from "./filing-row";

/** "Nieuw om te lezen" (D19): letters and assessments that this person has not opened yet, the newest on top. */
export function Unread({
  rows,
  slugOf,
  firm,
  language,
  day,
  all,
}: {
  rows: Listed[];
  slugOf: (row: Listed) => string;
  firm: string;
  language: Language;
  day: PlainDate;
  /** Where everything stands that is to be read, when there is one such place. */
  all?: string;
}) {
  const t = useTranslations("approvals");
  if (rows.length === 0) return null;
  const meta = ({ publishedAt, publishedBy, amount, organisation }: FilingRow & Listed) =>
    [
      organisation?.name,
      t("published", { day: formatDay(today(publishedAt), language, "dayMonth"), name: publishedBy }),
      amount !== null && `${wholeEuros(amount, language)} ${t(directionKey(amount))}`,
    ]
      .filter(Boolean)
      .join(" · ");
  return (
    <section aria-labelledby="lezen" className="mt-8 first:mt-0">
      <div className="mb-4 flex items-center justify-between gap-4">
        <h2 id="lezen">{t("unread")}</h2>
        {all && (
          <a className="link whitespace-nowrap" href={all}>
            {t("unreadAll")}
          </a>
        )}
      </div>
      <Card>
        <ul>
          {rows.map((row) => (
            <RowOfFiling
              key={row.id}
              filing={row}
              slug={slugOf(row)}
              firm={firm}
              language={language}
              day={day}
              meta={meta(row)}
              before={
                <span className="grid size-11 place-items-center rounded bg-tint text-brand-text">
                  <BookOpen aria-hidden className="size-5" />
                </span>
              }
            />
          ))}
        </ul>
      </Card>
    </section>
  );
}
