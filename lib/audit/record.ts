import { eq } from "drizzle-orm";
import { auditEvents, auditHeads } from "@/db/schema/audit";
import type { Scoped } from "@/db/scope";
import { now } from "@/lib/ports/clock";
import { type ChainEntry, entryHash } from "./chain";

export type AuditEvent = {
  /** What happened, such as `filing.approved`. */
  action: string;
  /** To what, such as `filing:<id>`. */
  subject: string;
  /** JSON; never a code, a token or a citizen's number. */
  data?: Record<string, unknown>;
  /** Who, where that is not the actor of the transaction (a visitor who has just shown who they are). */
  accountId?: string;
};

/**
 * Adds entries to the firm's chain, in the transaction of what they tell. Call it last: the head of the
 * chain is the last row that is locked, so that two transactions never wait for each other in a circle.
 */
export async function record(ctx: Scoped, ...events: AuditEvent[]): Promise<void> {
  const { firmId } = ctx.actor;
  const [head] = await ctx.db.select().from(auditHeads).where(eq(auditHeads.firmId, firmId)).for("update");
  if (!head) throw new Error("This firm has no audit chain");
  let previous = head;
  const entries: (ChainEntry & { hash: Buffer })[] = [];
  for (const event of events) {
    const entry: ChainEntry = {
      firmId,
      seq: previous.seq + 1,
      at: now(),
      actorKind: ctx.actor.kind,
      actorId: event.accountId ?? ("accountId" in ctx.actor ? ctx.actor.accountId : null),
      action: event.action,
      subject: event.subject,
      data: event.data ?? {},
      previousHash: previous.hash,
    };
    const hash = entryHash(entry);
    entries.push({ ...entry, hash });
    previous = { firmId, seq: entry.seq, hash };
  }
  await ctx.db.insert(auditEvents).values(entries);
  await ctx.db
    .update(auditHeads)
    .set({ seq: previous.seq, hash: previous.hash })
    .where(eq(auditHeads.firmId, firmId));
}

/** Starts the chain of a new firm. */
export async function startChain(ctx: Scoped): Promise<void> {
  await ctx.db.insert(auditHeads).values({ firmId: ctx.actor.firmId, seq: 0, hash: Buffer.alloc(32) });
}
