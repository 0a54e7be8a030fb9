import { and, eq, ne } from "drizzle-orm";
import { z } from "zod";
import { deliveries } from "@/db/schema/delivery";
import type { Scoped } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import { type Result, refuse } from "@/lib/shared/result";
import { handedOver } from "./outcome";

export const arrivalInput = z.object({
  filing: z.uuid(),
  aanlevering: z.uuid(),
  kenmerk: z.string().trim().min(1, "kenmerk").max(40, "kenmerk"),
});

/**
 * A person knows that a delivery arrived after all, and under which kenmerk: from then on its statuses are asked for.
 * Nothing is taken for accepted by this; that is the recipient's word.
 */
export async function confirmArrival(
  ctx: Scoped<Staff>,
  deliveryId: string,
  processReference: string,
): Promise<Result<object, "not-found" | "not-now" | "kenmerk-taken">> {
  const { firmId } = ctx.actor;
  const own = and(eq(deliveries.firmId, firmId), eq(deliveries.id, deliveryId));
  const [row] = await ctx.db.select().from(deliveries).where(own).for("update");
  if (!row) return refuse("not-found");
  if (row.state !== "unknown") return refuse("not-now");
  const [other] = await ctx.db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.firmId, firmId),
        eq(deliveries.processReference, processReference),
        ne(deliveries.id, deliveryId),
      ),
    )
    .limit(1);
  if (other) return refuse("kenmerk-taken");
  await handedOver(ctx, deliveryId, { processReference, signedAnswer: null });
  return { ok: true };
}
