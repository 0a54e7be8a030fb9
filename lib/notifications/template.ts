import type { Language } from "@/lib/shared/dates";

/** About one document, or about several at once. */
type SigningTemplate = "document-to-sign" | "new-version-to-sign" | "signing-reminder" | "document-signed";
type ClientTemplate =
  | SigningTemplate
  | ("filing-published" | "filing-new-version" | "document-to-read")
  | ("filing-reminder" | "filing-withdrawn" | "filed-without-approval" | "filed-not-by-all")
  | ("recipient-accepted" | "bank-accepted" | "recipient-refused")
  | ("filings-news" | "filings-reminder" | "filings-unsent" | "filings-digest");
type FirmTemplate =
  | ("filing-approved" | "document-approved" | "filing-rejected" | "delivery-refused")
  | ("delivery-unknown" | "delivery-not-sent" | "earlier-accepted" | "signing-stopped" | "filing-to-sign")
  | ("all-signed" | "signing-refused" | "accounts-taken-back")
  | ("certificate-ends" | "certificate-ended" | "certificate-refused")
  | ("signing-certificate-ends" | "signing-certificate-ended")
  | ("program-failing" | "program-gone" | "program-missed")
  | ("firm-news" | "firm-digest");
type AccountTemplate = "password-link" | "password-changed";
export type MailTemplate = ClientTemplate | FirmTemplate | AccountTemplate;

/** One document in a mail about several; what it is called and its date in the language of the mail. */
export type MailItem = {
  organisation: string;
  title: string;
  what:
    | "approve"
    | "newVersion"
    | "sign"
    | "newVersionToSign"
    | "read"
    | "reminder"
    | "unsent"
    | "approved"
    | "rejected"
    | "refused"
    | "unknown"
    | "notSent"
    | "acceptedEarlier"
    | "signed"
    | "signingStopped"
    | "toSign"
    | "accountsTakenBack";
  until?: string;
  by?: string;
  /** Without whose signature it is complete, where somebody was let go of. */
  without?: string;
};

/** What a mail is told, besides the name of the firm. */
export type MailFacts = {
  firm: string;
  title?: string;
  organisation?: string;
  approveBy?: string;
  by?: string;
  /** Without whose signature it is complete, where somebody was let go of; `by` is who did sign then. */
  without?: string;
  /** The day of an overview, or on which something ends. */
  day?: string;
  items?: MailItem[];
  /** How many documents there are beyond the items. */
  more?: number;
};

/** A simple list under the sentences, such as the documents of one organisation. */
export type MailList = { heading: string; lines: string[] };

export type MailWords = {
  subject: string;
  heading: string;
  paragraphs: string[];
  lists?: MailList[];
  button?: string;
};
type Wording = Record<Language, (facts: MailFacts) => MailWords>;
export type Wordings<T extends MailTemplate = MailTemplate> = Record<T, Wording>;
export type SigningWordings = Wordings<SigningTemplate>;
export type ClientWordings = Wordings<ClientTemplate>;
export type FirmWordings = Wordings<FirmTemplate>;
export type AccountWordings = Wordings<AccountTemplate>;
