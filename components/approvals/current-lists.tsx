import { FileText } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { Note } from "@/components/ui/note";
import { mostCurrent, undecided, whoActs } from "@/lib/approvals/rules";
import type { CurrentFiling } from "@/lib/approvals/shapes";
import { formatDay, type Language, type PlainDate, today } from "@/lib/shared/dates";
import { RowOfFiling } from "./filing-row";
import { listOf, TaskRow } from "./task-row";

/**
 * What is under way, by who has to do something, each list by its date. What has to wait for another document is no task
 * yet; it is `locked` where that other one is this person's own to decide about, and else waits for others.
 * `cut`: there is more than a list shows.
 */
export function sorted(all: readonly CurrentFiling[]) {
  const rows = all.slice(0, mostCurrent);
  const waits = (row: CurrentFiling) => undecided.includes(row.state) && !row.inVain;
  const ready = rows.filter(({ mine }) => mine === "readyToSend");
  const tasks = rows.filter((row) => row.mine === "asked" && !row.waits);
  const own = new Set([...ready, ...tasks].map(({ id }) => id));
  const locked = rows.filter(
    ({ mine, comesAfter }) => mine === "asked" && comesAfter !== null && own.has(comesAfter),
  );
  const others = rows.filter((row) => waits(row) && !own.has(row.id) && !locked.includes(row));
  return {
    ready: ready.toSorted(byDate),
    tasks: tasks.toSorted(byDate),
    locked: locked.toSorted(byDate),
    others: others.toSorted(byDate),
    firms: rows
      .filter((row) => row.inVain || (!waits(row) && whoActs(row.state) === "firm"))
      .toSorted((one, other) => other.changedAt.getTime() - one.changedAt.getTime()),
    cut: all.length > rows.length,
  };
}

/** The earliest date first, and what has none last. */
function byDate({ approveBy: one }: CurrentFiling, { approveBy: other }: CurrentFiling): number {
  if (one === other) return 0;
  return one === null || (other !== null && one > other) ? 1 : -1;
}

type Props = {
  rows: CurrentFiling[];
  firm: string;
  language: Language;
  day: PlainDate;
  /** Over several organisations: each row names its own. */
  across?: boolean;
};

/** "Openstaande taken": the earliest date on top, and among them what comes after one of them. */
export function OpenTasks({ rows: tasks, locked, ...rest }: Props & { locked: CurrentFiling[] }) {
  const t = useTranslations("approvals");
  const rows = [...tasks, ...locked].sort(byDate);
  if (rows.length === 0) return null;
  return (
    <Section id="taken" title={t("openTasks")} note={t("earliestFirst")}>
      {rows.map((filing) => (
        <TaskRow key={filing.id} filing={filing} slug={filing.organisation.slug} {...rest} />
      ))}
    </Section>
  );
}

/**
 * Says so when not everything is listed, and where the rest is. Of own tasks the numbers are those of the tab and of the
 * switcher.
 */
export function MoreThanListed({
  tasks,
  ready,
  cut,
  firm,
  places,
}: {
  tasks: { listed: number; all: number };
  ready: { listed: number; all: number };
  cut: boolean;
  firm: string;
  /** Where what is not listed can be found. */
  places: { href: string; name: string }[];
}) {
  const t = useTranslations("approvals");
  const missing = tasks.listed < tasks.all || ready.listed < ready.all;
  if (!missing && !cut) return null;
  return (
    <Note kind="info" className="mt-8">
      {ready.listed < ready.all && <p>{t("moreReady", ready)}</p>}
      {tasks.listed < tasks.all && <p>{t("moreTasks", tasks)}</p>}
      {!missing && <p>{t("moreUnderWay", { firm })}</p>}
      <ul className="mt-1">
        {places.map(({ href, name }) => (
          <li key={href}>
            <a className="link" href={href}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </Note>
  );
}

/** "Wacht op anderen": open, and not for this person to decide. */
export function WaitingForOthers({ rows, across, ...rest }: Props) {
  const t = useTranslations("approvals");
  if (rows.length === 0) return null;
  const why = ({ mine, waits, waitsFor }: CurrentFiling) => {
    // Nobody is waited for yet; the status of the row says for what.
    if (waits) return mine ? t("waitsText") : null;
    return waitsFor.length > 0
      ? t("waitsForNames", { names: listOf(waitsFor, rest.language) })
      : t("waitsForSomebody");
  };
  const meta = (row: CurrentFiling) =>
    [across ? row.organisation.name : null, why(row)].filter(Boolean).join(" · ");
  return (
    <Section id="anderen" title={t("waitingForOthers")}>
      {rows.map((filing) => (
        <RowOfFiling
          key={filing.id}
          filing={filing}
          slug={filing.organisation.slug}
          meta={meta(filing)}
          {...rest}
        />
      ))}
    </Section>
  );
}

/** "{Kantoor} is aan zet": rejected, refused, not known how it ended, or to come after what was withdrawn or expired. */
export function FirmsTurn({ rows, across, ...rest }: Props) {
  const t = useTranslations("approvals");
  if (rows.length === 0) return null;
  const { firm, language } = rest;
  const meta = ({ state, inVain, changedAt, organisation }: CurrentFiling) =>
    [
      across ? organisation.name : null,
      t(`firmActs.${inVain ? "inVain" : state}`, {
        firm,
        day: formatDay(today(changedAt), language, "dayMonth"),
      }),
    ]
      .filter(Boolean)
      .join(" · ");
  return (
    <Section id="kantoor" title={t("states.firm", { firm })}>
      {rows.map((filing) => (
        <RowOfFiling
          key={filing.id}
          filing={filing}
          slug={filing.organisation.slug}
          meta={meta(filing)}
          before={
            <span className="grid size-11 place-items-center rounded bg-tint text-brand-text">
              <FileText aria-hidden className="size-5" />
            </span>
          }
          {...rest}
        />
      ))}
    </Section>
  );
}

function Section(props: { id: string; title: string; note?: string; children: ReactNode }) {
  return (
    <section aria-labelledby={props.id} className="mt-8 first:mt-0">
      <div className="mb-3.5 flex items-baseline justify-between gap-4">
        <h2 id={props.id}>{props.title}</h2>
        {props.note && <span className="text-ink-2 text-sm">{props.note}</span>}
      </div>
      <Card>
        <ul>{props.children}</ul>
      </Card>
    </section>
  );
}
