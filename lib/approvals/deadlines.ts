import {
  addDays,
  addMonths,
  endOfMonth,
  type FilingPeriod,
  type PlainDate,
  periodLength,
  startOfMonth,
  weekday,
} from "@/lib/shared/dates";

/** The three dates of a return, never one: the firm's cut-off, the legal date, and the money on the account. */
export type Deadlines = { approveBy: PlainDate; fileBy: PlainDate; payBy: PlainDate };

export type DeadlinePolicy = {
  /** How many working days before the legal date the firm wants the approval. */
  approveWorkingDaysBefore: number;
  /** Months after a year within which a yearly VAT return is due; not confirmed by a source, hence a setting. */
  yearlyReturnMonths: number;
};

export const DEADLINE_POLICY: DeadlinePolicy = { approveWorkingDaysBefore: 2, yearlyReturnMonths: 3 };

/**
 * The dates of a VAT return: filed and paid within a month after its period (art. 10 and 19 AWR), which is by the
 * last day of the next month, unless the period itself ended earlier in its month. The legal date stands even on a
 * Sunday; only the firm's own cut-off keeps to working days.
 */
export function vatDeadlines(period: FilingPeriod, policy: DeadlinePolicy = DEADLINE_POLICY): Deadlines {
  const months = periodLength(period) === "year" ? policy.yearlyReturnMonths : 1;
  const fileBy =
    period.end === endOfMonth(period.end)
      ? endOfMonth(addMonths(startOfMonth(period.end), months))
      : addMonths(period.end, months);
  return { approveBy: workingDaysBefore(fileBy, policy.approveWorkingDaysBefore), fileBy, payBy: fileBy };
}

export type PeriodQuestion = "period-in-future" | "period-old" | "deadline-passed";

/** What staff are asked about a period before they publish: questions, no refusals. */
export function surprises(
  period: FilingPeriod,
  today: PlainDate,
  policy = DEADLINE_POLICY,
): PeriodQuestion[] {
  const questions: PeriodQuestion[] = [];
  if (period.end >= today) questions.push("period-in-future");
  if (addMonths(period.end, 4) < today) questions.push("period-old");
  if (vatDeadlines(period, policy).fileBy < today) questions.push("deadline-passed");
  return questions;
}

/** That many working days earlier; with 0, the day itself or the Friday before it. Public holidays count as work. */
function workingDaysBefore(day: PlainDate, count: number): PlainDate {
  let found = day;
  for (let left = count; left > 0; ) {
    found = addDays(found, -1);
    if (weekday(found) < 6) left--;
  }
  while (weekday(found) > 5) found = addDays(found, -1);
  return found;
}
