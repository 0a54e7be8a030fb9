import { adoptionIn } from "@/lib/approvals/adoption";
import { datesOf, stillAhead } from "@/lib/approvals/deadlines";
import type { Stream } from "@/lib/approvals/shapes";
import { streams } from "@/lib/approvals/streams";
import type { FilingPeriod, PlainDate } from "@/lib/shared/dates";
import type { StaffFilingDetail } from "@/lib/staff/filing";
import type { Prepared } from "@/lib/staff/prepare";

/**
 * What the dates of a document start out with: what its file says, else what the version before said, else (of a year)
 * last year. A month or a day is nobody's guess. A publication is due by when its accounts were adopted.
 */
export function startOf(
  stream: Stream,
  prepared: Prepared,
  before: StaffFilingDetail | null,
  day: PlainDate,
) {
  const { reading, policy } = prepared;
  const length = streams[stream].period;
  const lastYear = String(Number(day.slice(0, 4)) - 1);
  const guess: FilingPeriod | null =
    length === "year" ? { start: `${lastYear}-01-01`, end: `${lastYear}-12-31` } : null;
  const period = reading?.period ?? before?.period ?? guess;
  const signed = prepared.adoptions.find(({ yearEnd }) => yearEnd === period?.end)?.on;
  const adoptedOn = (reading && adoptionIn(reading.figures)?.on) ?? signed ?? null;
  const dates = period
    ? datesOf(stream, period, day, policy, adoptedOn)
    : { approveBy: null, fileBy: null, payBy: null };
  const fileBy = (adoptedOn ? null : before?.fileBy) ?? dates.fileBy;
  return {
    period,
    fixed: reading !== null || (before !== null && length !== "day"),
    dates: {
      ...dates,
      // The version before may have had another day than the law, and earlier than what is proposed by that.
      approveBy: dates.approveBy && stillAhead(dates.approveBy, fileBy, day),
      fileBy,
    },
    expiresOn: before?.expiresOn ?? null,
    details: before?.details ?? {},
  };
}
