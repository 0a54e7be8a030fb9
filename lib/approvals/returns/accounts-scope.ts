import type { XbrlContext } from "@/lib/approvals/xbrl/instance";
import type { FigureLine } from "./shapes";
import { bare } from "./tax-return";

/**
 * Amounts, and the names that hold them, the best first. Confirmed by the official credit report of 2021: all of
 * them. Of a group the net result is what is left after the minority's share; a company alone has no such share,
 * and says the result after tax.
 */
const AMOUNTS = [
  { labelKey: "balanceTotal", elements: ["Assets", "EquityAndLiabilities"] },
  { labelKey: "equity", elements: ["Equity"] },
  { labelKey: "netTurnover", elements: ["NetRevenue"] },
  { labelKey: "netResult", elements: ["NetResultAfterTax", "ResultAfterTax"] },
] as const;

export const AMOUNT_ELEMENTS: ReadonlySet<string> = new Set(AMOUNTS.flatMap(({ elements }) => elements));

/** For the company alone, with its subsidiaries, or without a word about it. */
type Of = "separate" | "consolidated" | "whole";
type Basis = "commercial" | "unsaid" | "fiscal";

const TYPES = new Map<string | undefined, Of>([
  ["SeparateMember", "separate"],
  ["ConsolidatedMember", "consolidated"],
  [undefined, "whole"],
]);
const BASES = new Map<string | undefined, Basis>([
  ["CommercialMember", "commercial"],
  ["FiscalMember", "fiscal"],
  [undefined, "unsaid"],
]);

/** Of what a context speaks, and on which basis. Null when it has any other dimension: then it is about a detail. */
export function scopeOf({ dimensions }: XbrlContext): { of: Of; basis: Basis } | null {
  const members = new Map(dimensions.map(({ dimension, member }) => [bare(dimension), bare(member)]));
  const [type, basis] = ["FinancialStatementsTypeAxis", "BasisOfPreparationAxis"].map((axis) =>
    members.get(axis),
  );
  const known = [type, basis].filter((member) => member !== undefined).length;
  if (known !== dimensions.length) return null;
  const [of, on] = [TYPES.get(type), BASES.get(basis)];
  return of && on ? { of, basis: on } : null;
}

/** The amounts of a company or a group. Small ones may draw up their accounts for tax alone. */
export class Scope {
  private readonly on: Record<Basis, Map<string, number>> = {
    commercial: new Map(),
    unsaid: new Map(),
    fiscal: new Map(),
  };

  /** False when two amounts go by one name. */
  add(name: string, amount: number, basis: Basis): boolean {
    if ((this.on[basis].get(name) ?? amount) !== amount) return false;
    this.on[basis].set(name, amount);
    return true;
  }

  get isEmpty(): boolean {
    return this.amounts.size === 0;
  }

  /** Whether both sides of the balance sheet, if both are said, come to the same within a euro. */
  get balances(): boolean {
    const [assets, liabilities] = [this.amounts.get("Assets"), this.amounts.get("EquityAndLiabilities")];
    return assets === undefined || liabilities === undefined || Math.abs(assets - liabilities) <= 100;
  }

  lines(group?: string): FigureLine[] {
    return AMOUNTS.flatMap(({ labelKey, elements }) => {
      const cents = elements.map((name) => this.amounts.get(name)).find((amount) => amount !== undefined);
      return cents === undefined ? [] : [{ labelKey, cents, ...(group && { group }) }];
    });
  }

  /** Commercial and fiscal figures are never mixed. */
  private get amounts(): Map<string, number> {
    const { commercial, unsaid, fiscal } = this.on;
    const amounts = new Map([...unsaid, ...commercial]);
    return amounts.size > 0 ? amounts : fiscal;
  }
}
