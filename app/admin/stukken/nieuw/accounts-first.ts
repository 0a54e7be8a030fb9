import type { FilingPeriod } from "@/lib/shared/dates";
import type { StaffFilingDetail } from "@/lib/staff/filing";
import type { Prepared } from "@/lib/staff/prepare";

type Accounts = Prepared["accounts"][number];

/**
 * Which of the unfinished annual accounts a publication is taken to wait for, until staff choose otherwise. A new version
 * waits for what the version before waits for now, and for nothing where that was let go. One that waited in vain waits
 * for the accounts that came instead.
 * @param period what the publication is about; null while that is still to be typed
 */
export function accountsFirst(
  accounts: readonly Accounts[],
  period: FilingPeriod | null,
  before: Pick<StaffFilingDetail, "waitsFor"> | null,
): Accounts | undefined {
  if (before && !before.waitsFor) return undefined;
  const known = accounts.find(({ id }) => id === before?.waitsFor?.id);
  const about = period ?? before?.waitsFor?.period;
  if (known || !about) return known ?? accounts[0];
  const same = accounts.find((one) => one.period.start === about.start && one.period.end === about.end);
  return same ?? accounts.find((one) => one.period.start <= about.end && about.start <= one.period.end);
}
