import type { XbrlInstance } from "@/lib/approvals/xbrl/instance";
import { periodLength } from "@/lib/shared/dates";
import { type Result, refuse } from "@/lib/shared/result";
import { centsOf, documentOf } from "./document";
import type { ReadDocument, ReadRefusal, ReadWarning } from "./shapes";
import { amountsOf, elementsOf, linesOf, openReturn, type TaxLine } from "./tax-return";

/**
 * The totals of the suppletie, on the form 5a, 5b, 5f, 5e and 5g. Confirmed: instances of bd-rpt-ob-suppletie-2025
 * that a public accounting package tests itself with.
 */
const LINES: readonly TaxLine[] = [
  { labelKey: "vatOwed", elements: ["ValueAddedTaxOwed"] },
  { labelKey: "inputTax", elements: ["ValueAddedTaxOnInput"] },
  { labelKey: "newTotal", elements: ["ValueAddedTaxAmountTotalNew"] },
  { labelKey: "oldTotal", elements: ["ValueAddedTaxAmountTotalOld"] },
  { labelKey: "difference", elements: ["ValueAddedTaxToBePaidAdditionalToBePaidBack"] },
];
const EURO = 100;

/** A correction of VAT (suppletie omzetbelasting): what was declared, what it should be, and what is left to pay. */
export function readVatCorrection(
  instance: XbrlInstance,
  taxonomy: string,
): Result<ReadDocument, ReadRefusal> {
  const opened = openReturn(instance, "ob");
  if (!opened.ok) return opened;
  const read = amountsOf(opened, instance, elementsOf(LINES));
  if (!read.ok) return read;
  const lines = linesOf(LINES, read.amounts);
  const [before, after] = [centsOf(lines, "oldTotal"), centsOf(lines, "newTotal")];
  const said = centsOf(lines, "difference");
  const expected = before === null || after === null ? null : after - before;
  const amount = said ?? expected;
  if (amount === null) return refuse("no-amount");
  if (said === null) lines.push({ labelKey: "difference", cents: amount });

  const warnings: ReadWarning[] = [];
  if (before === null || after === null || said === null) warnings.push("figures-missing");
  if (expected !== null && Math.abs(amount - expected) > EURO) warnings.push("total-does-not-add-up");
  if (periodLength(opened.period) === "other") warnings.push("odd-period");
  return documentOf("vatCorrection", taxonomy, opened, { lines, amount, warnings });
}
