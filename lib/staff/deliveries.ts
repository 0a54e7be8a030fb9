import { and, asc, desc, eq } from "drizzle-orm";
import { type DeliveryState, deliveries, deliveryStatuses } from "@/db/schema/delivery";
import type { Scoped } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";

/** One attempt to hand a document over, as staff see it; the newest first. */
export type StaffDelivery = {
  id: string;
  attempt: number;
  version: number;
  state: DeliveryState;
  /** By which it went; null while it has not been made ready to leave. */
  channelId: string | null;
  deliveryReference: string;
  processReference: string | null;
  fault: string | null;
  faultText: string | null;
  /** What the recipient knows that might be this one; null while nobody has asked. */
  candidates: string[] | null;
  createdAt: Date;
  sentAt: Date | null;
  doneAt: Date | null;
  statuses: {
    code: string;
    at: Date;
    description: string;
    errorCode: string | null;
    errorDescription: string | null;
  }[];
};

/** Every attempt to hand a document over, with what the recipient told about each. Two statements. */
export async function staffDeliveries(ctx: Scoped<Staff>, filingId: string): Promise<StaffDelivery[]> {
  const { firmId } = ctx.actor;
  const rows = await ctx.db
    .select({
      id: deliveries.id,
      attempt: deliveries.attempt,
      version: deliveries.version,
      state: deliveries.state,
      channelId: deliveries.channelId,
      deliveryReference: deliveries.deliveryReference,
      processReference: deliveries.processReference,
      fault: deliveries.fault,
      faultText: deliveries.faultText,
      candidates: deliveries.candidates,
      createdAt: deliveries.createdAt,
      sentAt: deliveries.sentAt,
      doneAt: deliveries.doneAt,
    })
    .from(deliveries)
    .where(and(eq(deliveries.firmId, firmId), eq(deliveries.filingId, filingId)))
    .orderBy(desc(deliveries.version), desc(deliveries.attempt));
  if (rows.length === 0) return [];
  const told = await ctx.db
    .select({
      deliveryId: deliveryStatuses.deliveryId,
      code: deliveryStatuses.code,
      at: deliveryStatuses.at,
      description: deliveryStatuses.description,
      errorCode: deliveryStatuses.errorCode,
      errorDescription: deliveryStatuses.errorDescription,
    })
    .from(deliveryStatuses)
    .innerJoin(
      deliveries,
      and(eq(deliveries.firmId, deliveryStatuses.firmId), eq(deliveries.id, deliveryStatuses.deliveryId)),
    )
    .where(and(eq(deliveryStatuses.firmId, firmId), eq(deliveries.filingId, filingId)))
    .orderBy(asc(deliveryStatuses.at), asc(deliveryStatuses.code));
  return rows.map((row) => ({
    ...row,
    statuses: told
      .filter(({ deliveryId }) => deliveryId === row.id)
      .map(({ deliveryId: _, ...rest }) => rest),
  }));
}
