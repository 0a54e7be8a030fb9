import { setTimeout as sleep } from "node:timers/promises";
import { and, eq } from "drizzle-orm";
import { isUnreachable } from "@/db/fault";
import { outbox } from "@/db/schema/outbox";
import { inScope, type Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import { unsealFrom } from "@/lib/access/firm-key";
import { now } from "@/lib/ports/clock";
import { log } from "@/lib/ports/log";
import type { Answer, Handler, Job } from "./job";
import { type Lease, whileHeld } from "./lease";
import { callOnce } from "./once";
import { settle } from "./settle";

/** Does one leased job and writes down what came of it. Never throws: what is not written is found by its lease. */
export async function work(lease: Lease, handler: Handler | undefined): Promise<void> {
  const { actor, leased } = lease;
  let job: Job | null = null;
  try {
    job = await inScope(actor, (ctx) => ready(ctx, lease, handler));
    if (!job) return;
    if (!handler) {
      const reason = `no handler for ${leased.kind}`;
      await inScope(actor, (ctx) => settle(ctx, lease, handler, job, { outcome: "failed", reason }));
    } else {
      await workOn(lease, handler, job);
    }
  } catch (error) {
    log().error({ err: error, job: leased.id, kind: leased.kind }, "a job failed");
    // What may have gone out, and may go out once only, is not put back by whoever could not write down its answer.
    if (handler?.once) return;
    const again: Answer = { outcome: "retry", reason: "error" };
    await inScope(actor, (ctx) => settle(ctx, lease, handler, job, again)).catch(() => undefined);
  }
}

async function workOn(lease: Lease, handler: Handler, job: Job): Promise<void> {
  const { actor } = lease;
  if ("inside" in handler) {
    return inScope(actor, async (ctx) => {
      // Whoever lost the lease in the meantime must not do the work a second time.
      if (await settle(ctx, lease, handler, job, { outcome: "done" })) await handler.inside(ctx, job);
    });
  }
  const result = await whileHeld(lease, () =>
    handler.once ? callOnce(lease, handler, job) : handler.outside(actor, job),
  );
  await patiently(() => inScope(actor, (ctx) => settle(ctx, lease, handler, job, result)));
}

/** The job for its handler; null when it is somebody else's by now, or there is nothing to do about it any more. */
async function ready(ctx: Scoped<System>, lease: Lease, handler: Handler | undefined): Promise<Job | null> {
  const { id, kind, attempts } = lease.leased;
  const { firmId } = ctx.actor;
  const [row] = await ctx.db
    .select()
    .from(outbox)
    .where(and(eq(outbox.firmId, firmId), eq(outbox.id, id)));
  if (!row) return null;
  const { payload, idempotencyKey, accountId, expiresAt, remembered } = row;
  const secret = row.sealed ? (await unsealFrom(ctx, `outbox:${id}`, row.sealed)).toString() : null;
  const job: Job = {
    ...{ id, firmId, kind, payload, secret, idempotencyKey, accountId, attempts, expiresAt },
    remembered,
  };
  if (handler?.once && row.startedAt) {
    await settle(ctx, lease, handler, job, { outcome: "unknown", reason: "interrupted" });
    return null;
  }
  if (expiresAt && expiresAt <= now()) {
    await settle(ctx, lease, handler, job, { outcome: "expired" });
    return null;
  }
  return job;
}

/** An answer is not thrown away because the database is away for a moment: the lease has twenty seconds left. */
async function patiently(write: () => Promise<unknown>): Promise<void> {
  for (let left = 8; ; left--) {
    try {
      await write();
      return;
    } catch (error) {
      if (left === 0 || !isUnreachable(error)) throw error;
      await sleep(2000);
    }
  }
}
