import type { VatFigures } from "@/lib/approvals/vat/figures";
import type { VatWarning } from "@/lib/approvals/vat/warnings";
import type { XbrlRefusal } from "@/lib/approvals/xbrl/read";
import type { FilingPeriod } from "@/lib/shared/dates";

/** The kinds of return and of accounts whose figures are read out of a file. */
export type DocumentStream =
  | "vat"
  | "vatCorrection"
  | "ecSalesList"
  | "corporateIncomeTax"
  | "personalIncomeTax"
  | "payrollTax"
  | "annualAccounts"
  | "filingAccounts"
  | "creditReport";

/** One figure. Either `cents` or `text` is there; `labelKey` is its name in the message file `figures`. */
export type FigureLine = {
  labelKey: string;
  /** What sets lines of one label apart: an EU VAT number, the name of a partner. */
  name?: string;
  /** An integer. */
  cents?: number;
  /** What is no amount: a name, a number of people, a class of size. */
  text?: string;
  /** The heading that it stands under; a key of `groups` in the message file. */
  group?: string;
};

/** What a return or accounts say, as it is shown and stored. JSON through and through. */
export type LineFigures = {
  kind: Exclude<DocumentStream, "vat">;
  period: FilingPeriod;
  /** Whose it is, with too little to be a citizen's number: figures are stored unencrypted. */
  maskedNumber: string;
  lines: FigureLine[];
  /** Cents; positive is to pay, negative to receive. Null where the document says no such amount. */
  amount: number | null;
};

export type FilingFigures = VatFigures | LineFigures;

/** Which register a number is of. */
export type SubjectScheme = "ob" | "rsin" | "bsn" | "kvk" | "loonheffingen";

/** `number` is whole and may be a citizen's: never log it, never store it unencrypted. */
export type Subject = { scheme: SubjectScheme; number: string };

/** What a person should look at before publishing; none of it makes a document unreadable. */
export type ReadWarning =
  | VatWarning
  /** The document says amounts that are not among its figures. */
  | "unknown-figures";

export type ReadDocument = {
  stream: DocumentStream;
  /** The entry point's name, such as "bd-rpt-vpb-aangifte-2025"; of payroll tax the schema's year and number. */
  taxonomy: string;
  subject: Subject;
  period: FilingPeriod;
  figures: FilingFigures;
  warnings: ReadWarning[];
};

export type ReadRefusal =
  | XbrlRefusal
  /** XBRL or XML of a kind that is none of the streams. */
  | "unknown-document"
  /** Recognised, and an attachment to accounts rather than accounts. */
  | "auditors-report"
  /** Recognised, and an attachment: a signature over other files. */
  | "signature-file"
  /** A web page that speaks of inline XBRL 1.1 and has none in it, or an older kind of it. */
  | "inline-xbrl"
  | "contradictory"
  /** No number of its owner that passes the check, in the register that the stream asks for. */
  | "no-number"
  | "no-period"
  | "no-amount"
  /** A list of sales within the EU that does not say to whom. */
  | "no-vat-number"
  | "not-in-euros"
  | "not-whole-euros"
  /** Where cents are allowed: more decimals than two, or no number at all. */
  | "not-an-amount";
