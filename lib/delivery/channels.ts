import { and, desc, eq } from "drizzle-orm";
import { type ChannelSettings, deliveryChannels } from "@/db/schema/delivery";
import type { Scoped } from "@/db/scope";
import { sealFor, unsealFrom } from "@/lib/access/firm-key";
import type { FilingChannel } from "@/lib/ports/filing-channel/channel";
import { localChannel } from "@/lib/ports/filing-channel/local";
import { viaWus } from "@/lib/ports/filing-channel/wus";
import { newId } from "@/lib/shared/ids";

export type Channel = {
  id: string;
  settings: ChannelSettings;
  key: string | null;
  certificate: string | null;
};

export type ChannelStream = "filingAccounts" | "creditReport";

/** A channel as its settings show it: whether there is a key, and never which. */
export type SetUp = Omit<typeof deliveryChannels.$inferSelect, "privateKey" | "stream"> & {
  stream: ChannelStream;
  hasKey: boolean;
};

/**
 * How this firm reaches the recipient of a stream; null when that has not been set up, or was switched off.
 * @param label of the version that goes there: of a credit report it is the bank; a later version may be for another
 */
export async function channelFor(ctx: Scoped, stream: string, label: string | null): Promise<Channel | null> {
  const recipient = stream === "creditReport" ? (label ?? "") : "";
  const [row] = await ctx.db
    .select()
    .from(deliveryChannels)
    .where(
      and(
        eq(deliveryChannels.firmId, ctx.actor.firmId),
        eq(deliveryChannels.stream, stream as typeof deliveryChannels.$inferSelect.stream),
        eq(deliveryChannels.recipient, recipient),
        eq(deliveryChannels.enabled, true),
      ),
    );
  if (!row) return null;
  const { id, settings, certificate, privateKey } = row;
  const key = privateKey ? (await unsealFrom(ctx, keyPlace(id), privateKey)).toString() : null;
  return { id, settings, key, certificate };
}

/**
 * @param longest milliseconds that there are for an answer, where that may be less than its settings allow
 * @throws when its settings cannot work, with the name of the setting and never with the key
 */
export function openChannel(
  { settings, key, certificate }: Channel,
  longest = Number.POSITIVE_INFINITY,
): FilingChannel {
  if (settings.deliverUrl === "") return localChannel();
  if (!key || !certificate) throw new Error("clientCertificate is missing");
  const { trusted, serverCa, ...rest } = settings;
  return viaWus({
    deliverUrl: rest.deliverUrl,
    statusUrl: rest.statusUrl,
    clientCertificate: { key, certificate },
    ...(serverCa ? { serverCa } : {}),
    signatureAlgorithm: rest.signatureAlgorithm,
    digestAlgorithm: rest.digestAlgorithm,
    timestampTtlSeconds: rest.timestampTtlSeconds,
    timeoutMs: Math.min(rest.timeoutMs, longest),
    trustedResponseSigners: trusted,
  });
}

/** Every channel of the firm as it was set up, without its key; also what was switched off. */
export async function channelsOf(ctx: Scoped): Promise<SetUp[]> {
  const rows = await ctx.db
    .select()
    .from(deliveryChannels)
    .where(eq(deliveryChannels.firmId, ctx.actor.firmId))
    .orderBy(desc(deliveryChannels.stream), deliveryChannels.recipient);
  return rows.map(({ privateKey, stream, ...row }) => ({
    ...row,
    stream: stream as ChannelStream,
    hasKey: privateKey !== null,
  }));
}

/** One of them, held until the end of the transaction, with its key opened; null when it is not there. */
export async function lockChannel(ctx: Scoped, id: string): Promise<(SetUp & { key: string | null }) | null> {
  const where = and(eq(deliveryChannels.firmId, ctx.actor.firmId), eq(deliveryChannels.id, id));
  const [row] = await ctx.db.select().from(deliveryChannels).where(where).for("update");
  if (!row) return null;
  const { privateKey, stream, ...rest } = row;
  const key = privateKey ? (await unsealFrom(ctx, keyPlace(id), privateKey)).toString() : null;
  return { ...rest, stream: stream as ChannelStream, hasKey: key !== null, key };
}

/**
 * Sets up the way to a recipient, or changes it. `key` is PEM and is sealed; left out, the one that was stays. A new
 * one is on; what was switched off stays off.
 */
export async function saveChannel(
  ctx: Scoped,
  wish: {
    stream: ChannelStream;
    recipient: string;
    settings: ChannelSettings;
    certificate: string | null;
    key: string | null;
  },
): Promise<string> {
  const { firmId } = ctx.actor;
  const [found] = await ctx.db
    .select({ id: deliveryChannels.id })
    .from(deliveryChannels)
    .where(
      and(
        eq(deliveryChannels.firmId, firmId),
        eq(deliveryChannels.stream, wish.stream),
        eq(deliveryChannels.recipient, wish.recipient),
      ),
    );
  const id = found?.id ?? newId();
  const set = {
    settings: wish.settings,
    ...(wish.certificate === null ? {} : { certificate: wish.certificate }),
    ...(wish.key === null ? {} : { privateKey: await sealFor(ctx, keyPlace(id), wish.key) }),
  };
  if (found) {
    await ctx.db
      .update(deliveryChannels)
      .set(set)
      .where(and(eq(deliveryChannels.firmId, firmId), eq(deliveryChannels.id, id)));
    return id;
  }
  const { stream, recipient } = wish;
  await ctx.db.insert(deliveryChannels).values({
    certificate: null,
    privateKey: null,
    ...set,
    enabled: true,
    firmId,
    id,
    stream,
    recipient,
    createdAt: new Date(),
  });
  return id;
}

function keyPlace(id: string): string {
  return `delivery_channels.private_key:${id}`;
}
