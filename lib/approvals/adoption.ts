import { type FilingPeriod, type PlainDate, parseDay } from "@/lib/shared/dates";
import type { Answers } from "./answers";
import type { Figures } from "./shapes";

/** What a file for the KvK says of its adoption; `on` is null where it gives no day. */
export type Adoption = { adopted: boolean; on: PlainDate | null };

/**
 * Out of DocumentAdoptionStatus and DocumentAdoptionDate, as they were read; null where the file says neither. Full
 * accounts go to the KvK too, and what is in the file is published whatever its kind: what counts is that it says so.
 */
export function adoptionIn(figures: Figures): Adoption | null {
  if (figures.kind === "vat" || figures.kind === "typed") return null;
  const said = (key: string) => figures.lines.find(({ labelKey }) => labelKey === key)?.text;
  const [status, date] = [said("adopted"), said("adoptionDate")];
  const on = date === undefined ? null : parseDay(date);
  if (on) return { adopted: true, on };
  return status === undefined ? null : { adopted: /^(ja|true|yes)$/i.test(status), on: null };
}

export type AdoptionFault = "adoption-differs" | "adoption-before-end";

/**
 * Whether what the client says cannot go together with the file that is sent. The KvK publishes what is in the file: one
 * that says another day than the client, or that they were adopted where the client says that they were not, is not sent.
 * Accounts are adopted after the end of their year (article 2:210 of the Civil Code).
 */
export function adoptionFault(
  figures: Figures,
  period: FilingPeriod,
  answers: Answers,
): AdoptionFault | null {
  const { adopted, adoptedOn } = answers;
  if (adoptedOn && adoptedOn <= period.end) return "adoption-before-end";
  const file = adoptionIn(figures);
  if (!file?.adopted || !adopted) return null;
  // A file that gives no day takes any.
  const same = file.on === null || adoptedOn === file.on;
  return adopted === "yes" && same ? null : "adoption-differs";
}

/** Whether the file says "not adopted" where the client says that it was: it may be sent, and the firm is told. */
export function saysLess(figures: Figures, answers: Answers): boolean {
  return answers.adopted === "yes" && adoptionIn(figures)?.adopted === false;
}
