import { and, eq } from "drizzle-orm";
import { outbox } from "@/db/schema/outbox";
import type { Scoped } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { wakeWorkers } from "@/lib/outbox/enqueue";
import { now } from "@/lib/ports/clock";
import { type Result, refuse } from "@/lib/shared/result";

type Gone = Result<object, "not-found">;

/**
 * Sends again what failed, or what nobody knows the end of, with the tries counted anew. Refused when it is in
 * another state by now, or of a kind that no person may send again.
 */
export async function sendAgain(
  ctx: Scoped<Staff>,
  job: { id: string; from: "failed" | "unknown" },
): Promise<Gone> {
  const [changed] = await ctx.db
    .update(outbox)
    .set({
      status: "waiting",
      attempts: 0,
      runAfter: now(),
      startedAt: null,
      doneAt: null,
      lastError: null,
      retryable: false,
    })
    .where(forAPerson(ctx, job.id, job.from))
    .returning({ kind: outbox.kind });
  if (!changed) return refuse("not-found");
  await wakeWorkers(ctx);
  await record(ctx, {
    action: "job.sentAgain",
    subject: `job:${job.id}`,
    data: { kind: changed.kind, from: job.from },
  });
  return { ok: true };
}

/** Writes down that somebody found out that it arrived. */
export async function markAsSent(ctx: Scoped<Staff>, id: string): Promise<Gone> {
  const [changed] = await ctx.db
    .update(outbox)
    .set({ status: "done", doneAt: now(), retryable: false })
    .where(forAPerson(ctx, id, "unknown"))
    .returning({ kind: outbox.kind });
  if (!changed) return refuse("not-found");
  await record(ctx, { action: "job.markedAsSent", subject: `job:${id}`, data: { kind: changed.kind } });
  return { ok: true };
}

function forAPerson(ctx: Scoped<Staff>, id: string, status: "failed" | "unknown") {
  return and(
    eq(outbox.firmId, ctx.actor.firmId),
    eq(outbox.id, id),
    eq(outbox.status, status),
    eq(outbox.retryable, true),
  );
}
