import type { FilingPeriod } from "@/lib/shared/dates";

/** The boxes of the Dutch VAT return. */
export type RubricCode =
  | ("1a" | "1b" | "1c" | "1d" | "1e" | "2a" | "3a" | "3b" | "3c" | "4a" | "4b")
  | ("5a" | "5b" | "5d" | "5g");

/** One box. Cents; null where the return says nothing. `labelKey` is its name in the message files. */
export type RubricRow = { code: RubricCode; labelKey: string; turnover: number | null; vat: number | null };

/** What a VAT return says, as it is shown and stored. JSON through and through; every amount in cents. */
export type VatFigures = {
  kind: "vat";
  period: FilingPeriod;
  /** Masked: of a sole trader the number contains the BSN, and figures are stored unencrypted. */
  maskedObNumber: string;
  /** Every box that the form has, in its order, filled in or not. */
  rows: RubricRow[];
  /** 5a: VAT owed, on sales and reverse charges together. */
  owed: number | null;
  /** 5b: VAT paid to others, to be had back. */
  inputTax: number | null;
  /** 5d: reduction for small entrepreneurs. */
  smallEntrepreneurReduction: number | null;
  /** 5g: positive is to pay, negative to receive. */
  amount: number;
};

/** A box with the names of its elements in the tax authority's taxonomy (bd-data). */
type Rubric = { code: RubricCode; labelKey: string; turnover?: string; vat?: string };

/** The form from top to bottom. The element names are the same in every taxonomy year from nt13 on. */
export const RUBRICS: readonly Rubric[] = [
  {
    code: "1a",
    labelKey: "generalTariff",
    turnover: "TaxedTurnoverSuppliesServicesGeneralTariff",
    vat: "ValueAddedTaxSuppliesServicesGeneralTariff",
  },
  {
    code: "1b",
    labelKey: "reducedTariff",
    turnover: "TaxedTurnoverSuppliesServicesReducedTariff",
    vat: "ValueAddedTaxSuppliesServicesReducedTariff",
  },
  {
    code: "1c",
    labelKey: "otherRates",
    turnover: "TaxedTurnoverSuppliesServicesOtherRates",
    vat: "ValueAddedTaxSuppliesServicesOtherRates",
  },
  { code: "1d", labelKey: "privateUse", turnover: "TaxedTurnoverPrivateUse", vat: "ValueAddedTaxPrivateUse" },
  { code: "1e", labelKey: "notTaxed", turnover: "SuppliesServicesNotTaxed" },
  {
    code: "2a",
    labelKey: "reverseCharged",
    turnover: "TurnoverSuppliesServicesByWhichVATTaxationIsTransferred",
    vat: "ValueAddedTaxSuppliesServicesByWhichVATTaxationIsTransferred",
  },
  { code: "3a", labelKey: "toOutsideEu", turnover: "SuppliesToCountriesOutsideTheEC" },
  { code: "3b", labelKey: "toWithinEu", turnover: "SuppliesToCountriesWithinTheEC" },
  { code: "3c", labelKey: "distanceSales", turnover: "InstallationDistanceSalesWithinTheEC" },
  {
    code: "4a",
    labelKey: "fromOutsideEu",
    turnover: "TurnoverFromTaxedSuppliesFromCountriesOutsideTheEC",
    vat: "ValueAddedTaxOnSuppliesFromCountriesOutsideTheEC",
  },
  {
    code: "4b",
    labelKey: "fromWithinEu",
    turnover: "TurnoverFromTaxedSuppliesFromCountriesWithinTheEC",
    vat: "ValueAddedTaxOnSuppliesFromCountriesWithinTheEC",
  },
  { code: "5a", labelKey: "owed", vat: "ValueAddedTaxOwed" },
  { code: "5b", labelKey: "inputTax", vat: "ValueAddedTaxOnInput" },
  { code: "5d", labelKey: "smallEntrepreneur", vat: "SmallEntrepreneurProvisionReduction" },
  { code: "5g", labelKey: "total", vat: "ValueAddedTaxOwedToBePaidBack" },
];
