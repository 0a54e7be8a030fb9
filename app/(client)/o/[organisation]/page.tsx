import { CircleCheck } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { TaskRow } from "@/components/approvals/task-row";
import { Unread } from "@/components/approvals/unread";
import { Card } from "@/components/ui/card";
import { Count } from "@/components/ui/count";
import { Empty } from "@/components/ui/empty";
import { clientPage } from "@/lib/access/page";
import { welcomeFilings } from "@/lib/approvals/welcome";
import { now } from "@/lib/ports/clock";
import { type Language, today } from "@/lib/shared/dates";
import { ContactCard } from "./contact-card";
import { FirstTask } from "./first-task";
import { Unsent } from "./unsent";
import { WelcomeLead } from "./welcome-lead";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("welcome"))("title") };
}

export default async function WelcomePage({ params }: { params: Promise<{ organisation: string }> }) {
  const { organisation: slug } = await params;
  const { firm, session, organisation, read } = await clientPage("organisation.read", slug);
  // Whoever sees no stream here has nothing to approve, and no overview to be sent to (D3).
  const seesFilings = organisation.streams.length > 0;
  const { waiting, unread } = seesFilings
    ? await read((ctx) => welcomeFilings(ctx, organisation.id))
    : { waiting: [], unread: [] };
  const ready = waiting.filter(({ mine }) => mine === "readyToSend");
  const { contact } = organisation;
  const t = await getTranslations("welcome");
  const language = (await getLocale()) as Language;
  const day = today(now());
  const [first, ...others] = waiting.filter(({ mine }) => mine === "asked");
  const nothing = !first && ready.length === 0 && unread.length === 0;
  return (
    <>
      <WelcomeLead
        name={session.firstName}
        first={first}
        count={organisation.openTasks}
        unsent={organisation.ready}
        unread={unread.length > 0}
        day={day}
        language={language}
      />
      <div className="mt-6 grid items-start gap-6 md:mt-8 md:grid-cols-[minmax(0,1fr)_22rem] md:gap-8">
        <div className="space-y-6 md:space-y-8">
          {first && <FirstTask filing={first} slug={slug} firm={firm.name} day={day} language={language} />}
          <Unsent rows={ready} slug={slug} language={language} />
          {nothing && (
            <Empty title={t("doneTitle")} icon={<CircleCheck aria-hidden />}>
              <p>{t("doneText", { firm: firm.name })}</p>
              {seesFilings && (
                <p className="mt-4">
                  <a className="link" href={`/o/${slug}/accordering/overzicht`}>
                    {t("overview")}
                  </a>
                </p>
              )}
            </Empty>
          )}
          {others.length > 0 && (
            <section aria-labelledby="others">
              <div className="mb-4 flex items-center justify-between gap-4">
                <h2 id="others">
                  {t("others")} <Count value={String(organisation.openTasks - 1)} />
                </h2>
                <a className="link whitespace-nowrap" href={`/o/${slug}/accordering`}>
                  {t("all")}
                </a>
              </div>
              <Card>
                <ul>
                  {others.slice(0, 5).map((filing) => (
                    <TaskRow
                      key={filing.id}
                      filing={filing}
                      slug={slug}
                      firm={firm.name}
                      language={language}
                      day={day}
                    />
                  ))}
                </ul>
              </Card>
            </section>
          )}
          <Unread
            rows={unread}
            slugOf={() => slug}
            firm={firm.name}
            language={language}
            day={day}
            all={`/o/${slug}/accordering/overzicht?status=lezen`}
          />
        </div>
        {contact && <ContactCard contact={contact} slug={slug} />}
      </div>
    </>
  );
}
