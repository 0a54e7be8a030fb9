import { and, isNull } from "drizzle-orm";
import { outbox } from "@/db/schema/outbox";
import { inScope, type Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import { now } from "@/lib/ports/clock";
import { log } from "@/lib/ports/log";
import type { Answer, Departure, Job, OnceHandler } from "./job";
import { type Lease, leaseEnd, ours } from "./lease";

const interrupted: Answer = { outcome: "unknown", reason: "interrupted" };

/**
 * Makes a call that may be made once only; never throws. What breaks off before its begin was written down has certainly
 * not left, and is tried again; of a call that broke off nobody knows the end.
 */
export async function callOnce(lease: Lease, handler: OnceHandler, job: Job): Promise<Answer> {
  const facts = { job: job.id, kind: job.kind };
  let prepared: Departure | Answer;
  try {
    prepared = await handler.prepare(lease.actor, job);
  } catch (error) {
    log().error({ err: error, ...facts }, "a call broke off before it began");
    return { outcome: "retry", reason: "error" };
  }
  if ("outcome" in prepared) return prepared;
  const { keep, stayed, send } = prepared;
  // What stays leaves nothing behind; and where that does not succeed, it stays all the same.
  const stays = async (answer: Answer) => {
    await stayed?.().catch((error) =>
      log().warn({ err: error, ...facts }, "what was not sent is still there"),
    );
    return answer;
  };
  const before = Date.now();
  try {
    const instead = await inScope(lease.actor, (ctx) => begin(ctx, lease, keep));
    if (instead) return await stays(instead);
  } catch (error) {
    // Whether or not that was written down: whoever is here has not sent it, and is the only one who could have.
    log().error({ err: error, ...facts }, "a call broke off before it began");
    return await stays({ outcome: "retry", reason: "error" });
  }
  // Held up for longer than its lease: somebody else may have written by now that nobody knows.
  if (Date.now() - before >= lease.seconds * 1000) {
    log().error(facts, "a call was held up for longer than its lease, and not made");
    return stays({ outcome: "retry", reason: "error" });
  }
  try {
    return await send();
  } catch (error) {
    log().error({ err: error, ...facts }, "a call broke off");
    return interrupted;
  }
}

/**
 * From the commit of this on, bytes may leave, so the next who finds the job may not call: by whoever has it at this
 * very moment, or not at all. Answers what to say where nothing leaves. The job is locked first, as `settle` does.
 */
async function begin(
  ctx: Scoped<System>,
  lease: Lease,
  keep: Departure["keep"],
): Promise<Answer | undefined> {
  const mine = and(ours(ctx, lease), isNull(outbox.startedAt));
  const held = await ctx.db.select({ id: outbox.id }).from(outbox).where(mine).for("update");
  // Its end is another's to write: what this one says of it is not heard any more.
  if (held.length === 0) return interrupted;
  const instead = await keep?.(ctx);
  if (instead) return instead;
  await ctx.db
    .update(outbox)
    .set({ startedAt: now(), leaseUntil: leaseEnd(lease) })
    .where(mine);
  return undefined;
}
