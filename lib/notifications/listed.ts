import type { Language } from "@/lib/shared/dates";
import type { MailFacts, MailItem, MailList } from "./template";

/** ", uiterlijk 26 november"; nothing where no day was given. */
export function by(day: string | undefined, language: Language): string {
  if (!day) return "";
  return language === "nl" ? `, uiterlijk ${day}` : `, by ${day}`;
}

/** " (uiterlijk 26 november)", or " (eerste uiterlijk 26 november)" of several. */
export function brackets(day: string | undefined, language: Language, first = ""): string {
  if (!day) return "";
  return ` (${first ? `${first} ` : ""}${language === "nl" ? "uiterlijk" : "by"} ${day})`;
}

/** "3 stukken". */
export function countOf({ items = [], more = 0 }: MailFacts, language: Language): string {
  const count = items.length + more;
  if (language === "nl") return count === 1 ? "1 stuk" : `${count} stukken`;
  return count === 1 ? "1 document" : `${count} documents`;
}

/** The first day in a list, which is in the order of its days. */
export function firstOf({ items = [] }: MailFacts): string | undefined {
  return items.find(({ until }) => until)?.until;
}

/** One list for each organisation, in the order in which they first appear. */
export function grouped({ items = [], more = 0 }: MailFacts, language: Language): MailList[] {
  const lists = new Map<string, string[]>();
  for (const item of items) {
    lists.set(item.organisation, [...(lists.get(item.organisation) ?? []), lineOf(item, language)]);
  }
  const rest =
    language === "nl"
      ? { heading: "En meer", lines: [`Nog ${more} in het portaal`] }
      : { heading: "And more", lines: [`${more} more in the portal`] };
  return [...[...lists].map(([heading, lines]) => ({ heading, lines })), ...(more > 0 ? [rest] : [])];
}

function lineOf({ title, what, until, by: who, without }: MailItem, language: Language): string {
  if (without) return `${title}: ${signedWithout(who ?? "", without, language)}`;
  const words = what === "reminder" ? lines.approve : lines[what];
  return `${title}${words[language](who ?? "")}${by(until, language)}`;
}

/** "ondertekend door Marieke van Dijk, zonder Pieter van Dijk". */
export function signedWithout(signers: string, without: string, language: Language): string {
  return language === "nl"
    ? `ondertekend door ${signers}, zonder ${without}`
    : `signed by ${signers}, without ${without}`;
}

const lines: Record<Exclude<MailItem["what"], "reminder">, Record<Language, (who: string) => string>> = {
  approve: { nl: () => ": goedkeuren", en: () => ": to approve" },
  newVersion: { nl: () => ": nieuwe versie, goedkeuren", en: () => ": new version, to approve" },
  sign: { nl: () => ": ondertekenen", en: () => ": to sign" },
  newVersionToSign: { nl: () => ": nieuwe versie, ondertekenen", en: () => ": new version, to sign" },
  read: { nl: () => ": alleen lezen", en: () => ": only to read" },
  unsent: { nl: () => ": klaar om te verzenden", en: () => ": ready to be sent" },
  approved: { nl: (who) => `: goedgekeurd door ${who}`, en: (who) => `: approved by ${who}` },
  rejected: { nl: (who) => `: afgekeurd door ${who}`, en: (who) => `: rejected by ${who}` },
  refused: { nl: () => ": niet aangenomen", en: () => ": not accepted" },
  notSent: { nl: () => ": niet verzonden", en: () => ": not sent" },
  acceptedEarlier: {
    nl: () => ": een eerdere versie is alsnog aangenomen",
    en: () => ": an earlier version was accepted after all",
  },
  signed: { nl: () => ": ondertekend", en: () => ": signed" },
  signingStopped: { nl: () => ": ondertekening staat stil", en: () => ": signing has stopped" },
  toSign: { nl: () => ": door u te ondertekenen", en: () => ": for you to sign" },
  accountsTakenBack: {
    nl: () => ": de jaarrekening of de notulen zijn later vervangen of ingetrokken",
    en: () => ": the annual accounts or the minutes were replaced or withdrawn afterwards",
  },
  unknown: { nl: () => ": niet zeker of dit is aangekomen", en: () => ": not certain that it arrived" },
};
