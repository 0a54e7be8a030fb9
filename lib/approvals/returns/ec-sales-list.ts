import { inWholeEuros } from "@/lib/approvals/xbrl/amount";
import type { XbrlContext, XbrlFact, XbrlInstance } from "@/lib/approvals/xbrl/instance";
import { periodLength } from "@/lib/shared/dates";
import { type Result, refuse } from "@/lib/shared/result";
import { documentOf } from "./document";
import type { FigureLine, ReadDocument, ReadRefusal, ReadWarning } from "./shapes";
import { bare, covers, type OpenedReturn, openReturn, type PlacedFact, yearWarnings } from "./tax-return";

type Kind = "supplies" | "services" | "triangular";

/**
 * The three amounts of the opgaaf. Confirmed: instances of bd-rpt-icp-opgaaf-2022 (tuples) and -2026 (dimensions)
 * that a public accounting package tests itself with.
 */
const AMOUNTS = new Map<string, Kind>([
  ["SuppliesAmount", "supplies"],
  ["ServicesAmount", "services"],
  ["ABCSuppliesAmount", "triangular"],
]);
/** The tuples that hold them. In that of triangular trade the amount goes by the name of ordinary supplies. */
const TUPLES = new Map<string, Kind>([
  ["IntraCommunitySupplies", "supplies"],
  ["IntraCommunityServices", "services"],
  ["IntraCommunityABCSupplies", "triangular"],
]);
const DIMENSIONS = ["VATNumberDimension", "CountryCodeEUDimension"];
const COUNTRY = "CountryCodeISO-EC";
const NUMBER = "VATIdentificationNumberNational";
/** Far more than any firm's client sells to; every one of them becomes a line on a page and in the store. */
const MOST_SALES = 2_000;
const VAT_NUMBER = /^[A-Z]{2}[A-Z\d+*]{2,13}$/;

/**
 * A list of sales within the EU (opgaaf intracommunautaire prestaties): per VAT number of a customer abroad what was
 * supplied, what services were rendered and what went by triangular trade. Nothing is paid on it.
 */
export function readEcSalesList(instance: XbrlInstance, taxonomy: string): Result<ReadDocument, ReadRefusal> {
  const opened = openReturn(instance, "ob");
  if (!opened.ok) return opened;
  const read = salesOf(opened, instance);
  if (!read.ok) return read;
  const order: Kind[] = ["supplies", "services", "triangular"];
  const sales = order.flatMap((kind) => read.sales.filter(({ labelKey }) => labelKey === kind));
  const total = sales.reduce((sum, { cents = 0 }) => sum + cents, 0);
  if (!Number.isSafeInteger(total)) return refuse("not-an-amount");

  const warnings: ReadWarning[] = yearWarnings(taxonomy, opened.period);
  if (periodLength(opened.period) === "other") warnings.push("odd-period");
  if (read.unknown) warnings.push("unknown-figures");
  const lines = [...sales, { labelKey: "totalSales", cents: total }];
  return documentOf("ecSalesList", taxonomy, opened, { lines, amount: null, warnings });
}

function salesOf(
  { period, placed }: OpenedReturn,
  instance: XbrlInstance,
): Result<{ sales: FigureLine[]; unknown: boolean }, ReadRefusal> {
  const tuples = tuplesOf(placed);
  const sales: FigureLine[] = [];
  const seen = new Map<string, number>();
  let unknown = false;
  for (const { fact, context } of placed) {
    if (fact.unitRef === null || fact.value === null) continue;
    const kind = kindOf(fact, context);
    if (!kind) {
      unknown = true;
      continue;
    }
    if (!covers(context, period)) return refuse("contradictory");
    const amount = inWholeEuros(fact, instance);
    if (typeof amount === "string") return refuse(amount);
    const customer = fact.tuple ? tuples.get(fact.tuple.id) : customerOf(context.dimensions);
    if (!customer || !VAT_NUMBER.test(customer)) return refuse("no-vat-number");
    const place = `${kind} ${customer} ${fact.tuple?.id ?? ""}`;
    const before = seen.get(place);
    if (before !== undefined && before !== amount) return refuse("contradictory");
    if (sales.length >= MOST_SALES) return refuse("too-large");
    if (before === undefined) sales.push({ labelKey: kind, name: customer, cents: amount });
    seen.set(place, amount);
  }
  return sales.length === 0 ? refuse("no-amount") : { ok: true, sales, unknown };
}

/** Null for an amount of which we do not know what it is, such as a correction of another period. */
function kindOf({ name, tuple }: XbrlFact, { dimensions }: XbrlContext): Kind | null {
  const kind = AMOUNTS.get(name);
  if (!kind || dimensions.some(({ dimension }) => !DIMENSIONS.includes(bare(dimension)))) return null;
  return tuple ? (TUPLES.get(tuple.name) ?? null) : kind;
}

/** The VAT number in each tuple, with its country. Two numbers in one tuple make none. */
function tuplesOf(placed: PlacedFact[]): Map<number, string> {
  const parts = new Map<number, { country: Set<string>; number: Set<string> }>();
  for (const { fact } of placed) {
    if (!fact.tuple || fact.value === null || (fact.name !== COUNTRY && fact.name !== NUMBER)) continue;
    const part = parts.get(fact.tuple.id) ?? { country: new Set(), number: new Set() };
    part[fact.name === COUNTRY ? "country" : "number"].add(fact.value);
    parts.set(fact.tuple.id, part);
  }
  return new Map([...parts].map(([id, { country, number }]) => [id, vatNumber([...country], [...number])]));
}

function customerOf(dimensions: { dimension: string; member: string }[]): string {
  const members = (name: string) =>
    dimensions.filter(({ dimension }) => bare(dimension) === name).map(({ member }) => member);
  return vatNumber(members("CountryCodeEUDimension"), members("VATNumberDimension"));
}

function vatNumber(countries: string[], numbers: string[]): string {
  return countries.length === 1 && numbers.length === 1 ? `${countries[0]}${numbers[0]}` : "";
}
