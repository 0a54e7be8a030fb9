import type { XbrlInstance } from "@/lib/approvals/xbrl/instance";
import type { Result } from "@/lib/shared/result";
import { centsOf, documentOf } from "./document";
import type { ReadDocument, ReadRefusal, ReadWarning } from "./shapes";
import { amountsOf, elementsOf, linesOf, openReturn, type TaxLine, yearWarnings } from "./tax-return";

/**
 * Confirmed by public test material of the tax authority's dictionary: BalanceProfitComparisonMethod,
 * BalanceProfitCalculationForTaxPurposesFiscal and TaxableProfit. No instance was at hand that confirms the names of
 * the taxable amount, the tax and the outcome: they follow the dictionary's way of naming, a return that has others
 * is read with the warning that figures are missing, and a name that proves wrong is put right here.
 */
const LINES: readonly TaxLine[] = [
  {
    labelKey: "profitForTax",
    elements: ["BalanceProfitCalculationForTaxPurposesFiscal", "BalanceProfitComparisonMethod"],
  },
  { labelKey: "taxableProfit", elements: ["TaxableProfit", "TaxableProfitAmount"] },
  { labelKey: "taxableAmount", elements: ["TaxableAmount", "TaxableAmountTotal"] },
  {
    labelKey: "corporateTax",
    elements: ["CorporationTaxAmount", "CorporationTaxDue", "CorporationTaxOwed"],
  },
  { labelKey: "outcome", elements: ["CorporationTaxOwedToBePaidBack", "CorporationTaxToBePaidToBePaidBack"] },
];
const EXPECTED = ["taxableAmount", "corporateTax"];

/**
 * A corporate income tax return (aangifte vennootschapsbelasting). Its amount is null in most returns: an assessment
 * follows, and nothing is paid on the return.
 */
export function readCorporateIncomeTax(
  instance: XbrlInstance,
  taxonomy: string,
): Result<ReadDocument, ReadRefusal> {
  const opened = openReturn(instance, "rsin");
  if (!opened.ok) return opened;
  const read = amountsOf(opened, instance, elementsOf(LINES));
  if (!read.ok) return read;
  const lines = linesOf(LINES, read.amounts);
  const warnings: ReadWarning[] = yearWarnings(taxonomy, opened.period);
  if (EXPECTED.some((labelKey) => centsOf(lines, labelKey) === null)) warnings.push("figures-missing");
  return documentOf("corporateIncomeTax", taxonomy, opened, {
    lines,
    amount: centsOf(lines, "outcome"),
    warnings,
  });
}
