import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { Note } from "@/components/ui/note";
import { Table, Td, Th } from "@/components/ui/table";
import { staffPage } from "@/lib/access/page";
import { endpointsOf } from "@/lib/backoffice/endpoints";
import { formatMoment, type Language } from "@/lib/shared/dates";
import { EndpointState } from "./endpoint-state";

const here = "/admin/instellingen/koppelingen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("webhooks") };
}

/** The programs of the firm that hear of decisions by themselves. */
export default async function ConnectionsPage({
  searchParams,
}: {
  searchParams: Promise<{ gedaan?: string }>;
}) {
  const { read } = await staffPage("settings.manage");
  const endpoints = await read(endpointsOf);
  const { gedaan } = await searchParams;
  const t = await getTranslations("settings");
  const language = (await getLocale()) as Language;
  return (
    <>
      <p className="mb-1 text-sm">
        <a className="link" href="/admin/instellingen">
          {t("title")}
        </a>
      </p>
      <h1 tabIndex={-1}>{t("webhooks")}</h1>
      <p className="mt-1 mb-4 max-w-prose text-ink-2">{t("webhooksIntro")}</p>
      {gedaan === "verwijderd" && (
        <Note kind="ok" role="status" className="mb-4">
          {t("removed")}
        </Note>
      )}
      {endpoints.length === 0 ? (
        <Empty title={t("none")}>
          <p className="mb-4">{t("noneText")}</p>
          <ButtonLink href={`${here}/nieuw`}>{t("add")}</ButtonLink>
        </Empty>
      ) : (
        <>
          <Card>
            <Table caption={t("webhooks")} stacks>
              <thead>
                <tr>
                  <Th>{t("program")}</Th>
                  <Th>{t("address")}</Th>
                  <Th>{t("lastArrived")}</Th>
                  <Th>{t("state")}</Th>
                </tr>
              </thead>
              <tbody>
                {endpoints.map((one) => (
                  <tr key={one.id}>
                    <Td className="font-[600]">
                      <a className="link" href={`${here}/${one.id}`}>
                        {one.name}
                      </a>
                    </Td>
                    <Td label={t("address")} className="break-all text-sm">
                      {one.url}
                    </Td>
                    <Td label={t("lastArrived")} className="text-ink-2">
                      {one.lastSuccessAt ? formatMoment(one.lastSuccessAt, language) : t("never")}
                    </Td>
                    <Td label={t("state")}>
                      <EndpointState endpoint={one} />
                    </Td>
                  </tr>
                ))}
              </tbody>
            </Table>
          </Card>
          <p className="mt-4">
            <ButtonLink href={`${here}/nieuw`}>{t("add")}</ButtonLink>
          </p>
        </>
      )}
    </>
  );
}
