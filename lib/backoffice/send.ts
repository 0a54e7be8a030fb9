import { and, eq } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { outbox } from "@/db/schema/outbox";
import { webhookEndpoints } from "@/db/schema/webhooks";
import { inScope, type Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { administratorsOf } from "@/lib/identity/administrators";
import type { MailPayload } from "@/lib/notifications/send";
import { enqueueAll } from "@/lib/outbox/enqueue";
import type { Answer, Job } from "@/lib/outbox/job";
import { now } from "@/lib/ports/clock";
import { type PostOutcome, postWebhook } from "@/lib/ports/webhook/post";
import { sendHeld } from "./held";
import { failingLimitHours, failsSince, givenUp, offByItself } from "./rules";
import { secretsOf } from "./secrets";

/** What a job of these kinds says. `body` is sent as it stands, byte for byte; it names no secret. */
export type WebhookPayload = {
  endpoint: string;
  /** What the firm calls the program, for the list of what was sent. */
  name: string;
  event: string;
  message: string;
  body: string;
};

/** Sends one message. Only a 2xx counts as delivered; whatever else comes back, it is tried again for three days. */
export async function sendWebhook(actor: System, job: Job): Promise<Answer> {
  const outcome = await call(actor, job);
  if (outcome === "off") return { outcome: "failed", reason: "webhook off" };
  if (outcome === "held")
    return { outcome: "failed", reason: "webhook held", follows: (ctx) => unlessBackOn(ctx, job) };
  const answer: Answer =
    outcome.outcome === "delivered"
      ? { outcome: "done" }
      : outcome.outcome === "forbidden" || (outcome.outcome === "refused" && outcome.status === 410)
        ? { outcome: "failed", reason: reasonOf(outcome) }
        : {
            outcome: "retry",
            reason: reasonOf(outcome),
            atLeastHours: failingLimitHours,
            ...waitOf(outcome),
          };
  return {
    ...answer,
    follows: async (ctx) => {
      await remember(ctx, job, outcome);
      if (answer.outcome === "failed") await missed(ctx, job);
    },
  };
}

/**
 * A message had its last try. Where that was the end of the connection too, the administrators know it by now, and the
 * message goes out when it is switched on again. Where other messages do arrive it stays on, and nobody would look for
 * the one that is missing: they get a mail, at most one a day for each connection.
 */
export async function missed(ctx: Scoped<System>, job: Job): Promise<void> {
  const { endpoint } = job.payload as WebhookPayload;
  const [row] = await ctx.db.select().from(webhookEndpoints).where(own(ctx, endpoint));
  if (!row || row.disabledAt) return;
  await tellAdministrators(ctx, row, "program-missed", now().toISOString().slice(0, 10));
}

/**
 * "Proefbericht": somebody waits for it, so it is sent once, and what comes back is the result. That it did not arrive
 * is no beginning of a time in which nothing does.
 */
export async function sendTest(actor: System, job: Job): Promise<Answer> {
  const outcome = await call(actor, job, true);
  if (outcome === "off" || outcome === "held") return { outcome: "failed", reason: "webhook off" };
  const answer: Answer =
    outcome.outcome === "delivered" ? { outcome: "done" } : { outcome: "failed", reason: reasonOf(outcome) };
  return { ...answer, follows: (ctx) => remember(ctx, job, outcome, true) };
}

/** @param evenOff a test may go to a program that is switched off: that is how one finds out that it works again */
async function call(actor: System, job: Job, evenOff = false): Promise<PostOutcome | "off" | "held"> {
  const { endpoint, message, body } = job.payload as WebhookPayload;
  const at = now();
  const loaded = await inScope(actor, async (ctx) => {
    const [row] = await ctx.db.select().from(webhookEndpoints).where(own(ctx, endpoint));
    if (!row) return "off";
    if (row.disabledAt && !evenOff)
      return row.disabledReason && offByItself.includes(row.disabledReason) ? "held" : "off";
    return { url: row.url, secrets: await secretsOf(ctx, row, at) };
  });
  if (typeof loaded === "string") return loaded;
  // The time is that of this try: a program refuses what was signed long ago, as it should.
  const signatures = loaded.secrets.map((secret) => new Webhook(secret).sign(message, at, body));
  return postWebhook(loaded.url, {
    headers: {
      "content-type": "application/json",
      "user-agent": "Accountantsportaal-Webhook/1",
      "webhook-id": message,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
      "webhook-signature": signatures.join(" "),
    },
    body,
  });
}

/** What the firm sees beside the program, and the end of it where nothing has arrived for days. */
async function remember(ctx: Scoped<System>, job: Job, outcome: PostOutcome, isTest = false): Promise<void> {
  const { endpoint } = job.payload as WebhookPayload;
  const at = now();
  const [row] = await ctx.db.select().from(webhookEndpoints).where(own(ctx, endpoint)).for("update");
  if (!row) return;
  if (outcome.outcome === "delivered") {
    await ctx.db
      .update(webhookEndpoints)
      .set({ lastSuccessAt: at, failingSince: null })
      .where(own(ctx, endpoint));
    return;
  }
  const status = outcome.outcome === "refused" ? outcome.status : null;
  const called = outcome.outcome !== "forbidden";
  const before = { since: row.failingSince, last: row.lastFailureAt, called: !isForbidden(row.lastFailure) };
  const since = failsSince(before, called, at);
  const waiting = isTest || !called ? null : await writtenAt(ctx, job);
  const over = row.disabledAt ? null : givenUp(status, since, waiting, at);
  if (isTest && !over) return;
  await ctx.db
    .update(webhookEndpoints)
    .set({
      lastFailureAt: at,
      lastFailure: reasonOf(outcome),
      ...(isTest ? {} : { failingSince: since }),
      ...(over ? { disabledAt: at, disabledReason: over } : {}),
    })
    .where(own(ctx, endpoint));
  if (!over) return;
  await tellAdministrators(ctx, row, over === "gone" ? "program-gone" : "program-failing", at.toISOString());
  await record(ctx, {
    action: "webhook.givenUp",
    subject: `webhook:${endpoint}`,
    data: { why: over, last: reasonOf(outcome) },
  });
}

/** Since when a message is there to be sent. */
async function writtenAt(ctx: Scoped<System>, job: Job): Promise<Date | null> {
  const [row] = await ctx.db
    .select({ at: outbox.createdAt })
    .from(outbox)
    .where(and(eq(outbox.firmId, ctx.actor.firmId), eq(outbox.id, job.id)));
  return row?.at ?? null;
}

/** A message that found the program switched off while somebody was switching it on: it goes out with the others. */
async function unlessBackOn(ctx: Scoped<System>, job: Job): Promise<void> {
  const { endpoint } = job.payload as WebhookPayload;
  const [row] = await ctx.db.select().from(webhookEndpoints).where(own(ctx, endpoint)).for("update");
  if (row && !row.disabledAt) await sendHeld(ctx, endpoint);
}

/**
 * Something does not arrive there until one of them does something: a mail to each.
 * @param time of what happened, or the day when one a day is enough: the same is told once
 */
async function tellAdministrators(
  ctx: Scoped<System>,
  { id, name }: { id: string; name: string },
  template: "program-failing" | "program-gone" | "program-missed",
  time: string,
): Promise<void> {
  const people = await administratorsOf(ctx);
  await enqueueAll(
    ctx,
    people.map(({ id: accountId }) => ({
      kind: "mail",
      payload: {
        template,
        path: `/admin/instellingen/koppelingen/${id}`,
        facts: { title: name },
      } satisfies MailPayload,
      accountId,
      idempotencyKey: `${template}:${id}:${time}:${accountId}`,
    })),
  );
}

function own(ctx: Scoped, id: string) {
  return and(eq(webhookEndpoints.firmId, ctx.actor.firmId), eq(webhookEndpoints.id, id));
}

/** In the form that lib/outbox/rules.ts reads; never anything that the other side said. */
function reasonOf(outcome: Exclude<PostOutcome, { outcome: "delivered" }>): string {
  if (outcome.outcome === "refused") return `webhook ${outcome.status}`;
  return outcome.outcome === "forbidden" ? `webhook ${outcome.reason}` : outcome.reason;
}

function isForbidden(reason: string | null): boolean {
  return reason === "webhook url" || reason === "webhook address";
}

/** Only seconds (RFC 9110, 10.2.3): a date of somebody else's clock is not believed. */
function waitOf(outcome: PostOutcome): { afterSeconds?: number } {
  if (outcome.outcome !== "refused" || !outcome.retryAfter || !/^\d{1,6}$/.test(outcome.retryAfter))
    return {};
  return { afterSeconds: Number(outcome.retryAfter) };
}
