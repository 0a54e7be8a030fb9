import { brackets, by, signedWithout } from "./listed";
import type { SigningWordings } from "./template";

/** Mails to clients about a document that is signed, and not approved (F54). */
export const signingWords: SigningWordings = {
  "document-to-sign": {
    nl: ({ title, organisation, approveBy }) => ({
      subject: `Om te ondertekenen: ${title}${brackets(approveBy, "nl")}`,
      heading: "Er is een stuk om te ondertekenen",
      paragraphs: [
        `Wij hebben ${title} van ${organisation} voor u klaargezet in het portaal. Wilt u dit bekijken en ondertekenen${by(approveBy, "nl")}?`,
      ],
      button: "Naar ondertekenen",
    }),
    en: ({ title, organisation, approveBy }) => ({
      subject: `To sign: ${title}${brackets(approveBy, "en")}`,
      heading: "There is a document for you to sign",
      paragraphs: [
        `We put ${title} of ${organisation} ready for you in the portal. Would you review and sign it${by(approveBy, "en")}?`,
      ],
      button: "Go to signing",
    }),
  },
  "new-version-to-sign": {
    nl: ({ title, organisation, approveBy }) => ({
      subject: `Nieuwe versie om te ondertekenen: ${title}${brackets(approveBy, "nl")}`,
      heading: "Er is een nieuwe versie om te ondertekenen",
      paragraphs: [
        `Van ${title} van ${organisation} staat een nieuwe versie klaar. De vorige versie vervalt. Wilt u de nieuwe versie bekijken en ondertekenen${by(approveBy, "nl")}?`,
      ],
      button: "Naar ondertekenen",
    }),
    en: ({ title, organisation, approveBy }) => ({
      subject: `New version to sign: ${title}${brackets(approveBy, "en")}`,
      heading: "There is a new version for you to sign",
      paragraphs: [
        `A new version of ${title} of ${organisation} is ready. It takes the place of the one before. Would you review and sign the new version${by(approveBy, "en")}?`,
      ],
      button: "Go to signing",
    }),
  },
  "signing-reminder": {
    nl: ({ title, organisation, approveBy }) => ({
      subject: `Herinnering om te ondertekenen: ${title}${brackets(approveBy, "nl")}`,
      heading: "Er wacht nog een stuk op uw handtekening",
      paragraphs: [
        `Uw handtekening onder ${title} van ${organisation} ontbreekt nog. Wilt u dit bekijken en ondertekenen${by(approveBy, "nl")}?`,
      ],
      button: "Naar ondertekenen",
    }),
    en: ({ title, organisation, approveBy }) => ({
      subject: `Reminder to sign: ${title}${brackets(approveBy, "en")}`,
      heading: "A document still waits for your signature",
      paragraphs: [
        `Your signature under ${title} of ${organisation} is still missing. Would you review and sign this${by(approveBy, "en")}?`,
      ],
      button: "Go to signing",
    }),
  },
  "document-signed": {
    nl: ({ title, organisation, by, without }) => ({
      subject: `Ondertekend: ${title}`,
      heading: without ? "De ondertekening is klaar" : "Het stuk is ondertekend",
      paragraphs: [
        without
          ? `${title} van ${organisation} is ${signedWithout(by ?? "", without, "nl")}: het stuk is zo compleet. Het ondertekende stuk en het ondertekenbewijs staan in het portaal. U kunt die daar bewaren.`
          : `Iedereen heeft ${title} van ${organisation} ondertekend. Het ondertekende stuk en het ondertekenbewijs staan in het portaal. U kunt die daar bewaren.`,
      ],
      button: "Bekijken in het portaal",
    }),
    en: ({ title, organisation, by, without }) => ({
      subject: `Signed: ${title}`,
      heading: without ? "The signing is complete" : "The document was signed",
      paragraphs: [
        without
          ? `${title} of ${organisation} was ${signedWithout(by ?? "", without, "en")}: the document is complete like this. The signed document and the proof of signing are in the portal. You can keep them from there.`
          : `Everybody signed ${title} of ${organisation}, and the signed document and the proof of signing are in the portal. You can keep them from there.`,
      ],
      button: "View in the portal",
    }),
  },
};
