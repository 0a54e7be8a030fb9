"use client";

import { type ComponentProps, createContext, useActionState, useContext, useEffect, useRef } from "react";
import type { FormAnswer } from "@/lib/access/action";
import { cn } from "./cn";
import { ErrorSummary, named } from "./error-summary";
import { steady } from "./steady";

type Words = {
  /** Reason or field fault to sentence; `{left}` and the like are filled in from the answer's details. */
  reasons: Record<string, string>;
  /** Heading above the summary of what went wrong. */
  summary: string;
  /** Put before the page's title while something is wrong. */
  error: string;
};

/** The fields in their order on the form, each with what it is called there. */
export type FieldNames = [name: string, label: string][];

type Held = { answer: FormAnswer; words: Words };
const Answer = createContext<Held>({ answer: null, words: { reasons: {}, summary: "", error: "" } });

/**
 * A form on a server action. On a refusal it says so on top, takes the focus there, links each line to its
 * field and keeps what was typed. Works without script too. In a long form `names` sets the lines in the order of the
 * fields, and says which field each is about. What is wrong with the field `alone`, and with nothing else, is said beside it and not
 * on top as well: in a small dialog it would fill the screen, and that field takes the focus itself. Where there is a word
 * for being `offline`, losing the connection is said here too, and nothing of the form is lost.
 */
export function ActionForm({
  action,
  words,
  names = [],
  alone,
  children,
  className,
  ...rest
}: Omit<ComponentProps<"form">, "action"> & {
  action: (previous: FormAnswer, form: FormData) => Promise<FormAnswer>;
  words: Words;
  names?: FieldNames;
  alone?: string;
}) {
  const [answer, run] = useActionState(words.reasons.offline ? steady(action) : action, null);
  return (
    <Answer value={{ answer, words }}>
      <form action={run} noValidate className={cn("space-y-5", className)} {...rest}>
        <Summary names={names} alone={alone} />
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

function Summary({ names, alone }: { names: FieldNames; alone: string | undefined }) {
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
  const order = names.map(([name]) => name);
  const labels = new Map(names);
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  const lines = Object.entries(answer.fields ?? {})
    .sort(([one], [other]) => place(one) - place(other))
    .map(([name, key]) => {
      const fault = sentence(words, key, answer.details);
      const label = labels.get(name);
      return { name, text: label ? named(label, fault) : fault };
    });
  if (lines.length === 1 && lines[0]?.name === alone) return null;
  const title = lines.length > 0 ? words.summary : sentence(words, answer.reason, answer.details);
  return <ErrorSummary heading={heading} title={title} lines={lines} />;
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
