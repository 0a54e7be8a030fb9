import { datesOf, vatDeadlines } from "@/lib/approvals/deadlines";
import { addDays, addMonths, endOfMonth, type FilingPeriod, startOfMonth } from "@/lib/shared/dates";
import { workingDaysFrom } from "@/lib/shared/working-days";

/** Cents. */
export const euro = (whole: number) => whole * 100;

/** The month that lies so many months before this day's. */
export function monthOf(day: string, back: number): FilingPeriod {
  const start = startOfMonth(addMonths(startOfMonth(day), -back));
  return { start, end: endOfMonth(start) };
}

export function quarterBefore(day: string): FilingPeriod {
  const month = Number(day.slice(5, 7)) - 1;
  const start = addMonths(startOfMonth(day), -(month % 3) - 3);
  return { start, end: endOfMonth(addMonths(start, 2)) };
}

export function yearBefore(day: string, back = 1): FilingPeriod {
  const year = Number(day.slice(0, 4)) - back;
  return { start: `${year}-01-01`, end: `${year}-12-31` };
}

/** The day that was wished for, or else the day before the story ends. */
export function before(wish: string, day: string): string {
  return wish < day ? wish : addDays(day, -1);
}

/** The day that was wished for, or else the first of the month in which the story ends. */
export function thisMonth(wish: string, day: string): string {
  return wish < startOfMonth(day) ? startOfMonth(day) : wish;
}

/**
 * Until when the return that is still open may be approved: the firm's usual day, or late in the month, when that has
 * passed, the legal one. So the story never opens with a return that is too late; on the last day of a month it is
 * due on that day, since no return over the month before may be filed later.
 */
export function dueOf(period: FilingPeriod, day: string): string {
  const { approveBy, fileBy } = vatDeadlines(period);
  return approveBy > day ? approveBy : fileBy;
}

/**
 * When last year's accounts were adopted: the day before the story ends, but never in the year that they are about. They
 * go to the KvK within eight days, and both directors approve on a working day before that; in the last days of a year,
 * when that has passed, on the last legal one.
 */
export function adoptionOf(day: string): { adoptedOn: string; approveBy: string } {
  const yesterday = addDays(day, -1);
  const { start } = yearBefore(day, 0);
  const adoptedOn = yesterday < start ? start : yesterday;
  const { fileBy } = datesOf("filingAccounts", yearBefore(day), day, undefined, adoptedOn);
  if (!fileBy) throw new Error("Publicatiestukken have a legal date");
  const before = workingDaysFrom(fileBy, -1);
  return { adoptedOn, approveBy: before < day ? fileBy : before };
}
