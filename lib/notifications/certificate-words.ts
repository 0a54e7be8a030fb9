import type { FirmWordings } from "./template";

/** Mails to the firm about its certificates: those it delivers with, and those it signs with. */
export const certificateWords: Pick<
  FirmWordings,
  | ("certificate-ends" | "certificate-ended" | "certificate-refused")
  | ("signing-certificate-ends" | "signing-certificate-ended")
> = {
  "certificate-ends": {
    nl: ({ title, day }) => ({
      subject: `Het certificaat voor ${title} verloopt op ${day}`,
      heading: "Een certificaat verloopt",
      paragraphs: [
        `Het certificaat waarmee het portaal aanlevert bij ${title}, verloopt op ${day}. Vraag op tijd een nieuw certificaat aan en zet het in het portaal. Zonder geldig certificaat kan er niets worden aangeleverd.`,
      ],
      button: "Naar de instellingen",
    }),
    en: ({ title, day }) => ({
      subject: `The certificate for ${title} ends on ${day}`,
      heading: "A certificate is about to end",
      paragraphs: [
        `The certificate with which the portal delivers to ${title} ends on ${day}. Ask for a new one in time and put it in the portal. Without a valid certificate nothing can be delivered.`,
      ],
      button: "To the settings",
    }),
  },
  "certificate-ended": {
    nl: ({ title, day }) => ({
      subject: `Het certificaat voor ${title} is verlopen`,
      heading: "Een certificaat is verlopen",
      paragraphs: [
        `Het certificaat waarmee het portaal aanlevert bij ${title}, is verlopen op ${day}. Er kan daar niets meer worden aangeleverd. Zet een nieuw certificaat in het portaal.`,
      ],
      button: "Naar de instellingen",
    }),
    en: ({ title, day }) => ({
      subject: `The certificate for ${title} has ended`,
      heading: "A certificate has ended",
      paragraphs: [
        `The certificate with which the portal delivers to ${title} ended on ${day}. Nothing can be delivered there any more. Put a new certificate in the portal.`,
      ],
      button: "To the settings",
    }),
  },
  "certificate-refused": {
    nl: ({ title }) => ({
      subject: `Het certificaat voor ${title} wordt geweigerd`,
      heading: "Een certificaat wordt geweigerd",
      paragraphs: [
        `${title} weigert het certificaat waarmee het portaal daar aanlevert. Wat cliënten goedkeuren, blijft zolang hier staan. Er is niets van verzonden.`,
        "Het portaal probeert het nog bijna drie dagen, en levert vanzelf aan zodra het certificaat wordt aangenomen. Vraag de ontvanger wat eraan mankeert, of zet een nieuw certificaat in het portaal.",
      ],
      button: "Naar de instellingen",
    }),
    en: ({ title }) => ({
      subject: `The certificate for ${title} is refused`,
      heading: "A certificate is refused",
      paragraphs: [
        `${title} refuses the certificate with which the portal delivers there. What clients approve stays here meanwhile. None of it was sent.`,
        "The portal goes on trying for nearly three days, and delivers by itself once the certificate is accepted. Ask the recipient what is wrong with it, or put a new certificate in the portal.",
      ],
      button: "To the settings",
    }),
  },
  "signing-certificate-ends": {
    nl: ({ title, day }) => ({
      subject: `Het ondertekencertificaat van ${title} verloopt op ${day}`,
      heading: "Een ondertekencertificaat verloopt",
      paragraphs: [
        `Het certificaat waarmee het portaal namens ${title} stukken ondertekent, verloopt op ${day}. Vraag op tijd een nieuw certificaat aan en zet het in het portaal. Wat al is ondertekend, blijft geldig.`,
      ],
      button: "Naar de instellingen",
    }),
    en: ({ title, day }) => ({
      subject: `The signing certificate of ${title} ends on ${day}`,
      heading: "A signing certificate is about to end",
      paragraphs: [
        `The certificate with which the portal signs documents for ${title} ends on ${day}. Ask for a new one in time and put it in the portal. What was signed before stays valid.`,
      ],
      button: "To the settings",
    }),
  },
  "signing-certificate-ended": {
    nl: ({ title, day }) => ({
      subject: `Het ondertekencertificaat van ${title} is verlopen`,
      heading: "Een ondertekencertificaat is verlopen",
      paragraphs: [
        `Het certificaat waarmee het portaal namens ${title} stukken ondertekent, is verlopen op ${day}. Het portaal ondertekent er niets meer mee. Zet een nieuw certificaat in het portaal. Wat al is ondertekend, blijft geldig.`,
      ],
      button: "Naar de instellingen",
    }),
    en: ({ title, day }) => ({
      subject: `The signing certificate of ${title} has ended`,
      heading: "A signing certificate has ended",
      paragraphs: [
        `The certificate with which the portal signs documents for ${title} ended on ${day}. The portal signs nothing with it any more. Put a new certificate in the portal. What was signed before stays valid.`,
      ],
      button: "To the settings",
    }),
  },
};
