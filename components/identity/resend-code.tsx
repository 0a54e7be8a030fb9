"use client";

import { RefreshCw } from "lucide-react";
import { useActionState, useEffect, useState } from "react";
import { sentence } from "@/components/ui/action-form";
import { announce } from "@/components/ui/announce";
import { steady } from "@/components/ui/steady";
import { Submit } from "@/components/ui/submit";
import type { FormAnswer } from "@/lib/access/action";

type Words = {
  resend: string;
  resendIn: string;
  resending: string;
  resent: string;
  reasons: Record<string, string>;
};

/** "Nieuw token versturen": waits out the minute, counting down without reading the seconds aloud. */
export function ResendCode({
  action,
  readyIn,
  words,
  hidden = {},
}: {
  action: (previous: FormAnswer, form: FormData) => Promise<FormAnswer>;
  /** Seconds until another code may be asked for, when the page was made. */
  readyIn: number;
  words: Words;
  hidden?: Record<string, string>;
}) {
  const [answer, run] = useActionState(words.reasons.offline ? steady(action) : action, null);
  const [left, setLeft] = useState(readyIn);
  useEffect(() => setLeft(readyIn), [readyIn]);
  useEffect(() => {
    if (answer?.ok) {
      announce(words.resent);
      setLeft(60);
    }
  }, [answer, words.resent]);
  useEffect(() => {
    const timer = setInterval(() => setLeft((seconds) => Math.max(0, seconds - 1)), 1000);
    return () => clearInterval(timer);
  }, []);
  const waiting = left > 0;
  return (
    <form
      action={run}
      onSubmit={(event) => {
        if (waiting) event.preventDefault();
      }}
    >
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Submit
        busy={words.resending}
        variant="secondary"
        size="small"
        aria-disabled={waiting || undefined}
        className="aria-disabled:border-line aria-disabled:bg-sunken aria-disabled:text-ink-3"
      >
        <RefreshCw aria-hidden />
        {waiting ? (
          <>
            <span className="sr-only">{words.resend}</span>
            <span aria-hidden="true" className="num">
              {words.resendIn.replace("{seconds}", String(left))}
            </span>
          </>
        ) : (
          words.resend
        )}
      </Submit>
      {answer && (
        <p role="status" className={answer.ok ? "mt-2 text-sm text-success" : "mt-2 text-danger text-sm"}>
          {answer.ok ? words.resent : sentence(words, answer.reason, answer.details)}
        </p>
      )}
    </form>
  );
}
