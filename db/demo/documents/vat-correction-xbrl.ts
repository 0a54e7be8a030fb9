import type { FilingPeriod } from "@/lib/shared/dates";
import { xbrlInstance } from "./xbrl-instance";

/** A suppletie for the demo's organisations. Cents, whole euros; the difference follows from the totals. */
export function vatCorrectionXbrl(input: {
  obNumber: string;
  period: FilingPeriod;
  oldTotal: number;
  newTotal: number;
  /** Taken off the VAT owed to come to the new total. */
  inputTax?: number;
}): string {
  const { obNumber, period, oldTotal, newTotal, inputTax = 0 } = input;
  const year = Number(period.end.slice(0, 4));
  const taxonomy = `http://www.nltaxonomie.nl/nt${year - 2006}/bd/${year - 1}1210`;
  const register = "www.belastingdienst.nl/omzetbelastingnummer";
  const amounts = {
    ValueAddedTaxOwed: newTotal + inputTax,
    ValueAddedTaxOnInput: inputTax,
    ValueAddedTaxAmountTotalNew: newTotal,
    ValueAddedTaxAmountTotalOld: oldTotal,
    ValueAddedTaxToBePaidAdditionalToBePaidBack: newTotal - oldTotal,
  };
  return xbrlInstance({
    form: `${taxonomy}/entrypoints/bd-rpt-ob-suppletie-${year}.xsd`,
    namespaces: { "bd-i": `${taxonomy}/dictionary/bd-data` },
    contexts: [{ id: "Msg", party: { register, number: obNumber }, period }],
    facts: [
      { name: "bd-i:ContactType", context: "Msg", value: "INT" },
      ...Object.entries(amounts).map(([name, value]) => ({ name: `bd-i:${name}`, context: "Msg", value })),
    ],
  });
}
