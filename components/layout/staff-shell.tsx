import { CircleUserRound, FileCheck2, LogOut, Plus, Send, Settings, Users } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { ButtonLink, buttonVariants } from "@/components/ui/button";
import { FirmMark } from "@/components/ui/logo";
import { staffMay } from "@/lib/access/abilities";
import type { FormAnswer } from "@/lib/access/action";
import type { Firm } from "@/lib/access/firm";
import type { Session } from "@/lib/access/session";
import { Arrival } from "./arrival";
import { LanguageSwitch } from "./language-switch";
import { NavLink } from "./nav-link";
import { SessionEnd } from "./session-end";

type Act = (previous: FormAnswer, form: FormData) => Promise<FormAnswer>;

/** What stands around every page of staff: the same parts as a client's, smaller and closer together. */
export function StaffShell({
  firm,
  session,
  actions,
  children,
}: {
  firm: Firm;
  session: Session;
  actions: { chooseLanguage: Act; signOut: Act; staySignedIn: Act };
  children: ReactNode;
}) {
  const t = useTranslations("staff");
  const shell = useTranslations("shell");
  const signOut = actions.signOut.bind(null, null) as unknown as (form: FormData) => Promise<void>;
  const items = [
    { href: "/admin/stukken", Icon: FileCheck2, name: t("documents") },
    { href: "/admin/clienten", Icon: Users, name: t("clients") },
    { href: "/admin/verzending", Icon: Send, name: t("sending") },
    ...(staffMay(session, "settings.manage")
      ? [{ href: "/admin/instellingen", Icon: Settings, name: t("settings") }]
      : []),
    { href: "/profiel", Icon: CircleUserRound, name: t("profile") },
  ];
  return (
    <div
      data-density="compact"
      className="text-base md:grid md:min-h-dvh md:grid-cols-[14.5rem_minmax(0,1fr)]"
    >
      <a
        href="#inhoud"
        className="sr-only focus:not-sr-only focus:absolute focus:top-4 focus:left-4 focus:z-30 focus:bg-surface focus:px-4 focus:py-3"
      >
        {shell("skip")}
      </a>
      <header className="flex flex-col gap-1 border-line bg-surface p-3 max-md:border-b md:sticky md:top-0 md:h-dvh md:border-r">
        <p className="flex items-center gap-2 px-2 py-1 font-[720] text-brand-text text-lg tracking-[-0.02em] md:mb-3">
          <FirmMark mark={firm.mark} className="size-7" />
          <span>
            {firm.name}{" "}
            <span className="font-normal text-ink-2 text-xs tracking-normal md:block">{t("office")}</span>
          </span>
        </p>
        <nav aria-label={t("menu")} className="flex gap-1 max-md:flex-wrap md:flex-col">
          {items.map(({ href, Icon, name }) => (
            <NavLink
              key={href}
              href={href}
              className="flex min-h-8 items-center gap-2.5 whitespace-nowrap rounded px-2.5 py-1.5 font-[540] text-ink-2 no-underline hover:bg-sunken aria-[current]:bg-tint-strong aria-[current]:font-[640] aria-[current]:text-brand-text"
            >
              <Icon aria-hidden className="size-[1.25em]" />
              {name}
            </NavLink>
          ))}
        </nav>
        <p className="mt-auto flex items-center gap-2.5 px-2 max-md:hidden">
          <Avatar name={session.name} />
          {session.name}
        </p>
      </header>
      <div className="min-w-0">
        <section
          aria-label={session.name}
          className="no-print sticky top-0 z-10 flex flex-wrap items-center justify-end gap-x-3 gap-y-1.5 border-line border-b bg-surface px-4 py-2.5 md:px-6"
        >
          <LanguageSwitch choose={actions.chooseLanguage} />
          <form action={signOut}>
            <button type="submit" className={buttonVariants({ variant: "ghost", size: "small" })}>
              <LogOut aria-hidden />
              <span className="max-md:sr-only">{t("signOut")}</span>
            </button>
          </form>
          {staffMay(session, "filing.publish") && (
            <ButtonLink size="small" href="/admin/stukken/nieuw">
              <Plus aria-hidden />
              {t("publish")}
            </ButtonLink>
          )}
        </section>
        <main id="inhoud" className="px-4 pt-5 pb-10 md:px-6 [&_h1]:text-2xl">
          {children}
        </main>
      </div>
      <SessionEnd session={session} stay={actions.staySignedIn} />
      <Arrival />
    </div>
  );
}
