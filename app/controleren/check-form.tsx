"use client";

import { useEffect, useRef } from "react";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { FieldFrame } from "@/components/ui/field";
import { FilePick, type FilePickWords, filePickLook } from "@/components/ui/file-field";
import { Outcome } from "./outcome";
import { useCheck } from "./use-check";

type Words = FilePickWords &
  Record<
    "file" | "hint" | "sending" | "judging" | "stop" | "retry" | "result" | "signatures" | "since",
    string
  > & { refusals: Record<string, string> };

const again = ["upload-failed", "too-many-checks", "checks-busy", "unknown"];

/** Chooses a file, says how far it is, and shows what was found at the same place. */
export function CheckForm({ words }: { words: Words }) {
  const { check, send, stop } = useCheck();
  const result = useRef<HTMLHeadingElement>(null);
  const fault =
    check.state === "refused" ? (words.refusals[check.reason] ?? words.refusals.unknown ?? "") : null;
  useEffect(() => {
    if (fault) announce(fault, true);
  }, [fault]);
  const { state } = check;
  useEffect(() => {
    if (state === "judging") announce(words.judging);
    // Whoever reads with the ears begins at the outcome.
    if (state === "answered") result.current?.focus();
  }, [state, words.judging]);
  return (
    <>
      <FieldFrame name="pdf" label={words.file} hint={words.hint} fault={fault}>
        <FilePick chosen={check.state === "none" ? null : check.name} words={words} fault={fault !== null}>
          <input
            id="pdf"
            type="file"
            accept="application/pdf,.pdf"
            aria-invalid={fault ? true : undefined}
            aria-describedby={fault ? "pdf-hint pdf-fault" : "pdf-hint"}
            onClick={(event) => {
              // The same file may have been changed, or be tried again.
              event.currentTarget.value = "";
            }}
            onChange={(event) => send(event.target.files?.[0] ?? null)}
            className={filePickLook}
          />
        </FilePick>
        {(check.state === "sending" || check.state === "judging") && (
          <div className="mt-3 flex items-center gap-3">
            <progress
              {...(check.state === "sending" ? { value: check.percent } : {})}
              max={100}
              aria-label={check.name}
              className="h-2 flex-1 accent-brand"
            />
            <span className="num text-sm">
              {check.state === "sending"
                ? words.sending.replace("{percent}", String(check.percent))
                : words.judging}
            </span>
            <Button variant="ghost" size="small" onClick={stop}>
              {words.stop}
            </Button>
          </div>
        )}
        {check.state === "refused" && again.includes(check.reason) && (
          <Button variant="secondary" size="small" className="mt-3" onClick={() => send()}>
            {words.retry}
          </Button>
        )}
      </FieldFrame>
      {check.state === "answered" && (
        <Outcome
          heading={result}
          label={words.result.replace("{name}", check.name)}
          answer={check.answer}
          words={words}
        />
      )}
    </>
  );
}
