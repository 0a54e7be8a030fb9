import type { Language } from "@/lib/shared/dates";

type Words = Record<
  | "title"
  | "document"
  | "organisation"
  | "reference"
  | "madeBy"
  | "madeOn"
  | "version"
  | "note"
  | "void"
  | "amount"
  | "attachment"
  | "publishedAt"
  | "attachmentHash"
  | "manifestHash"
  | "approved"
  | "rejected"
  | "signed"
  | "refused"
  | "who"
  | "capacity"
  | "onBehalfOf"
  | "method"
  | "sms"
  | "totp"
  | "session"
  | "at"
  | "zone"
  | "helped"
  | "atOffice"
  | "shown"
  | "adopted"
  | "no"
  | "copyAddress"
  | "category"
  | "reason"
  | "ip"
  | "browser"
  | "unknown"
  | "missing"
  | "unsigned"
  | "stillAsked"
  | "anybody"
  | "toPay"
  | "toReceive"
  | "explanation"
  | "page",
  string
> & { explained: string[] };

/** The words of the proof that a person keeps. */
export const proofWords: Record<Language, Words> = {
  nl: {
    title: "Bewijs",
    document: "Document",
    organisation: "Organisatie",
    reference: "Kenmerk",
    madeBy: "Kantoor",
    madeOn: "Opgemaakt op",
    version: "Versie",
    note: "Let op",
    void: "Deze versie is vervangen door een nieuwe versie. Dit besluit telt niet meer.",
    amount: "Bedrag",
    attachment: "Bijlage",
    publishedAt: "Klaargezet op",
    attachmentHash: "SHA-256 van de bijlage",
    manifestHash: "SHA-256 van de versie",
    approved: "Goedgekeurd",
    rejected: "Afgekeurd",
    signed: "Ondertekend",
    refused: "Niet ondertekend",
    who: "Door",
    capacity: "Als",
    onBehalfOf: "Namens",
    method: "Bevestigd met",
    sms: "code per sms, naar het nummer van deze persoon",
    totp: "code van de eigen authenticator-app",
    session: "aanmelden met wachtwoord en code; voor deze handtekening geen aparte code",
    at: "Datum en tijd",
    zone: "tijd in Nederland",
    helped: "Met hulp van",
    atOffice: "{name}, op het kantoor",
    shown: "Getoonde tekst",
    adopted: "Jaarrekening vastgesteld",
    no: "nee, niet vastgesteld",
    copyAddress: "Gewenst adres voor afschrift KvK",
    category: "Wat niet klopt",
    reason: "Reden",
    ip: "IP-adres",
    browser: "Browser",
    unknown: "niet bekend",
    missing: "Akkoord ontbreekt, reden",
    unsigned: "Handtekening ontbreekt, reden",
    stillAsked: "Nog niet akkoord",
    anybody: "iemand die mag goedkeuren",
    toPay: "te betalen",
    toReceive: "terug te krijgen",
    explanation: "Wat bewijzen deze codes?",
    explained: [
      "SHA-256 is een vingerafdruk van een bestand. Verandert er één teken, dan wordt de vingerafdruk anders. Bereken de SHA-256 van de bijlage die u hebt bewaard. Is de uitkomst gelijk aan de code hierboven, dan is het precies het bestand waarover is besloten.",
      "De SHA-256 van de versie hoort bij alles samen: de bijlage, de cijfers en de bedragen. Bij het besluit is deze code vastgelegd in een logboek. Elke regel daarin bouwt voort op de vorige. Wie later iets wijzigt, breekt de reeks.",
      "Dit bewijs zegt wie besloot, wanneer en waarover. Het is geen gekwalificeerde elektronische handtekening.",
    ],
    page: "Pagina {page} van {of}",
  },
  en: {
    title: "Proof",
    document: "Document",
    organisation: "Organisation",
    reference: "Reference",
    madeBy: "Firm",
    madeOn: "Drawn up on",
    version: "Version",
    note: "Note",
    void: "This version was replaced by a new version. This decision no longer counts.",
    amount: "Amount",
    attachment: "Attachment",
    publishedAt: "Made available on",
    attachmentHash: "SHA-256 of the attachment",
    manifestHash: "SHA-256 of the version",
    approved: "Approved",
    rejected: "Rejected",
    signed: "Signed",
    refused: "Not signed",
    who: "By",
    capacity: "As",
    onBehalfOf: "On behalf of",
    method: "Confirmed with",
    sms: "code by text message, to the number of this person",
    totp: "code of an own authenticator app",
    session: "signing in with a password and a code; no separate code for this signature",
    at: "Date and time",
    zone: "time in the Netherlands",
    helped: "With the help of",
    atOffice: "{name}, at the office",
    shown: "Text shown",
    adopted: "Annual accounts adopted",
    no: "no, not adopted",
    copyAddress: "Wished address for KvK’s copy",
    category: "What is wrong",
    reason: "Reason",
    ip: "IP address",
    browser: "Browser",
    unknown: "not known",
    missing: "Approval missing, reason",
    unsigned: "Signature missing, reason",
    stillAsked: "Not approved yet",
    anybody: "somebody who may approve",
    toPay: "to pay",
    toReceive: "to receive",
    explanation: "What do these codes prove?",
    explained: [
      "SHA-256 is a fingerprint of a file. If one character changes, the fingerprint changes. Compute the SHA-256 of the attachment that you kept. If it is the same as the code above, it is exactly the file that was decided about.",
      "The SHA-256 of the version belongs to everything together: the attachment, the figures and the amounts. This code was written in a log with the decision. Each line of it builds on the one before. Whoever changes something later breaks the chain.",
      "This proof says who decided, when and about what. It is not a qualified electronic signature.",
    ],
    page: "Page {page} of {of}",
  },
};
