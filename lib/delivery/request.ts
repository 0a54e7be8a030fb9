import { Readable } from "node:stream";
import { and, eq } from "drizzle-orm";
import { deliveries } from "@/db/schema/delivery";
import { inScope, type Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import { sealFor } from "@/lib/access/firm-key";
import { discard } from "@/lib/dossier/abandoned";
import { now } from "@/lib/ports/clock";
import type { PreparedDelivery } from "@/lib/ports/filing-channel/channel";
import { log } from "@/lib/ports/log";
import { StorageFull, type Stored, storage } from "@/lib/ports/storage";
import { type KeptBack, whyKeptBack } from "./beside";

type Of = { delivery: { id: string; filingId: string; version: number }; channel: { id: string } };
/** A request as it was signed, on disk. */
type Request = Stored & { messageId: string };

/** Bytes first, and the row later; both before a single byte goes out. Null when there is no room for them. */
export async function storeRequest(
  { firmId }: System,
  { delivery }: Of,
  { xml, messageId }: PreparedDelivery,
): Promise<Request | null> {
  try {
    const of = { firmId, fileId: delivery.id };
    const stored = await storage().put(of, Readable.from([xml]), { maxBytes: xml.length });
    return { ...stored, messageId };
  } catch (error) {
    if (!(error instanceof StorageFull)) throw error;
    log().error({ alarm: "storage-full", delivery: delivery.id }, "no room to keep what would be sent");
    return null;
  }
}

/**
 * The row of the request that is about to be sent. That of the try before has not left, or there would be no other: it
 * goes, as its key does. Whoever withdraws the document, or learns what became of another delivery of it, waits for this.
 * @returns why it stays here after all; null when it is kept, and may go
 */
export async function keepRequest(
  ctx: Scoped<System>,
  { delivery, channel }: Of,
  request: Request,
): Promise<KeptBack | null> {
  const { firmId } = ctx.actor;
  const { id } = delivery;
  const why = await whyKeptBack(ctx, delivery, channel.id);
  if (why) return why;
  const own = and(eq(deliveries.firmId, firmId), eq(deliveries.id, id));
  const [before] = await ctx.db
    .select({ key: deliveries.requestKey })
    .from(deliveries)
    .where(own)
    .for("update");
  if (before?.key) await discard(ctx, [{ id, storageKey: before.key }], before.key);
  await ctx.db
    .update(deliveries)
    .set({
      channelId: channel.id,
      messageId: request.messageId,
      requestKey: request.storageKey,
      requestFileKey: await sealFor(ctx, `deliveries.request_file_key:${id}`, request.fileKey),
      requestBytes: request.bytes,
      requestSha256: request.sha256Hex,
      sentAt: now(),
    })
    .where(own);
  return null;
}

/** Of what was not sent no bytes are left, unless its row came to be after all, which is waited for. */
export async function removeUnlessKept(actor: System, id: string, { storageKey }: Request): Promise<void> {
  const [row] = await inScope(actor, ({ db, actor: { firmId } }) =>
    db
      .select({ requestKey: deliveries.requestKey })
      .from(deliveries)
      .where(and(eq(deliveries.firmId, firmId), eq(deliveries.id, id)))
      .for("update"),
  );
  if (row?.requestKey !== storageKey) await storage().remove(storageKey);
}
