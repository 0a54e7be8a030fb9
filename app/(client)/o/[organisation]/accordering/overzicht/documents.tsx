import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { directionKey, wholeEuros } from "@/components/approvals/amount";
import { FilingStatus } from "@/components/approvals/filing-status";
import { Card } from "@/components/ui/card";
import { Table, Td, Th } from "@/components/ui/table";
import type { OverviewRow } from "@/lib/approvals/overview";
import { streams } from "@/lib/approvals/streams";
import { filingTitle } from "@/lib/approvals/title";
import { now } from "@/lib/ports/clock";
import { addDays, formatDay, type Language, today } from "@/lib/shared/dates";
import { formatEuro } from "@/lib/shared/money";

type Props = { rows: OverviewRow[]; slug: string; language: Language; firm: string };

/** In a table the sign says the direction; everywhere else words do. */
export function DocumentTable({ rows, slug, language, firm }: Props) {
  const t = useTranslations("approvals");
  const changed = changedOn(t, language);
  return (
    <Card className="max-md:hidden">
      <Table caption={t("allDocuments")}>
        <thead>
          <tr>
            <Th>{t("document")}</Th>
            <Th>{t("type")}</Th>
            <Th>{t("year")}</Th>
            <Th number>{t("amount")}</Th>
            <Th>{t("status")}</Th>
            <Th>{t("changed")}</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className="hover:bg-tint">
              <Td>
                <Title row={row} slug={slug} language={language} className="link font-[600]" />
              </Td>
              <Td className="text-ink-2">{streams[row.stream].name[language]}</Td>
              <Td className="num">{row.year}</Td>
              <Td number>
                {row.amount === null ? (
                  <>
                    <span aria-hidden>–</span>
                    <span className="sr-only">{t("noAmount")}</span>
                  </>
                ) : (
                  formatEuro(row.amount, language, { whole: true })
                )}
              </Td>
              <Td>
                <FilingStatus filing={row} firm={firm} />
              </Td>
              <Td className="whitespace-nowrap text-ink-2">{changed(row)}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

export function DocumentCards({ rows, slug, language, firm }: Props) {
  const t = useTranslations("approvals");
  const changed = changedOn(t, language);
  return (
    <Card className="md:hidden" aria-label={t("allDocuments")}>
      <ul>
        {rows.map((row) => (
          <li
            key={row.id}
            className="relative flex items-center gap-3 border-line border-t px-card py-row first:border-t-0"
          >
            <span className="min-w-0 flex-1">
              <Title
                row={row}
                slug={slug}
                language={language}
                className="font-[620] text-ink no-underline after:absolute after:inset-0"
              />
              <span className="block text-ink-2 text-sm">
                {t("changed")} {changed(row)}
                {row.amount !== null && (
                  <>
                    {" · "}
                    <span className="num">{wholeEuros(row.amount, language)}</span>{" "}
                    {t(directionKey(row.amount))}
                  </>
                )}
              </span>
              <span className="mt-1.5 block">
                <FilingStatus filing={row} firm={firm} />
              </span>
            </span>
            {row.state !== "withdrawn" && (
              <ChevronRight aria-hidden className="size-5 flex-none text-ink-3" />
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** A withdrawn document keeps its name and says why it went; there is nothing behind it any more (D5). */
function Title({
  row,
  slug,
  language,
  className,
}: {
  row: OverviewRow;
  slug: string;
  language: Language;
  className: string;
}) {
  const title = filingTitle(row, language);
  if (row.state !== "withdrawn") {
    return (
      <a className={className} href={`/o/${slug}/accordering/${row.id}`}>
        {title}
      </a>
    );
  }
  return (
    <>
      <span className="font-[600]">{title}</span>
      {row.stateReason && <span className="block text-ink-2 text-sm">{row.stateReason}</span>}
    </>
  );
}

function changedOn(t: ReturnType<typeof useTranslations<"approvals">>, language: Language) {
  const day = today(now());
  return ({ changedAt }: OverviewRow): string => {
    const on = today(changedAt);
    if (on === day) return t("today");
    return on === addDays(day, -1) ? t("yesterday") : formatDay(on, language, "short");
  };
}
