"use client";

import type { ReactNode } from "react";
import { useField } from "@/components/ui/action-form";
import { CopyButton } from "@/components/ui/copy-button";
import { Note } from "@/components/ui/note";

type Words = { title: string; text: string; copy: string; copied: string; onward: string };

/** The form, until it was sent; then the secret that came back, which nobody can look up again. */
export function SecretOnce({
  words,
  list,
  children,
}: {
  words: Words;
  /** Where the page about the program is: its id follows. */
  list: string;
  children: ReactNode;
}) {
  const { answer } = useField("");
  const secret = answer?.ok ? answer.details?.secret : undefined;
  if (!answer?.ok || secret === undefined) return children;
  return (
    <Note kind="ok" role="status">
      <h2 className="text-lg">{words.title}</h2>
      <p className="mt-1 max-w-prose">{words.text}</p>
      <p className="my-3 flex flex-wrap items-center gap-2">
        <code className="min-w-0 break-all rounded bg-surface px-3 py-2 font-mono text-sm">{secret}</code>
        <CopyButton text={secret} words={words} />
      </p>
      <a className="link" href={`${list}/${answer.details?.id ?? ""}`}>
        {words.onward}
      </a>
    </Note>
  );
}
