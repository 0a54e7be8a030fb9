import type { filings } from "@/db/schema/approvals";
import { now } from "@/lib/ports/clock";
import { today } from "@/lib/shared/dates";
import { afterWaiting } from "./deadlines";
import { undecided } from "./rules";

/** By which day its approval is asked from now on, of what waited past its own; null where that still lies ahead. */
export function renewedDay(filing: typeof filings.$inferSelect): { approveBy: string | null } | null {
  if (!undecided.includes(filing.state)) return null;
  const approveBy = afterWaiting(filing, today(now()));
  return approveBy === filing.approveBy ? null : { approveBy };
}
