"use client";

import { Building2, Check, ChevronsUpDown, Layers, Search, UserRound } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { announce } from "@/components/ui/announce";
import { cn } from "@/components/ui/cn";
import { Count } from "@/components/ui/count";

export type Choice = {
  slug: string;
  name: string;
  detail: string;
  private: boolean;
  tasks: number;
  tasksText: string;
};
type Words = {
  organisation: string;
  switch: string;
  search: string;
  withTasks: string;
  withoutTasks: string;
  none: string;
  switched: string;
  everywhere: string;
  /** Null for somebody who sees no documents anywhere. */
  toEverywhere: string | null;
};

const searchFrom = 6;

/**
 * The blue box (F12): the current organisation, and one click to each other. A choice is a link, so that it
 * opens in another tab too. Arrow keys move, Escape closes, typing searches when there are many.
 */
export function OrganisationSwitcher({
  current,
  choices,
  words,
}: {
  /** Null on the page about all of them. */
  current: string | null;
  choices: Choice[];
  words: Words;
}) {
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState("");
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const chosen = choices.find(({ slug }) => slug === current);

  useEffect(() => {
    if (!current) return;
    const before = sessionStorage.getItem("organisatie");
    sessionStorage.setItem("organisatie", current);
    if (before && before !== current) announce(words.switched);
  }, [current, words.switched]);

  useEffect(() => {
    if (!open) return;
    box.current?.querySelector<HTMLElement>("input, a[aria-current]")?.focus();
    const outside = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [open]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && open) {
      setOpen(false);
      button.current?.focus();
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    if (!open) return setOpen(true);
    const links = [...(box.current?.querySelectorAll<HTMLElement>("a") ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement);
    const next = event.key === "ArrowDown" ? at + 1 : at - 1;
    links[Math.max(0, Math.min(links.length - 1, next))]?.focus();
  };

  const found = choices.filter(({ name }) => name.toLowerCase().includes(search.trim().toLowerCase()));
  const groups = [
    { name: words.withTasks, rows: found.filter(({ tasks }) => tasks > 0) },
    { name: words.withoutTasks, rows: found.filter(({ tasks }) => tasks === 0) },
  ].filter(({ rows }) => rows.length > 0);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move over the links inside, Escape closes
    <div
      ref={box}
      className="relative w-full md:w-auto"
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="flex min-h-12 w-full items-center gap-3 rounded bg-hero px-3.5 py-1.5 text-left text-hero-on md:w-auto md:min-w-[17rem] md:max-w-[24rem]"
      >
        <span className="min-w-0 flex-1">
          <span className="block text-[0.8125rem] leading-tight">{words.organisation}</span>
          <b className="block truncate text-base leading-tight">{chosen?.name ?? words.everywhere}</b>
        </span>
        <ChevronsUpDown aria-hidden className="size-5 flex-none" />
        <span className="sr-only">{words.switch}</span>
      </button>
      <div
        id={id}
        hidden={!open}
        className="absolute z-20 mt-2 max-h-[min(30rem,70dvh)] w-full overflow-auto rounded-lg border border-line bg-surface p-2 shadow-e3 md:w-[26rem]"
      >
        {choices.length >= searchFrom && (
          <label className="mb-2 flex items-center gap-2 rounded border border-control px-3">
            <Search aria-hidden className="size-5 text-ink-3" />
            <span className="sr-only">{words.search}</span>
            <input
              type="search"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
              placeholder={words.search}
              className="min-h-11 w-full bg-transparent outline-none placeholder:text-ink-3"
            />
          </label>
        )}
        {groups.length === 0 && <p className="px-3 py-2 text-ink-2">{words.none}</p>}
        {groups.map((group) => (
          <section key={group.name} aria-label={group.name}>
            <h2 className="px-3 pt-2 pb-1 font-[620] text-ink-2 text-sm">{group.name}</h2>
            <ul>
              {group.rows.map((choice) => (
                <li key={choice.slug}>
                  <OrganisationLink choice={choice} current={choice.slug === current} />
                </li>
              ))}
            </ul>
          </section>
        ))}
        {words.toEverywhere && (
          <a
            href="/alle-organisaties"
            aria-current={current === null ? "true" : undefined}
            className={cn(
              "mt-2 flex min-h-[3.25rem] items-center gap-3.5 rounded border-line border-t px-3 py-2 font-[620] text-brand-text no-underline hover:bg-tint",
              current === null && "bg-tint-strong",
            )}
          >
            <Layers aria-hidden className="size-5 flex-none" />
            {words.toEverywhere}
          </a>
        )}
      </div>
    </div>
  );
}

function OrganisationLink({ choice, current }: { choice: Choice; current: boolean }) {
  const Icon = choice.private ? UserRound : Building2;
  return (
    <a
      href={`/o/${choice.slug}`}
      aria-current={current ? "true" : undefined}
      className={cn(
        "flex min-h-[3.25rem] items-center gap-3.5 rounded px-3 py-2 text-ink no-underline hover:bg-tint",
        current && "bg-tint-strong",
      )}
    >
      <Icon aria-hidden className="size-5 flex-none text-brand-text" />
      <span className="min-w-0 flex-1">
        <b className="block leading-tight">{choice.name}</b>
        <span className="block text-ink-2 text-sm leading-tight">{choice.detail}</span>
      </span>
      {choice.tasks > 0 && <Count hot value={String(choice.tasks)} meaning={choice.tasksText} />}
      {current && <Check aria-hidden className="size-5 flex-none text-brand-text" />}
    </a>
  );
}
