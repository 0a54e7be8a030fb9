import { inWholeEuros } from "@/lib/approvals/xbrl/amount";
import type { XbrlInstance } from "@/lib/approvals/xbrl/instance";
import { type Result, refuse } from "@/lib/shared/result";
import { centsOf, documentOf } from "./document";
import type { FigureLine, ReadDocument, ReadRefusal, ReadWarning } from "./shapes";
import {
  amountsOf,
  covers,
  elementsOf,
  linesOf,
  type OpenedReturn,
  openReturn,
  type TaxLine,
  yearWarnings,
} from "./tax-return";

/**
 * TaxableProfit is confirmed by a public instance of bd-rpt-ihz-aangifte-2013, IncomeOverallAmount by a bank's test
 * of its own form of this return. No instance was at hand that confirms the names of the boxes and the outcome: they
 * follow the dictionary's way of naming, and a return that has others is read with the warning that figures are
 * missing.
 */
const TOTALS: readonly TaxLine[] = [
  { labelKey: "taxableProfit", elements: ["TaxableProfit"] },
  {
    labelKey: "box1",
    elements: ["TaxableIncomeWorkAndDwelling", "TaxableIncomeFromWorkAndHome", "TaxableIncomeBoxOne"],
  },
  {
    labelKey: "box2",
    elements: [
      "TaxableIncomeSubstantialInterest",
      "TaxableIncomeFromSubstantialInterest",
      "TaxableIncomeBoxTwo",
    ],
  },
  {
    labelKey: "box3",
    elements: [
      "TaxableIncomeSavingsAndInvestments",
      "TaxableIncomeFromSavingsAndInvestments",
      "TaxableIncomeBoxThree",
    ],
  },
  { labelKey: "overallIncome", elements: ["IncomeOverallAmount"] },
  { labelKey: "outcome", elements: ["IncomeTaxOwedToBePaidBack", "IncomeTaxToBePaidToBePaidBack"] },
];

/**
 * What stands once per employer or agency, and is shown added up. Confirmed by the official sample of 2019:
 * PreviousWork… and Income…WorkAbroad…; PresentWork… by the form's own heading beside it.
 */
const SUMS: readonly TaxLine[] = [
  { labelKey: "presentWork", elements: ["PresentWorkIncomeAmount"] },
  { labelKey: "previousWork", elements: ["PreviousWorkIncomeAmount"] },
  {
    labelKey: "workAbroad",
    elements: [
      "IncomePresentWorkAbroadWithoutDutchWageTaxAmount",
      "IncomePreviousWorkAbroadWithoutDutchWageTaxAmount",
    ],
  },
  {
    labelKey: "wageTaxWithheld",
    elements: ["PresentWorkWithheldWageLevy", "PreviousWorkWithheldWageLevy"],
  },
];
const EXPECTED = ["box1", "box2", "box3"];

/**
 * An income tax return (aangifte inkomstenbelasting) of one person, and of the fiscal partner where the two file
 * together. Its amount is null in most returns: an assessment follows. Both citizens' numbers stay out of the
 * figures.
 */
export function readPersonalIncomeTax(
  instance: XbrlInstance,
  taxonomy: string,
): Result<ReadDocument, ReadRefusal> {
  const opened = openReturn(instance, "bsn");
  if (!opened.ok) return opened;
  const own = linesAbout(opened, instance, "declarant");
  if (!own.ok) return own;
  const partner = linesAbout(opened, instance, "partner");
  if (!partner.ok) return partner;

  const warnings: ReadWarning[] = yearWarnings(taxonomy, opened.period);
  if (EXPECTED.every((labelKey) => centsOf(own.lines, labelKey) === null)) warnings.push("figures-missing");
  const together = partner.lines.length > 0;
  const lines = [...grouped(own.lines, together && "declarant"), ...grouped(partner.lines, "partner")];
  return documentOf("personalIncomeTax", taxonomy, opened, {
    lines,
    // Where each has an outcome there is no one amount: the declarant's would be taken for both.
    amount: centsOf(partner.lines, "outcome") === null ? centsOf(own.lines, "outcome") : null,
    warnings,
  });
}

function linesAbout(
  opened: OpenedReturn,
  instance: XbrlInstance,
  party: "declarant" | "partner",
): Result<{ lines: FigureLine[] }, ReadRefusal> {
  const totals = amountsOf(opened, instance, elementsOf(TOTALS), party);
  if (!totals.ok) return totals;
  const sums = sumsOf(opened, instance, party);
  if (!sums.ok) return sums;
  return { ok: true, lines: [...sums.lines, ...linesOf(TOTALS, totals.amounts)] };
}

/** Each amount once per tuple: the same one twice is said twice, two different ones are a contradiction. */
function sumsOf(
  { period, placed }: OpenedReturn,
  instance: XbrlInstance,
  party: "declarant" | "partner",
): Result<{ lines: FigureLine[] }, ReadRefusal> {
  const labels = new Map(SUMS.flatMap(({ labelKey, elements }) => elements.map((name) => [name, labelKey])));
  const seen = new Map<string, number>();
  const sums = new Map<string, number>();
  for (const { fact, context, party: of } of placed) {
    const labelKey = labels.get(fact.name);
    if (of !== party || fact.value === null || !labelKey) continue;
    if (!covers(context, period)) return refuse("contradictory");
    const amount = inWholeEuros(fact, instance);
    if (typeof amount === "string") return refuse(amount);
    const place = `${fact.name} ${fact.tuple?.id ?? ""}`;
    const before = seen.get(place);
    if (before !== undefined && before !== amount) return refuse("contradictory");
    if (before === undefined) sums.set(labelKey, (sums.get(labelKey) ?? 0) + amount);
    seen.set(place, amount);
  }
  if ([...sums.values()].some((sum) => !Number.isSafeInteger(sum))) return refuse("not-an-amount");
  const lines = SUMS.flatMap(({ labelKey }) => {
    const cents = sums.get(labelKey);
    return cents === undefined ? [] : [{ labelKey, cents }];
  });
  return { ok: true, lines };
}

function grouped(lines: FigureLine[], group: string | false): FigureLine[] {
  return group ? lines.map((line) => ({ ...line, group })) : lines;
}
