import { sql } from "drizzle-orm";
import { outbox } from "@/db/schema/outbox";
import type { Scoped } from "@/db/scope";
import { sealFor } from "@/lib/access/firm-key";
import { now } from "@/lib/ports/clock";
import { newId } from "@/lib/shared/ids";

export type NewJob = {
  kind: string;
  payload: Record<string, unknown>;
  /** The same key twice is one job. */
  idempotencyKey: string;
  /** A code or token: sealed, and erased once it was sent or has expired. */
  secret?: string;
  /** What it is about, such as "filing:<id>". */
  subject?: string;
  /** Whom it is for; that person may read its state. */
  accountId?: string;
  /** After this moment it is not sent any more. */
  expiresAt?: Date;
};

/** Writes a job in the transaction that causes it, and wakes the workers when that commits. Answers its id. */
export async function enqueue(ctx: Scoped, job: NewJob): Promise<string> {
  const id = newId();
  const at = now();
  await ctx.db
    .insert(outbox)
    .values({
      firmId: ctx.actor.firmId,
      id,
      kind: job.kind,
      payload: job.payload,
      sealed: job.secret === undefined ? null : await sealFor(ctx, `outbox:${id}`, job.secret),
      idempotencyKey: job.idempotencyKey,
      subject: job.subject ?? null,
      accountId: job.accountId ?? null,
      runAfter: at,
      expiresAt: job.expiresAt ?? null,
      createdAt: at,
    })
    .onConflictDoNothing({ target: [outbox.firmId, outbox.idempotencyKey] });
  await ctx.db.execute(sql`select pg_notify('portal_outbox', '')`);
  return id;
}
