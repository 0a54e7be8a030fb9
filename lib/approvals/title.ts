import type { Stream } from "@/db/schema/approvals";
import { type FilingPeriod, formatDay, formatPeriod } from "@/lib/shared/dates";
import { streams } from "./streams";

/** What makes a title: the stream, what it is about, and what staff called it. */
export type Titled = { stream: Stream; period: FilingPeriod; label?: string | null };

/**
 * What a document is called: "Omzetbelasting oktober 2026", "Kredietrapportage Rabobank 2e kwartaal 2026", "Aanslag
 * vennootschapsbelasting 2025, 3 november 2026". Tax names stay Dutch, with a gloss in English.
 */
export function filingTitle({ stream, period, label }: Titled, language: "nl" | "en"): string {
  const { name, period: length } = streams[stream];
  const named = label ? `${name[language]} ${label}` : name[language];
  if (length === "day") return `${named}, ${formatDay(period.end, language)}`;
  if (length === "year") return `${named} ${yearsOf(period)}`;
  return `${named} ${formatPeriod(period, language)}`;
}

/** "2026", and "2025/2026" of a financial year that is no calendar year. */
function yearsOf({ start, end }: FilingPeriod): string {
  return [...new Set([start.slice(0, 4), end.slice(0, 4)])].join("/");
}

/**
 * The words that a search looks through, each once and in lower case: of its title in every language and its reference,
 * which everybody sees who sees the document at all, and of whatever else is said of it. In NFC, as what is searched
 * for is: a Mac writes the name of a file with its accents apart.
 */
export function searchTextOf(titled: Titled, reference: string, more: readonly string[] = []): string {
  const all = [filingTitle(titled, "nl"), filingTitle(titled, "en"), reference, ...more];
  return [...new Set(all.join(" ").toLowerCase().normalize("NFC").split(/\s+/))].filter(Boolean).join(" ");
}
