import { inEuros } from "@/lib/approvals/xbrl/amount";
import type { XbrlContext, XbrlFact, XbrlInstance } from "@/lib/approvals/xbrl/instance";
import { dictionary } from "@/lib/approvals/xbrl/taxonomy";
import type { FilingPeriod } from "@/lib/shared/dates";
import { type Result, refuse } from "@/lib/shared/result";
import { AMOUNT_ELEMENTS, Scope, scopeOf } from "./accounts-scope";
import { centsOf, documentOf } from "./document";
import { parseNumber } from "./numbers";
import type { FigureLine, ReadDocument, ReadRefusal, ReadWarning, Subject } from "./shapes";
import { covers, periodOf, yearWarnings } from "./tax-return";

export type AccountsStream = "annualAccounts" | "filingAccounts" | "creditReport";

/** The dictionaries of accounts; that of Title 9 was called venj up to NT13. */
const DICTIONARIES = ["jenv-bw2-data", "venj-bw2-data", "kvk-data", "nl-common-data", "rj-data", "frc-data"];

/** Words. LegalSizeCriteriaClassificationSmall is that of small companies; the others the credit report confirms. */
const TEXTS = [
  { labelKey: "legalEntityName", elements: ["LegalEntityName"] },
  { labelKey: "kvkNumber", elements: ["ChamberOfCommerceRegistrationNumber"] },
  {
    labelKey: "companySize",
    elements: ["LegalSizeCriteriaClassification", "LegalSizeCriteriaClassificationSmall"],
  },
  { labelKey: "adopted", elements: ["DocumentAdoptionStatus"] },
  { labelKey: "adoptionDate", elements: ["DocumentAdoptionDate"] },
] as const;
const [START, END] = ["FinancialReportingPeriodCurrentStartDate", "FinancialReportingPeriodCurrentEndDate"];

const KVK = /^https?:\/\/www\.kvk\.nl\/kvk-id$/;
const FISCAL = /^(https?:\/\/)?www\.belastingdienst\.nl\/identificatie$/;
const LONGEST_TEXT = 200;
/** Line ends, and characters that are not seen and may turn the others around. */
const UNSEEN = /[\s\p{Cc}\p{Cf}]+/gu;

type Placed = { fact: XbrlFact; context: XbrlContext };

/**
 * Accounts: those of the year, those that the KvK publishes, or those for the bank; their elements are the same.
 *
 * Takes the figures of the financial year that the document is about, never those of the year before. A group
 * reports twice: the company alone (Separate) and with its subsidiaries (Consolidated). Both are shown then, the
 * company's first, for it is the company that adopts and files. Facts with any other dimension are details. Where
 * figures are said both commercially and for tax, the commercial ones are taken.
 */
export function readAccounts(
  instance: XbrlInstance,
  taxonomy: string,
  stream: AccountsStream,
): Result<ReadDocument, ReadRefusal> {
  const placed = placedFacts(instance, stream);
  if (!placed.ok) return placed;
  const subject = subjectOf(placed.facts, taxonomy);
  if (!subject) return refuse("no-number");
  const texts = textsOf(placed.facts);
  if (!texts) return refuse("contradictory");
  const period = financialYear(placed.facts, texts);
  if (!period) return refuse("no-period");
  const kvkNumber = texts.get("ChamberOfCommerceRegistrationNumber");
  if (kvkNumber && subject.scheme === "kvk" && parseNumber("kvk", kvkNumber) !== subject.number) {
    return refuse("contradictory");
  }
  const read = amountLines(placed.facts, instance, period);
  if (!read.ok) return read;

  const warnings: ReadWarning[] = yearWarnings(taxonomy, period);
  if (["balanceTotal", "equity"].some((labelKey) => centsOf(read.lines, labelKey) === null)) {
    warnings.push("figures-missing");
  }
  if (!read.balanced) warnings.push("total-does-not-add-up");
  const words = TEXTS.flatMap(({ labelKey, elements }) => {
    const text = elements.map((name) => texts.get(name)).find((found) => found);
    return text ? [{ labelKey, text }] : [];
  });
  const lines = [...words, ...read.lines];
  return documentOf(stream, taxonomy, { subject, period }, { lines, amount: null, warnings });
}

/**
 * The facts of accounts with their contexts. Every context of the file must be of one party, also one that no fact
 * uses, or facts of another dictionary: whoever gets the file reads it whole.
 */
function placedFacts(
  instance: XbrlInstance,
  stream: AccountsStream,
): Result<{ facts: Placed[] }, ReadRefusal> {
  const others = stream === "creditReport" ? taxpayers(instance) : new Set<string>();
  const [first, ...rest] = [...instance.contexts].flatMap(([id, context]) =>
    others.has(id) ? [] : [context],
  );
  if (first && rest.some((context) => !sameEntity(context, first))) return refuse("contradictory");
  const facts: Placed[] = [];
  for (const fact of instance.facts) {
    const context = instance.contexts.get(fact.contextRef);
    if (!context) return refuse("contradictory");
    const of = dictionary(fact.namespace);
    if (of && DICTIONARIES.includes(of)) facts.push({ fact, context });
  }
  return facts.length === 0 ? refuse("no-amount") : { ok: true, facts };
}

/**
 * Contexts with nothing but facts of an income tax return, of whoever files it by a fiscal number. Only a credit report
 * has such a return in it, which tells of a fiscal partner too.
 */
function taxpayers({ contexts, facts }: XbrlInstance): Set<string> {
  const [ids, accounts] = [new Set<string>(), new Set<string>()];
  for (const { namespace, contextRef } of facts)
    (dictionary(namespace) === "bd-data" ? ids : accounts).add(contextRef);
  return new Set(
    [...ids].filter((id) => !accounts.has(id) && FISCAL.test(contexts.get(id)?.entity.scheme ?? "")),
  );
}

function sameEntity({ entity: a }: XbrlContext, { entity: b }: XbrlContext): boolean {
  return a.scheme === b.scheme && a.identifier === b.identifier;
}

/** A bank may also ask accounts of a person, or of who is known by the fiscal number alone. */
function subjectOf([first]: Placed[], taxonomy: string): Subject | null {
  if (!first) return null;
  const { scheme: register, identifier } = first.context.entity;
  const isPerson = taxonomy.includes("natuurlijk-persoon") || taxonomy.includes("-ihz-");
  const scheme = KVK.test(register) ? "kvk" : FISCAL.test(register) ? (isPerson ? "bsn" : "rsin") : null;
  const number = scheme && parseNumber(scheme, identifier);
  return scheme && number ? { scheme, number } : null;
}

/** What is said once about the whole document; null when it says two things. */
function textsOf(facts: Placed[]): Map<string, string> | null {
  const wanted = new Set<string>([...TEXTS.flatMap(({ elements }) => elements), START, END]);
  const texts = new Map<string, string>();
  for (const { fact, context } of facts) {
    if (!fact.value || context.dimensions.length > 0 || !wanted.has(fact.name)) continue;
    const text = fact.value.slice(0, LONGEST_TEXT).replace(UNSEEN, " ").trim();
    if ((texts.get(fact.name) ?? text) !== text) return null;
    texts.set(fact.name, text);
  }
  return texts;
}

/** The year the document says it is about, or else the last span that facts about the whole are of. */
function financialYear(facts: Placed[], texts: Map<string, string>): FilingPeriod | null {
  const [start, end] = [texts.get(START), texts.get(END)];
  if (start !== undefined && end !== undefined) return periodOf({ start, end });
  const spans = facts.flatMap(({ context: { period, dimensions } }) =>
    period.kind === "duration" && dimensions.length === 0 ? [period] : [],
  );
  const last = spans.reduce(
    (a, b) => (b.end > a.end || (b.end === a.end && b.start < a.start) ? b : a),
    spans[0] ?? { start: "", end: "" },
  );
  return periodOf(last);
}

function amountLines(
  facts: Placed[],
  instance: XbrlInstance,
  period: FilingPeriod,
): Result<{ lines: FigureLine[]; balanced: boolean }, ReadRefusal> {
  const scopes = { separate: new Scope(), whole: new Scope(), consolidated: new Scope() };
  for (const { fact, context } of facts) {
    if (fact.value === null || !AMOUNT_ELEMENTS.has(fact.name) || !isOfYear(context, period)) continue;
    const scope = scopeOf(context);
    if (!scope) continue;
    const amount = inEuros(fact, instance);
    if (typeof amount === "string") return refuse(amount);
    if (!scopes[scope.of].add(fact.name, amount, scope.basis)) return refuse("contradictory");
  }
  const company = scopes.separate.isEmpty ? scopes.whole : scopes.separate;
  const group = scopes.consolidated;
  const lines = company.isEmpty || group.isEmpty ? company.lines() : company.lines("separate");
  return {
    ok: true,
    lines: [...lines, ...group.lines("consolidated")],
    balanced: company.balances && group.balances,
  };
}

/** Of what stands on a day, the last day of the year counts. */
function isOfYear(context: XbrlContext, year: FilingPeriod): boolean {
  return context.period.kind === "instant" ? context.period.at === year.end : covers(context, year);
}
