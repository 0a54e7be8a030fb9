import type { AccountWordings } from "./template";

/** Mails about the account itself. Nobody can switch these off. */
export const accountWords: AccountWordings = {
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
      paragraphs: [`Was u dit niet? Bel ${firm} dan meteen op.`],
    }),
    en: ({ firm }) => ({
      subject: `Your password for the portal of ${firm} was changed`,
      heading: "Your password was changed",
      paragraphs: [`Was this not you? Then call ${firm} right away.`],
    }),
  },
};
