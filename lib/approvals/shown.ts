import type { Stream } from "@/db/schema/approvals";
import type { FilingPeriod, Language } from "@/lib/shared/dates";
import { formatEuro } from "@/lib/shared/money";
import { filingTitle } from "./title";

const words = {
  nl: {
    heading: "U keurt goed",
    toPay: "te betalen",
    toReceive: "terug te krijgen",
    nothing: "niets te betalen",
  },
  en: { heading: "You are approving", toPay: "to pay", toReceive: "to receive", nothing: "nothing to pay" },
} as const;

/**
 * What the last question before an approval says: the dialog shows it, and the evidence keeps it. In one place, so
 * that what is kept is what was shown.
 */
export function whatIsApproved(
  filing: { stream: Stream; period: FilingPeriod; amount: number },
  language: Language,
): { heading: string; document: string; amount: string } {
  const said = words[language];
  const direction = filing.amount > 0 ? said.toPay : filing.amount < 0 ? said.toReceive : said.nothing;
  return {
    heading: said.heading,
    document: filingTitle(filing, language),
    amount: `${formatEuro(Math.abs(filing.amount), language, { whole: true })} ${direction}`,
  };
}

/** The same as one sentence, for the evidence. */
export function sentenceOf({ heading, document, amount }: ReturnType<typeof whatIsApproved>): string {
  return `${heading}: ${document} · ${amount}`;
}
