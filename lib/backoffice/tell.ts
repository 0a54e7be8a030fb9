import { and, arrayContains, asc, eq, inArray, isNull, or } from "drizzle-orm";
import { outbox } from "@/db/schema/outbox";
import { firms } from "@/db/schema/tenancy";
import { webhookEndpoints } from "@/db/schema/webhooks";
import type { Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import { originOf } from "@/lib/access/firm";
import { reportsOf } from "@/lib/approvals/report";
import { enqueueAll } from "@/lib/outbox/enqueue";
import type { Job } from "@/lib/outbox/job";
import { now } from "@/lib/ports/clock";
import { messageOf } from "./message";
import { offByItself, programEventOf } from "./rules";
import type { WebhookPayload } from "./send";

/**
 * After something happened to a document: one message for each program of the firm that listens for it (F52), in the
 * transaction that does the event's own work. The event itself was written in the transaction that caused it, so an
 * approval that was rolled back tells nobody, and one that stands tells everybody once.
 */
export async function tellPrograms(ctx: Scoped<System>, job: Job): Promise<void> {
  const type = programEventOf(job.kind, job.payload);
  if (!type) return;
  const { firmId } = ctx.actor;
  const endpoints = await ctx.db
    .select({ id: webhookEndpoints.id, name: webhookEndpoints.name })
    .from(webhookEndpoints)
    .where(
      and(
        eq(webhookEndpoints.firmId, firmId),
        // Where it switched itself off nobody decided to miss anything: the message is written, and waits.
        or(isNull(webhookEndpoints.disabledAt), inArray(webhookEndpoints.disabledReason, [...offByItself])),
        arrayContains(webhookEndpoints.events, [type]),
      ),
    )
    .orderBy(asc(webhookEndpoints.id));
  if (endpoints.length === 0) return;
  const [report] = await reportsOf(ctx, [
    { id: String(job.payload.filing), version: Number(job.payload.version) },
  ]);
  const [event] = await ctx.db
    .select({ at: outbox.createdAt, organisationId: outbox.organisationId, slug: firms.slug })
    .from(outbox)
    .innerJoin(firms, eq(firms.id, outbox.firmId))
    .where(and(eq(outbox.firmId, firmId), eq(outbox.id, job.id)));
  if (!report || !event) return;
  const body = messageOf(type, event.at ?? now(), report, originOf(event));
  await enqueueAll(
    ctx,
    endpoints.map(({ id, name }) => ({
      kind: "webhook.send",
      // The event's own id: however often it is sent, and sent again, the program knows that it is the same.
      payload: { endpoint: id, name, event: type, message: `msg_${job.id}`, body } satisfies WebhookPayload,
      subject: `webhook:${id}`,
      ...(event.organisationId ? { organisationId: event.organisationId } : {}),
      idempotencyKey: `webhook.send:${job.id}:${id}`,
    })),
  );
}
