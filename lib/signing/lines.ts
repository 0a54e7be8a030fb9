import type { Language } from "@/lib/shared/dates";
import en from "@/messages/en/approvals.json" with { type: "json" };
import nl from "@/messages/nl/approvals.json" with { type: "json" };

/** Whose signature it is, and in which capacity. */
export type Signs = {
  name: string | null;
  capacity: string | null;
  onBehalfOf: string | null;
  deputyFor?: string | null;
};

const words = {
  nl: {
    onBehalfOf: "namens",
    deputy: "in de plaats van",
    mandate: "volgens machtiging",
    capacities: nl.capacities,
  },
  en: {
    onBehalfOf: "on behalf of",
    deputy: "in the place of",
    mandate: "by mandate",
    capacities: en.capacities,
  },
} as const;

/** What is written with a signature: the name, and under it in which capacity, for whom and in whose place. */
export function linesOf(
  { name, capacity, onBehalfOf, deputyFor }: Signs,
  language: Language = "nl",
): string[] {
  const say = words[language];
  const known: Record<string, string> = say.capacities;
  const word = capacity ? (known[capacity] ?? capacity) : "";
  const whom = onBehalfOf ? `${say.onBehalfOf} ${onBehalfOf}` : "";
  return [
    name ?? "",
    [word, whom].filter(Boolean).join(", "),
    deputyFor ? `${say.deputy} ${deputyFor}, ${say.mandate}` : "",
  ].filter(Boolean);
}
