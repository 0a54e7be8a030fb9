import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { challengeOf } from "@/app/(client)/challenge-of";
import { decisionWords } from "@/app/(client)/decision-words";
import { BatchDialog } from "@/components/approvals/batch-dialog";
import { sorted } from "@/components/approvals/current-lists";
import { ReadyList } from "@/components/approvals/ready-list";
import { Empty } from "@/components/ui/empty";
import { clientPage } from "@/lib/access/page";
import { currentFilings } from "@/lib/approvals/queries";
import { now } from "@/lib/ports/clock";
import { type Language, today } from "@/lib/shared/dates";
import { askForBatchCode, putBack, sendAnotherCode, sendBatch } from "../actions";
import { ApprovalTabs } from "../approval-tabs";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("approvals");
  return { title: `${t("ready")} · ${t("title")}` };
}

type Props = {
  params: Promise<{ organisation: string }>;
  searchParams: Promise<{ verzenden?: string; sms?: string }>;
};

/** "Klaar om te verzenden": several documents, one code (F48). */
export default async function ReadyPage({ params, searchParams }: Props) {
  const { organisation: slug } = await params;
  const page = await clientPage("filing.read", slug);
  const { firm, organisation, read } = page;
  const { ready } = sorted(await read((ctx) => currentFilings(ctx, organisation.id)));
  const { verzenden, sms } = await searchParams;
  const t = await getTranslations("approvals");
  const language = (await getLocale()) as Language;
  const words = await decisionWords("sent");
  return (
    <>
      <ApprovalTabs organisation={organisation} view="ready" />
      {ready.length === 0 ? (
        <Empty title={t("readyNoneTitle")}>
          <p>{t("readyNoneText")}</p>
          <p className="mt-4">
            <a className="link" href={`/o/${slug}/accordering`}>
              {t("openTasks")}
            </a>
          </p>
        </Empty>
      ) : (
        <ReadyList
          rows={ready}
          scope={slug}
          firm={firm.name}
          language={language}
          day={today(now())}
          actions={{ ask: askForBatchCode, putBack }}
          words={words}
        />
      )}
      {verzenden && (
        <BatchDialog
          rows={ready}
          scope={slug}
          challenge={await challengeOf(page, verzenden)}
          words={words}
          sms={sms}
          closeTo={`/o/${slug}/accordering/verzenden`}
          actions={{ send: sendBatch, sendAnother: sendAnotherCode }}
        />
      )}
    </>
  );
}
