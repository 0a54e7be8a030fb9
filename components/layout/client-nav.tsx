import { CircleUserRound, FileCheck2, House, type LucideIcon, MessageCircle } from "lucide-react";
import { useTranslations } from "next-intl";
import { Count } from "@/components/ui/count";
import type { OrganisationChoice } from "@/lib/access/organisations";
import { NavLink } from "./nav-link";

type Item = { href: string; exact?: boolean; Icon: LucideIcon; name: string; count?: number };

/** The modules that apply to this organisation (F17): across under the header, or as a bar below on a phone. */
export function ClientNav({
  organisation: { slug, openTasks, ready, streams },
  bar,
}: {
  organisation: OrganisationChoice;
  bar?: boolean;
}) {
  const t = useTranslations("shell");
  const home = `/o/${slug}`;
  const items: Item[] = [
    { href: home, exact: true, Icon: House, name: t("welcome") },
    ...(streams.length > 0
      ? [{ href: `${home}/accordering`, Icon: FileCheck2, name: t("approvals"), count: openTasks + ready }]
      : []),
    { href: `${home}/contact`, Icon: MessageCircle, name: t("contact") },
    ...(bar ? [{ href: "/profiel", Icon: CircleUserRound, name: t("myProfile") }] : []),
  ];
  const look = bar
    ? "relative grid min-h-14 justify-items-center gap-0.5 pt-2 pb-2 font-[560] text-[0.75rem] text-ink-2 no-underline focus-visible:-outline-offset-4 aria-[current]:font-[680] aria-[current]:text-brand-text aria-[current]:before:absolute aria-[current]:before:inset-x-[22%] aria-[current]:before:-top-px aria-[current]:before:h-[3px] aria-[current]:before:rounded-b aria-[current]:before:bg-brand"
    : "inline-flex items-center gap-2 whitespace-nowrap border-transparent border-b-[3px] px-3.5 pt-2.5 pb-3 font-[560] text-ink-2 no-underline hover:border-line hover:text-ink aria-[current]:border-brand aria-[current]:font-[640] aria-[current]:text-brand-text";
  return (
    <nav
      aria-label={t("menu")}
      className={
        bar
          ? "no-print fixed inset-x-0 bottom-0 z-10 grid auto-cols-fr grid-flow-col border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
          : "-ml-3.5 flex gap-1 max-md:hidden"
      }
    >
      {items.map(({ href, exact, Icon, name, count }) => (
        <NavLink key={href} href={href} exact={exact ?? false} className={look}>
          <Icon aria-hidden className={bar ? "size-6" : "size-[1.25em]"} />
          {name}
          {count ? (
            <Count
              hot
              value={String(count)}
              meaning={t("tasks", { count })}
              className={bar ? "absolute top-1 left-[calc(50%+.35rem)] text-[0.7rem]" : undefined}
            />
          ) : null}
        </NavLink>
      ))}
    </nav>
  );
}
