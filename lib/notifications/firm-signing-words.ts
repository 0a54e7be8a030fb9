import { by, signedWithout } from "./listed";
import type { FirmWordings } from "./template";

/** Mails to the firm about a document that is signed, and about what was built on it. */
export const firmSigningWords: Pick<
  FirmWordings,
  "all-signed" | "signing-refused" | "accounts-taken-back" | "filing-to-sign" | "signing-stopped"
> = {
  "all-signed": {
    nl: ({ title, organisation, by = "", without }) => ({
      subject: `${organisation}: ${title} ondertekend`,
      heading: "De ondertekening is klaar",
      paragraphs: [
        `De ondertekening van ${title} van ${organisation} is klaar (${without ? signedWithout(by, without, "nl") : by}). In het portaal vindt u het getekende stuk en hoe het verdergaat.`,
      ],
      button: "Bekijken in het portaal",
    }),
    en: ({ title, organisation, by = "", without }) => ({
      subject: `${organisation}: ${title} signed`,
      heading: "The signing is complete",
      paragraphs: [
        `The signing of ${title} of ${organisation} is complete (${without ? signedWithout(by, without, "en") : by}). The signed document is in the portal, which shows how it goes on.`,
      ],
      button: "View in the portal",
    }),
  },
  "signing-refused": {
    nl: ({ title, organisation, by }) => ({
      subject: `${organisation}: ${title} niet ondertekend`,
      heading: "Iemand tekent niet",
      paragraphs: [
        `${by} tekent ${title} van ${organisation} niet. De reden leest u in het portaal. U kunt daar ook een nieuwe versie klaarzetten.`,
      ],
      button: "Reden lezen",
    }),
    en: ({ title, organisation, by }) => ({
      subject: `${organisation}: ${title} not signed`,
      heading: "Somebody does not sign",
      paragraphs: [
        `${by} does not sign ${title} of ${organisation}, for a reason that you can read in the portal. You can publish a new version there.`,
      ],
      button: "Read the reason",
    }),
  },
  "accounts-taken-back": {
    nl: ({ title, organisation }) => ({
      subject: `${organisation}: klopt ${title} nog?`,
      heading: "Wat eraan voorafging is veranderd",
      paragraphs: [
        `De jaarrekening of de notulen bij ${title} van ${organisation} zijn vervangen of ingetrokken, terwijl dit stuk al was goedgekeurd of ingediend. Daaraan heeft het portaal niets veranderd.`,
        "Kijk of dit stuk nog klopt. Is het ingediend en klopt het niet meer, zet dan een correctie klaar als een nieuw stuk.",
      ],
      button: "Bekijken in het portaal",
    }),
    en: ({ title, organisation }) => ({
      subject: `${organisation}: is ${title} still right?`,
      heading: "What came before it has changed",
      paragraphs: [
        `The annual accounts or the minutes that go with ${title} of ${organisation} were replaced or withdrawn, while this document was approved or filed already. The portal changed nothing about it.`,
        "See whether this document is still right. If it was filed and is not right any more, publish a correction as a new document.",
      ],
      button: "View in the portal",
    }),
  },
  "filing-to-sign": {
    nl: ({ title, organisation, approveBy }) => ({
      subject: `${organisation}: ${title} ondertekenen`,
      heading: "U bent aan de beurt om te tekenen",
      paragraphs: [
        `${title} van ${organisation} wacht op uw handtekening${by(approveBy, "nl")}. U leest en ondertekent het stuk in het portaal.`,
      ],
      button: "Lezen en ondertekenen",
    }),
    en: ({ title, organisation, approveBy }) => ({
      subject: `${organisation}: sign ${title}`,
      heading: "It is your turn to sign",
      paragraphs: [
        `${title} of ${organisation} waits for your signature${by(approveBy, "en")}. You can read and sign it in the portal.`,
      ],
      button: "Read and sign",
    }),
  },
  "signing-stopped": {
    nl: ({ title, organisation }) => ({
      subject: `${organisation}: ondertekening van ${title} staat stil`,
      heading: "Een ondertekening staat stil",
      paragraphs: [
        `Het portaal kan ${title} van ${organisation} niet verder ondertekenen of afronden. Wat de ondertekenaars deden, is bewaard. In het portaal leest u wat er aan de hand is, en wat u kunt doen.`,
      ],
      button: "Bekijken in het portaal",
    }),
    en: ({ title, organisation }) => ({
      subject: `${organisation}: signing of ${title} has stopped`,
      heading: "Signing has stopped",
      paragraphs: [
        `The portal cannot go on with signing or finishing ${title} of ${organisation} by itself. What the signers did was kept. The portal says what is the matter, and what you can do.`,
      ],
      button: "View in the portal",
    }),
  },
};
