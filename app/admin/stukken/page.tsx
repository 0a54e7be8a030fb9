import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Pages } from "@/components/approvals/pages";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { Note } from "@/components/ui/note";
import { Table, Td, Th } from "@/components/ui/table";
import { staffPage } from "@/lib/access/page";
import { parseCursor } from "@/lib/approvals/queries";
import { filingTitle } from "@/lib/approvals/title";
import { formatDay, formatMoment, type Language } from "@/lib/shared/dates";
import { formatEuro } from "@/lib/shared/money";
import { staffFilings } from "@/lib/staff/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff"))("documents") };
}

/** Everything that was put before clients, newest first. */
export default async function DocumentsPage({
  searchParams,
}: {
  searchParams: Promise<{ klaargezet?: string; na?: string }>;
}) {
  const { firm, read } = await staffPage("client.read");
  const { klaargezet, na } = await searchParams;
  const after = parseCursor(na);
  const { rows, next } = await read((ctx) => staffFilings(ctx, after));
  const published = rows.find(({ id }) => id === klaargezet);
  const t = await getTranslations("staff");
  const language = (await getLocale()) as Language;
  return (
    <>
      <h1 tabIndex={-1}>{t("documents")}</h1>
      <p className="mt-1 mb-4 text-ink-2">{t("documentsIntro")}</p>
      {published && (
        <Note kind={published.mail === "sent" ? "ok" : "warning"} role="status" className="mb-4">
          {t(`donePublished.${published.mail}`, { firm: firm.name })}
        </Note>
      )}
      {rows.length === 0 ? (
        <Empty title={t("noDocumentsTitle")}>
          <p>{t("noDocumentsText")}</p>
        </Empty>
      ) : (
        <Card>
          <Table caption={t("documents")} stacks>
            <thead>
              <tr>
                <Th>{t("client")}</Th>
                <Th>{t("document")}</Th>
                <Th number>{t("amount")}</Th>
                <Th>{t("deadline")}</Th>
                <Th>{t("published")}</Th>
                <Th>{t("status")}</Th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id} className={row.id === klaargezet ? "bg-success-tint" : undefined}>
                  <Td className="font-[600]">{row.organisation}</Td>
                  <Td label={t("document")}>{filingTitle(row, language)}</Td>
                  <Td number label={t("amount")}>
                    {formatEuro(row.amount, language, { whole: true })}
                  </Td>
                  <Td label={t("deadline")} className="whitespace-nowrap">
                    {formatDay(row.approveBy, language, "short")}
                  </Td>
                  <Td label={t("published")} className="whitespace-nowrap text-ink-2">
                    {formatMoment(row.publishedAt, language)}
                  </Td>
                  <Td label={t("status")} className="whitespace-nowrap">
                    {t(row.state === "open" ? "waiting" : "approved")}
                    {row.state === "open" && row.mail !== "sent" && (
                      <span className="block text-sm text-warning">{t(`mail.${row.mail}`)}</span>
                    )}
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </Card>
      )}
      {(after || next) && <Pages here="/admin/stukken" after={after !== null} next={next} />}
    </>
  );
}
