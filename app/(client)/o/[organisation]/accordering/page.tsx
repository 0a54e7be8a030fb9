import { CircleCheck } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { TaskRow } from "@/components/approvals/task-row";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { clientPage } from "@/lib/access/page";
import { openTasks } from "@/lib/approvals/queries";
import { now } from "@/lib/ports/clock";
import { type Language, today } from "@/lib/shared/dates";
import { ApprovalTabs } from "./approval-tabs";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("approvals");
  return { title: `${t("openTasks")} · ${t("title")}` };
}

/** "Openstaande taken": what waits for this person, the earliest date on top. */
export default async function OpenTasksPage({ params }: { params: Promise<{ organisation: string }> }) {
  const { organisation: slug } = await params;
  const { organisation, read } = await clientPage("filing.read", slug);
  const tasks = await read((ctx) => openTasks(ctx, organisation.id));
  const t = await getTranslations("approvals");
  const language = (await getLocale()) as Language;
  return (
    <>
      <ApprovalTabs slug={slug} view="open" openTasks={organisation.openTasks} />
      {tasks.length === 0 ? (
        <Empty title={t("noneTitle")} icon={<CircleCheck aria-hidden />}>
          <p>{t("noneText")}</p>
          <p className="mt-4">
            <a className="link" href={`/o/${slug}/accordering/overzicht`}>
              {t("overview")}
            </a>
          </p>
        </Empty>
      ) : (
        <Card aria-label={t("openTasks")}>
          <ul>
            {tasks.map((filing) => (
              <TaskRow key={filing.id} filing={filing} slug={slug} language={language} day={today(now())} />
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}
