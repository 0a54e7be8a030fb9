import { annualAccountsXbrl, creditReportXbrl, filingAccountsXbrl } from "@/db/demo/documents/accounts-xbrl";
import { corporateIncomeTaxXbrl } from "@/db/demo/documents/corporate-income-tax-xbrl";
import { ecSalesListXbrl } from "@/db/demo/documents/ec-sales-list-xbrl";
import { payrollTaxXml } from "@/db/demo/documents/payroll-tax-xml";
import { personalIncomeTaxXbrl } from "@/db/demo/documents/personal-income-tax-xbrl";
import { vatCorrectionXbrl } from "@/db/demo/documents/vat-correction-xbrl";
import { vatReturnXbrl } from "@/db/demo/documents/vat-return-xbrl";
import { readDocument } from "@/lib/approvals/returns/read";
import type { DocumentStream, LineFigures } from "@/lib/approvals/returns/shapes";

const quarter = { start: "2026-07-01", end: "2026-09-30" };
const october = { start: "2026-10-01", end: "2026-10-31" };
const accounts = {
  kvkNumber: "69599068",
  name: "Bakkerij De Wit & Zonen B.V.",
  year: 2025,
  size: "klein" as const,
  balanceTotal: 612_400_00,
  equity: 240_150_50,
  netResult: -8_300_00,
  netTurnover: 1_204_000_00,
};

/** One good document of every stream. The citizens' numbers are the authorities' own test numbers. */
export const good: Record<DocumentStream, string> = {
  vat: vatReturnXbrl({ obNumber: "001000044B37", period: october, boxes: { "5b": { vat: 333_00 } } }),
  vatCorrection: vatCorrectionXbrl({
    obNumber: "001000044B37",
    period: quarter,
    oldTotal: 2_100_00,
    newTotal: 2_620_00,
    inputTax: 480_00,
  }),
  ecSalesList: ecSalesListXbrl({
    obNumber: "001000044B37",
    period: quarter,
    sales: [
      { vatNumber: "FR23334175221", supplies: 1_000_00, services: 750_00, triangular: 500_00 },
      { vatNumber: "BE0477472701", supplies: 2_000_00 },
      { vatNumber: "DE123456788", triangular: -500_00 },
    ],
  }),
  corporateIncomeTax: corporateIncomeTaxXbrl({
    rsin: "001000044",
    year: 2025,
    profit: 48_000_00,
    taxableAmount: 45_500_00,
    tax: 8_645_00,
  }),
  personalIncomeTax: personalIncomeTaxXbrl({
    bsn: "999990019",
    year: 2025,
    pensions: [11_800_00, 4_000_00],
    box1: 42_300_00,
    box3: 1_250_00,
    overallIncome: 43_550_00,
  }),
  payrollTax: payrollTaxXml({
    lhNumber: "001000044L01",
    name: "Bakkerij De Wit & Zonen B.V.",
    period: october,
    wages: 21_400_00,
    wageTax: 5_310_00,
    premiums: 1_402_00,
    healthInsurance: 1_391_00,
    employees: ["999990019", "999990020"],
    corrections: [{ period: { start: "2026-09-01", end: "2026-09-30" }, cents: -120_00 }],
  }),
  annualAccounts: annualAccountsXbrl(accounts),
  filingAccounts: filingAccountsXbrl({ ...accounts, netResult: undefined, netTurnover: undefined }),
  creditReport: creditReportXbrl(accounts),
};
export const streams = Object.keys(good) as DocumentStream[];

export const read = (text: string) => readDocument(Buffer.from(text));
export const refusal = (reason: string) => ({ ok: false, reason });

/** The reading of a document that must be readable, of a stream other than VAT. */
export function reading(text: string) {
  const result = read(text);
  if (!result.ok) throw new Error(`refused: ${result.reason}`);
  if (result.figures.kind === "vat") throw new Error("a VAT return");
  const figures: LineFigures = result.figures;
  return { ...result, figures };
}

/** A document with one thing changed, which must be there to be changed. */
export function but(text: string, from: string | RegExp, to: string): string {
  const changed = text.replaceAll(typeof from === "string" ? from : new RegExp(from, "g"), to);
  if (changed === text) throw new Error(`the document does not hold ${from}`);
  return changed;
}

/** A document with more in it, before its end. */
export function plus(text: string, more: string): string {
  return but(text, "</xbrli:xbrl>", `${more}</xbrli:xbrl>`);
}

/** The lines of figures, short: "label name group" and what stands there. */
export function table({ lines }: LineFigures): Record<string, number | string> {
  return Object.fromEntries(
    lines.map(({ labelKey, name, group, cents, text }) => [
      [labelKey, name, group].filter(Boolean).join(" "),
      cents ?? text ?? "",
    ]),
  );
}
