import { sql } from "drizzle-orm";
import { outbox } from "@/db/schema/outbox";
import type { Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import { now } from "@/lib/ports/clock";
import type { Answer, Handler, Job } from "./job";
import { type Lease, ours } from "./lease";
import { afterTry } from "./rules";

/**
 * Writes what came of a job, and what follows from that, in the caller's transaction.
 * @param job null when it could not even be read
 * @returns whether the lease was still ours; if not, nothing was written
 */
export async function settle(
  ctx: Scoped<System>,
  lease: Lease,
  handler: Handler | undefined,
  job: Job | null,
  result: Answer | { outcome: "expired"; follows?: undefined },
): Promise<boolean> {
  const at = now();
  const next =
    result.outcome === "expired"
      ? { status: "expired" as const, runAfter: null }
      : afterTry(result, lease.leased.attempts, at, job?.expiresAt);
  const lost = next.status === "failed" || next.status === "unknown";
  const reason = result.outcome === "expired" ? "expired" : "reason" in result ? result.reason : null;
  const remembered = result.outcome === "retry" ? result.remember : undefined;
  const rows = await ctx.db
    .update(outbox)
    .set({
      status: next.status,
      leaseUntil: null,
      leaseBy: null,
      lastError: reason?.slice(0, 300) ?? null,
      ...(next.runAfter
        ? {
            // Not later than its expiry: then it is taken once more, and its secret erased.
            runAfter: sql`least(${next.runAfter.toISOString()}::timestamptz, ${outbox.expiresAt})`,
            startedAt: null,
            ...(remembered ? { remembered } : {}),
          }
        : {
            doneAt: at,
            // A code that was sent, or never will be, has no business here any more.
            sealed: null,
            // Without its code or link there would be nothing to send again.
            retryable: lost && handler?.retryByHand === true && job !== null && job.secret === null,
          }),
      ...("providerId" in result && result.providerId ? { providerId: result.providerId } : {}),
    })
    .where(ours(ctx, lease))
    .returning({ id: outbox.id });
  if (rows.length === 0) return false;
  await result.follows?.(ctx);
  if (result.outcome === "retry" && next.status === "failed" && job)
    await handler?.onGivenUp?.(ctx, job, result.reason);
  if (next.status === "unknown" && handler?.once && job) await handler.onUnknown?.(ctx, job);
  return true;
}
