import { periodLength } from "@/lib/shared/dates";
import type { VatFigures } from "./figures";

/** What a person should look at before publishing; none of it makes a return unreadable. */
export type VatWarning =
  | "figures-missing"
  | "owed-does-not-add-up"
  | "total-does-not-add-up"
  | "odd-period"
  | "taxonomy-of-another-year";

const EURO = 100;
const TOTALS = ["5a", "5b", "5g"];

/** `taxonomy` is the entry point's name, which ends in the year it was made for. */
export function warningsAbout(figures: VatFigures, taxonomy: string): VatWarning[] {
  const { rows, owed, inputTax, smallEntrepreneurReduction, amount, period } = figures;
  const warnings: VatWarning[] = [];
  const charged = rows.filter(({ code, vat }) => !code.startsWith("5") && vat !== null);
  const sum = charged.reduce((total, { vat }) => total + (vat ?? 0), 0);

  if (rows.some(({ code, vat }) => TOTALS.includes(code) && vat === null)) warnings.push("figures-missing");
  // Each box is rounded on its own, in the client's favour: a euro of play for each.
  if (owed !== null && Math.abs(owed - sum) > charged.length * EURO) warnings.push("owed-does-not-add-up");
  const expected = (owed ?? 0) - (inputTax ?? 0) - (smallEntrepreneurReduction ?? 0);
  if (Math.abs(amount - expected) > 2 * EURO) warnings.push("total-does-not-add-up");
  if (periodLength(period) === "other") warnings.push("odd-period");
  if (!taxonomy.endsWith(period.end.slice(0, 4))) warnings.push("taxonomy-of-another-year");
  return warnings;
}
