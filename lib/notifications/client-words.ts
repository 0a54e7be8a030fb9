import { brackets, by, countOf, firstOf, grouped } from "./listed";
import { signingWords } from "./signing-words";
import type { ClientWordings } from "./template";

/** Mails to clients, about one document or about several at once. */
export const clientWords: ClientWordings = {
  ...signingWords,
  "filing-published": {
    nl: ({ title, organisation, approveBy }) => ({
      subject: `Klaargezet: ${title}${brackets(approveBy, "nl")}`,
      heading: "Er staat een stuk voor u klaar",
      paragraphs: [
        `Wij hebben ${title} van ${organisation} voor u klaargezet in het portaal. Wilt u dit bekijken en goedkeuren${by(approveBy, "nl")}?`,
      ],
      button: "Bekijken in het portaal",
    }),
    en: ({ title, organisation, approveBy }) => ({
      subject: `Ready for you: ${title}${brackets(approveBy, "en")}`,
      heading: "A document is ready for you",
      paragraphs: [
        `We put ${title} of ${organisation} ready for you in the portal. Would you review and approve it${by(approveBy, "en")}?`,
      ],
      button: "View in the portal",
    }),
  },
  "filing-new-version": {
    nl: ({ title, organisation, approveBy }) => ({
      subject: `Nieuwe versie: ${title}${brackets(approveBy, "nl")}`,
      heading: "Er is een nieuwe versie",
      paragraphs: [
        `Van ${title} van ${organisation} staat een nieuwe versie klaar. De vorige versie vervalt. Wilt u de nieuwe versie bekijken en goedkeuren${by(approveBy, "nl")}?`,
      ],
      button: "Bekijken in het portaal",
    }),
    en: ({ title, organisation, approveBy }) => ({
      subject: `New version: ${title}${brackets(approveBy, "en")}`,
      heading: "There is a new version",
      paragraphs: [
        `A new version of ${title} of ${organisation} is ready. It takes the place of the one before. Would you review and approve the new version${by(approveBy, "en")}?`,
      ],
      button: "View in the portal",
    }),
  },
  "document-to-read": {
    nl: ({ title, organisation }) => ({
      subject: `Om te lezen: ${title}`,
      heading: "Er is een stuk voor u om te lezen",
      paragraphs: [
        `Wij hebben ${title} van ${organisation} in het portaal gezet. U hoeft dit alleen te lezen.`,
      ],
      button: "Lezen in het portaal",
    }),
    en: ({ title, organisation }) => ({
      subject: `To read: ${title}`,
      heading: "There is a document for you to read",
      paragraphs: [`We put ${title} of ${organisation} in the portal. You only have to read this.`],
      button: "Read in the portal",
    }),
  },
  "filing-withdrawn": {
    nl: ({ title, organisation }) => ({
      subject: `Ingetrokken: ${title}`,
      heading: "Een stuk is ingetrokken",
      paragraphs: [`Wij hebben ${title} van ${organisation} ingetrokken. U hoeft er niets meer mee te doen.`],
      button: "Naar het portaal",
    }),
    en: ({ title, organisation }) => ({
      subject: `Withdrawn: ${title}`,
      heading: "A document was withdrawn",
      paragraphs: [`We withdrew ${title} of ${organisation}, so you do not have to do anything with this.`],
      button: "To the portal",
    }),
  },
  "filed-without-approval": {
    nl: ({ firm, title, organisation }) => ({
      subject: `Ingediend zonder uw akkoord: ${title}`,
      heading: "Ingediend zonder uw akkoord",
      paragraphs: [
        `De uiterste datum was bereikt. Daarom heeft ${firm} ${title} van ${organisation} ingediend zonder uw akkoord. In het portaal leest u waarom.`,
        `Klopt er iets niet? Bel ${firm} dan op.`,
      ],
      button: "Bekijken in het portaal",
    }),
    en: ({ firm, title, organisation }) => ({
      subject: `Filed without your approval: ${title}`,
      heading: "Filed without your approval",
      paragraphs: [
        `The last date had come. That is why ${firm} filed ${title} of ${organisation} without your approval. The portal says why.`,
        `Is something wrong? Then call ${firm} about it.`,
      ],
      button: "View in the portal",
    }),
  },
  "filed-not-by-all": {
    nl: ({ firm, title, organisation }) => ({
      subject: `Ingediend, niet door iedereen goedgekeurd: ${title}`,
      heading: "Ingediend, niet door iedereen goedgekeurd",
      paragraphs: [
        `De uiterste datum was bereikt. Daarom heeft ${firm} ${title} van ${organisation} ingediend, al heeft niet iedereen dit goedgekeurd. Uw akkoord blijft bewaard. In het portaal leest u waarom.`,
        `Klopt er iets niet? Bel ${firm} dan op.`,
      ],
      button: "Bekijken in het portaal",
    }),
    en: ({ firm, title, organisation }) => ({
      subject: `Filed, not approved by everybody: ${title}`,
      heading: "Filed, not approved by everybody",
      paragraphs: [
        `The last date had come. That is why ${firm} filed ${title} of ${organisation}, although not everybody approved it. Your approval is kept. The portal says why.`,
        `Is something wrong? Then call ${firm} about it.`,
      ],
      button: "View in the portal",
    }),
  },
  "recipient-accepted": {
    nl: ({ title, organisation }) => ({
      subject: `Akkoord Digipoort: ${title}`,
      heading: "De KvK heeft de stukken in goede orde ontvangen",
      paragraphs: [
        `De Kamer van Koophandel heeft ${title} van ${organisation} in goede orde ontvangen. De status is nu Akkoord Digipoort. U hoeft niets meer te doen.`,
      ],
      button: "Bekijken in het portaal",
    }),
    en: ({ title, organisation }) => ({
      subject: `Akkoord Digipoort: ${title}`,
      heading: "The KvK received the documents in good order",
      paragraphs: [
        `The Chamber of Commerce received ${title} of ${organisation} in good order. The status is now Akkoord Digipoort. You do not have to do anything.`,
      ],
      button: "View in the portal",
    }),
  },
  "bank-accepted": {
    nl: ({ title, organisation }) => ({
      subject: `Akkoord bank: ${title}`,
      heading: "De bank heeft het stuk in goede orde ontvangen",
      paragraphs: [
        `De bank heeft ${title} van ${organisation} in goede orde ontvangen. De status is nu Akkoord bank. U hoeft niets meer te doen.`,
      ],
      button: "Bekijken in het portaal",
    }),
    en: ({ title, organisation }) => ({
      subject: `Accepted by the bank: ${title}`,
      heading: "The bank received the document in good order",
      paragraphs: [
        `The bank received ${title} of ${organisation} in good order. The status is now Accepted by the bank. You do not have to do anything.`,
      ],
      button: "View in the portal",
    }),
  },
  "recipient-refused": {
    nl: ({ firm, title, organisation }) => ({
      subject: `Niet aangenomen: ${title}`,
      heading: "De stukken zijn niet aangenomen",
      paragraphs: [
        `Wij hebben ${title} van ${organisation} verstuurd, maar dit is niet aangenomen. ${firm} zoekt uit waarom en lost het op. U hoeft nu niets te doen.`,
      ],
      button: "Bekijken in het portaal",
    }),
    en: ({ firm, title, organisation }) => ({
      subject: `Not accepted: ${title}`,
      heading: "The documents were not accepted",
      paragraphs: [
        `We sent ${title} of ${organisation}, but this was not accepted. ${firm} finds out why and solves it. You do not have to do anything now.`,
      ],
      button: "View in the portal",
    }),
  },
  "filing-reminder": {
    nl: ({ title, organisation, approveBy }) => ({
      subject: `Herinnering: ${title}${brackets(approveBy, "nl")}`,
      heading: "Er wacht nog een stuk op u",
      paragraphs: [
        `Uw akkoord op ${title} van ${organisation} ontbreekt nog. Wilt u dit bekijken en goedkeuren${by(approveBy, "nl")}?`,
      ],
      button: "Bekijken in het portaal",
    }),
    en: ({ title, organisation, approveBy }) => ({
      subject: `Reminder: ${title}${brackets(approveBy, "en")}`,
      heading: "A document is still waiting for you",
      paragraphs: [
        `Your approval of ${title} of ${organisation} is still missing. Would you review and approve this${by(approveBy, "en")}?`,
      ],
      button: "View in the portal",
    }),
  },
  "filings-news": {
    nl: (facts) => ({
      subject: `${countOf(facts, "nl")} staan klaar${brackets(firstOf(facts), "nl", "eerste")}`,
      heading: "Er staan stukken voor u klaar",
      paragraphs: [
        `In het portaal staan ${countOf(facts, "nl")} voor u klaar. Hieronder ziet u wat wij van u vragen.`,
      ],
      lists: grouped(facts, "nl"),
      button: "Bekijken in het portaal",
    }),
    en: (facts) => ({
      subject: `${countOf(facts, "en")} are ready${brackets(firstOf(facts), "en", "first")}`,
      heading: "Documents are ready for you",
      paragraphs: [`${countOf(facts, "en")} are ready in the portal. Below you see what we ask of you.`],
      lists: grouped(facts, "en"),
      button: "View in the portal",
    }),
  },
  "filings-reminder": {
    nl: (facts) => ({
      subject: `Herinnering: ${countOf(facts, "nl")} wachten op u${brackets(firstOf(facts), "nl", "eerste")}`,
      heading: "Er wachten nog stukken op u",
      paragraphs: [`In het portaal wachten ${countOf(facts, "nl")} nog op u. Wilt u deze bekijken?`],
      lists: grouped(facts, "nl"),
      button: "Bekijken in het portaal",
    }),
    en: (facts) => ({
      subject: `Reminder: ${countOf(facts, "en")} are waiting for you${brackets(firstOf(facts), "en", "first")}`,
      heading: "Documents are still waiting for you",
      paragraphs: [
        `${countOf(facts, "en")} are still waiting for you in the portal. Would you look at them?`,
      ],
      lists: grouped(facts, "en"),
      button: "View in the portal",
    }),
  },
  "filings-unsent": {
    nl: (facts) => ({
      subject: `Nog niet verzonden: ${countOf(facts, "nl")}${brackets(firstOf(facts), "nl", "eerste")}`,
      heading: "Nog niet verzonden",
      paragraphs: [
        `U hebt ${countOf(facts, "nl")} klaargezet om te verzenden. ${facts.items?.length === 1 ? "Dit is nog niet weg." : "Ze zijn nog niet weg."}`,
      ],
      lists: grouped(facts, "nl"),
      button: "Nu verzenden",
    }),
    en: (facts) => ({
      subject: `Not yet sent: ${countOf(facts, "en")}${brackets(firstOf(facts), "en", "first")}`,
      heading: "Not yet sent",
      paragraphs: [
        `You have ${countOf(facts, "en")} ready to be sent. ${facts.items?.length === 1 ? "It is" : "They are"} not sent yet.`,
      ],
      lists: grouped(facts, "en"),
      button: "Send now",
    }),
  },
  "filings-digest": {
    nl: (facts) => ({
      subject: `Overzicht van ${facts.day}: ${countOf(facts, "nl")}${brackets(firstOf(facts), "nl", "eerste")}`,
      heading: "Uw dagelijks overzicht",
      paragraphs: [
        `In het portaal ${facts.items?.length === 1 ? "staat" : "staan"} ${countOf(facts, "nl")} voor u.`,
      ],
      lists: grouped(facts, "nl"),
      button: "Bekijken in het portaal",
    }),
    en: (facts) => ({
      subject: `Overview of ${facts.day}: ${countOf(facts, "en")}${brackets(firstOf(facts), "en", "first")}`,
      heading: "Your daily overview",
      paragraphs: [
        `There ${facts.items?.length === 1 ? "is" : "are"} ${countOf(facts, "en")} for you in the portal.`,
      ],
      lists: grouped(facts, "en"),
      button: "View in the portal",
    }),
  },
};
