import type { JobStatus } from "@/db/schema/outbox";

/** What a handler says about one try. `unknown`: it may have arrived, and a second try could do harm. */
export type JobOutcome =
  | { outcome: "done"; providerId?: string }
  | { outcome: "retry"; reason: string }
  | { outcome: "failed"; reason: string }
  | { outcome: "unknown"; reason: string };

const waits = [2, 5, 15, 60, 300, 900, 3600];
/** Without an end of its own a message is tried for nearly three days: a weekend of a provider costs no mail. */
const mostAttempts = 72;

/** What becomes of a job after a try, and when the next one is due. */
export function afterTry(
  result: JobOutcome,
  attempts: number,
  at: Date,
): { status: JobStatus; runAfter: Date | null } {
  if (result.outcome === "done") return { status: "done", runAfter: null };
  if (result.outcome === "failed") return { status: "failed", runAfter: null };
  if (result.outcome === "unknown") return { status: "unknown", runAfter: null };
  if (attempts >= mostAttempts) return { status: "failed", runAfter: null };
  const seconds = waits[Math.min(attempts, waits.length) - 1] ?? 2;
  return { status: "waiting", runAfter: new Date(at.getTime() + seconds * 1000) };
}
