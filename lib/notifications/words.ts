/** The words of mails and text messages, in the language of whoever receives them. */
export type Language = "nl" | "en";

export type MailTemplate =
  | (
      | "filing-published"
      | "filing-new-version"
      | "document-to-read"
      | "filing-withdrawn"
      | "filed-without-approval"
    )
  | ("filing-approved" | "document-approved" | "filing-rejected")
  | ("password-link" | "password-changed");

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
      heading: "Er staat een stuk voor u klaar",
      paragraphs: [
        `${title} van ${organisation} staat klaar in het portaal. Wilt u dit bekijken en goedkeuren, uiterlijk ${approveBy}?`,
      ],
      button: "Bekijken in het portaal",
    }),
    en: ({ title, organisation, approveBy }) => ({
      subject: `${title} is ready (by ${approveBy})`,
      heading: "A document is ready for you",
      paragraphs: [
        `${title} of ${organisation} is ready in the portal. Would you review and approve it, by ${approveBy}?`,
      ],
      button: "View in the portal",
    }),
  },
  "filing-new-version": {
    nl: ({ title, organisation, approveBy }) => ({
      subject: `Nieuwe versie: ${title} (uiterlijk ${approveBy})`,
      heading: "Er is een nieuwe versie",
      paragraphs: [
        `Van ${title} van ${organisation} staat een nieuwe versie klaar. De vorige versie vervalt. Wilt u de nieuwe versie bekijken en goedkeuren, uiterlijk ${approveBy}?`,
      ],
      button: "Bekijken in het portaal",
    }),
    en: ({ title, organisation, approveBy }) => ({
      subject: `New version: ${title} (by ${approveBy})`,
      heading: "There is a new version",
      paragraphs: [
        `A new version of ${title} of ${organisation} is ready. It takes the place of the one before. Would you review and approve the new version, by ${approveBy}?`,
      ],
      button: "View in the portal",
    }),
  },
  "document-to-read": {
    nl: ({ title, organisation }) => ({
      subject: `${title} staat in uw portaal`,
      heading: "Er is een stuk voor u om te lezen",
      paragraphs: [`${title} van ${organisation} staat in het portaal. U hoeft dit alleen te lezen.`],
      button: "Lezen in het portaal",
    }),
    en: ({ title, organisation }) => ({
      subject: `${title} is in your portal`,
      heading: "There is a document for you to read",
      paragraphs: [`${title} of ${organisation} is in the portal. You only have to read it.`],
      button: "Read in the portal",
    }),
  },
  "filing-withdrawn": {
    nl: ({ title, organisation }) => ({
      subject: `${title} is ingetrokken`,
      heading: "Een stuk is ingetrokken",
      paragraphs: [`${title} van ${organisation} is ingetrokken. U hoeft er niets meer mee te doen.`],
      button: "Naar het portaal",
    }),
    en: ({ title, organisation }) => ({
      subject: `${title} was withdrawn`,
      heading: "A document was withdrawn",
      paragraphs: [`${title} of ${organisation} was withdrawn. You do not have to do anything with it.`],
      button: "To the portal",
    }),
  },
  "filed-without-approval": {
    nl: ({ firm, title, organisation }) => ({
      subject: `${title} is ingediend zonder uw akkoord`,
      heading: "Ingediend zonder uw akkoord",
      paragraphs: [
        `De uiterste datum was bereikt. Daarom heeft ${firm} ${title} van ${organisation} ingediend zonder uw akkoord. In het portaal leest u waarom.`,
        `Klopt er iets niet? Bel dan met ${firm}.`,
      ],
      button: "Bekijken in het portaal",
    }),
    en: ({ firm, title, organisation }) => ({
      subject: `${title} was filed without your approval`,
      heading: "Filed without your approval",
      paragraphs: [
        `The last date had come. That is why ${firm} filed ${title} of ${organisation} without your approval. The portal says why.`,
        `Is something wrong? Then call ${firm}.`,
      ],
      button: "View in the portal",
    }),
  },
  "filing-approved": {
    nl: ({ title, organisation, by }) => ({
      subject: `${organisation}: ${title} is goedgekeurd`,
      heading: "De aangifte is goedgekeurd",
      paragraphs: [
        `${by} heeft ${title} van ${organisation} goedgekeurd. U kunt de aangifte nu indienen in uw fiscale pakket.`,
      ],
      button: "Bekijken in het portaal",
    }),
    en: ({ title, organisation, by }) => ({
      subject: `${organisation}: ${title} was approved`,
      heading: "The return was approved",
      paragraphs: [
        `${by} approved ${title} of ${organisation}. You can now file the return in your tax package.`,
      ],
      button: "View in the portal",
    }),
  },
  "document-approved": {
    nl: ({ title, organisation, by }) => ({
      subject: `${organisation}: ${title} is goedgekeurd`,
      heading: "Het stuk is goedgekeurd",
      paragraphs: [
        `${by} heeft ${title} van ${organisation} goedgekeurd. In het portaal ziet u hoe het verdergaat.`,
      ],
      button: "Bekijken in het portaal",
    }),
    en: ({ title, organisation, by }) => ({
      subject: `${organisation}: ${title} was approved`,
      heading: "The document was approved",
      paragraphs: [`${by} approved ${title} of ${organisation}. The portal shows how it goes on.`],
      button: "View in the portal",
    }),
  },
  "filing-rejected": {
    nl: ({ title, organisation, by }) => ({
      subject: `${organisation}: ${title} is afgekeurd`,
      heading: "Een stuk is afgekeurd",
      paragraphs: [
        `${by} heeft ${title} van ${organisation} afgekeurd. De reden leest u in het portaal. U kunt daar ook een nieuwe versie klaarzetten.`,
      ],
      button: "Reden lezen",
    }),
    en: ({ title, organisation, by }) => ({
      subject: `${organisation}: ${title} was rejected`,
      heading: "A document was rejected",
      paragraphs: [
        `${by} rejected ${title} of ${organisation}. You can read the reason in the portal, and publish a new version there.`,
      ],
      button: "Read the reason",
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
