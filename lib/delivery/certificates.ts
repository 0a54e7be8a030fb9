import type { Scoped } from "@/db/scope";
import { administratorsOf } from "@/lib/identity/administrators";
import { enqueueAll, type NewJob } from "@/lib/outbox/enqueue";
import { now } from "@/lib/ports/clock";
import { daysBetween, formatDay, type Language, today } from "@/lib/shared/dates";
import { certificateStage, type Stage } from "./certificate-stage";
import { channelsOf } from "./channels";
import { certificateFacts } from "./key-pair";

/** A certificate that ends within 60 days or has ended, of a channel that is on. */
export type EndingCertificate = { channelId: string; recipient: string; notAfter: Date; stage: Stage };

// A job is forgotten a month after it was done; the last warning may not come again after that.
const longestAgo = 20;

/** Certificates that somebody has to replace, the first to end first. */
export async function endingCertificates(ctx: Scoped): Promise<EndingCertificate[]> {
  const found = (await channelsOf(ctx)).flatMap(({ id: channelId, recipient, enabled, certificate }) => {
    const facts = enabled ? certificateFacts(certificate) : null;
    const stage = facts && certificateStage(facts.notAfter, now());
    return facts && stage !== null ? [{ channelId, recipient, notAfter: facts.notAfter, stage }] : [];
  });
  return found.sort((a, b) => a.notAfter.getTime() - b.notAfter.getTime());
}

/**
 * Once a day: a mail to each administrator 60, 30 and 7 days before a certificate ends, and when it has; each of them
 * once for a certificate, however often this is asked. A day on which nobody looked is made up for; of warnings that
 * were both missed only the last is given.
 */
export async function warnOfCertificates(ctx: Scoped): Promise<void> {
  const ending = (await endingCertificates(ctx)).filter(
    ({ notAfter }) => daysBetween(today(notAfter), today(now())) <= longestAgo,
  );
  if (ending.length === 0) return;
  const administrators = await administratorsOf(ctx);
  await enqueueAll(
    ctx,
    ending.flatMap((one) => administrators.map(({ id, language }) => mailTo(id, language, one))),
  );
}

function mailTo(accountId: string, language: Language, ending: EndingCertificate): NewJob {
  const { channelId, recipient, notAfter, stage } = ending;
  return {
    kind: "mail",
    payload: {
      template: stage === 0 ? "certificate-ended" : "certificate-ends",
      path: `/admin/instellingen/kanalen/${channelId}`,
      facts: { title: recipient || "KvK (Digipoort)", day: formatDay(today(notAfter), language) },
    },
    accountId,
    idempotencyKey: `certificate:${channelId}:${notAfter.toISOString()}:${stage}:${accountId}`,
  };
}
