"use client";

import { Check, TriangleAlert } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { ButtonLink } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";

export type OutcomeWords = {
  waiting: string;
  waitingText: string;
  /** After twenty seconds. */
  later: string;
  laterText: string;
  put: string;
  putText: string;
  stopped: string;
  stoppedText: string;
  finish: string;
};

/**
 * How long one looks on, and how often it is looked, in milliseconds. What takes longer is looked after seldom, and not
 * for ever: each look counts as being at work, and would keep open the session of whoever went away.
 */
const PATIENCE = 20_000;
const EVERY = 1_500;
const SELDOM = 15_000;
const ENOUGH = 10 * 60_000;

/** After signing: what becomes of it, over the document in which it appears, and the way on. */
export function Outcome({
  state,
  next,
  words,
}: {
  state: "waiting" | "put" | "stopped";
  /** Where "Beëindigen" leads to. */
  next: string;
  words: OutcomeWords;
}) {
  const router = useRouter();
  const heading = useRef<HTMLHeadingElement>(null);
  const [late, setLate] = useState(false);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    if (state !== "waiting") return;
    const began = Date.now();
    let timer: ReturnType<typeof setTimeout>;
    const plan = () => {
      const since = Date.now() - began;
      if (since >= PATIENCE) setLate(true);
      // Who looks elsewhere sees it on coming back.
      if (since >= ENOUGH || document.visibilityState === "hidden") return;
      timer = setTimeout(look, since >= PATIENCE ? SELDOM : EVERY);
    };
    const look = () => {
      router.refresh();
      plan();
    };
    const turned = () => {
      clearTimeout(timer);
      if (document.visibilityState === "visible") look();
    };
    plan();
    document.addEventListener("visibilitychange", turned);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", turned);
    };
  }, [state, router]);
  const busy = state === "waiting" && !late;
  const [title, text] = {
    waiting: late ? ([words.later, words.laterText] as const) : ([words.waiting, words.waitingText] as const),
    put: [words.put, words.putText] as const,
    stopped: [words.stopped, words.stoppedText] as const,
  }[state];
  return (
    <section
      className={cn(
        "flex flex-none flex-wrap items-center gap-x-4 gap-y-3 border-line border-b px-4 py-3.5 md:px-5",
        state === "stopped" ? "bg-warning-tint" : "bg-success-tint",
      )}
    >
      <span
        aria-hidden
        className={cn(
          "grid size-10 flex-none place-items-center rounded-full [&>svg]:size-5",
          state === "stopped" ? "text-warning" : "bg-success text-success-on",
        )}
      >
        {busy ? <span className="spin" /> : state === "stopped" ? <TriangleAlert /> : <Check />}
      </span>
      <div role="status" className="min-w-0 flex-1 basis-60">
        <h2 ref={heading} tabIndex={-1} className="text-lg outline-none">
          {title}
        </h2>
        <p className="text-sm">{text}</p>
      </div>
      {!busy && (
        <ButtonLink variant="approve" wide="phone" href={next}>
          {words.finish}
        </ButtonLink>
      )}
    </section>
  );
}
