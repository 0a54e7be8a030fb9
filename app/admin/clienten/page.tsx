import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { Table, Td, Th } from "@/components/ui/table";
import { staffMay } from "@/lib/access/abilities";
import { staffPage } from "@/lib/access/page";
import { staffOrganisations } from "@/lib/staff/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff"))("clients") };
}

/** The organisations this member of staff works for. */
export default async function ClientsPage({ searchParams }: { searchParams: Promise<{ zoek?: string }> }) {
  const { session, read } = await staffPage("client.read");
  const search = String((await searchParams).zoek ?? "")
    .replaceAll("\0", "")
    .slice(0, 100);
  const { rows, more } = await read((ctx) => staffOrganisations(ctx, search));
  const t = await getTranslations("staff");
  return (
    <>
      <h1 tabIndex={-1}>{t("clients")}</h1>
      <search>
        <form className="my-4 flex flex-wrap items-center gap-2">
          <input
            type="search"
            name="zoek"
            defaultValue={search}
            aria-label={t("search")}
            placeholder={t("search")}
            className="min-h-control w-72 rounded border border-control bg-surface px-3 max-md:flex-1"
          />
          <Button type="submit" variant="secondary">
            {t("searchButton")}
          </Button>
          {search && (
            <ButtonLink variant="ghost" href="/admin/clienten">
              {t("clear")}
            </ButtonLink>
          )}
        </form>
      </search>
      {rows.length === 0 ? (
        <Empty title={t("noClients")}>
          <p>{search ? t("noClientsText") : t("noPortfolio")}</p>
        </Empty>
      ) : (
        <Card>
          <Table caption={t("clients")} stacks>
            <thead>
              <tr>
                <Th>{t("client")}</Th>
                <Th>{t("kvk")}</Th>
                <Th number>{t("open")}</Th>
                <Th>
                  <span className="sr-only">{t("publish")}</span>
                </Th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <Td className="font-[600]">
                    <a
                      className="link"
                      href={`/admin/stukken?zoek=${encodeURIComponent(row.name)}`}
                      aria-label={t("documentsOf", { name: row.name })}
                    >
                      {row.name}
                    </a>
                  </Td>
                  <Td label={t("kvk")} className="code">
                    {row.kvkNumber ?? "–"}
                  </Td>
                  <Td number label={t("open")}>
                    {row.openFilings}
                  </Td>
                  <Td className="text-right">
                    {staffMay(session, "filing.publish") && (
                      <a
                        className="link whitespace-nowrap"
                        href={`/admin/stukken/nieuw?organisatie=${row.id}`}
                        aria-label={t("publishFor", { name: row.name })}
                      >
                        {t("publish")}
                      </a>
                    )}
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </Card>
      )}
      {more && <p className="mt-3 text-ink-2">{t("moreClients", { count: rows.length })}</p>}
    </>
  );
}
