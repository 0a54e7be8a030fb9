import type { FilingState, Stream } from "@/db/schema/approvals";

/** A figure that staff type where no file says it. `amount`: this is what is to pay or to receive. */
export type TypedFigure = { labelKey: string; amount?: boolean };

/** What sets one stream apart from the others. Everything else about documents is the same for all of them. */
export type StreamTraits = {
  /** What its references begin with, such as OB-2026-10-4F7K. */
  code: string;
  name: Record<"nl" | "en", string>;
  /** What its period is called: a VAT period, a financial year, or a day. */
  period: "period" | "year" | "day";
  /** Who approves unless staff choose otherwise: one of those with the right, all of them, or nobody. */
  approvers: "anyone" | "everyone" | "nobody";
  /** What is asked of whoever approves. */
  asks: readonly ("adoption" | "copyAddress")[];
  /** When the money is due: with the return, after an assessment that follows, as the assessment says, or never. */
  paid: "on-return" | "after-assessment" | "as-assessed" | "never";
  /** Who takes it further after the approval. The portal itself files with the KvK and the banks alone. */
  goesTo: "tax-package" | "kvk" | "bank" | "nobody";
  /** The state in which its story ends well. */
  ends: Extract<FilingState, "completed" | "acceptedByRecipient" | "toRead">;
  /** Whether staff upload the XBRL or XML that figures are read from. */
  data: "required" | "optional" | "none";
  typed: readonly TypedFigure[];
  /** Whether it is signed in the PDF itself: always, where staff choose so, or never. */
  signed: "always" | "optional" | "never";
  /** What staff type about it, beyond figures. */
  details: readonly ("bank" | "number" | "documentDate" | "objectBy" | "payBy" | "instalments")[];
};

const fiscal = {
  approvers: "anyone",
  signed: "never",
  asks: [],
  goesTo: "tax-package",
  ends: "completed",
  details: [],
} as const;
const toRead = {
  period: "day",
  signed: "never",
  approvers: "nobody",
  asks: [],
  goesTo: "nobody",
  ends: "toRead",
  data: "none",
} as const;

/** What comes with annual accounts and is signed like them. */
const companion = {
  approvers: "everyone",
  asks: [],
  paid: "never",
  goesTo: "nobody",
  ends: "completed",
  data: "none",
  typed: [],
  signed: "always",
  details: [],
} as const;

/** The table of differences. Source: the streams of Dutch accountancy practice; the dates stand in deadlines.ts. */
export const streams: Record<Stream, StreamTraits> = {
  vat: {
    ...fiscal,
    code: "OB",
    name: { nl: "Omzetbelasting", en: "Omzetbelasting (VAT)" },
    period: "period",
    paid: "on-return",
    data: "required",
    typed: [],
  },
  vatCorrection: {
    ...fiscal,
    code: "OBS",
    name: { nl: "Suppletie omzetbelasting", en: "Suppletie omzetbelasting (VAT correction)" },
    period: "period",
    paid: "after-assessment",
    data: "optional",
    typed: [{ labelKey: "oldTotal" }, { labelKey: "newTotal" }, { labelKey: "difference", amount: true }],
  },
  ecSalesList: {
    ...fiscal,
    code: "ICP",
    name: { nl: "Opgaaf ICP", en: "Opgaaf ICP (EC sales list)" },
    period: "period",
    paid: "never",
    data: "optional",
    typed: [{ labelKey: "total" }],
  },
  corporateIncomeTax: {
    ...fiscal,
    code: "VPB",
    name: { nl: "Vennootschapsbelasting", en: "Vennootschapsbelasting (corporate income tax)" },
    period: "year",
    paid: "after-assessment",
    data: "optional",
    typed: [{ labelKey: "taxableAmount" }, { labelKey: "tax", amount: true }],
  },
  personalIncomeTax: {
    ...fiscal,
    code: "IB",
    name: { nl: "Inkomstenbelasting", en: "Inkomstenbelasting (income tax)" },
    period: "year",
    // The fiscal partner too, when they file together: both are members of the person's own file.
    approvers: "everyone",
    paid: "after-assessment",
    data: "optional",
    typed: [
      { labelKey: "box1" },
      { labelKey: "box2" },
      { labelKey: "box3" },
      { labelKey: "outcome", amount: true },
    ],
  },
  payrollTax: {
    ...fiscal,
    code: "LH",
    name: { nl: "Loonheffingen", en: "Loonheffingen (payroll tax)" },
    period: "period",
    paid: "on-return",
    data: "optional",
    typed: [{ labelKey: "payrollTotal", amount: true }],
  },
  dividendTax: {
    ...fiscal,
    code: "DIV",
    name: { nl: "Dividendbelasting", en: "Dividendbelasting (dividend tax)" },
    period: "day",
    paid: "on-return",
    data: "none",
    typed: [{ labelKey: "distribution" }, { labelKey: "dividendTax", amount: true }],
  },
  annualAccounts: {
    code: "JR",
    name: { nl: "Jaarrekening", en: "Jaarrekening (annual accounts)" },
    period: "year",
    approvers: "everyone",
    asks: [],
    paid: "never",
    goesTo: "nobody",
    ends: "completed",
    data: "optional",
    typed: [],
    signed: "optional",
    details: [],
  },
  engagementLetter: {
    ...companion,
    code: "OPD",
    name: { nl: "Opdrachtbevestiging", en: "Opdrachtbevestiging (engagement letter)" },
    period: "day",
  },
  generalMeetingMinutes: {
    ...companion,
    code: "AVA",
    name: { nl: "Notulen AVA", en: "Notulen AVA (minutes of the general meeting)" },
    period: "year",
    details: ["documentDate"],
  },
  representationLetter: {
    ...companion,
    code: "BEV",
    name: {
      nl: "Bevestiging bij de jaarrekening",
      en: "Bevestiging bij de jaarrekening (representation letter)",
    },
    period: "year",
  },
  filingAccounts: {
    code: "PUB",
    name: { nl: "Publicatiestukken", en: "Publicatiestukken (filing accounts)" },
    period: "year",
    approvers: "anyone",
    asks: ["adoption", "copyAddress"],
    paid: "never",
    goesTo: "kvk",
    ends: "acceptedByRecipient",
    data: "required",
    typed: [],
    signed: "never",
    details: [],
  },
  creditReport: {
    code: "KR",
    name: { nl: "Kredietrapportage", en: "Kredietrapportage (credit report)" },
    period: "period",
    approvers: "anyone",
    asks: [],
    paid: "never",
    goesTo: "bank",
    ends: "acceptedByRecipient",
    data: "required",
    typed: [],
    signed: "never",
    details: ["bank"],
  },
  assessment: {
    ...toRead,
    code: "AAN",
    name: { nl: "Aanslag", en: "Aanslag (tax assessment)" },
    paid: "as-assessed",
    typed: [{ labelKey: "assessed", amount: true }],
    details: ["number", "documentDate", "objectBy", "payBy", "instalments"],
  },
  letter: {
    ...toRead,
    code: "BRF",
    name: { nl: "Brief", en: "Brief (letter)" },
    paid: "never",
    typed: [],
    details: ["number", "documentDate", "objectBy"],
  },
};

export const allStreams = Object.keys(streams) as Stream[];

export function isStream(text: unknown): text is Stream {
  return typeof text === "string" && Object.hasOwn(streams, text);
}

/** Whether the portal itself hands it over after the approval, with nobody of the firm in between. */
export function delivers(stream: Stream): boolean {
  const { goesTo } = streams[stream];
  return goesTo === "kvk" || goesTo === "bank";
}
