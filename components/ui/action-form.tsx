"use client";

import { type ComponentProps, createContext, useActionState, useContext, useEffect, useRef } from "react";
import type { FormAnswer } from "@/lib/access/action";
import { cn } from "./cn";

type Words = {
  /** Reason or field fault to sentence; `{left}` and the like are filled in from the answer's details. */
  reasons: Record<string, string>;
  /** Heading above the summary of what went wrong. */
  summary: string;
  /** Put before the page's title while something is wrong. */
  error: string;
};

type Held = { answer: FormAnswer; words: Words };
const Answer = createContext<Held>({ answer: null, words: { reasons: {}, summary: "", error: "" } });

/**
 * A form on a server action. On a refusal it says so on top, takes the focus there, links each line to its
 * field and keeps what was typed. Works without script too.
 */
export function ActionForm({
  action,
  words,
  children,
  className,
  ...rest
}: Omit<ComponentProps<"form">, "action"> & {
  action: (previous: FormAnswer, form: FormData) => Promise<FormAnswer>;
  words: Words;
}) {
  const [answer, run] = useActionState(action, null);
  return (
    <Answer value={{ answer, words }}>
      <form action={run} noValidate className={cn("space-y-5", className)} {...rest}>
        <Summary />
        {children}
      </form>
    </Answer>
  );
}

/** What is wrong with a field, and what was typed in it before. */
export function useField(name: string): {
  fault: string | null;
  value: string | undefined;
  answer: FormAnswer;
} {
  const { answer, words } = useContext(Answer);
  if (!answer || answer.ok) return { fault: null, value: undefined, answer };
  const key = answer.fields?.[name];
  return { fault: key ? sentence(words, key, answer.details) : null, value: answer.values?.[name], answer };
}

function Summary() {
  const { answer, words } = useContext(Answer);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!answer || answer.ok) return;
    const title = document.title;
    document.title = `${words.error}: ${title}`;
    heading.current?.focus();
    return () => {
      document.title = title;
    };
  }, [answer, words.error]);
  if (!answer || answer.ok) return null;
  const fields = Object.entries(answer.fields ?? {});
  return (
    <div role="alert" className="rounded border-[2.5px] border-danger bg-surface px-5 py-4">
      <h2 ref={heading} tabIndex={-1} className="text-lg outline-none">
        {fields.length > 0 ? words.summary : sentence(words, answer.reason, answer.details)}
      </h2>
      {fields.length > 0 && (
        <ul className="mt-1">
          {fields.map(([name, key]) => (
            <li key={name}>
              <a className="inline-block py-0.5 font-[620] text-danger underline" href={`#${name}`}>
                {sentence(words, key, answer.details)}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What a reason says, with the names and numbers of the answer in it. */
export function sentence(
  words: Pick<Words, "reasons">,
  key: string,
  details: Record<string, string | number> = {},
): string {
  const text = words.reasons[key] ?? words.reasons.unknown ?? key;
  return text.replace(/\{(\w+)\}/g, (_all, name: string) => String(details[name] ?? ""));
}
