import type { Language } from "@/lib/shared/dates";
import { accountWords } from "./account-words";
import { clientWords } from "./client-words";
import { firmWords } from "./firm-words";
import type { Wordings } from "./template";

/** The words of mails and text messages, in the language of whoever receives them. */
export const mailWords: Wordings = { ...clientWords, ...firmWords, ...accountWords };

type Frame = Record<"greeting" | "fallback" | "contact" | "never" | "choose" | "regards", string>;
export const mailFrame: Record<Language, Frame> = {
  nl: {
    greeting: "Beste",
    fallback: "Werkt de knop niet? Ga naar",
    contact: "Hebt u een vraag? Bel",
    choose: "Welke e-mails u krijgt, kiest u hier",
    never: "Wij vragen nooit per e-mail om uw wachtwoord of code.",
    regards: "Met vriendelijke groet,",
  },
  en: {
    greeting: "Dear",
    fallback: "Does the button not work? Go to",
    contact: "Do you have a question? Call",
    choose: "Choose which emails you get",
    never: "We never ask for your password or code by email.",
    regards: "Kind regards,",
  },
};

/** A code in two groups of three, what it is for, and the line that lets a phone fill it in (WebOTP). */
export function codeText(language: Language, code: string, about: string, host: string): string {
  const shown = `${code.slice(0, 3)} ${code.slice(3)}`;
  // One no-break space, as amounts have, would turn the whole text into Unicode: 70 characters to a message, not 160.
  const plain = about.replaceAll("\u00a0", " ");
  // A firm such as "Van Dijk B.V." brings the full stop of its sentence along.
  const end = plain.endsWith(".") ? "" : ".";
  const words =
    language === "nl"
      ? `Uw code is ${shown} voor: ${plain}${end} Geef deze code aan niemand.`
      : `Your code is ${shown} for: ${plain}${end} Give this code to nobody.`;
  return `${words}\n\n@${host} #${code}`;
}

export function signInAbout(language: Language, firm: string): string {
  return language === "nl" ? `inloggen bij ${firm}` : `signing in to ${firm}`;
}
