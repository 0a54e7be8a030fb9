import { and, eq, sql } from "drizzle-orm";
import { type LeasedJob, takeJobs } from "@/db/gate";
import { outbox } from "@/db/schema/outbox";
import { inScope, type Scoped } from "@/db/scope";
import { type System, systemOf } from "@/lib/access/actor";
import { unsealFrom } from "@/lib/access/firm-key";
import { now } from "@/lib/ports/clock";
import { log } from "@/lib/ports/log";
import { afterTry, type JobOutcome } from "./rules";

export type Job = {
  id: string;
  firmId: string;
  kind: string;
  payload: Record<string, unknown>;
  secret: string | null;
  idempotencyKey: string;
  accountId: string | null;
};

/**
 * `inside` does its work in the same transaction that marks the job done, so it happens once.
 * `outside` speaks to another system, with no transaction held: at least once.
 */
export type Handler =
  | { inside: (ctx: Scoped<System>, job: Job) => Promise<void> }
  | { outside: (actor: System, job: Job) => Promise<JobOutcome> };

const leaseSeconds = 30;

/** Takes the jobs that are due and does them; answers how many there were. */
export async function drain(handlers: Record<string, Handler>, worker: string, most = 10): Promise<number> {
  const leased = await takeJobs(worker, now(), most, leaseSeconds);
  await Promise.all(leased.map((job) => work(handlers, worker, job)));
  return leased.length;
}

async function work(handlers: Record<string, Handler>, worker: string, leased: LeasedJob): Promise<void> {
  const actor = systemOf(leased.firm_id, "outbox");
  try {
    const handler = handlers[leased.kind];
    const job = await inScope(actor, (ctx) => load(ctx, leased.id));
    if (!job) return;
    let result: JobOutcome;
    if (job === "expired") result = { outcome: "failed", reason: "expired" };
    else if (!handler) result = { outcome: "failed", reason: `no handler for ${leased.kind}` };
    else if ("inside" in handler) {
      await inScope(actor, async (ctx) => {
        // Whoever lost the lease in the meantime must not do the work a second time.
        if (!(await settle(ctx, worker, leased, { outcome: "done" }))) return;
        await handler.inside(ctx, job);
      });
      return;
    } else result = await handler.outside(actor, job);
    await inScope(actor, (ctx) => settle(ctx, worker, leased, result, job === "expired"));
  } catch (error) {
    log().error({ err: error, job: leased.id, kind: leased.kind }, "a job failed");
    await inScope(actor, (ctx) => settle(ctx, worker, leased, { outcome: "retry", reason: "error" })).catch(
      () => undefined,
    ); // the lease runs out and somebody tries again
  }
}

async function load(ctx: Scoped, id: string): Promise<Job | "expired" | null> {
  const { firmId } = ctx.actor;
  const [row] = await ctx.db
    .select()
    .from(outbox)
    .where(and(eq(outbox.firmId, firmId), eq(outbox.id, id)));
  if (!row) return null;
  if (row.expiresAt && row.expiresAt <= now()) return "expired";
  return {
    id,
    firmId,
    kind: row.kind,
    payload: row.payload,
    secret: row.sealed ? (await unsealFrom(ctx, `outbox:${id}`, row.sealed)).toString() : null,
    idempotencyKey: row.idempotencyKey,
    accountId: row.accountId,
  };
}

async function settle(
  ctx: Scoped,
  worker: string,
  leased: LeasedJob,
  result: JobOutcome,
  expired = false,
): Promise<boolean> {
  const at = now();
  const next = afterTry(result, leased.attempts, at);
  const over = next.runAfter === null;
  const rows = await ctx.db
    .update(outbox)
    .set({
      status: expired ? "expired" : next.status,
      leaseUntil: null,
      leaseBy: null,
      lastError: "reason" in result ? result.reason.slice(0, 300) : null,
      // Not later than its expiry: then it is taken once more, and its secret erased.
      ...(next.runAfter
        ? { runAfter: sql`least(${next.runAfter.toISOString()}::timestamptz, ${outbox.expiresAt})` }
        : { doneAt: at }),
      // A code that was sent, or never will be, has no business here any more.
      ...(over ? { sealed: null } : {}),
      ...("providerId" in result && result.providerId ? { providerId: result.providerId } : {}),
    })
    .where(
      and(
        eq(outbox.firmId, ctx.actor.firmId),
        eq(outbox.id, leased.id),
        eq(outbox.status, "running"),
        eq(outbox.leaseBy, worker),
        eq(outbox.attempts, leased.attempts),
      ),
    )
    .returning({ id: outbox.id });
  return rows.length > 0;
}
