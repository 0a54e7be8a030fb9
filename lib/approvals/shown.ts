import type { Stream } from "@/db/schema/approvals";
import type { FilingPeriod, Language } from "@/lib/shared/dates";
import { formatEuro } from "@/lib/shared/money";
import type { Figures, Outcomes } from "./shapes";
import { filingTitle } from "./title";

const words = {
  nl: {
    approved: "U keurt goed",
    signed: "U ondertekent",
    rejected: "U keurt af",
    toPay: "te betalen",
    toReceive: "terug te krijgen",
    nothing: "niets te betalen",
    declarant: "aangever",
    partner: "fiscale partner",
  },
  en: {
    approved: "You are approving",
    signed: "You are signing",
    rejected: "You are rejecting",
    toPay: "to pay",
    toReceive: "to receive",
    nothing: "nothing to pay",
    declarant: "person filing",
    partner: "fiscal partner",
  },
} as const;

type Shown = {
  stream: Stream;
  period: FilingPeriod;
  label?: string | null;
  amount: number | null;
  outcomes: Outcomes | null;
};

/**
 * What the last question before a decision says: the dialog shows it, and the evidence keeps it. In one place, so
 * that what is kept is what was shown. `amount` is null where there is none, and both amounts where two file together.
 */
export function whatIsDecided(
  filing: Shown,
  decision: "approved" | "signed" | "rejected",
  language: Language,
): { heading: string; document: string; amount: string | null } {
  const said = words[language];
  const { amount, outcomes } = filing;
  const euros = (cents: number) => {
    const direction = cents > 0 ? said.toPay : cents < 0 ? said.toReceive : said.nothing;
    return `${formatEuro(Math.abs(cents), language, { whole: true })} ${direction}`;
  };
  const both =
    outcomes && `${said.declarant} ${euros(outcomes.declarant)}, ${said.partner} ${euros(outcomes.partner)}`;
  return {
    heading: said[decision],
    document: filingTitle(filing, language),
    amount: both ?? (amount === null ? null : euros(amount)),
  };
}

/** The same as one sentence, for the evidence. */
export function sentenceOf({ heading, document, amount }: ReturnType<typeof whatIsDecided>): string {
  return `${heading}: ${document}${amount === null ? "" : ` · ${amount}`}`;
}

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
