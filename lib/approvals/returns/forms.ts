import type { DocumentStream } from "./shapes";

/** Which stream the form with this name belongs to; the first that fits. */
const FORMS: readonly (readonly [RegExp, DocumentStream | "auditors-report"])[] = [
  [/^bd-rpt-ob-aangifte-\d{4}$/, "vat"],
  [/^bd-rpt-ob-suppletie(-\d{4})?$/, "vatCorrection"],
  [/^bd-rpt-icp-opgaaf-\d{4}$/, "ecSalesList"],
  [/^bd-rpt-vpb-aangifte-\d{4}$/, "corporateIncomeTax"],
  [/^bd-rpt-ihz-aangifte-\d{4}$/, "personalIncomeTax"],
  // The KvK has one form for the whole accounts of a class of size, and one for the part that it publishes.
  [/^kvk-rpt-.*publicatiestukken$/, "filingAccounts"],
  [/^kvk-rpt-/, "annualAccounts"],
  [/^frc-rpt-/, "creditReport"],
  [/^nba-rpt-/, "auditors-report"],
];

/**
 * What the form with this name is for, such as "vat" for "bd-rpt-ob-aangifte-2021"; null for one that is not known
 * here, and for the extension of a report in inline XBRL, which has a name of its own.
 */
export function formOf(taxonomy: string): DocumentStream | "auditors-report" | null {
  return FORMS.find(([name]) => name.test(taxonomy))?.[1] ?? null;
}
