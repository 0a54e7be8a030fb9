import { type AdoptionFault, adoptionFault } from "./adoption";
import { type Answers, answersMissing } from "./answers";
import type { Figures } from "./shapes";
import type { Seat, Subject } from "./subjects";

export type AnswersFault = "answers-missing" | AdoptionFault | "adoption-disagrees";

/** What is wrong with the answers to the questions that a document asks, or null. */
export function faultIn({ filing, version, seats }: Subject, answers: Answers): AnswersFault | null {
  if (answersMissing(filing.stream, answers).length > 0) return "answers-missing";
  const period = { start: filing.periodStart, end: filing.periodEnd };
  const fault = adoptionFault(version.figures as Figures, period, answers);
  // One meeting adopts the accounts: two who say otherwise of it cannot both be sent.
  return fault ?? (seats.some((seat) => saysOtherwise(seat, answers)) ? "adoption-disagrees" : null);
}

/** Whether somebody approved this version and said something else of its adoption. */
function saysOtherwise({ turn, answers: said }: Seat, { adopted, adoptedOn }: Answers): boolean {
  if (turn !== "approved" || !said?.adopted || !adopted) return false;
  return said.adopted !== adopted || (adopted === "yes" && said.adoptedOn !== adoptedOn);
}

/**
 * What this person answers: what is given now, else what they said themselves when they put it off. What somebody else
 * said who put it off before is theirs.
 */
export function answersOf({ seats }: Subject, accountId: string, given: Answers | undefined): Answers {
  if (given && Object.keys(given).length > 0) return given;
  const own = seats.find(({ turn, actedBy }) => turn === "readyToSend" && actedBy === accountId);
  return own?.answers ?? {};
}
