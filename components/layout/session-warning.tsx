"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";

type Words = { title: string; text: string; stay: string; soon: string };

const warnBefore = 2 * 60;

/** Two minutes before a session ends it asks whether to stay (WCAG 2.2.1); after that, signing in leads back here. */
export function SessionWarning({ seconds, canStay, words, stay }: {
  /** Seconds until the session ends, when the page was made. */
  seconds: number;
  /** Whether a click still lengthens it; at the end of the day it does not. */
  canStay: boolean;
  words: Words;
  /** Answers for how many seconds the session goes on, or null when it is over. */
  stay: () => Promise<number | null>;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [endsAt, setEndsAt] = useState<number | null>(null);

  useEffect(() => setEndsAt(Date.now() + seconds * 1000), [seconds]);

  const leave = useCallback(() => {
    const here = encodeURIComponent(window.location.pathname + window.location.search);
    window.location.assign(`/inloggen?reden=sessie&terug=${here}`);
  }, []);

  useEffect(() => {
    if (endsAt === null) return;
    const said = new Set<number>();
    const timer = setInterval(() => {
      const left = Math.round((endsAt - Date.now()) / 1000);
      if (left <= 0) return leave();
      if (left <= warnBefore && !dialog.current?.open) dialog.current?.showModal();
      for (const moment of [60, 10]) {
        if (left <= moment && !said.has(moment)) {
          said.add(moment);
          announce(words.soon.replace("{seconds}", String(moment)), true);
        }
      }
    }, 1000);
    return () => clearInterval(timer);
  }, [endsAt, leave, words.soon]);

  const remain = async () => {
    const more = await stay();
    if (more === null) return leave();
    setEndsAt(Date.now() + more * 1000);
    dialog.current?.close();
  };

  return (
    <dialog ref={dialog} aria-labelledby="session-title" className="m-auto max-w-[30rem] rounded-lg bg-surface p-8 text-ink shadow-e3">
      <h2 id="session-title">{words.title}</h2>
      <p className="mt-2 mb-6">{words.text}</p>
      {canStay && (
        <Button onClick={remain} autoFocus>
          {words.stay}
        </Button>
      )}
    </dialog>
  );
}
