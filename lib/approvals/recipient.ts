import { and, desc, eq } from "drizzle-orm";
import { filings } from "@/db/schema/approvals";
import { deliveries } from "@/db/schema/delivery";
import type { Scoped } from "@/db/scope";
import type { Staff, System } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { enqueue } from "@/lib/outbox/enqueue";
import type { Job } from "@/lib/outbox/job";
import { now } from "@/lib/ports/clock";
import { type Result, refuse } from "@/lib/shared/result";
import { tellClients } from "./notify-clients";
import { tellFirmOfRefusal } from "./notify-firm";
import { after, type FilingEvent, type StateRefusal } from "./rules";
import { toDeliver } from "./to-deliver";

/** What happened to a delivery, and what that is for its document. */
const events: Record<string, FilingEvent> = {
  "filing.handedOver": "deliver",
  "filing.accepted": "accept",
  "filing.refused": "refuse",
  "filing.lost": "loseTrack",
  "filing.notSent": "notSent",
};

/**
 * Moves the document along with its delivery, and tells those who wait. What comes too late, about a version that was
 * replaced or a document that is further already, changes nothing.
 * @returns whether it is news of the document: it moved, or it was withdrawn and the recipient has its word about it
 */
export async function recipientTold(ctx: Scoped<System>, job: Job): Promise<boolean> {
  const event = events[job.kind];
  const filing = await lock(ctx, String(job.payload.filing));
  if (!event || !filing || filing.version !== job.payload.version) return false;
  // Of an attempt that was made again, only that it was accepted is news.
  const last = await lastAttempt(ctx, filing);
  if (event !== "accept" && job.payload.delivery && last?.id !== job.payload.delivery) return false;
  const next = after(filing.state, event);
  if (!next.ok) return filing.state === "withdrawn" && (event === "accept" || event === "refuse");
  await ctx.db
    .update(filings)
    .set({ state: next.state, changedAt: now() })
    .where(and(eq(filings.firmId, ctx.actor.firmId), eq(filings.id, filing.id)));
  if (event === "accept" || event === "refuse") await tellClients(ctx, job);
  if (event === "refuse" || event === "loseTrack" || event === "notSent") await tellFirmOfRefusal(ctx, job);
  return true;
}

/**
 * Staff send it once more: what was refused, what was never sent, or what nobody can say of whether it arrived. In the
 * last case only when a person has the recipient's word that it did not arrive, whatever it answered when it was asked
 * what it knows: two deliveries to an authority are worse than none.
 */
export async function deliverAgain(
  ctx: Scoped<Staff>,
  filingId: string,
  reason: string,
  notArrived = false,
): Promise<Result<object, "not-found" | "ask-first" | "has-kenmerk" | "say-not-arrived" | StateRefusal>> {
  const filing = await lock(ctx, filingId);
  if (!filing) return refuse("not-found");
  const next = after(filing.state, "deliverAgain");
  if (!next.ok) return next;
  const last = await lastAttempt(ctx, filing);
  if (filing.state === "outcomeUnknown" && !notArrived) {
    if (last?.processReference) return refuse("has-kenmerk");
    return refuse(last?.candidates === null ? "ask-first" : "say-not-arrived");
  }
  await ctx.db
    .update(filings)
    .set({ state: next.state, changedAt: now() })
    .where(and(eq(filings.firmId, ctx.actor.firmId), eq(filings.id, filingId)));
  await enqueue(ctx, toDeliver(filing, "again"));
  await record(ctx, {
    action: "delivery.again",
    subject: `filing:${filingId}`,
    data: { version: filing.version, attempt: (last?.attempt ?? 0) + 1, reason, notArrived },
  });
  return { ok: true };
}

async function lastAttempt(ctx: Scoped, { id, version }: { id: string; version: number }) {
  const [row] = await ctx.db
    .select({
      id: deliveries.id,
      attempt: deliveries.attempt,
      candidates: deliveries.candidates,
      processReference: deliveries.processReference,
    })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.firmId, ctx.actor.firmId),
        eq(deliveries.filingId, id),
        eq(deliveries.version, version),
      ),
    )
    .orderBy(desc(deliveries.attempt))
    .limit(1);
  return row ?? null;
}

async function lock(ctx: Scoped, filingId: string) {
  const where = and(eq(filings.firmId, ctx.actor.firmId), eq(filings.id, filingId));
  const [row] = await ctx.db.select().from(filings).where(where).for("update");
  return row ?? null;
}
