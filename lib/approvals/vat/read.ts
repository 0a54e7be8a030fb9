import { inWholeEuros } from "@/lib/approvals/xbrl/amount";
import type { XbrlContext, XbrlFact, XbrlInstance } from "@/lib/approvals/xbrl/instance";
import { readXbrl, type XbrlRefusal } from "@/lib/approvals/xbrl/read";
import { dictionary, entryPoint } from "@/lib/approvals/xbrl/taxonomy";
import { type FilingPeriod, parseDay } from "@/lib/shared/dates";
import { type Result, refuse } from "@/lib/shared/result";
import { RUBRICS, type RubricRow, type VatFigures } from "./figures";
import { maskObNumber, parseObNumber } from "./ob-number";
import { type VatWarning, warningsAbout } from "./warnings";

export type VatRefusal =
  | XbrlRefusal
  | "not-a-vat-return"
  | "contradictory"
  | "no-ob-number"
  | "no-period"
  | "no-amount"
  | "not-in-euros"
  | "not-whole-euros";

/** `taxonomy` is the entry point's name, such as "bd-rpt-ob-aangifte-2021". `obNumber` is whole: never log it. */
export type VatReturn = {
  figures: VatFigures;
  period: FilingPeriod;
  obNumber: string;
  taxonomy: string;
  warnings: VatWarning[];
};

/**
 * Reads a VAT return (aangifte omzetbelasting) out of the instance that a tax package made for Digipoort.
 *
 * Takes the file's bytes, of any taxonomy year. Refuses what is no such return, or says no amount, or says two
 * things about one box. What merely surprises (a sum, a period) comes along as `warnings`, for a person to judge.
 */
export function readVatReturn(bytes: Uint8Array): Result<VatReturn, VatRefusal> {
  const read = readXbrl(bytes);
  return read.ok ? vatReturnIn(read.instance) : read;
}

/** The same out of an instance that was read already. */
export function vatReturnIn(instance: XbrlInstance): Result<VatReturn, VatRefusal> {
  const taxonomy = entryPoint(instance.schemaRef);
  if (!taxonomy || !VAT_RETURN.test(taxonomy)) return refuse("not-a-vat-return");

  const facts = instance.facts.filter(({ namespace }) => dictionary(namespace) === "bd-data");
  const subject = subjectOf(facts, instance);
  if (!subject.ok) return subject;
  const values = new Map<string, number>();
  for (const fact of facts) {
    if (fact.value === null || !ELEMENTS.has(fact.name)) continue;
    const amount = inWholeEuros(fact, instance);
    if (typeof amount === "string") return refuse(amount);
    if ((values.get(fact.name) ?? amount) !== amount) return refuse("contradictory");
    values.set(fact.name, amount);
  }

  const { period, obNumber } = subject;
  const figures = figuresOf(values, period, obNumber);
  if (!figures) return refuse("no-amount");
  return { ok: true, figures, period, obNumber, taxonomy, warnings: warningsAbout(figures, taxonomy) };
}

const VAT_RETURN = /^bd-rpt-ob-aangifte-\d{4}$/;
const OB_NUMBER_SCHEME = /^(https?:\/\/)?www\.belastingdienst\.nl\/omzetbelastingnummer$/;
const ELEMENTS = new Set(
  RUBRICS.flatMap(({ turnover, vat }) => [turnover, vat]).filter((name) => name !== undefined),
);

/** Who the return is of and about which period; every fact must agree on it. */
function subjectOf(
  facts: XbrlFact[],
  { contexts }: XbrlInstance,
): Result<{ period: FilingPeriod; obNumber: string }, VatRefusal> {
  const [first, ...others] = [...new Set(facts.map(({ contextRef }) => contextRef))].map((id) =>
    contexts.get(id),
  );
  if (!first) return refuse(facts.length === 0 ? "no-amount" : "no-period");
  if (others.some((other) => !other || !sameSubject(first, other))) return refuse("contradictory");
  const { scheme, identifier } = first.entity;
  const obNumber = OB_NUMBER_SCHEME.test(scheme) ? parseObNumber(identifier) : null;
  if (!obNumber) return refuse("no-ob-number");
  if (first.period.kind !== "duration") return refuse("no-period");
  const [start, end] = [parseDay(first.period.start), parseDay(first.period.end)];
  if (!start || !end || start > end) return refuse("no-period");
  return { ok: true, period: { start, end }, obNumber };
}

function sameSubject(a: XbrlContext, b: XbrlContext): boolean {
  return JSON.stringify([a.entity, a.period]) === JSON.stringify([b.entity, b.period]);
}

function figuresOf(values: Map<string, number>, period: FilingPeriod, obNumber: string): VatFigures | null {
  const rows: RubricRow[] = RUBRICS.map(({ code, labelKey, turnover, vat }) => ({
    code,
    labelKey,
    turnover: values.get(turnover ?? "") ?? null,
    vat: values.get(vat ?? "") ?? null,
  }));
  const vatOf = (code: RubricRow["code"]) => rows.find((row) => row.code === code)?.vat ?? null;
  const [owed, inputTax, reduction, total] = [vatOf("5a"), vatOf("5b"), vatOf("5d"), vatOf("5g")];
  const amount = total ?? (owed === null ? null : owed - (inputTax ?? 0) - (reduction ?? 0));
  if (amount === null) return null;
  const maskedObNumber = maskObNumber(obNumber);
  return {
    kind: "vat",
    period,
    maskedObNumber,
    rows,
    owed,
    inputTax,
    smallEntrepreneurReduction: reduction,
    amount,
  };
}
