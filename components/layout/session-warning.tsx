"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import type { FormAnswer } from "@/lib/access/action";
import { giveBackTyped, keepTyped } from "./typed";

type Words = { title: string; text: string; button: string };

/**
 * Shortly before a session ends it asks whether to stay (WCAG 2.2.1); after that, signing in leads back here,
 * with what had been typed (WCAG 2.2.5).
 */
export function SessionWarning({
  who,
  idle,
  most,
  idleSeconds,
  warnSeconds,
  idleWords,
  mostWords,
  soon,
  stay,
}: {
  /** Whose session it is. */
  who: string;
  /** Seconds until the session ends: without a click, and at the latest; counted when the page was made. */
  idle: number;
  most: number;
  /** How long a session goes on after a click. */
  idleSeconds: number;
  /** How long before the end it is said. */
  warnSeconds: number;
  /** What is asked of whoever did nothing, and what is told where nobody can stay any longer. */
  idleWords: Words;
  mostWords: Words;
  /** With "{seconds}" in it. */
  soon: string;
  stay: (previous: FormAnswer, form: FormData) => Promise<FormAnswer>;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [ends, setEnds] = useState<{ idle: number; most: number } | null>(null);

  useEffect(() => setEnds({ idle: Date.now() + idle * 1000, most: Date.now() + most * 1000 }), [idle, most]);

  useEffect(() => giveBackTyped(who), [who]);

  const leave = useCallback(() => {
    keepTyped(who);
    const here = encodeURIComponent(window.location.pathname + window.location.search);
    window.location.assign(`/inloggen?reden=sessie&terug=${here}`);
  }, [who]);

  useEffect(() => {
    if (!ends) return;
    const said = new Set<number>();
    // A later end takes the warning back, here, where the count of the earlier one has stopped.
    dialog.current?.close();
    const timer = setInterval(() => {
      const left = Math.round((Math.min(ends.idle, ends.most) - Date.now()) / 1000);
      if (left <= 0) return leave();
      for (const moment of [warnSeconds, 60, 10]) {
        if (left > moment || said.has(moment)) continue;
        said.add(moment);
        // Once: whoever closed it goes on without it.
        if (moment === warnSeconds) dialog.current?.showModal();
        else announce(soon.replace("{seconds}", String(moment)), true);
      }
    }, 1000);
    return () => clearInterval(timer);
  }, [ends, leave, soon, warnSeconds]);

  const remain = async () => {
    const answer = await stay(null, new FormData()).catch(() => null);
    if (!answer?.ok || !ends) return leave();
    setEnds({ ...ends, idle: Date.now() + idleSeconds * 1000 });
  };

  const stays = ends !== null && ends.idle < ends.most;
  const words = stays ? idleWords : mostWords;
  return (
    <dialog
      ref={dialog}
      aria-labelledby="session-title"
      className="m-auto max-w-[30rem] rounded-lg bg-surface p-8 text-ink shadow-e3 max-md:mb-0 max-md:w-full max-md:max-w-none max-md:rounded-b-none"
    >
      <h2 id="session-title">{words.title}</h2>
      <p className="mt-2 mb-6">{words.text}</p>
      <Button onClick={stays ? remain : () => dialog.current?.close()} autoFocus>
        {words.button}
      </Button>
    </dialog>
  );
}
