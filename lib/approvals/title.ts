import type { Stream } from "@/db/schema/approvals";
import { type FilingPeriod, formatPeriod } from "@/lib/shared/dates";

const names: Record<Stream, Record<"nl" | "en", string>> = {
  vat: { nl: "Omzetbelasting", en: "Omzetbelasting (VAT)" },
};

/** What a filing is called: "Omzetbelasting oktober 2026". Tax names stay Dutch, with a gloss in English. */
export function filingTitle(filing: { stream: Stream; period: FilingPeriod }, language: "nl" | "en"): string {
  return `${names[filing.stream][language]} ${formatPeriod(filing.period, language)}`;
}
