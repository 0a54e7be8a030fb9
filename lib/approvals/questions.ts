import { type AdoptionFault, adoptionFault } from "./adoption";
import { type Answers, answersMissing } from "./answers";
import type { Figures } from "./shapes";
import type { Subject } from "./subjects";

export type AnswersFault = "answers-missing" | AdoptionFault;

/** What is wrong with the answers to the questions that a document asks, or null. */
export function faultIn({ filing, version }: Subject, answers: Answers): AnswersFault | null {
  if (answersMissing(filing.stream, answers).length > 0) return "answers-missing";
  const period = { start: filing.periodStart, end: filing.periodEnd };
  return adoptionFault(version.figures as Figures, period, answers);
}
