import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Table, Td, Th } from "@/components/ui/table";
import { filingTitle } from "@/lib/approvals/title";
import { now } from "@/lib/ports/clock";
import { daysBetween, formatDay, type Language, today } from "@/lib/shared/dates";
import { formatEuro } from "@/lib/shared/money";
import type { StaffFiling } from "@/lib/staff/queries";
import { StateWord } from "./state-word";

/** Documents of several clients. In the heap that waits, each row says for whom, since when, and whether it was opened. */
export function FilingTable({
  rows,
  firm,
  highlighted,
  waiting,
  language,
}: {
  rows: StaffFiling[];
  firm: string;
  highlighted: string | null;
  waiting: boolean;
  language: Language;
}) {
  const t = useTranslations("staff");
  const day = today(now());
  const askedOf = ({ asked }: StaffFiling) => asked.map((name) => name ?? t("anybody")).join(", ");
  const since = ({ publishedAt }: StaffFiling) =>
    t("daysAgo", { count: daysBetween(today(publishedAt), day) });
  return (
    <Card className="overflow-x-auto">
      <Table caption={t("documents")} stacks>
        <thead>
          <tr>
            <Th>{t("client")}</Th>
            <Th>{t("document")}</Th>
            <Th number>{t("amount")}</Th>
            <Th>{t("deadline")}</Th>
            {waiting && <Th>{t("asked")}</Th>}
            <Th>{t(waiting ? "since" : "published")}</Th>
            {waiting && <Th>{t("opened")}</Th>}
            <Th>{t("status")}</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className={row.id === highlighted ? "bg-success-tint" : undefined}>
              <Td className="font-[600]">{row.organisation}</Td>
              <Td label={t("document")}>
                <a className="link" href={`/admin/stukken/${row.id}`}>
                  {filingTitle(row, language)}
                </a>
              </Td>
              <Td number label={t("amount")} className="whitespace-nowrap">
                {row.amount === null ? "–" : formatEuro(row.amount, language, { whole: true })}
              </Td>
              <Td label={t("deadline")} className="whitespace-nowrap">
                <span>
                  {row.approveBy === null ? "–" : formatDay(row.approveBy, language, "short")}
                  {row.approveBy !== null && row.approveBy < day && row.asked.length > 0 && !row.waits && (
                    <span className="block text-danger text-sm">{t("past")}</span>
                  )}
                </span>
              </Td>
              {waiting && (
                <Td label={t("asked")}>
                  {row.asked.length === 0 ? (
                    "–"
                  ) : (
                    // Their names and telephone numbers.
                    <a
                      className="link"
                      href={`/admin/stukken/${row.id}#people`}
                      aria-label={`${askedOf(row)}: ${t("whomToCall", { title: filingTitle(row, language) })}`}
                    >
                      {askedOf(row)}
                    </a>
                  )}
                </Td>
              )}
              <Td label={t(waiting ? "since" : "published")} className="whitespace-nowrap text-ink-2">
                {waiting ? since(row) : formatDay(today(row.publishedAt), language, "short")}
              </Td>
              {waiting && (
                <Td label={t("opened")}>
                  {row.openedBy.length > 0 ? (
                    row.openedBy.join(", ")
                  ) : (
                    <span className="text-ink-2">{t("no")}</span>
                  )}
                </Td>
              )}
              <Td label={t("status")}>
                <span>
                  <StateWord filing={row} firm={firm} />
                  {row.asked.length > 0 && row.mail !== "sent" && !row.inVain && (
                    <span className="block text-sm text-warning">{t(`mail.${row.mail}`)}</span>
                  )}
                </span>
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
