"use client";

import { useField } from "@/components/ui/action-form";
import { Choice } from "@/components/ui/choice";
import type { PlainDate } from "@/lib/shared/dates";
import { everAsked } from "./ever-asked";
import { useFileBy } from "./file-by";

/** About the day that stands in the form, and nothing else: asked as long as that is over. */
const overdue = "approval-day-passed";

/**
 * What surprised us about a document: each is a question to a person, never a refusal. Those that only come up when
 * everything is known, such as another document of the same period, are asked with the answer to the form.
 */
export function Questions({
  asked,
  day,
  words,
  title,
  text,
}: {
  asked: string[];
  /** Today. */
  day: PlainDate;
  /** Every question that there is, in words. */
  words: Record<string, string>;
  title: string;
  text: string;
}) {
  const { answer, value = "" } = useField("bevestigd");
  const late = answer && !answer.ok ? String(answer.details?.questions ?? "") : "";
  const { approveBy, fileBy } = useFileBy();
  const isOver = (date: string) => /^\d{4}-\d\d-\d\d$/.test(date) && date < day;
  const all = everAsked(asked, late, value)
    .filter((question) => question !== overdue)
    .concat(isOver(approveBy) ? overdue : []);
  // Whoever chose another day, or none, has answered what is asked about the legal one.
  const answered = all.filter((question) => question === "deadline-passed" && (!fileBy || fileBy >= day));
  const questions = all.filter((question) => !answered.includes(question));
  const hidden = answered.map((question) => (
    <input key={question} type="hidden" name="bevestigd" value={question} />
  ));
  if (questions.length === 0) return hidden;
  return (
    <fieldset id="bevestigd" tabIndex={-1} className="rounded bg-warning-tint p-4">
      <legend className="sr-only">{title}</legend>
      {hidden}
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
