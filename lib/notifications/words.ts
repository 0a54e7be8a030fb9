/** The words of mails and text messages, in the language of whoever receives them. */
export type Language = "nl" | "en";

export type MailTemplate = "filing-published" | "filing-approved" | "password-link" | "password-changed";

type MailWords = { subject: string; heading: string; paragraphs: string[]; button?: string };
export type MailFacts = {
  firm: string;
  title?: string;
  organisation?: string;
  approveBy?: string;
  by?: string;
};

export const mailWords: Record<MailTemplate, Record<Language, (facts: MailFacts) => MailWords>> = {
  "filing-published": {
    nl: ({ title, organisation, approveBy }) => ({
      subject: `${title} staat klaar (uiterlijk ${approveBy})`,
      heading: "Uw aangifte staat klaar",
      paragraphs: [
        `De aangifte ${title} van ${organisation} staat klaar in het portaal. Wilt u deze bekijken en goedkeuren, uiterlijk ${approveBy}?`,
      ],
      button: "Bekijken in het portaal",
    }),
    en: ({ title, organisation, approveBy }) => ({
      subject: `${title} is ready (by ${approveBy})`,
      heading: "Your tax return is ready",
      paragraphs: [
        `The return ${title} of ${organisation} is ready in the portal. Would you review and approve it, by ${approveBy}?`,
      ],
      button: "View in the portal",
    }),
  },
  "filing-approved": {
    nl: ({ title, organisation, by }) => ({
      subject: `${organisation}: ${title} is goedgekeurd`,
      heading: "De aangifte is goedgekeurd",
      paragraphs: [
        `${by} heeft de aangifte ${title} van ${organisation} goedgekeurd. U kunt haar nu indienen in uw fiscale pakket.`,
      ],
      button: "Bekijken in het portaal",
    }),
    en: ({ title, organisation, by }) => ({
      subject: `${organisation}: ${title} was approved`,
      heading: "The return was approved",
      paragraphs: [
        `${by} approved the return ${title} of ${organisation}. You can now file it in your tax package.`,
      ],
      button: "View in the portal",
    }),
  },
  "password-link": {
    nl: ({ firm }) => ({
      subject: `Nieuw wachtwoord kiezen voor het portaal van ${firm}`,
      heading: "Kies een nieuw wachtwoord",
      paragraphs: [
        "U hebt gevraagd om een nieuw wachtwoord. De link werkt één uur en één keer. Daarna logt u in met uw nieuwe wachtwoord en een code.",
        "Hebt u dit niet gevraagd? Dan hoeft u niets te doen.",
      ],
      button: "Nieuw wachtwoord kiezen",
    }),
    en: ({ firm }) => ({
      subject: `Choose a new password for the portal of ${firm}`,
      heading: "Choose a new password",
      paragraphs: [
        "You asked for a new password. The link works for one hour and once. Then you sign in with your new password and a code.",
        "Did you not ask for this? Then you do not have to do anything.",
      ],
      button: "Choose a new password",
    }),
  },
  "password-changed": {
    nl: ({ firm }) => ({
      subject: `Uw wachtwoord voor het portaal van ${firm} is gewijzigd`,
      heading: "Uw wachtwoord is gewijzigd",
      paragraphs: [`Was u dit niet? Bel dan meteen met ${firm}.`],
    }),
    en: ({ firm }) => ({
      subject: `Your password for the portal of ${firm} was changed`,
      heading: "Your password was changed",
      paragraphs: [`Was this not you? Then call ${firm} right away.`],
    }),
  },
};

export const mailFrame: Record<Language, Record<"greeting" | "fallback" | "never" | "regards", string>> = {
  nl: {
    greeting: "Beste",
    fallback: "Werkt de knop niet? Ga naar",
    never: "Wij vragen nooit per e-mail om uw wachtwoord of code.",
    regards: "Met vriendelijke groet,",
  },
  en: {
    greeting: "Dear",
    fallback: "Does the button not work? Go to",
    never: "We never ask for your password or code by email.",
    regards: "Kind regards,",
  },
};

/** A code in two groups of three, what it is for, and the line that lets a phone fill it in (WebOTP). */
export function codeText(language: Language, code: string, about: string, host: string): string {
  const shown = `${code.slice(0, 3)} ${code.slice(3)}`;
  // One no-break space, as amounts have, would turn the whole text into Unicode: 70 characters to a message, not 160.
  const plain = about.replaceAll("\u00a0", " ");
  const words =
    language === "nl"
      ? `Uw code is ${shown} voor: ${plain}. Geef deze code aan niemand.`
      : `Your code is ${shown} for: ${plain}. Give this code to nobody.`;
  return `${words}\n\n@${host} #${code}`;
}

export function signInAbout(language: Language, firm: string): string {
  return language === "nl" ? `inloggen bij ${firm}` : `signing in to ${firm}`;
}
