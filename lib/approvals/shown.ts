import type { Stream } from "@/db/schema/approvals";
import type { FilingPeriod, Language } from "@/lib/shared/dates";
import { formatEuro } from "@/lib/shared/money";
import { filingTitle } from "./title";

const words = {
  nl: {
    approved: "U keurt goed",
    rejected: "U keurt af",
    toPay: "te betalen",
    toReceive: "terug te krijgen",
    nothing: "niets te betalen",
  },
  en: {
    approved: "You are approving",
    rejected: "You are rejecting",
    toPay: "to pay",
    toReceive: "to receive",
    nothing: "nothing to pay",
  },
} as const;

type Shown = { stream: Stream; period: FilingPeriod; label?: string | null; amount: number | null };

/**
 * What the last question before a decision says: the dialog shows it, and the evidence keeps it. In one place, so
 * that what is kept is what was shown. `amount` is null where there is none.
 */
export function whatIsDecided(
  filing: Shown,
  decision: "approved" | "rejected",
  language: Language,
): { heading: string; document: string; amount: string | null } {
  const said = words[language];
  const { amount } = filing;
  const direction = (amount ?? 0) > 0 ? said.toPay : (amount ?? 0) < 0 ? said.toReceive : said.nothing;
  return {
    heading: said[decision],
    document: filingTitle(filing, language),
    amount:
      amount === null ? null : `${formatEuro(Math.abs(amount), language, { whole: true })} ${direction}`,
  };
}

/** The same as one sentence, for the evidence. */
export function sentenceOf({ heading, document, amount }: ReturnType<typeof whatIsDecided>): string {
  return `${heading}: ${document}${amount === null ? "" : ` · ${amount}`}`;
}
