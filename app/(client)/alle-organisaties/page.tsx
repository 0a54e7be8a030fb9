import { CircleCheck } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { challengeOf } from "@/app/(client)/challenge-of";
import { decisionWords } from "@/app/(client)/decision-words";
import {
  askForBatchCode,
  putBack,
  sendAnotherCode,
  sendBatch,
} from "@/app/(client)/o/[organisation]/accordering/actions";
import { BatchDialog } from "@/components/approvals/batch-dialog";
import {
  FirmsTurn,
  MoreThanListed,
  OpenTasks,
  sorted,
  WaitingForOthers,
} from "@/components/approvals/current-lists";
import { ReadyList } from "@/components/approvals/ready-list";
import { Unread } from "@/components/approvals/unread";
import { Empty } from "@/components/ui/empty";
import { everywhere } from "@/lib/access/action";
import { everywherePage } from "@/lib/access/page";
import { currentFilings } from "@/lib/approvals/queries";
import { unreadFilings } from "@/lib/approvals/welcome";
import { now } from "@/lib/ports/clock";
import { type Language, today } from "@/lib/shared/dates";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("approvals"))("everywhere") };
}

type Props = { searchParams: Promise<{ verzenden?: string; sms?: string }> };

/** "Alle organisaties" (B3): every task of this person, and what is ready anywhere, in one batch with one code (B1). */
export default async function EverywherePage({ searchParams }: Props) {
  const page = await everywherePage("filing.read");
  const [current, unread] = await Promise.all([
    page.read((ctx) => currentFilings(ctx)),
    page.read((ctx) => unreadFilings(ctx)),
  ]);
  const { ready, tasks, locked, others, firms, cut } = sorted(current);
  const nothing = tasks.length + ready.length + unread.length === 0;
  // The same numbers as in the switcher, however many are listed.
  const all = (of: "openTasks" | "ready") =>
    page.session.organisations.reduce((sum, one) => sum + one[of], 0);
  const { verzenden, sms } = await searchParams;
  const t = await getTranslations("approvals");
  const language = (await getLocale()) as Language;
  const words = await decisionWords("sent");
  const shown = { firm: page.firm.name, language, day: today(now()), across: true };
  return (
    <>
      <h1 tabIndex={-1}>{t("everywhere")}</h1>
      <p className="mt-2 mb-6 text-ink-2 text-lg md:mb-8">
        {t(all("openTasks") === 0 && all("ready") > 0 ? "everywhereUnsent" : "everywhereLead", {
          tasks: all("openTasks"),
          ready: all("ready"),
          // Those that have a task; without any, all of them have none.
          count:
            page.session.organisations.filter(({ openTasks }) => openTasks > 0).length ||
            page.session.organisations.length,
        })}
      </p>
      {ready.length > 0 && (
        <div className="mb-8">
          <ReadyList
            {...shown}
            rows={ready}
            scope={everywhere}
            actions={{ ask: askForBatchCode, putBack }}
            words={words}
          />
        </div>
      )}
      {nothing && (
        <Empty title={t("noneTitle")} icon={<CircleCheck aria-hidden />}>
          <p>{t("noneText")}</p>
        </Empty>
      )}
      <div className={nothing ? "mt-8" : undefined}>
        <OpenTasks {...shown} rows={tasks} locked={locked} />
        <Unread {...shown} rows={unread} slugOf={({ organisation }) => organisation?.slug ?? ""} />
        <WaitingForOthers {...shown} rows={others} />
        <FirmsTurn {...shown} rows={firms} />
        <MoreThanListed
          tasks={{ listed: tasks.length, all: all("openTasks") }}
          ready={{ listed: ready.length, all: all("ready") }}
          cut={cut}
          firm={page.firm.name}
          places={page.session.organisations.map(({ slug, name }) => ({
            href: `/o/${slug}/accordering`,
            name,
          }))}
        />
      </div>
      {verzenden && (
        <BatchDialog
          rows={ready}
          scope={everywhere}
          challenge={await challengeOf(page, verzenden)}
          words={words}
          sms={sms}
          closeTo="/alle-organisaties"
          actions={{ send: sendBatch, sendAnother: sendAnotherCode }}
          across
        />
      )}
    </>
  );
}
