import type { FilingPeriod } from "@/lib/shared/dates";
import { xbrlInstance } from "./xbrl-instance";

/** What was sold to one customer in another country of the EU. `vatNumber` with its country; cents, whole euros. */
export type DemoEcSale = { vatNumber: string; supplies?: number; services?: number; triangular?: number };

/** An opgaaf ICP for the demo's organisations, with each customer in a context of its own as from NT20 on. */
export function ecSalesListXbrl(input: {
  obNumber: string;
  period: FilingPeriod;
  sales: DemoEcSale[];
}): string {
  const { obNumber, period, sales } = input;
  const year = Number(period.end.slice(0, 4));
  const taxonomy = `http://www.nltaxonomie.nl/nt${year - 2006}/bd/${year - 1}1210`;
  const party = { register: "www.belastingdienst.nl/omzetbelastingnummer", number: obNumber };
  const customers = sales.map(({ vatNumber }) => ({
    id: `ICP_${vatNumber}`,
    party,
    period,
    members: {
      "bd-axes:VATNumberDimension": { element: "bd-domains:VATNumberDomain", value: vatNumber.slice(2) },
      "bd-axes:CountryCodeEUDimension": {
        element: "bd-domains:CountryCodeEUDomain",
        value: vatNumber.slice(0, 2),
      },
    },
  }));
  return xbrlInstance({
    form: `${taxonomy}/entrypoints/bd-rpt-icp-opgaaf-${year}.xsd`,
    namespaces: {
      "bd-i": `${taxonomy}/dictionary/bd-data`,
      "bd-axes": `${taxonomy}/validation/bd-axes`,
      "bd-domains": `${taxonomy}/validation/bd-domains`,
    },
    contexts: [{ id: "CD_Opgaaf", party, period }, ...customers],
    facts: [
      { name: "bd-i:SoftwarePackageName", context: "CD_Opgaaf", value: "Demo" },
      ...sales.flatMap(({ vatNumber, supplies, services, triangular }) =>
        Object.entries({
          SuppliesAmount: supplies,
          ServicesAmount: services,
          ABCSuppliesAmount: triangular,
        }).flatMap(([name, value]) =>
          value === undefined ? [] : [{ name: `bd-i:${name}`, context: `ICP_${vatNumber}`, value }],
        ),
      ),
    ],
  });
}
