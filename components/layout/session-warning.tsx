"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import type { FormAnswer } from "@/lib/access/action";
import { giveBackTyped, keepTyped } from "./typed";

type Words = { title: string; text: string; stay: string; soon: string };

const warnBefore = 2 * 60;

/**
 * Two minutes before a session ends it asks whether to stay (WCAG 2.2.1); after that, signing in leads back here,
 * with what had been typed (WCAG 2.2.5).
 */
export function SessionWarning({
  who,
  idle,
  most,
  idleSeconds,
  words,
  stay,
}: {
  /** Whose session it is. */
  who: string;
  /** Seconds until the session ends: without a click, and at the latest; counted when the page was made. */
  idle: number;
  most: number;
  /** How long a session goes on after a click. */
  idleSeconds: number;
  words: Words;
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
    // A later end takes the warning back; here, where the count of the earlier one has stopped and cannot open it again.
    dialog.current?.close();
    const timer = setInterval(() => {
      const left = Math.round((Math.min(ends.idle, ends.most) - Date.now()) / 1000);
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
  }, [ends, leave, words.soon]);

  const remain = async () => {
    const answer = await stay(null, new FormData()).catch(() => null);
    if (!answer?.ok || !ends) return leave();
    setEnds({ ...ends, idle: Date.now() + idleSeconds * 1000 });
  };

  return (
    <dialog
      ref={dialog}
      aria-labelledby="session-title"
      className="m-auto max-w-[30rem] rounded-lg bg-surface p-8 text-ink shadow-e3"
    >
      <h2 id="session-title">{words.title}</h2>
      <p className="mt-2 mb-6">{words.text}</p>
      {ends && ends.idle < ends.most && (
        <Button onClick={remain} autoFocus>
          {words.stay}
        </Button>
      )}
    </dialog>
  );
}
