import { ChevronRight } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { Status } from "@/components/ui/status";
import { Table, Td, Th } from "@/components/ui/table";
import type { FilingRow } from "@/lib/approvals/shapes";
import { filingTitle } from "@/lib/approvals/title";
import { now } from "@/lib/ports/clock";
import { addDays, formatDay, type Language, today } from "@/lib/shared/dates";
import { formatEuro } from "@/lib/shared/money";

type Props = { rows: FilingRow[]; slug: string; language: Language };

/** In a table the sign says the direction; everywhere else words do. */
export async function DocumentTable({ rows, slug, language }: Props) {
  const t = await getTranslations("approvals");
  const changed = await changedOn(language);
  return (
    <Card className="max-md:hidden">
      <Table caption={t("allDocuments")}>
        <thead>
          <tr>
            <Th>{t("document")}</Th>
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
                <a className="link font-[600]" href={`/o/${slug}/accordering/${row.id}`}>
                  {filingTitle(row, language)}
                </a>
              </Td>
              <Td className="num">{row.period.end.slice(0, 4)}</Td>
              <Td number>{formatEuro(row.amount, language, { whole: true })}</Td>
              <Td>
                <State state={row.state} words={{ open: t("you"), completed: t("completed") }} />
              </Td>
              <Td className="whitespace-nowrap text-ink-2">{changed(row)}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

export async function DocumentCards({ rows, slug, language }: Props) {
  const t = await getTranslations("approvals");
  const changed = await changedOn(language);
  return (
    <Card className="md:hidden" aria-label={t("allDocuments")}>
      <ul>
        {rows.map((row) => (
          <li
            key={row.id}
            className="relative flex items-center gap-3 border-line border-t px-card py-row first:border-t-0"
          >
            <span className="min-w-0 flex-1">
              <a
                className="font-[620] text-ink no-underline after:absolute after:inset-0"
                href={`/o/${slug}/accordering/${row.id}`}
              >
                {filingTitle(row, language)}
              </a>
              <span className="block text-ink-2 text-sm">
                {changed(row)} ·{" "}
                <span className="num">{formatEuro(row.amount, language, { whole: true })}</span>
              </span>
              <span className="mt-1.5 block">
                <State state={row.state} words={{ open: t("you"), completed: t("completed") }} />
              </span>
            </span>
            <ChevronRight aria-hidden className="size-5 flex-none text-ink-3" />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function State({ state, words }: { state: FilingRow["state"]; words: Record<FilingRow["state"], string> }) {
  return <Status kind={state === "open" ? "you" : "done"}>{words[state]}</Status>;
}

async function changedOn(language: Language) {
  const t = await getTranslations("approvals");
  const day = today(now());
  return ({ completedAt, publishedAt }: FilingRow): string => {
    const on = today(completedAt ?? publishedAt);
    if (on === day) return t("today");
    return on === addDays(day, -1) ? t("yesterday") : formatDay(on, language, "short");
  };
}
