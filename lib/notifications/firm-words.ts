import { certificateWords } from "./certificate-words";
import { firmSigningWords } from "./firm-signing-words";
import { countOf, grouped } from "./listed";
import type { FirmWordings } from "./template";

/** Mails to the firm: what clients decided, and what a recipient said. */
export const firmWords: FirmWordings = {
  "filing-approved": {
    nl: ({ title, organisation, by }) => ({
      subject: `${organisation}: ${title} goedgekeurd`,
      heading: "De aangifte is goedgekeurd",
      paragraphs: [
        `${by} heeft ${title} van ${organisation} goedgekeurd. U kunt de aangifte nu indienen in uw fiscale pakket.`,
      ],
      button: "Bekijken in het portaal",
    }),
    en: ({ title, organisation, by }) => ({
      subject: `${organisation}: ${title} approved`,
      heading: "The return was approved",
      paragraphs: [
        `${by} approved ${title} of ${organisation}, so you can now file the return in your tax package.`,
      ],
      button: "View in the portal",
    }),
  },
  "document-approved": {
    nl: ({ title, organisation, by }) => ({
      subject: `${organisation}: ${title} goedgekeurd`,
      heading: "Het stuk is goedgekeurd",
      paragraphs: [
        `${by} heeft ${title} van ${organisation} goedgekeurd. In het portaal ziet u hoe het verdergaat.`,
      ],
      button: "Bekijken in het portaal",
    }),
    en: ({ title, organisation, by }) => ({
      subject: `${organisation}: ${title} approved`,
      heading: "The document was approved",
      paragraphs: [`${by} approved ${title} of ${organisation}, and the portal shows how it goes on.`],
      button: "View in the portal",
    }),
  },
  "filing-rejected": {
    nl: ({ title, organisation, by }) => ({
      subject: `${organisation}: ${title} afgekeurd`,
      heading: "Een stuk is afgekeurd",
      paragraphs: [
        `${by} heeft ${title} van ${organisation} afgekeurd. De reden leest u in het portaal. U kunt daar ook een nieuwe versie klaarzetten.`,
      ],
      button: "Reden lezen",
    }),
    en: ({ title, organisation, by }) => ({
      subject: `${organisation}: ${title} rejected`,
      heading: "A document was rejected",
      paragraphs: [
        `${by} rejected ${title} of ${organisation} for a reason that you can read in the portal. You can publish a new version there.`,
      ],
      button: "Read the reason",
    }),
  },
  "delivery-refused": {
    nl: ({ title, organisation }) => ({
      subject: `${organisation}: ${title} niet aangenomen`,
      heading: "Een stuk is niet aangenomen",
      paragraphs: [
        `${title} van ${organisation} is niet aangenomen. In het portaal leest u door wie en waarom, en wat u kunt doen.`,
      ],
      button: "Reden lezen",
    }),
    en: ({ title, organisation }) => ({
      subject: `${organisation}: ${title} not accepted`,
      heading: "A document was not accepted",
      paragraphs: [
        `${title} of ${organisation} was not accepted. The portal says by whom and why, and what you can do.`,
      ],
      button: "Read the reason",
    }),
  },
  "delivery-unknown": {
    nl: ({ title, organisation }) => ({
      subject: `${organisation}: geen zeker antwoord over ${title}`,
      heading: "Wij weten niet of het is aangekomen",
      paragraphs: [
        `Wij hebben ${title} van ${organisation} verstuurd, maar er kwam geen zeker antwoord. Wij sturen dit niet vanzelf nog een keer. Wilt u in het portaal kijken wat er bekend is, en kiezen wat er moet gebeuren?`,
      ],
      button: "Bekijken in het portaal",
    }),
    en: ({ title, organisation }) => ({
      subject: `${organisation}: did ${title} arrive?`,
      heading: "We do not know whether it arrived",
      paragraphs: [
        `We sent ${title} of ${organisation}, but no certain answer came. We do not send this again by ourselves. Would you see in the portal what is known, and choose what has to happen?`,
      ],
      button: "View in the portal",
    }),
  },
  "delivery-not-sent": {
    nl: ({ title, organisation }) => ({
      subject: `${organisation}: ${title} niet verzonden`,
      heading: "Een stuk is niet verzonden",
      paragraphs: [
        `Het verzenden van ${title} van ${organisation} is na het akkoord niet gelukt. Er is niets verzonden. In het portaal leest u waarom, en wat u kunt doen.`,
      ],
      button: "Bekijken in het portaal",
    }),
    en: ({ title, organisation }) => ({
      subject: `${organisation}: ${title} not sent`,
      heading: "A document was not sent",
      paragraphs: [
        `Sending ${title} of ${organisation} did not work after the approval. Nothing was sent. The portal says why, and what you can do.`,
      ],
      button: "View in the portal",
    }),
  },
  "earlier-accepted": {
    nl: ({ title, organisation }) => ({
      subject: `${organisation}: eerdere versie van ${title} alsnog aangenomen`,
      heading: "Een eerdere versie is alsnog aangenomen",
      paragraphs: [
        `De ontvanger heeft een eerdere versie van ${title} van ${organisation} aangenomen. U had daarvoor al een nieuwe versie klaargezet.`,
        "Is de nieuwe versie nog niet verzonden? Dan verzendt het portaal die niet vanzelf. Trek die versie in, of kies na het akkoord van de cliënt in het portaal dat die toch moet worden aangeleverd.",
      ],
      button: "Bekijken in het portaal",
    }),
    en: ({ title, organisation }) => ({
      subject: `${organisation}: earlier version of ${title} accepted after all`,
      heading: "An earlier version was accepted after all",
      paragraphs: [
        `The recipient accepted an earlier version of ${title} of ${organisation} after all, while you had published a new version in its place.`,
        "If the new version was not sent yet, the portal does not send it by itself. Withdraw it, or, after the client's approval, choose in the portal that it has to be delivered nevertheless.",
      ],
      button: "View in the portal",
    }),
  },
  ...firmSigningWords,
  ...certificateWords,
  "program-failing": {
    nl: ({ title }) => ({
      subject: `De koppeling met ${title} is uitgezet`,
      heading: "Een koppeling is uitgezet",
      paragraphs: [
        `Bij ${title} kwam drie dagen lang geen bericht aan. Daarom heeft het portaal deze koppeling uitgezet. Dit pakket hoort nu niet meer wat cliënten goedkeuren of afkeuren.`,
        "Kijk na wat er aan de hand is, en zet de koppeling daarna weer aan. Het portaal bewaart wat intussen gebeurt, en stuurt het dan alsnog.",
      ],
      button: "Naar de koppeling",
    }),
    en: ({ title }) => ({
      subject: `The connection with ${title} was switched off`,
      heading: "A connection was switched off",
      paragraphs: [
        `No message arrived at ${title} for three days. That is why the portal switched this connection off. This package no longer hears what clients approve or reject.`,
        "Find out what is wrong, and then switch the connection on again. The portal keeps what happens meanwhile, and sends it then.",
      ],
      button: "To the connection",
    }),
  },
  "program-gone": {
    nl: ({ title }) => ({
      subject: `De koppeling met ${title} is uitgezet`,
      heading: "Een koppeling is uitgezet",
      paragraphs: [
        `${title} antwoordde dat het adres van de koppeling niet meer bestaat. Daarom heeft het portaal deze koppeling uitgezet. Dit pakket hoort nu niet meer wat cliënten goedkeuren of afkeuren.`,
        "Vraag de leverancier van het pakket wat er is veranderd. Werkt het adres weer, zet de koppeling dan aan: het portaal bewaart wat intussen gebeurt, en stuurt het dan alsnog.",
      ],
      button: "Naar de koppeling",
    }),
    en: ({ title }) => ({
      subject: `The connection with ${title} was switched off`,
      heading: "A connection was switched off",
      paragraphs: [
        `${title} answered that the address of the connection does not exist any more. That is why the portal switched this connection off. This package no longer hears what clients approve or reject.`,
        "Ask the supplier of the package what has changed. When the address works again, switch the connection on: the portal keeps what happens meanwhile, and sends it then.",
      ],
      button: "To the connection",
    }),
  },
  "program-missed": {
    nl: ({ title }) => ({
      subject: `Er kwam een bericht niet aan bij ${title}`,
      heading: "Een bericht is niet aangekomen",
      paragraphs: [
        `Een bericht aan ${title} kwam niet aan, en het portaal stuurt het niet vanzelf nog een keer. Dit pakket mist dus iets, zoals een goedkeuring. De koppeling staat nog aan, en andere berichten gaan gewoon door.`,
        "In het portaal ziet u om welk bericht het gaat. Is het opgelost, stuur het daar dan opnieuw.",
      ],
      button: "Naar de koppeling",
    }),
    en: ({ title }) => ({
      subject: `A message did not arrive at ${title}`,
      heading: "A message did not arrive",
      paragraphs: [
        `A message to ${title} did not arrive, and the portal does not send it again by itself. So this package misses something, such as an approval. The connection is still on, and other messages go out as usual.`,
        "The portal shows which message it is. When it is solved, send it again there.",
      ],
      button: "To the connection",
    }),
  },
  "firm-news": {
    nl: (facts) => ({
      subject: `Nieuws over ${countOf(facts, "nl")} van uw cliënten`,
      heading: "Nieuws over stukken van uw cliënten",
      paragraphs: [`Er is nieuws over ${countOf(facts, "nl")}. In het portaal ziet u hoe het verdergaat.`],
      lists: grouped(facts, "nl"),
      button: "Bekijken in het portaal",
    }),
    en: (facts) => ({
      subject: `News about ${countOf(facts, "en")} of your clients`,
      heading: "News about your clients' documents",
      paragraphs: [`There is news about ${countOf(facts, "en")}. The portal shows how it goes on.`],
      lists: grouped(facts, "en"),
      button: "View in the portal",
    }),
  },
  "firm-digest": {
    nl: (facts) => ({
      subject: `Overzicht van ${facts.day}: nieuws over ${countOf(facts, "nl")}`,
      heading: "Uw dagelijks overzicht",
      paragraphs: [`Er is nieuws over ${countOf(facts, "nl")} van uw cliënten.`],
      lists: grouped(facts, "nl"),
      button: "Bekijken in het portaal",
    }),
    en: (facts) => ({
      subject: `Overview of ${facts.day}: news about ${countOf(facts, "en")}`,
      heading: "Your daily overview",
      paragraphs: [`There is news about ${countOf(facts, "en")} of your clients.`],
      lists: grouped(facts, "en"),
      button: "View in the portal",
    }),
  },
};
