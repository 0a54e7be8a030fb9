import type { ReadingQuestion } from "@/lib/approvals/reading";

/** What surprised us about a return: each is a question to a person, never a refusal. */
export function Questions({
  questions,
  title,
  text,
  wordOf,
}: {
  questions: ReadingQuestion[];
  title: string;
  text: string;
  wordOf: (question: ReadingQuestion) => string;
}) {
  if (questions.length === 0) return null;
  return (
    <fieldset className="rounded bg-warning-tint p-4">
      <legend className="sr-only">{title}</legend>
      <p aria-hidden="true" className="font-[640]">
        {title}
      </p>
      <p className="mb-2 text-sm">{text}</p>
      {questions.map((question) => (
        <label key={question} className="flex min-h-8 items-start gap-3 py-1">
          <input
            type="checkbox"
            name="bevestigd"
            value={question}
            className="mt-0.5 size-5 flex-none accent-brand"
          />
          {wordOf(question)}
        </label>
      ))}
    </fieldset>
  );
}
