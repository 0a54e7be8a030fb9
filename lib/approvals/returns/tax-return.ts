import { inWholeEuros } from "@/lib/approvals/xbrl/amount";
import type { XbrlContext, XbrlFact, XbrlInstance } from "@/lib/approvals/xbrl/instance";
import { dictionary } from "@/lib/approvals/xbrl/taxonomy";
import { type FilingPeriod, parseDay } from "@/lib/shared/dates";
import { type Result, refuse } from "@/lib/shared/result";
import { parseNumber } from "./numbers";
import type { FigureLine, ReadRefusal, ReadWarning, Subject } from "./shapes";

/** A fact with where it belongs. */
export type PlacedFact = { fact: XbrlFact; context: XbrlContext; party: Party };

/** Whom a fact is about: who files, the fiscal partner, or something within the return such as one enterprise. */
type Party = "declarant" | "partner" | "other";

/** A return to the tax authority, before it is known what its figures mean. */
export type OpenedReturn = { subject: Subject; period: FilingPeriod; placed: PlacedFact[] };

/** A figure of a return: its label, and the element that holds it, the best name first. */
export type TaxLine = { labelKey: string; elements: readonly string[] };

/** The registers of the tax authority, as its instances name them. Both kinds of fiscal number share one. */
const REGISTERS = {
  ob: /^(https?:\/\/)?www\.belastingdienst\.nl\/omzetbelastingnummer$/,
  rsin: /^(https?:\/\/)?www\.belastingdienst\.nl\/identificatie$/,
  bsn: /^(https?:\/\/)?www\.belastingdienst\.nl\/identificatie$/,
} as const;

/**
 * Who a return is of and about which period; its facts are those of the tax authority's dictionary.
 *
 * Every fact must be of one taxpayer. Only income tax has a second one, the fiscal partner, and then those facts say
 * so themselves. The period is the one that the taxpayer's own facts share; more than one is a contradiction.
 */
export function openReturn(
  instance: XbrlInstance,
  scheme: keyof typeof REGISTERS,
): Result<OpenedReturn, ReadRefusal> {
  const facts = instance.facts.filter(({ namespace }) => dictionary(namespace) === "bd-data");
  const contexts = new Map<string, { context: XbrlContext; party: Party }>();
  for (const { contextRef } of facts) {
    const context = instance.contexts.get(contextRef);
    if (!context) return refuse("contradictory");
    if (!contexts.has(contextRef)) contexts.set(contextRef, { context, party: partyOf(context) });
  }
  const all = [...contexts.values()];
  if (all.length === 0) return refuse("no-amount");

  const [entity, ...strangers] = distinct(all, ({ context, party }) =>
    scheme === "bsn" && party === "partner" ? null : context.entity,
  );
  const [, ...morePartners] = distinct(all, ({ context, party }) =>
    party === "partner" ? context.entity : null,
  );
  if (strangers.length > 0 || morePartners.length > 0) return refuse("contradictory");
  const number = entity && REGISTERS[scheme].test(entity.scheme) && parseNumber(scheme, entity.identifier);
  if (!number) return refuse("no-number");

  const own = all.filter(({ party }) => party === "declarant");
  const [span, ...spans] = distinct(own.length > 0 ? own : all, ({ context: { period } }) =>
    period.kind === "duration" ? { start: period.start, end: period.end } : null,
  );
  if (spans.length > 0) return refuse("contradictory");
  const period = span && periodOf(span);
  if (!period) return refuse("no-period");

  const placed = facts.flatMap((fact) => {
    const place = contexts.get(fact.contextRef);
    return place ? [{ fact, ...place }] : [];
  });
  return { ok: true, subject: { scheme, number }, period, placed };
}

/** What the elements of these names say, in cents. Two different amounts under one name are a contradiction. */
export function amountsOf(
  { period, placed }: OpenedReturn,
  instance: XbrlInstance,
  names: ReadonlySet<string>,
  party: Party = "declarant",
): Result<{ amounts: Map<string, number> }, ReadRefusal> {
  const amounts = new Map<string, number>();
  for (const { fact, context, party: of } of placed) {
    if (of !== party || fact.value === null || !names.has(fact.name)) continue;
    if (!covers(context, period)) return refuse("contradictory");
    const amount = inWholeEuros(fact, instance);
    if (typeof amount === "string") return refuse(amount);
    if ((amounts.get(fact.name) ?? amount) !== amount) return refuse("contradictory");
    amounts.set(fact.name, amount);
  }
  return { ok: true, amounts };
}

/** The lines of a form of which the return says something. */
export function linesOf(lines: readonly TaxLine[], amounts: Map<string, number>): FigureLine[] {
  return lines.flatMap(({ labelKey, elements }) => {
    const cents = elements.map((name) => amounts.get(name)).find((amount) => amount !== undefined);
    return cents === undefined ? [] : [{ labelKey, cents }];
  });
}

export function elementsOf(lines: readonly TaxLine[]): ReadonlySet<string> {
  return new Set(lines.flatMap(({ elements }) => elements));
}

/** Whether a context is about the whole of this period, and nothing else. */
export function covers({ period }: XbrlContext, { start, end }: FilingPeriod): boolean {
  return period.kind === "duration" && period.start === start && period.end === end;
}

/** A span of days out of a file, or null when it is none. */
export function periodOf({ start, end }: { start: string; end: string }): FilingPeriod | null {
  const [from, to] = [parseDay(start), parseDay(end)];
  return from && to && from <= to ? { start: from, end: to } : null;
}

/** Forms are made for a year, and a financial year may lie in two of them. */
export function yearWarnings(taxonomy: string, { start, end }: FilingPeriod): ReadWarning[] {
  const year = /(?:19|2\d)\d{2}/.exec(taxonomy)?.[0];
  const own = [start, end].map((day) => day.slice(0, 4));
  return year && !own.includes(year) ? ["taxonomy-of-another-year"] : [];
}

/** The tax authority's PartyDimension; a context without dimensions is about who files. */
function partyOf({ dimensions }: XbrlContext): Party {
  const party = dimensions.find(({ dimension }) => bare(dimension) === "PartyDimension");
  if (party && bare(party.member) === "Partner") return "partner";
  const isDeclarant = party ? bare(party.member) === "Declarant" : true;
  return isDeclarant && dimensions.length === (party ? 1 : 0) ? "declarant" : "other";
}

/** A name without its prefix. */
export function bare(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** What is different among these, leaving out what is null. */
function distinct<From, To extends object>(items: From[], pick: (item: From) => To | null): To[] {
  const found = new Map<string, To>();
  for (const item of items) {
    const picked = pick(item);
    if (picked) found.set(JSON.stringify(picked), picked);
  }
  return [...found.values()];
}
