import type { Stream } from "@/db/schema/approvals";
import {
  addDays,
  addMonths,
  endOfMonth,
  type FilingPeriod,
  type PlainDate,
  periodLength,
  startOfMonth,
  today,
} from "@/lib/shared/dates";
import { isWorkingDay, workingDaysFrom } from "@/lib/shared/working-days";
import { streams } from "./streams";

/** The three dates of a return, never one: the firm's cut-off, the legal date, and the money on the account. */
export type Deadlines = { approveBy: PlainDate; fileBy: PlainDate; payBy: PlainDate };

/** Publicatiestukken go to the KvK within so many days after the adoption (art. 2:394 BW). */
const DAYS_AFTER_ADOPTION = 8;

/** The same of any document; null where the law or the agreement knows no such date. */
export type Dates = { approveBy: PlainDate | null; fileBy: PlainDate | null; payBy: PlainDate | null };

/**
 * Whether the client's time is over: after the day by which the firm asked for the approval ("uiterlijk": that day is
 * still the client's) and after the day on which this version was put before them, or on the legal date itself, which
 * nobody can wait out. Never where no day was asked for.
 */
export function isPastCutOff(
  { approveBy, fileBy, publishedAt }: Omit<Dates, "payBy"> & { publishedAt: Date },
  day: PlainDate,
): boolean {
  if (approveBy === null) return false;
  if (fileBy === day) return approveBy <= day;
  return approveBy < day && today(publishedAt) < day;
}

/**
 * A day by which an approval can still be asked for: the one that was wished for, or else the first working day from
 * today on; but no later than the legal date, unless that is over.
 */
export function stillAhead(wish: PlainDate, fileBy: PlainDate | null, day: PlainDate): PlainDate {
  const first = isWorkingDay(day) ? day : workingDaysFrom(day, 1);
  return notAfter(wish < first ? first : wish, fileBy, day);
}

/** How many working days there are for what could not be approved before its own day. */
const WORKING_DAYS_AFTER_RELEASE = 5;

/**
 * By which day the approval is asked of what waited for another document until today: its own day, as long as that lies
 * ahead, else some working days from now, and within the dates after which it is late or of no use.
 */
export function afterWaiting(
  { approveBy, fileBy, expiresOn }: Omit<Dates, "payBy"> & { expiresOn: PlainDate | null },
  day: PlainDate,
): PlainDate | null {
  if (approveBy === null || approveBy > day) return approveBy;
  const wish = notAfter(workingDaysFrom(day, WORKING_DAYS_AFTER_RELEASE), fileBy, day);
  return notAfter(wish, expiresOn, day);
}

/** The earlier of a day and a last one, which counts until it is over. */
function notAfter(wish: PlainDate, last: PlainDate | null, day: PlainDate): PlainDate {
  return last !== null && last >= day && last < wish ? last : wish;
}

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

/**
 * The dates that a document of any stream starts out with, for staff to change. `payBy` is the day for an amount that
 * is paid on the return; whether there is one to pay depends on the amount. Nobody is asked by a day that is over.
 * @param adoptedOn when the accounts were adopted, as far as their file says it
 */
export function datesOf(
  stream: Stream,
  period: FilingPeriod,
  day: PlainDate,
  policy: DeadlinePolicy = DEADLINE_POLICY,
  adoptedOn: PlainDate | null = null,
): Dates {
  const fileBy = legalDate(stream, period, day, policy, adoptedOn);
  if (streams[stream].approvers === "nobody") return { approveBy: null, fileBy: null, payBy: null };
  // Without a legal date, and when that has passed, there are two weeks to look at it.
  const twoWeeks = workingDaysBefore(addDays(day, 14), 0);
  const cutOff = fileBy && workingDaysBefore(fileBy, policy.approveWorkingDaysBefore);
  const usual = streams[stream].period === "year" ? earliest(cutOff, twoWeeks) : cutOff;
  return {
    approveBy: stillAhead(usual ?? twoWeeks, fileBy, day),
    fileBy,
    payBy: streams[stream].paid === "on-return" ? fileBy : null,
  };
}

/** Sources: AWR art. 9, 10 and 19; art. 2:101, 2:210 and 2:394 BW; the tax authority's pages about each return. */
function legalDate(
  stream: Stream,
  period: FilingPeriod,
  day: PlainDate,
  policy: DeadlinePolicy,
  adoptedOn: PlainDate | null,
): PlainDate | null {
  const year = Number(period.end.slice(0, 4));
  switch (stream) {
    case "vat":
      return vatDeadlines(period, policy).fileBy;
    // As the VAT return of the same period, and as the month after a period of wages.
    case "ecSalesList":
    case "payrollTax":
      return vatDeadlines(period, { ...policy, yearlyReturnMonths: 1 }).fileBy;
    case "vatCorrection":
      return addDays(day, 8 * 7);
    case "dividendTax":
      return addMonths(period.end, 1);
    // "Before 1 June" and "before 1 May"; under the firms' postponement before 1 May of the year after that.
    case "corporateIncomeTax":
      return inTime(day, endOfMonth(addMonths(startOfMonth(period.end), 5)), `${year + 2}-04-30`);
    case "personalIncomeTax":
      return inTime(day, `${year + 1}-04-30`, `${year + 2}-04-30`);
    // Drawn up within 5 months, or 10; adopted within 2 more.
    case "annualAccounts":
      return inTime(
        day,
        endOfMonth(addMonths(startOfMonth(period.end), 7)),
        endOfMonth(addMonths(startOfMonth(period.end), 12)),
      );
    // Within eight days after the adoption; and twelve months after the year they are filed, adopted or not.
    case "filingAccounts": {
      const atMost = endOfMonth(addMonths(startOfMonth(period.end), 12));
      const adopted = adoptedOn !== null && adoptedOn > period.end;
      return adopted ? earliest(addDays(adoptedOn, DAYS_AFTER_ADOPTION), atMost) : atMost;
    }
    default:
      return null;
  }
}

/** The usual date while it lies ahead, and the postponed one after that. */
function inTime(day: PlainDate, usual: PlainDate, postponed: PlainDate): PlainDate {
  return usual >= day ? usual : postponed;
}

function earliest(a: PlainDate | null, b: PlainDate): PlainDate {
  return a !== null && a < b ? a : b;
}

/** Until when one may object to an assessment: six weeks after its date, unless it says otherwise. */
export function objectBy(documentDate: PlainDate): PlainDate {
  return addDays(documentDate, 6 * 7);
}

export type PeriodQuestion = "period-in-future" | "period-old" | "deadline-passed";

/** What staff are asked about a period before they publish: questions, no refusals. */
export function surprises(
  stream: Stream,
  period: FilingPeriod,
  day: PlainDate,
  policy = DEADLINE_POLICY,
  adoptedOn: PlainDate | null = null,
): PeriodQuestion[] {
  const questions: PeriodQuestion[] = [];
  if (period.end >= day) questions.push("period-in-future");
  // Of a year one hears for long after it; of a month one does not.
  const old = streams[stream].period === "year" ? 30 : 4;
  if (stream !== "vatCorrection" && addMonths(period.end, old) < day) questions.push("period-old");
  const legal = legalDate(stream, period, day, policy, adoptedOn);
  if (legal !== null && legal < day) questions.push("deadline-passed");
  return questions;
}

/** That many working days earlier; with 0, the day itself or the working day before it. */
function workingDaysBefore(day: PlainDate, count: number): PlainDate {
  return count === 0 && !isWorkingDay(day) ? workingDaysFrom(day, -1) : workingDaysFrom(day, -count);
}
