import { daysBetween, type PlainDate } from "@/lib/shared/dates";
import { undecided } from "./rules";
import type { FilingRow } from "./shapes";

/** By how many days a decision is late that is still waited for; 0 while there is time, and once it was made. */
export function daysLate(
  { state, approveBy }: Pick<FilingRow, "state" | "approveBy">,
  day: PlainDate,
): number {
  return approveBy && undecided.includes(state) ? Math.max(0, daysBetween(approveBy, day)) : 0;
}
