import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Pages } from "@/components/approvals/pages";
import { Empty } from "@/components/ui/empty";
import { clientPage } from "@/lib/access/page";
import { allFilings, parseCursor } from "@/lib/approvals/queries";
import type { Language } from "@/lib/shared/dates";
import { ApprovalTabs } from "../approval-tabs";
import { DocumentCards, DocumentTable } from "./documents";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("approvals");
  return { title: `${t("overview")} · ${t("title")}` };
}

type Props = { params: Promise<{ organisation: string }>; searchParams: Promise<{ na?: string }> };

/** "Overzicht documenten": everything that ever was, newest first (F61). */
export default async function OverviewPage({ params, searchParams }: Props) {
  const { organisation: slug } = await params;
  const { firm, organisation, read } = await clientPage("filing.read", slug);
  const after = parseCursor((await searchParams).na);
  const { rows, next } = await read((ctx) => allFilings(ctx, organisation.id, after));
  const t = await getTranslations("approvals");
  const language = (await getLocale()) as Language;
  const here = `/o/${slug}/accordering/overzicht`;
  return (
    <>
      <ApprovalTabs slug={slug} view="all" openTasks={organisation.openTasks} />
      {rows.length === 0 ? (
        <Empty title={t("emptyTitle")}>
          <p>{t("emptyText", { firm: firm.name })}</p>
        </Empty>
      ) : (
        <>
          <p className="mb-3.5 text-ink-2">{t("newestFirst")}</p>
          <DocumentTable rows={rows} slug={slug} language={language} />
          <DocumentCards rows={rows} slug={slug} language={language} />
          {(after || next) && <Pages here={here} after={after !== null} next={next} />}
        </>
      )}
    </>
  );
}
