import { and, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { deliveries } from "@/db/schema/delivery";
import type { Scoped } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { type Result, refuse } from "@/lib/shared/result";
import { hasAnother, isClaimed } from "./claim";
import { ask, claim, claimFailed, lookFor } from "./outcome";

export const arrivalInput = z.object({
  filing: z.uuid(),
  aanlevering: z.uuid(),
  kenmerk: z.string().trim().min(1, "kenmerk").max(40, "kenmerk"),
});
export const askInput = z.object({ filing: z.uuid(), aanlevering: z.uuid() });

/**
 * A person says that a delivery arrived after all, and under which kenmerk. The recipient is asked whether that can be,
 * and then how far it is: until it has answered, nothing counts as sent, and nothing as accepted.
 */
export async function confirmArrival(
  ctx: Scoped<Staff>,
  deliveryId: string,
  processReference: string,
): Promise<Result<object, "not-found" | "not-now" | "kenmerk-taken">> {
  const row = await lastStanding(ctx, deliveryId);
  if (typeof row === "string") return refuse(row);
  // What the recipient took under a kenmerk keeps it.
  if (row.processReference && !isClaimed(row)) return refuse("not-now");
  if (await hasAnother(ctx, deliveryId, processReference)) return refuse("kenmerk-taken");
  return (await claim(ctx, deliveryId, processReference)) ? { ok: true } : refuse("not-now");
}

/** A person knows by now that the kenmerk which was given is not this one's, while the recipient has not said so yet. */
export async function takeBackClaim(
  ctx: Scoped<Staff>,
  deliveryId: string,
): Promise<Result<object, "not-found" | "not-now">> {
  const row = await lastStanding(ctx, deliveryId);
  if (typeof row === "string") return refuse(row);
  if (!isClaimed(row)) return refuse("not-now");
  await claimFailed(ctx, row, "claim-taken-back");
  await record(ctx, {
    action: "delivery.claimTakenBack",
    subject: `filing:${row.filingId}`,
    data: { delivery: row.id, reference: row.deliveryReference, kenmerk: row.processReference },
  });
  return { ok: true };
}

/** Staff want to know now, and not at the next hour: what the recipient knows of a delivery that nobody is sure of. */
export async function askNow(
  ctx: Scoped<Staff>,
  deliveryId: string,
): Promise<Result<object, "not-found" | "not-now">> {
  const row = await lastStanding(ctx, deliveryId);
  if (typeof row === "string") return refuse(row);
  if (row.processReference) await ask(ctx, row, null, 0);
  else await lookFor(ctx, row, 0);
  return { ok: true };
}

/** The delivery, held, when nobody knows how it ended, and none of its version is with the recipient, or will be, since. */
async function lastStanding(
  ctx: Scoped<Staff>,
  deliveryId: string,
): Promise<typeof deliveries.$inferSelect | "not-found" | "not-now"> {
  const { firmId } = ctx.actor;
  const [row] = await ctx.db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.firmId, firmId), eq(deliveries.id, deliveryId)))
    .for("update");
  if (!row) return "not-found";
  const [last] = await ctx.db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(eq(deliveries.firmId, firmId), eq(deliveries.filingId, row.filingId)))
    // One that never left, or was turned away, says nothing of one before it that may have arrived.
    .orderBy(
      desc(deliveries.version),
      sql`${deliveries.state} in ('failed', 'refused')`,
      desc(deliveries.attempt),
    )
    .limit(1);
  return row.state === "unknown" && last?.id === row.id ? row : "not-now";
}
