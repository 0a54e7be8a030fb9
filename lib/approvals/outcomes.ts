import type { Figures } from "./shapes";

/** What an income tax return comes to for each of the two who file together, in cents; to receive is negative. */
export type Outcomes = { declarant: number; partner: number };

/**
 * Null unless the file says both. Two people approve such a return, and one amount would be the other's: wherever the
 * amount of a return stands, both stand.
 */
export function outcomesOf(figures: Figures): Outcomes | null {
  if (figures.kind !== "personalIncomeTax") return null;
  const of = (wanted: keyof Outcomes) =>
    figures.lines.find(({ labelKey, group }) => labelKey === "outcome" && group === wanted)?.cents;
  const [declarant, partner] = [of("declarant"), of("partner")];
  return declarant === undefined || partner === undefined ? null : { declarant, partner };
}

/** The most that anybody of them gets an assessment for; null where nothing is known. */
export function mostOf({ amount, outcomes }: { amount: number | null; outcomes: Outcomes | null }) {
  return outcomes ? Math.max(outcomes.declarant, outcomes.partner) : amount;
}
