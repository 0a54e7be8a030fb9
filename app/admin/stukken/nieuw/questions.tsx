"use client";

import { useField } from "@/components/ui/action-form";
import { Choice } from "@/components/ui/choice";

/**
 * What surprised us about a document: each is a question to a person, never a refusal. Those that only come up when
 * everything is known, such as another document of the same period, are asked with the answer to the form.
 */
export function Questions({
  asked,
  words,
  title,
  text,
}: {
  asked: string[];
  /** Every question that there is, in words. */
  words: Record<string, string>;
  title: string;
  text: string;
}) {
  const { answer } = useField("bevestigd");
  const late = answer && !answer.ok ? String(answer.details?.questions ?? "") : "";
  const questions = [...new Set([...asked, ...late.split(" ").filter(Boolean)])];
  if (questions.length === 0) return null;
  return (
    <fieldset id="bevestigd" tabIndex={-1} className="rounded bg-warning-tint p-4">
      <legend className="sr-only">{title}</legend>
      <p aria-hidden="true" className="font-[640]">
        {title}
      </p>
      <p className="mb-2 text-sm">{text}</p>
      {questions.map((question) => (
        <Choice key={question} type="checkbox" name="bevestigd" value={question}>
          {words[question] ?? question}
        </Choice>
      ))}
    </fieldset>
  );
}
