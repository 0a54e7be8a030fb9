import { and, asc, desc, eq, sql } from "drizzle-orm";
import { type JobStatus, outbox } from "@/db/schema/outbox";
import { firms } from "@/db/schema/tenancy";
import { type OffReason, type ProgramEvent, webhookEndpoints } from "@/db/schema/webhooks";
import type { Scoped } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import { originOf } from "@/lib/access/firm";
import { record } from "@/lib/audit/record";
import { enqueue } from "@/lib/outbox/enqueue";
import { type Fault, faultOf } from "@/lib/outbox/rules";
import { now } from "@/lib/ports/clock";
import { parseTarget, type TargetFault } from "@/lib/ports/webhook/target";
import { newId } from "@/lib/shared/ids";
import { type Result, refuse } from "@/lib/shared/result";
import { sendHeld } from "./held";
import { testMessageOf } from "./message";
import { mostEndpoints, offByItself, secretOverlapMs } from "./rules";
import { newSecret, sealSecret } from "./secrets";
import type { WebhookPayload } from "./send";

/** A program that listens, as administrators see it. Its secret is shown once, when it is made, and never here. */
export type Endpoint = {
  id: string;
  name: string;
  url: string;
  events: ProgramEvent[];
  previousUntil: Date | null;
  disabledAt: Date | null;
  disabledReason: OffReason | null;
  lastSuccessAt: Date | null;
  lastFailureAt: Date | null;
  failingSince: Date | null;
  fault: Fault | null;
  createdAt: Date;
};

/** One message to a program, and how far it is. */
export type SentMessage = {
  id: string;
  event: string;
  status: JobStatus;
  attempts: number;
  createdAt: Date;
  doneAt: Date | null;
  fault: Fault | null;
};

type Gone = Result<object, "not-found">;

const columns = {
  id: webhookEndpoints.id,
  name: webhookEndpoints.name,
  url: webhookEndpoints.url,
  events: webhookEndpoints.events,
  previousUntil: webhookEndpoints.previousUntil,
  disabledAt: webhookEndpoints.disabledAt,
  disabledReason: webhookEndpoints.disabledReason,
  lastSuccessAt: webhookEndpoints.lastSuccessAt,
  lastFailureAt: webhookEndpoints.lastFailureAt,
  failingSince: webhookEndpoints.failingSince,
  lastFailure: webhookEndpoints.lastFailure,
  createdAt: webhookEndpoints.createdAt,
};

/** All programs of the firm, the oldest first. */
export async function endpointsOf(ctx: Scoped<Staff>): Promise<Endpoint[]> {
  const rows = await ctx.db
    .select(columns)
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.firmId, ctx.actor.firmId))
    .orderBy(asc(webhookEndpoints.createdAt), asc(webhookEndpoints.id));
  return rows.map(shaped);
}

/** One of them with the last twenty messages to it, the newest first; null when there is none of that id. */
export async function endpointById(
  ctx: Scoped<Staff>,
  id: string,
): Promise<(Endpoint & { messages: SentMessage[] }) | null> {
  const [row] = await ctx.db.select(columns).from(webhookEndpoints).where(own(ctx, id));
  if (!row) return null;
  const messages = await ctx.db
    .select({
      id: outbox.id,
      event: sql<string>`${outbox.payload}->>'event'`,
      status: outbox.status,
      attempts: outbox.attempts,
      createdAt: outbox.createdAt,
      doneAt: outbox.doneAt,
      lastError: outbox.lastError,
    })
    .from(outbox)
    .where(and(eq(outbox.firmId, ctx.actor.firmId), eq(outbox.subject, `webhook:${id}`)))
    .orderBy(desc(outbox.createdAt), desc(outbox.id))
    .limit(20);
  return {
    ...shaped(row),
    messages: messages.map(({ lastError, ...one }) => ({
      ...one,
      fault: lastError === null ? null : faultOf(lastError),
    })),
  };
}

/** Adds a program. Answers its secret, which is never shown again. */
export async function addEndpoint(
  ctx: Scoped<Staff>,
  wish: { name: string; url: string; events: ProgramEvent[] },
): Promise<Result<{ id: string; secret: string }, "too-many-endpoints" | TargetFault>> {
  const { firmId } = ctx.actor;
  const target = parseTarget(wish.url);
  if (!target.ok) return target;
  // Two administrators at once: the head of the firm's chain, which `record` locks last, is too late for counting.
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtext(${`webhook_endpoints:${firmId}`}))`);
  if ((await endpointsOf(ctx)).length >= mostEndpoints) return refuse("too-many-endpoints");
  const id = newId();
  const secret = newSecret();
  await ctx.db
    .insert(webhookEndpoints)
    .values({ ...wish, firmId, id, secret: await sealSecret(ctx, id, secret), createdAt: now() });
  await record(ctx, { action: "webhook.added", subject: `webhook:${id}`, data: wish });
  return { ok: true, id, secret };
}

/** Gives a program another secret. The one that was signs beside it for a day, so that no message is refused meanwhile. */
export async function renewSecret(
  ctx: Scoped<Staff>,
  id: string,
): Promise<Result<{ secret: string }, "not-found">> {
  const secret = newSecret();
  const [row] = await ctx.db
    .update(webhookEndpoints)
    .set({
      previousSecret: sql`${webhookEndpoints.secret}`,
      previousUntil: new Date(now().getTime() + secretOverlapMs),
      secret: await sealSecret(ctx, id, secret),
    })
    .where(own(ctx, id))
    .returning({ id: webhookEndpoints.id });
  if (!row) return refuse("not-found");
  await record(ctx, { action: "webhook.secretRenewed", subject: `webhook:${id}` });
  return { ok: true, secret };
}

/**
 * Switches a program on or off. When it had switched itself off, what did not arrive meanwhile goes out now; when a person
 * had, nothing was written for it, and what was left over stays as failed, to be sent again by hand.
 */
export async function switchEndpoint(ctx: Scoped<Staff>, id: string, on: boolean): Promise<Gone> {
  const [before] = await ctx.db
    .select({ why: webhookEndpoints.disabledReason })
    .from(webhookEndpoints)
    .where(own(ctx, id))
    .for("update");
  const [row] = await ctx.db
    .update(webhookEndpoints)
    .set(
      on
        ? { disabledAt: null, disabledReason: null, failingSince: null }
        : { disabledAt: now(), disabledReason: "office" },
    )
    .where(own(ctx, id))
    .returning({ id: webhookEndpoints.id });
  if (!row) return refuse("not-found");
  const sent = on && before?.why && offByItself.includes(before.why) ? await sendHeld(ctx, id) : 0;
  await record(ctx, {
    action: on ? "webhook.switchedOn" : "webhook.switchedOff",
    subject: `webhook:${id}`,
    ...(sent > 0 ? { data: { sentAgain: sent } } : {}),
  });
  return { ok: true };
}

/** Takes a program away; what was still waiting for it is not sent. */
export async function removeEndpoint(ctx: Scoped<Staff>, id: string): Promise<Gone> {
  const [row] = await ctx.db
    .delete(webhookEndpoints)
    .where(own(ctx, id))
    .returning({ name: webhookEndpoints.name, url: webhookEndpoints.url });
  if (!row) return refuse("not-found");
  await record(ctx, { action: "webhook.removed", subject: `webhook:${id}`, data: row });
  return { ok: true };
}

/** "Proefbericht sturen". Answers the job, whose outcome the page can wait for. */
export async function testEndpoint(
  ctx: Scoped<Staff>,
  id: string,
): Promise<Result<{ jobId: string }, "not-found">> {
  const [row] = await ctx.db
    .select({ name: webhookEndpoints.name, slug: firms.slug })
    .from(webhookEndpoints)
    .innerJoin(firms, eq(firms.id, webhookEndpoints.firmId))
    .where(own(ctx, id));
  if (!row) return refuse("not-found");
  const message = newId();
  const jobId = await enqueue(ctx, {
    kind: "webhook.test",
    payload: {
      endpoint: id,
      name: row.name,
      event: "portal.test",
      message: `msg_${message}`,
      body: testMessageOf(now(), originOf(row)),
    } satisfies WebhookPayload,
    subject: `webhook:${id}`,
    idempotencyKey: `webhook.test:${message}`,
  });
  await record(ctx, { action: "webhook.tested", subject: `webhook:${id}` });
  return { ok: true, jobId };
}

function shaped({ lastFailure, ...row }: Omit<Endpoint, "fault"> & { lastFailure: string | null }): Endpoint {
  return { ...row, fault: lastFailure === null ? null : faultOf(lastFailure) };
}

function own(ctx: Scoped, id: string) {
  return and(eq(webhookEndpoints.firmId, ctx.actor.firmId), eq(webhookEndpoints.id, id));
}
