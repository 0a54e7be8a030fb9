import { desc, eq } from "drizzle-orm";
import { auditAnchors, auditHeads } from "@/db/schema/audit";
import { inScope, type Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import { TimestampFailure } from "@/lib/pades/shapes";
import { now } from "@/lib/ports/clock";
import type { HeadStamper } from "./head-stamper";
import { judgeToken, rootsOf } from "./token";
import { clockTolerance } from "./tolerance";

export type Anchored = "anchored" | "nothing new" | { failed: string };

/**
 * Has the head of this firm's chain stamped by somebody outside, if it moved since the last time, and keeps that. Only
 * what the export's judge will believe is kept; of anything else nothing is. No transaction is open while it asks.
 */
export async function anchorHead(actor: System, stamper: HeadStamper): Promise<Anchored> {
  const head = await inScope(actor, movedHead);
  if (!head) return "nothing new";
  let token: Uint8Array;
  let roots: Uint8Array[];
  try {
    token = await stamper.stamp(head.hash);
    roots = await stamper.roots();
  } catch (error) {
    return { failed: error instanceof TimestampFailure ? error.fault : "error" };
  }
  const judged = judgeToken(token, head.hash, rootsOf(roots));
  if (!judged.ok) return { failed: judged.fault };
  const { at, root } = judged;
  if (Math.abs(at.getTime() - now().getTime()) > clockTolerance) return { failed: "off-by-minutes" };
  const { firmId } = actor;
  await inScope(actor, ({ db }) =>
    db
      .insert(auditAnchors)
      .values({ firmId, ...head, token: Buffer.from(token), at, givenBy: stamper.name, root })
      // Another worker was as fast: one anchor of a head is enough.
      .onConflictDoNothing(),
  );
  return "anchored";
}

/** The head of the firm's chain; null when it is anchored, or there is nothing in it. */
async function movedHead(ctx: Scoped<System>): Promise<{ seq: number; hash: Buffer } | null> {
  const { firmId } = ctx.actor;
  const [head] = await ctx.db
    .select({ seq: auditHeads.seq, hash: auditHeads.hash })
    .from(auditHeads)
    .where(eq(auditHeads.firmId, firmId));
  if (!head || head.seq === 0) return null;
  const [last] = await ctx.db
    .select({ seq: auditAnchors.seq })
    .from(auditAnchors)
    .where(eq(auditAnchors.firmId, firmId))
    .orderBy(desc(auditAnchors.seq))
    .limit(1);
  return last && last.seq >= head.seq ? null : head;
}
