import { type SQL, sql } from "drizzle-orm";
import { filings } from "@/db/schema/approvals";
import { type Lane, outbox } from "@/db/schema/outbox";
import type { Scoped } from "@/db/scope";
import { sealFor } from "@/lib/access/firm-key";
import { now } from "@/lib/ports/clock";
import { isId, newId } from "@/lib/shared/ids";
import { laneOf } from "./rules";

export type NewJob = {
  kind: string;
  payload: Record<string, unknown>;
  /** The same key twice is one job, for as long as the first one is kept (30 days after it was done). */
  idempotencyKey: string;
  /** A code or token: sealed, and erased once it was sent or has expired. */
  secret?: string;
  /** What it is about, such as "filing:<id>". */
  subject?: string;
  /** Whose business it is. Without one: that of the filing it is about, or the one that the actor has open. */
  organisationId?: string;
  /** Whom it is for; that person may read its state. */
  accountId?: string;
  /** Not before this moment: the next question after a status, a reminder. */
  runAfter?: Date;
  /** After this moment it is not sent any more. */
  expiresAt?: Date;
  /** Of its kind, unless told otherwise. */
  lane?: Lane;
};

/** Writes a job in the transaction that causes it, and wakes the workers when that commits. Answers its id. */
export async function enqueue(ctx: Scoped, job: NewJob): Promise<string> {
  const [id = ""] = await enqueueAll(ctx, [job]);
  return id;
}

/** The same for several, in two statements however many there are. Answers their ids, in the same order. */
export async function enqueueAll(ctx: Scoped, jobs: readonly NewJob[]): Promise<string[]> {
  if (jobs.length === 0) return [];
  const rows = await Promise.all(jobs.map((job) => rowOf(ctx, job)));
  await ctx.db
    .insert(outbox)
    .values(rows)
    .onConflictDoNothing({ target: [outbox.firmId, outbox.idempotencyKey] });
  await wakeWorkers(ctx);
  return rows.map(({ id }) => id);
}

async function rowOf(ctx: Scoped, job: NewJob) {
  const id = newId();
  const at = now();
  return {
    firmId: ctx.actor.firmId,
    id,
    kind: job.kind,
    payload: job.payload,
    sealed: job.secret === undefined ? null : await sealFor(ctx, `outbox:${id}`, job.secret),
    idempotencyKey: job.idempotencyKey,
    subject: job.subject ?? null,
    organisationId: job.organisationId ?? organisationOf(ctx, job.subject),
    accountId: job.accountId ?? null,
    lane: job.lane ?? laneOf(job.kind),
    // What expires is waited for: codes, and links for a new password.
    priority: job.expiresAt ? 0 : 1,
    runAfter: job.runAfter ?? at,
    expiresAt: job.expiresAt ?? null,
    createdAt: at,
  };
}

/** Tells the workers, when this transaction commits, that there is something to do. */
export async function wakeWorkers(ctx: Scoped): Promise<void> {
  await ctx.db.execute(sql`select pg_notify('portal_outbox', '')`);
}

function organisationOf(ctx: Scoped, subject = ""): SQL | string | null {
  const [about, id = ""] = subject.split(":");
  if (about === "filing" && isId(id)) {
    return sql`(select f.organisation_id from ${filings} f where f.firm_id = ${ctx.actor.firmId} and f.id = ${id})`;
  }
  return "organisationId" in ctx.actor ? ctx.actor.organisationId : null;
}
