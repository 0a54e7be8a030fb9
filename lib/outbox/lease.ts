import { and, eq, type SQL } from "drizzle-orm";
import { outbox } from "@/db/schema/outbox";
import { inScope, type Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import { now } from "@/lib/ports/clock";
import { log } from "@/lib/ports/log";

/** A job that this worker has, and for how many seconds it keeps it without a word. */
export type Lease = {
  actor: System;
  worker: string;
  leased: { id: string; kind: string; attempts: number };
  seconds: number;
};

/** After so long nobody renews the lease of a call any more: what it waits for does not come. */
const longestCallSeconds = 600;

/** The job, as long as nobody else has taken it over. */
export function ours(ctx: Scoped, { worker, leased }: Lease): SQL | undefined {
  return and(
    eq(outbox.firmId, ctx.actor.firmId),
    eq(outbox.id, leased.id),
    eq(outbox.status, "running"),
    eq(outbox.leaseBy, worker),
    eq(outbox.attempts, leased.attempts),
  );
}

export function leaseEnd({ seconds }: Lease): Date {
  return new Date(now().getTime() + seconds * 1000);
}

/** Renews the lease for as long as a call takes; one that takes longer than a lease is named in the log. */
export async function whileHeld<T>(lease: Lease, call: () => Promise<T>): Promise<T> {
  const { id: job, kind } = lease.leased;
  const began = Date.now();
  let told = false;
  const beat = async () => {
    const seconds = Math.round((Date.now() - began) / 1000);
    if (seconds >= lease.seconds && !told) {
      told = true;
      log().warn({ job, kind, seconds }, "a job takes longer than its lease");
    }
    // While the database is away nobody else can take it either.
    const kept = await renew(lease).catch(() => true);
    if (kept && seconds < longestCallSeconds) return;
    clearInterval(timer);
    log().error({ job, kind, seconds }, "a job lost its lease before it had an answer");
  };
  const timer = setInterval(() => void beat(), (lease.seconds * 1000) / 3);
  try {
    return await call();
  } finally {
    clearInterval(timer);
  }
}

function renew(lease: Lease): Promise<boolean> {
  return inScope(lease.actor, async (ctx) => {
    const rows = await ctx.db
      .update(outbox)
      .set({ leaseUntil: leaseEnd(lease) })
      .where(ours(ctx, lease))
      .returning({ id: outbox.id });
    return rows.length > 0;
  });
}
