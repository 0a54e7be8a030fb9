import { CircleCheck } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { decisionWords } from "@/app/(client)/decision-words";
import {
  FirmsTurn,
  MoreThanListed,
  OpenTasks,
  sorted,
  WaitingForOthers,
} from "@/components/approvals/current-lists";
import { ReadyList } from "@/components/approvals/ready-list";
import { Empty } from "@/components/ui/empty";
import { Note } from "@/components/ui/note";
import { clientPage } from "@/lib/access/page";
import { currentFilings } from "@/lib/approvals/queries";
import { filingTitle } from "@/lib/approvals/title";
import { now } from "@/lib/ports/clock";
import { type Language, today } from "@/lib/shared/dates";
import { askForBatchCode, putBack } from "./actions";
import { ApprovalTabs } from "./approval-tabs";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("approvals");
  return { title: `${t("openTasks")} · ${t("title")}` };
}

type Props = { params: Promise<{ organisation: string }>; searchParams: Promise<{ later?: string }> };

/** "Openstaande taken": what waits for this person, the earliest date on top, and who else is waited for (F44, F48). */
export default async function OpenTasksPage({ params, searchParams }: Props) {
  const { organisation: slug } = await params;
  const { firm, organisation, read } = await clientPage("filing.read", slug);
  const rows = await read((ctx) => currentFilings(ctx, organisation.id));
  const { later } = await searchParams;
  const t = await getTranslations("approvals");
  const language = (await getLocale()) as Language;
  const { ready, tasks, locked, others, firms, cut } = sorted(rows);
  const kept = ready.find(({ id }) => id === later);
  const shown = { firm: firm.name, language, day: today(now()) };
  return (
    <>
      <ApprovalTabs organisation={organisation} view="open" />
      {kept && (
        <Note kind="ok" role="status" className="mb-6">
          {t("keptForLater", { title: filingTitle(kept, language) })}
        </Note>
      )}
      {ready.length > 0 && (
        <div className="mb-8">
          <ReadyList
            {...shown}
            rows={ready}
            scope={slug}
            actions={{ ask: askForBatchCode, putBack }}
            words={await decisionWords("sent")}
          />
        </div>
      )}
      {tasks.length === 0 && ready.length === 0 && (
        <Empty title={t("noneTitle")} icon={<CircleCheck aria-hidden />}>
          <p>{t("noneText")}</p>
          <p className="mt-4">
            <a className="link" href={`/o/${slug}/accordering/overzicht`}>
              {t("overview")}
            </a>
          </p>
        </Empty>
      )}
      <div className={tasks.length === 0 ? "mt-8" : undefined}>
        <OpenTasks {...shown} rows={tasks} locked={locked} />
        <WaitingForOthers {...shown} rows={others} />
        <FirmsTurn {...shown} rows={firms} />
        <MoreThanListed
          tasks={{ listed: tasks.length, all: organisation.openTasks }}
          ready={{ listed: ready.length, all: organisation.ready }}
          cut={cut}
          firm={firm.name}
          places={[
            { href: `/o/${slug}/accordering/overzicht?status=open`, name: t("allOpen") },
            { href: `/o/${slug}/accordering/overzicht`, name: t("overview") },
          ]}
        />
      </div>
    </>
  );
}
