import type { FilingPeriod } from "@/lib/shared/dates";
import { type DemoFact, xbrlInstance } from "./xbrl-instance";

/** An aangifte vennootschapsbelasting for the demo's organisations. Cents, whole euros. */
export function corporateIncomeTaxXbrl(input: {
  rsin: string;
  year: number;
  /** Where the financial year is not the calendar's. */
  period?: FilingPeriod;
  profit: number;
  taxableAmount: number;
  tax: number;
  /** To pay (positive) or to receive, for a package that says so. */
  outcome?: number;
}): string {
  const { rsin, year, profit, taxableAmount, tax, outcome } = input;
  const period = input.period ?? { start: `${year}-01-01`, end: `${year}-12-31` };
  const taxonomy = `http://www.nltaxonomie.nl/nt${year - 2005}/bd/${year}1210`;
  const party = { register: "www.belastingdienst.nl/identificatie", number: rsin };
  const amounts = {
    BalanceProfitComparisonMethod: profit,
    TaxableProfit: taxableAmount,
    TaxableAmount: taxableAmount,
    CorporationTaxAmount: tax,
    ...(outcome === undefined ? {} : { CorporationTaxOwedToBePaidBack: outcome }),
  };
  const facts: DemoFact[] = [
    { name: "bd-i:LegalPersonName", context: "Declarant", value: "Demo" },
    ...Object.entries(amounts).map(([name, value]) => ({
      name: `bd-i:${name}`,
      context: "Declarant",
      value,
    })),
    { name: "bd-i:BalanceProfitCalculationForTaxPurposesFiscal", context: "Company", value: profit },
    { name: "bd-i:AssetsTotalAmountFiscal", context: "CompanyEnd", value: profit * 4 },
  ];
  const company = { "bd-dim-dim:PartyDimension": "bd-dim-mem:Company" };
  return xbrlInstance({
    form: `${taxonomy}/entrypoints/bd-rpt-vpb-aangifte-${year}.xsd`,
    namespaces: {
      "bd-i": `${taxonomy}/dictionary/bd-data`,
      "bd-dim-dim": `${taxonomy}/validation/bd-axes`,
      "bd-dim-mem": `${taxonomy}/dictionary/bd-domain-members`,
    },
    contexts: [
      { id: "Declarant", party, period, members: { "bd-dim-dim:PartyDimension": "bd-dim-mem:Declarant" } },
      { id: "Company", party, period, members: company },
      { id: "CompanyEnd", party, period, at: period.end, members: company },
    ],
    facts,
  });
}
