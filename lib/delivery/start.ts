import { and, desc, eq } from "drizzle-orm";
import { filings } from "@/db/schema/approvals";
import { deliveries } from "@/db/schema/delivery";
import type { Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import { enqueue } from "@/lib/outbox/enqueue";
import type { Job } from "@/lib/outbox/job";
import { now } from "@/lib/ports/clock";
import { newId } from "@/lib/shared/ids";
import { deliveryReferenceOf } from "./rules";

/**
 * Right after the approval, with nobody of the firm in between (F53): one attempt to hand the version over. The event
 * comes once; a document that is no longer approved, or in another version, is not sent.
 */
export async function startDelivery(ctx: Scoped<System>, job: Job): Promise<void> {
  const { firmId } = ctx.actor;
  const filingId = String(job.payload.filing);
  const [filing] = await ctx.db
    .select()
    .from(filings)
    .where(and(eq(filings.firmId, firmId), eq(filings.id, filingId)))
    .for("update");
  if (filing?.state !== "approved" || filing.version !== job.payload.version) return;
  const [last] = await ctx.db
    .select({ attempt: deliveries.attempt, state: deliveries.state })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.firmId, firmId),
        eq(deliveries.filingId, filingId),
        eq(deliveries.version, filing.version),
      ),
    )
    .orderBy(desc(deliveries.attempt))
    .limit(1);
  // Never a second one beside one that may still arrive.
  if (last && ["waiting", "underway", "accepted"].includes(last.state)) return;
  const attempt = (last?.attempt ?? 0) + 1;
  const id = newId();
  const { organisationId, stream, version, reference } = filing;
  await ctx.db.insert(deliveries).values({
    firmId,
    id,
    organisationId,
    stream,
    filingId,
    version,
    attempt,
    state: "waiting",
    deliveryReference: deliveryReferenceOf(reference, version, attempt),
    createdAt: now(),
  });
  await enqueue(ctx, {
    kind: "delivery.send",
    payload: { delivery: id },
    subject: `filing:${filingId}`,
    organisationId,
    idempotencyKey: `delivery.send:${id}`,
  });
}
