import { and, eq } from "drizzle-orm";
import { deliveries } from "@/db/schema/delivery";
import type { Scoped } from "@/db/scope";
import { record } from "@/lib/audit/record";
import { enqueue } from "@/lib/outbox/enqueue";
import { now } from "@/lib/ports/clock";
import { sha256Hex } from "@/lib/shared/hash";

type Row = typeof deliveries.$inferSelect;
/** What the room of documents hears: it moves the document, and tells those who wait. */
type Event = "filing.handedOver" | "filing.accepted" | "filing.refused" | "filing.lost";

/** It was taken, under a kenmerk: from now on the recipient is asked how far it is. */
export async function handedOver(
  ctx: Scoped,
  id: string,
  answer: { processReference: string; signedAnswer: Buffer | null },
): Promise<void> {
  const row = await move(ctx, id, ["waiting", "unknown"], {
    state: "underway",
    processReference: answer.processReference,
    ...(answer.signedAnswer ? { signedAnswer: answer.signedAnswer } : {}),
    fault: null,
    faultText: null,
    candidates: null,
  });
  if (!row) return;
  await ask(ctx, row, 0);
  const proof = answer.signedAnswer ? { answer: sha256Hex(answer.signedAnswer) } : {};
  await tell(ctx, row, "filing.handedOver", {
    kenmerk: answer.processReference,
    request: row.requestSha256,
    ...proof,
  });
}

/** The recipient has found it in order, in a signed answer. */
export async function accepted(ctx: Scoped, id: string, code: string, proof: Buffer): Promise<void> {
  const row = await move(ctx, id, ["underway"], { state: "accepted", finalAnswer: proof, doneAt: now() });
  if (row) await tell(ctx, row, "filing.accepted", { code, answer: sha256Hex(proof) });
}

/** It was turned away: the request itself, or what was in it. */
export async function refused(
  ctx: Scoped,
  id: string,
  code: string,
  words: string,
  proof: Buffer | null,
): Promise<void> {
  const row = await move(ctx, id, ["waiting", "underway"], {
    state: "refused",
    fault: code,
    faultText: words.slice(0, 2000),
    doneAt: now(),
    ...(proof ? { finalAnswer: proof } : {}),
  });
  if (row) await tell(ctx, row, "filing.refused", { code });
}

/** It may have arrived, and it may not have: nothing is sent again before the recipient was asked, and a person decides. */
export async function lost(ctx: Scoped, id: string, reason: string, detail: string | null): Promise<void> {
  const row = await move(ctx, id, ["waiting", "underway"], {
    state: "unknown",
    fault: reason,
    faultText: detail,
  });
  if (!row) return;
  await enqueue(ctx, {
    kind: "delivery.search",
    payload: { delivery: id },
    subject: `filing:${row.filingId}`,
    organisationId: row.organisationId,
    idempotencyKey: `delivery.search:${id}:1`,
    runAfter: new Date(now().getTime() + 60_000),
  });
  await tell(ctx, row, "filing.lost", { reason });
}

/** It was not sent, and will not be until somebody at the firm has done something about it. */
export async function fail(ctx: Scoped, id: string, reason: string, detail: string | null): Promise<void> {
  const row = await move(ctx, id, ["waiting"], {
    state: "failed",
    fault: reason,
    faultText: detail,
    doneAt: now(),
  });
  if (row) await tell(ctx, row, "filing.refused", { code: reason });
}

/** Its document was withdrawn before it was sent: it is not sent, and that is nobody's refusal. */
export async function drop(ctx: Scoped, id: string): Promise<void> {
  const row = await move(ctx, id, ["waiting"], { state: "failed", fault: "withdrawn", doneAt: now() });
  if (!row) return;
  await record(ctx, {
    action: "delivery.dropped",
    subject: `filing:${row.filingId}`,
    data: { delivery: id, reference: row.deliveryReference, version: row.version, attempt: row.attempt },
  });
}

/** The next question after its statuses. @param round how many were asked before */
export async function ask(ctx: Scoped, row: Row, round: number, seconds = 3): Promise<void> {
  await enqueue(ctx, {
    kind: "delivery.poll",
    payload: { delivery: row.id, round },
    subject: `filing:${row.filingId}`,
    organisationId: row.organisationId,
    idempotencyKey: `delivery.poll:${row.id}:${round}`,
    runAfter: new Date(now().getTime() + seconds * 1000),
  });
}

/** Changes a delivery that is still in one of these states; null when it is not, and then nothing follows either. */
async function move(ctx: Scoped, id: string, from: Row["state"][], set: Partial<Row>): Promise<Row | null> {
  const own = and(eq(deliveries.firmId, ctx.actor.firmId), eq(deliveries.id, id));
  const [row] = await ctx.db.select().from(deliveries).where(own).for("update");
  if (!row || !from.includes(row.state)) return null;
  await ctx.db.update(deliveries).set(set).where(own);
  return { ...row, ...set };
}

async function tell(ctx: Scoped, row: Row, kind: Event, data: Record<string, unknown>): Promise<void> {
  await enqueue(ctx, {
    kind,
    payload: { filing: row.filingId, version: row.version, delivery: row.id, code: data.code ?? null },
    subject: `filing:${row.filingId}`,
    organisationId: row.organisationId,
    idempotencyKey: `${kind}:${row.id}`,
  });
  await record(ctx, {
    action: kind.replace("filing.", "delivery."),
    subject: `filing:${row.filingId}`,
    data: {
      delivery: row.id,
      reference: row.deliveryReference,
      version: row.version,
      attempt: row.attempt,
      ...data,
    },
  });
}
