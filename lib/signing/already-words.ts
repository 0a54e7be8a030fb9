import type { SignatureReport } from "@/lib/pades/shapes";
import type { Language } from "@/lib/shared/dates";
import { type Tone, toldOf, tones, type Words, whenWords } from "./check-words";
import { worthOf } from "./judgement";

/** What is said of a signature that stood in the document already. */
export type AlreadyThere = {
  name: string;
  /** Nobody need have checked it: as it stands in the file, where that is not the name of the certificate. */
  claimedName: string | null;
  when: string | null;
  /** What it is worth, the worst first; at least one. */
  said: { tone: Tone; text: string }[];
  /** Why it cannot be judged, and what was done since. */
  details: string[];
};

/** A stranger wrote it, and can have written a page. */
const mostLetters = 120;
/** As many as are read beside the document; all of them stand on the page where signatures are checked. */
const mostDetails = 5;

/**
 * The same words as where anybody checks a signature, and where it is right those of the seats.
 * @param t the words of messages/<language>/signing.json
 * @param check those of check.json
 */
export function alreadyWords(
  report: SignatureReport,
  { t, check }: { t: Words; check: Words },
  language: Language,
): AlreadyThere {
  const { signer, claimed, time, fault, changes } = report;
  const worth = worthOf(report);
  const since = toldOf(check, changes);
  const said = [{ tone: tones[worth], text: saidOf(worth, { t, check }) }];
  // Whoever signed, and however that was judged: what was done since is told.
  if (since.length > 0 && worth !== "added-to" && worth !== "changed")
    said.push({ tone: tones["added-to"], text: check("worth.added-to") });
  const name = signer?.name || claimed.name;
  const details = [...(worth === "unjudged" && fault ? [check(`fault.${fault}`)] : []), ...since];
  return {
    name: name ? short(name) : check("nameless"),
    claimedName:
      claimed.name && claimed.name !== name ? `${check("claimedName")}: ${short(claimed.name)}` : null,
    when: time && t("states.signed", { day: short(whenWords(check, report, language)) }),
    said,
    details: details.length > mostDetails ? [...details.slice(0, mostDetails - 1), "…"] : details,
  };
}

function saidOf(worth: ReturnType<typeof worthOf>, { t, check }: { t: Words; check: Words }): string {
  if (worth === "sound") return t("checked.valid");
  return worth === "broken" ? t("checked.broken") : check(`worth.${worth}`);
}

function short(text: string): string {
  const letters = [...text];
  return letters.length > mostLetters ? `${letters.slice(0, mostLetters).join("").trimEnd()}…` : text;
}
