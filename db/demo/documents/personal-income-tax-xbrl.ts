import { xbrlInstance } from "./xbrl-instance";

/** Of one person. Cents, whole euros; what is left out is not said. */
export type DemoIncome = {
  bsn: string;
  /** One amount per agency. */
  pensions?: number[];
  box1?: number;
  box2?: number;
  box3?: number;
  overallIncome?: number;
  /** To pay (positive) or to receive, for a package that says so. */
  outcome?: number;
};

/** An aangifte inkomstenbelasting for the demo's people, with the fiscal partner where there is one. */
export function personalIncomeTaxXbrl(input: DemoIncome & { year: number; partner?: DemoIncome }): string {
  const { year, partner, ...declarant } = input;
  const period = { start: `${year}-01-01`, end: `${year}-12-31` };
  const taxonomy = `http://www.nltaxonomie.nl/nt${year - 2005}/bd/${year}1210`;
  const people = [
    { id: "Declarant", income: declarant },
    ...(partner ? [{ id: "Partner", income: partner }] : []),
  ];
  const instance = xbrlInstance({
    form: `${taxonomy}/entrypoints/bd-rpt-ihz-aangifte-${year}.xsd`,
    namespaces: {
      "bd-i": `${taxonomy}/dictionary/bd-data`,
      "bd-t": `${taxonomy}/dictionary/bd-tuples`,
      "bd-dim-dim": `${taxonomy}/validation/bd-axes`,
      "bd-dim-mem": `${taxonomy}/dictionary/bd-domain-members`,
    },
    contexts: people.map(({ id, income }) => ({
      id,
      party: { register: "www.belastingdienst.nl/identificatie", number: income.bsn },
      period,
      members: { "bd-dim-dim:PartyDimension": `bd-dim-mem:${id}` },
    })),
    facts: people.flatMap(({ id, income }) =>
      Object.entries({
        Surname: "Demo",
        TaxableIncomeWorkAndDwelling: income.box1,
        TaxableIncomeSubstantialInterest: income.box2,
        TaxableIncomeSavingsAndInvestments: income.box3,
        IncomeOverallAmount: income.overallIncome,
        IncomeTaxOwedToBePaidBack: income.outcome,
      }).flatMap(([name, value]) =>
        value === undefined ? [] : [{ name: `bd-i:${name}`, context: id, value }],
      ),
    ),
  });
  const tuples = people.flatMap(({ id, income }) =>
    (income.pensions ?? []).map(
      (cents) =>
        `  <bd-t:PreviousWorkSpecification><bd-i:PreviousWorkIncomeAmount decimals="INF" contextRef="${id}" unitRef="EUR">${cents / 100}</bd-i:PreviousWorkIncomeAmount></bd-t:PreviousWorkSpecification>\n`,
    ),
  );
  return instance.replace("</xbrli:xbrl>", `${tuples.join("")}</xbrli:xbrl>`);
}
