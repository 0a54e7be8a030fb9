import { LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { buttonVariants } from "@/components/ui/button";
import { Logo } from "@/components/ui/logo";
import type { FormAnswer } from "@/lib/access/action";
import type { Firm } from "@/lib/access/firm";
import type { OrganisationChoice } from "@/lib/access/organisations";
import type { Session } from "@/lib/access/session";
import { Arrival } from "./arrival";
import { ClientNav } from "./client-nav";
import { LanguageSwitch } from "./language-switch";
import { OrganisationSwitcher } from "./organisation-switcher";
import { SessionEnd } from "./session-end";

type Act = (previous: FormAnswer, form: FormData) => Promise<FormAnswer>;

/** What stands around every page of a client: brand, organisation, language, person, menu, and whom to call. */
export function ClientShell({
  firm,
  session,
  organisation,
  contact,
  actions,
  everywhere = false,
  children,
}: {
  firm: Firm;
  session: Session;
  /** The one this page is about, or the one to go back to; null for somebody who has none yet. */
  organisation: OrganisationChoice | null;
  contact: { name: string; phone: string | null } | null;
  actions: { chooseLanguage: Act; signOut: Act; staySignedIn: Act };
  /** Whether this page is about all organisations at once. */
  everywhere?: boolean;
  children: ReactNode;
}) {
  const t = useTranslations("shell");
  const home = organisation ? `/o/${organisation.slug}` : "/";
  const phone = contact?.phone ?? firm.phone;
  const signOut = actions.signOut.bind(null, null) as unknown as (form: FormData) => Promise<void>;
  const switcher = organisation && session.organisations.length > 1 && (
    <Switcher organisation={organisation} organisations={session.organisations} everywhere={everywhere} />
  );
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#inhoud"
        className="sr-only focus:not-sr-only focus:absolute focus:top-4 focus:left-4 focus:z-30 focus:bg-surface focus:px-4 focus:py-3"
      >
        {t("skip")}
      </a>
      <header className="no-print top-0 z-10 border-line border-b bg-surface md:sticky">
        <div className="page">
          <div className="flex min-h-14 items-center gap-2 py-1.5 md:min-h-[4.5rem] md:gap-5">
            <a href={home} aria-label={t("logo", { firm: firm.name })} className="min-w-0 no-underline">
              <Logo firm={firm} />
            </a>
            {switcher && <div className="ml-2 max-md:hidden">{switcher}</div>}
            <span className="flex-1" />
            <LanguageSwitch choose={actions.chooseLanguage} />
            <a
              href="/profiel"
              className="inline-flex min-h-11 items-center gap-2.5 font-[560] text-ink no-underline"
            >
              <Avatar name={session.name} />
              <span className="max-lg:sr-only">{session.firstName}</span>
              <span className="sr-only">, {t("profile")}</span>
            </a>
            <form action={signOut} className="max-md:hidden">
              <button type="submit" className={buttonVariants({ variant: "ghost", size: "small" })}>
                <LogOut aria-hidden />
                {t("signOut")}
              </button>
            </form>
          </div>
          {switcher && <div className="pb-2.5 md:hidden">{switcher}</div>}
          {organisation && <ClientNav organisation={organisation} />}
        </div>
      </header>
      <main id="inhoud" className="flex-1 pt-6 pb-10 md:pt-10 md:pb-16">
        <div className="page">{children}</div>
      </main>
      <footer className="no-print border-line border-t pt-6 pb-24 text-ink-2 text-sm md:pb-6">
        <div className="page">
          {firm.name} · {contact ? t("questions", { name: contact.name }) : t("questionsFirm")}{" "}
          <a className="num inline-block py-1 underline" href={`tel:${phone.replace(/\s/g, "")}`}>
            {phone}
          </a>
        </div>
      </footer>
      {organisation && <ClientNav bar organisation={organisation} />}
      <SessionEnd session={session} stay={actions.staySignedIn} />
      <Arrival />
    </div>
  );
}

function Switcher({
  organisation,
  organisations,
  everywhere,
}: {
  organisation: OrganisationChoice;
  organisations: OrganisationChoice[];
  everywhere: boolean;
}) {
  const t = useTranslations("shell");
  return (
    <OrganisationSwitcher
      current={everywhere ? null : organisation.slug}
      choices={organisations.map(({ slug, name, kind, kvkNumber, openTasks, ready }) => ({
        slug,
        name,
        detail: kind === "person" ? t("person") : kvkNumber ? t("kvk", { number: kvkNumber }) : "",
        private: kind === "person",
        tasks: openTasks + ready,
        tasksText: t("tasks", { count: openTasks + ready }),
      }))}
      words={{
        organisation: t("organisation"),
        switch: t("switch"),
        search: t("searchOrganisations", { count: organisations.length }),
        withTasks: t("withTasks"),
        withoutTasks: t("withoutTasks"),
        none: t("noneFound"),
        switched: t("switched", { organisation: organisation.name }),
        everywhere: t("everywhere"),
        toEverywhere: organisations.some(({ streams }) => streams.length > 0)
          ? t("toEverywhere", { count: organisations.length })
          : null,
      }}
    />
  );
}
