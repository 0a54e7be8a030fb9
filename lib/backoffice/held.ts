import { and, eq, ne, sql } from "drizzle-orm";
import { outbox } from "@/db/schema/outbox";
import type { Scoped } from "@/db/scope";
import { wakeWorkers } from "@/lib/outbox/enqueue";

/**
 * Sends what did not arrive at a program that had switched itself off, in the order in which it happened, with the tries
 * counted anew. What was left over while a person had switched it off is sent again by hand only. Answers how many.
 */
export async function sendHeld(ctx: Scoped, endpoint: string): Promise<number> {
  const rows = await ctx.db
    .update(outbox)
    .set({
      status: "waiting",
      attempts: 0,
      // Jobs are taken by this moment; those of now come after them.
      runAfter: sql`${outbox.createdAt}`,
      startedAt: null,
      doneAt: null,
      lastError: null,
      retryable: false,
    })
    .where(
      and(
        eq(outbox.firmId, ctx.actor.firmId),
        eq(outbox.subject, `webhook:${endpoint}`),
        eq(outbox.kind, "webhook.send"),
        eq(outbox.status, "failed"),
        eq(outbox.retryable, true),
        ne(outbox.lastError, "webhook off"),
      ),
    )
    .returning({ id: outbox.id });
  if (rows.length > 0) await wakeWorkers(ctx);
  return rows.length;
}
