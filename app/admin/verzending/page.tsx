import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { Table, Th } from "@/components/ui/table";
import { Tabs } from "@/components/ui/tabs";
import { staffMay } from "@/lib/access/abilities";
import { staffPage } from "@/lib/access/page";
import type { Language } from "@/lib/shared/dates";
import { parseSendingCursor, sendingStates, sendings } from "@/lib/staff/sending";
import { CertificateNote } from "../certificate-note";
import { SendingRow } from "./sending-row";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("sending"))("title") };
}

type Query = { status?: string | string[]; na?: string | string[] };

const here = "/admin/verzending";
const states = Object.entries(sendingStates);

/** What the portal has to send and to do, newest first, with its state; and what a person can do about it. */
export default async function SendingPage({ searchParams }: { searchParams: Promise<Query> }) {
  const page = await staffPage("message.read");
  const { firm, session, read } = page;
  const query = await searchParams;
  const [chosen, status = null] = states.find(([name]) => name === query.status) ?? [null];
  const after = parseSendingCursor(query.na);
  const { rows, next } = await read((ctx) => sendings(ctx, firm.name, status, after));
  const t = await getTranslations("sending");
  const language = (await getLocale()) as Language;
  const list = chosen ? `${here}?status=${chosen}` : here;
  const tab = (name: string | null, label: string) => ({
    href: name ? `${here}?status=${name}` : here,
    name: label,
    short: label,
    current: name === chosen,
  });
  return (
    <>
      <h1 tabIndex={-1}>{t("title")}</h1>
      <p className="mt-1 mb-4 text-ink-2">{t("intro")}</p>
      <CertificateNote page={page} />
      <Tabs
        label={t("filter")}
        tabs={[tab(null, t("all")), ...states.map(([name, state]) => tab(name, t(`status.${state}`)))]}
      />
      <div className="mt-4">
        {rows.length === 0 ? (
          <Empty title={t("none")}>
            <p>{t(chosen ? "noneOfState" : "noneText")}</p>
          </Empty>
        ) : (
          <Card>
            <Table caption={t("title")} stacks>
              <thead>
                <tr>
                  <Th>{t("what")}</Th>
                  <Th>{t("to")}</Th>
                  <Th>{t("when")}</Th>
                  <Th>{t("state")}</Th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <SendingRow
                    key={row.id}
                    row={row}
                    language={language}
                    mayResend={staffMay(session, "message.resend")}
                  />
                ))}
              </tbody>
            </Table>
          </Card>
        )}
      </div>
      {(after || next) && (
        <nav aria-label={t("pages")} className="mt-5 flex items-center justify-between gap-4">
          {after ? (
            <a className="link" href={list}>
              {t("newest")}
            </a>
          ) : (
            <span />
          )}
          {next && (
            <ButtonLink variant="secondary" size="small" href={`${list}${chosen ? "&" : "?"}na=${next}`}>
              {t("older")}
            </ButtonLink>
          )}
        </nav>
      )}
    </>
  );
}
