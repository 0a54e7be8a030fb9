import { and, asc, eq } from "drizzle-orm";
import { filingAnnexes, filings, filingVersions } from "@/db/schema/approvals";
import { decisions } from "@/db/schema/decisions";
import { deliveries } from "@/db/schema/delivery";
import { organisations } from "@/db/schema/organisations";
import { inScope, type Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import { findFile, type StoredFile } from "@/lib/dossier/files";
import type { Answer, Departure, Job } from "@/lib/outbox/job";
import { now } from "@/lib/ports/clock";
import type { Content, Delivery, DeliveryAnswer } from "@/lib/ports/filing-channel/channel";
import { log } from "@/lib/ports/log";
import { newId } from "@/lib/shared/ids";
import { isAsDecided } from "@/lib/shared/manifest";
import { annexOf } from "./annex";
import { type KeptBack, whyKeptBack } from "./beside";
import { tellOfRefusal } from "./certificates";
import { type Channel, channelFor, openChannel } from "./channels";
import { intact } from "./contents";
import { drop, fail, handedOver, lost, refused } from "./outcome";
import { keepRequest, removeUnlessKept, storeRequest } from "./request";

type Load = {
  delivery: typeof deliveries.$inferSelect;
  channel: Channel;
  interested: { number: string; type: string };
  data: StoredFile;
  annexes: StoredFile[];
};

/**
 * Looks at what is about to be sent: a reason why it does not go after all, or null. Another room knows how such files
 * are read; whoever starts the sending hands it in.
 */
export type LastLook = (
  actor: System,
  file: {
    organisationId: string;
    stream: (typeof deliveries.$inferSelect)["stream"];
    number: string;
    bytes: Uint8Array;
  },
) => Promise<string | null>;

/**
 * Milliseconds for whoever has no time to wait as long as the channel allows: how long preparing, sending and waiting for
 * the answer may take together, and how much of that has to be left when it is sent. What is cut off while it waits is a
 * delivery that nobody can know about.
 */
export type TimeLeft = { longest: number; least: number };

/**
 * Makes one delivery ready to be handed over: the exact bytes that were approved, hashed again; of the party whose number
 * they are sent under, and for this recipient; signed; kept on disk; and only then sent, once. What is not certain is not
 * said: an answer that proves nothing leaves the delivery unknown.
 */
export async function sendDelivery(
  actor: System,
  job: Job,
  lastLook: LastLook,
  { longest, least }: TimeLeft = { longest: Number.POSITIVE_INFINITY, least: 0 },
): Promise<Departure | Answer> {
  const until = performance.now() + longest;
  const id = String(job.payload.delivery);
  const loaded = await inScope(actor, (ctx) => load(ctx, id));
  if (loaded === "over") return { outcome: "done" };
  if (typeof loaded === "string") return stays(id, loaded);
  const contents = await intact([loaded.data, ...loaded.annexes]);
  if (!contents) return failed(id, "file-changed");
  const [content, ...attachments] = contents;
  if (!content) return failed(id, "file-changed");
  const { organisationId, stream } = loaded.delivery;
  const { number } = loaded.interested;
  const misfit = await lastLook(actor, { organisationId, stream, number, bytes: content.bytes });
  if (misfit) return failed(id, misfit);

  let channel: ReturnType<typeof openChannel>;
  try {
    channel = openChannel(loaded.channel);
  } catch (error) {
    log().error({ err: error, delivery: id }, "a channel is not set up as it should be");
    return failed(id, "channel-settings");
  }
  const wish = deliveryOf(loaded, content, attachments);
  const made = channel.prepareDelivery(wish, { id: newId(), at: now() });
  if (!made.ok)
    return failed(id, "not-deliverable", "field" in made ? `${made.field}: ${made.reason}` : made.reason);
  const request = await storeRequest(actor, loaded, made.prepared);
  if (!request) return { outcome: "retry", reason: "storage-full" };
  return {
    keep: async (ctx) => {
      const why = await keepRequest(ctx, loaded, request);
      return why ? stays(id, why) : undefined;
    },
    stayed: () => removeUnlessKept(actor, id, request),
    send: async () => {
      const left = until - performance.now();
      if (left <= least) return { outcome: "retry", reason: "no-time" };
      const hurried = openChannel(loaded.channel, left);
      return answered(id, loaded.channel.id, await hurried.deliver(made.prepared));
    },
  };
}

/** For days nothing could leave us: it was certainly not sent, and from now on waits for somebody at the firm. */
export async function neverSent(ctx: Scoped<System>, job: Job, reason: string): Promise<void> {
  await fail(ctx, String(job.payload.delivery), reason, null);
}

/** The job was cut off while it was being sent: nobody knows whether it arrived. */
export async function sendingBrokeOff(ctx: Scoped<System>, job: Job): Promise<void> {
  await lost(ctx, String(job.payload.delivery), "interrupted", null);
}

function answered(id: string, channelId: string, answer: DeliveryAnswer): Answer {
  switch (answer.outcome) {
    case "accepted":
      return {
        outcome: "done",
        providerId: answer.processReference,
        follows: (ctx) => handedOver(ctx, id, answer),
      };
    case "refused":
      return {
        outcome: "failed",
        reason: answer.faultCode,
        follows: (ctx) => refused(ctx, id, answer.faultCode, answer.description, null),
      };
    case "not-sent":
      // Nothing left us: with certainty it may be tried again.
      if (answer.reason === "invalid") return failed(id, "not-deliverable", answer.detail);
      return {
        outcome: "retry",
        reason: answer.reason,
        // It does not pass by itself.
        ...(answer.reason === "certificate-refused"
          ? { follows: (ctx: Scoped<System>) => tellOfRefusal(ctx, channelId) }
          : {}),
      };
    case "unknown":
      return {
        outcome: "unknown",
        reason: answer.reason,
        follows: (ctx) => lost(ctx, id, answer.reason, answer.detail ?? null),
      };
  }
}

/** What is not needed any more is dropped; the rest waits for somebody at the firm. */
function stays(id: string, why: string): Answer {
  if (why !== "withdrawn" && why !== "overtaken") return failed(id, why);
  return { outcome: "done", follows: (ctx) => drop(ctx, id, why) };
}

function failed(id: string, reason: string, detail: string | null = null): Answer {
  return { outcome: "failed", reason, follows: (ctx) => fail(ctx, id, reason, detail) };
}

async function load(
  ctx: Scoped<System>,
  id: string,
): Promise<Load | KeptBack | "over" | "no-channel" | "no-number" | "no-data" | "file-changed"> {
  const { firmId } = ctx.actor;
  const [row] = await ctx.db
    .select({ delivery: deliveries, filing: filings, version: filingVersions, kvk: organisations.kvkNumber })
    .from(deliveries)
    .innerJoin(filings, and(eq(filings.firmId, deliveries.firmId), eq(filings.id, deliveries.filingId)))
    .innerJoin(
      filingVersions,
      and(
        eq(filingVersions.firmId, deliveries.firmId),
        eq(filingVersions.filingId, deliveries.filingId),
        eq(filingVersions.version, deliveries.version),
      ),
    )
    .innerJoin(
      organisations,
      and(eq(organisations.firmId, deliveries.firmId), eq(organisations.id, deliveries.organisationId)),
    )
    .where(and(eq(deliveries.firmId, firmId), eq(deliveries.id, id)));
  if (row?.delivery.state !== "waiting") return "over";
  const { delivery, filing, version, kvk } = row;
  const channel = await channelFor(ctx, filing.stream, version.label);
  const why = await whyKeptBack(ctx, delivery, channel?.id);
  if (why) return why;
  if (!channel) return "no-channel";
  if (!kvk) return "no-number";
  const data = version.dataFileId ? await findFile(ctx, version.dataFileId) : null;
  if (!data) return "no-data";
  const places = await ctx.db
    .select({ id: filingAnnexes.fileId })
    .from(filingAnnexes)
    .where(
      and(
        eq(filingAnnexes.firmId, firmId),
        eq(filingAnnexes.filingId, filing.id),
        eq(filingAnnexes.version, version.version),
      ),
    )
    .orderBy(asc(filingAnnexes.place));
  const annexes: StoredFile[] = [];
  for (const place of places) {
    const annex = await findFile(ctx, place.id);
    if (!annex) return "no-data";
    annexes.push(annex);
  }
  if (!(await isDecided(ctx, version, data, annexes))) return "file-changed";
  return {
    delivery,
    channel,
    interested: { number: kvk, type: channel.settings.identityType },
    data,
    annexes,
  };
}

/** Whether the version with these files is what was published and what each approved; an alarm when it is not. */
async function isDecided(
  ctx: Scoped<System>,
  row: typeof filingVersions.$inferSelect,
  data: StoredFile,
  annexes: StoredFile[],
): Promise<boolean> {
  const { filingId: filing, version, label, periodStart, periodEnd, attachmentSha256: attachment } = row;
  const { figures, amount, payBy, paymentReference, details } = row;
  const stored = {
    ...{ filing, version, label, periodStart, periodEnd, attachment, data: data.sha256 },
    annexes: annexes.map(({ sha256 }) => sha256),
    ...{ figures, amount, payBy, paymentReference, details },
  };
  const approved = await ctx.db
    .select({ manifestHash: decisions.manifestHash })
    .from(decisions)
    .where(
      and(
        eq(decisions.firmId, ctx.actor.firmId),
        eq(decisions.filingId, filing),
        eq(decisions.version, version),
        eq(decisions.decision, "approved"),
      ),
    );
  const whole = [row, ...approved].every(({ manifestHash }) => isAsDecided(stored, manifestHash));
  if (!whole) log().error({ alarm: "file-changed", filing }, "a document is not what was approved");
  return whole;
}

function deliveryOf(
  { delivery, channel, interested }: Load,
  content: Content,
  attachments: Content[],
): Delivery {
  const { messageType, role, recipient, authorisationAddress, packageType } = channel.settings;
  const isPackage = content.mimeType === "application/zip";
  return {
    messageType,
    deliveryReference: delivery.deliveryReference,
    interestedParty: interested,
    interestedPartyRole: role,
    ...(recipient
      ? { recipient: { number: recipient.number, type: recipient.type }, recipientRole: recipient.role }
      : {}),
    content: isPackage && packageType ? { ...content, mimeType: packageType } : content,
    ...(attachments.length > 0 ? { attachments: attachments.map(annexOf) } : {}),
    ...(authorisationAddress ? { authorisationAddress } : {}),
  };
}
