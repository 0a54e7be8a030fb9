import { wholeEuros } from "@/lib/approvals/xbrl/amount";
import { daysBetween, type FilingPeriod, periodLength } from "@/lib/shared/dates";
import { type Result, refuse } from "@/lib/shared/result";
import { documentOf } from "./document";
import { parseNumber } from "./numbers";
import { type PayrollXml, readPayrollXml } from "./payroll-xml";
import type { FigureLine, ReadDocument, ReadRefusal, ReadWarning } from "./shapes";
import { periodOf, yearWarnings } from "./tax-return";

/**
 * The collective part of the return, in whole euros. Names and meaning as in the tax authority's "Gegevensspecificaties
 * aangifte loonheffingen" and its schema of 2026, as public implementations that validate against it write them.
 */
const LINES = [
  { labelKey: "wages", element: "TotLnLbPh" },
  { labelKey: "wageTax", element: "IngLbPh" },
  { labelKey: "healthInsuranceWithheld", element: "IngBijdrZvw" },
  { labelKey: "healthInsuranceEmployer", element: "TotWghZvw" },
  { labelKey: "thisPeriod", element: "TotTeBet" },
  { labelKey: "payrollTotal", element: "TotGen" },
] as const;
/** Premiums for the employees' insurances, of all years that the schema has had. */
const PREMIUMS = [
  ...["TotPrAofLg", "TotPrAofHg", "TotPrAofUit", "TotOpslWko", "TotPrGediffWhk"],
  ...["TotPrAwfLg", "TotPrAwfHg", "TotPrAwfHz", "TotPrAwfUit", "PrUFO"],
];
const EURO = 100;

/**
 * A payroll tax return (aangifte loonheffingen), which is XML of its own and no XBRL.
 *
 * Its amount is the grand total (TotGen): what the period comes to, with what earlier periods are corrected by. Of
 * the employees it only counts the employments; their citizens' numbers are passed over unread.
 */
export function readPayrollTax(bytes: Uint8Array): Result<ReadDocument, ReadRefusal> {
  const read = readPayrollXml(bytes);
  if (!read.ok) return read;
  const { xml } = read;
  if (xml.contradictory) return refuse("contradictory");
  const number = parseNumber("loonheffingen", xml.employer.get("LhNr") ?? "");
  if (!number) return refuse("no-number");
  const period = periodOf({
    start: xml.period.get("DatAanvTv") ?? "",
    end: xml.period.get("DatEindTv") ?? "",
  });
  if (!period) return refuse("no-period");

  const found = amountsOf(xml);
  if (!found) return refuse("not-whole-euros");
  const { amounts, corrections, premiums } = found;
  const [thisPeriod, total] = [amounts.get("TotTeBet"), amounts.get("TotGen")];
  const expected = thisPeriod === undefined ? undefined : thisPeriod + (corrections ?? 0);
  const amount = total ?? expected;
  if (amount === undefined) return refuse("no-amount");

  const warnings: ReadWarning[] = yearWarnings(xml.taxonomy, period);
  if (thisPeriod === undefined || total === undefined) warnings.push("figures-missing");
  if (expected !== undefined && Math.abs(amount - expected) > EURO) warnings.push("total-does-not-add-up");
  if (!isPayrollPeriod(period)) warnings.push("odd-period");
  const about = { subject: { scheme: "loonheffingen" as const, number }, period };
  const lines = linesOf(amounts, premiums, corrections, xml.employments);
  return documentOf("payrollTax", xml.taxonomy, about, { lines, amount, warnings });
}

type Amounts = { amounts: Map<string, number>; premiums: number | null; corrections: number | null };

function amountsOf({ collective, corrections: texts }: PayrollXml): Amounts | null {
  const amounts = new Map<string, number>();
  for (const name of [...LINES.map(({ element }) => element), ...PREMIUMS]) {
    const text = collective.get(name);
    if (text === undefined) continue;
    const cents = wholeEuros(text);
    if (cents === null) return null;
    amounts.set(name, cents);
  }
  const saldos = texts.map(wholeEuros);
  if (saldos.includes(null)) return null;
  const sum = (parts: number[]) => (parts.length === 0 ? null : parts.reduce((a, b) => a + b, 0));
  const corrections = sum(saldos.map((cents) => cents ?? 0));
  const premiums = sum(PREMIUMS.flatMap((name) => amounts.get(name) ?? []));
  const isExact = [corrections, premiums].every((cents) => cents === null || Number.isSafeInteger(cents));
  return isExact ? { amounts, premiums, corrections } : null;
}

function linesOf(
  amounts: Map<string, number>,
  premiums: number | null,
  corrections: number | null,
  employments: number,
): FigureLine[] {
  const lines: FigureLine[] = employments > 0 ? [{ labelKey: "employments", text: String(employments) }] : [];
  for (const { labelKey, element } of LINES) {
    if (labelKey === "thisPeriod" && premiums !== null) lines.push({ labelKey: "premiums", cents: premiums });
    if (labelKey === "payrollTotal" && corrections !== null) {
      lines.push({ labelKey: "corrections", cents: corrections });
    }
    const cents = amounts.get(element);
    if (cents !== undefined) lines.push({ labelKey, cents });
  }
  return lines;
}

/** A month, four weeks (the first and last of a year are longer or shorter), half a year or a year. */
function isPayrollPeriod(period: FilingPeriod): boolean {
  if (["month", "year"].includes(periodLength(period))) return true;
  const days = daysBetween(period.start, period.end) + 1;
  const halfYear = /-(01-01|07-01)$/.test(period.start) && /-(06-30|12-31)$/.test(period.end);
  return halfYear || (days >= 22 && days <= 35);
}
