import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Pages } from "@/components/approvals/pages";
import { Empty } from "@/components/ui/empty";
import { Note } from "@/components/ui/note";
import { Tabs } from "@/components/ui/tabs";
import { staffMay } from "@/lib/access/abilities";
import { staffPage } from "@/lib/access/page";
import { parseCursor } from "@/lib/approvals/queries";
import type { Language } from "@/lib/shared/dates";
import { parseStaffFilters, staffNarrowed, statusOf } from "@/lib/staff/filters";
import { countToSign, staffFilings } from "@/lib/staff/queries";
import { CertificateNote } from "../certificate-note";
import { ExportLinks } from "./export-links";
import { FilingTable } from "./filing-table";
import { Filters, type ListQuery, listAddress } from "./filters";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff"))("documents") };
}

const heaps = [null, "wacht", "tekenen", "bellen", "afgekeurd", "indienen", "telaat", "aanlevering"] as const;

/** Everything that was put before clients, newest first, and the heaps of work among it. */
export default async function DocumentsPage({
  searchParams,
}: {
  searchParams: Promise<ListQuery & { klaargezet?: string; na?: string }>;
}) {
  const page = await staffPage("client.read");
  const { firm, read } = page;
  const query = await searchParams;
  const filters = parseStaffFilters(query);
  const after = parseCursor(query.na);
  const { rows, next } = await read((ctx) => staffFilings(ctx, filters, after));
  const toSign = staffMay(page.session, "filing.sign") ? await read(countToSign) : 0;
  const published = rows.find(({ id }) => id === query.klaargezet);
  const status = statusOf(query);
  const t = await getTranslations("staff");
  const language = (await getLocale()) as Language;
  const { klaargezet: _, ...kept } = query;
  const narrowed = staffNarrowed(filters);
  return (
    <>
      <h1 tabIndex={-1}>{t("documents")}</h1>
      <p className="mt-1 mb-2 text-ink-2">{t("documentsIntro")}</p>
      <CertificateNote page={page} />
      {published && (
        <Note
          kind={["sent", "planned", "firmFirst"].includes(published.mail) ? "ok" : "warning"}
          role="status"
          className="mb-2"
        >
          {t(`donePublished.${published.mail}`, { firm: firm.name })}
          {published.signing && staffMay(page.session, "filing.publish") && (
            <p className="mt-1">
              <a
                className="link"
                href={`/admin/stukken/nieuw?organisatie=${published.organisationId}&samenMet=${published.id}`}
              >
                {t("sign.another")}
              </a>
            </p>
          )}
        </Note>
      )}
      <Tabs
        label={t("heaps")}
        tabs={heaps
          // Not everybody signs, and whoever does is told when there is something.
          .filter((heap) => heap !== "tekenen" || toSign > 0 || heap === status)
          .map((heap) => {
            const name = t(heap ? `statuses.${heap}` : "everything");
            return {
              href: listAddress({ ...query, status: heap ?? undefined }),
              ...{ name, short: name },
              current: heap === status,
              ...(heap === "tekenen" && toSign > 0 ? { count: String(toSign) } : {}),
            };
          })}
      />
      <Filters query={query} status={status} filters={filters} narrowed={narrowed} language={language} />
      {rows.length === 0 ? (
        <Empty title={t(narrowed ? "nothingFound" : "noDocumentsTitle")}>
          <p>{t(narrowed ? "nothingFoundText" : "noDocumentsText")}</p>
        </Empty>
      ) : (
        <FilingTable
          rows={rows}
          firm={firm.name}
          highlighted={published?.id ?? null}
          waiting={status === "wacht" || status === "bellen" || status === "telaat"}
          language={language}
        />
      )}
      {(after || next) && <Pages here="/admin/stukken" query={kept} after={after !== null} next={next} />}
      {rows.length > 0 && staffMay(page.session, "filing.export") && <ExportLinks query={kept} />}
    </>
  );
}
