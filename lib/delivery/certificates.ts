import { and, eq, isNotNull, max } from "drizzle-orm";
import { deliveries } from "@/db/schema/delivery";
import type { Scoped } from "@/db/scope";
import { administratorsOf } from "@/lib/identity/administrators";
import { mailOfEnding } from "@/lib/notifications/ending";
import { enqueueAll } from "@/lib/outbox/enqueue";
import { now } from "@/lib/ports/clock";
import { certificateStage, type Stage } from "@/lib/shared/certificate-stage";
import { channelsOf } from "./channels";
import { certificateFacts } from "./key-pair";

/** A certificate that ends within 60 days or has ended, of a channel that is on. */
export type EndingCertificate = { channelId: string; recipient: string; notAfter: Date; stage: Stage };

/** Certificates that somebody has to replace, the first to end first. */
export async function endingCertificates(ctx: Scoped): Promise<EndingCertificate[]> {
  const found = (await channelsOf(ctx)).flatMap(({ id: channelId, recipient, enabled, certificate }) => {
    const facts = enabled ? certificateFacts(certificate) : null;
    const stage = facts && certificateStage(facts.notAfter, now());
    return facts && stage !== null ? [{ channelId, recipient, notAfter: facts.notAfter, stage }] : [];
  });
  return found.sort((a, b) => a.notAfter.getTime() - b.notAfter.getTime());
}

/** Once a day: a mail to each administrator 60, 30 and 7 days before a certificate ends, and when it has. */
export async function warnOfCertificates(ctx: Scoped): Promise<void> {
  const ending = await endingCertificates(ctx);
  if (ending.length === 0) return;
  const administrators = await administratorsOf(ctx);
  await mailOfEnding(
    ctx,
    ending.map(({ channelId, recipient, notAfter, stage }) => ({
      which: channelId,
      title: titleOf(recipient),
      notAfter,
      stage,
      templates: { ends: "certificate-ends", ended: "certificate-ended" },
      to: administrators.map(({ id, language }) => ({
        accountId: id,
        language,
        path: settingsOf(channelId),
      })),
    })),
  );
}

/**
 * At the first time that a recipient does not let our certificate in: a mail to each administrator, who need not wait for
 * the days after which a delivery is given up. Once for a channel and this certificate, until something was taken there.
 */
export async function tellOfRefusal(ctx: Scoped, channelId: string): Promise<void> {
  const channel = (await channelsOf(ctx)).find(({ id }) => id === channelId);
  if (!channel) return;
  const [taken] = await ctx.db
    .select({ last: max(deliveries.sentAt) })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.firmId, ctx.actor.firmId),
        eq(deliveries.channelId, channelId),
        isNotNull(deliveries.processReference),
      ),
    );
  const which = certificateFacts(channel.certificate)?.fingerprint ?? "none";
  const since = taken?.last?.toISOString() ?? "ever";
  const administrators = await administratorsOf(ctx);
  await enqueueAll(
    ctx,
    administrators.map(({ id: accountId }) => ({
      kind: "mail",
      payload: {
        template: "certificate-refused",
        path: settingsOf(channelId),
        facts: { title: titleOf(channel.recipient) },
      },
      accountId,
      idempotencyKey: `certificate-refused:${channelId}:${which}:${since}:${accountId}`,
    })),
  );
}

function settingsOf(channelId: string): string {
  return `/admin/instellingen/kanalen/${channelId}`;
}

function titleOf(recipient: string): string {
  return recipient || "KvK (Digipoort)";
}
