import { and, eq, isNull, ne } from "drizzle-orm";
import { deliveries } from "@/db/schema/delivery";
import type { Scoped } from "@/db/scope";
import { record } from "@/lib/audit/record";
import { enqueue } from "@/lib/outbox/enqueue";
import { now } from "@/lib/ports/clock";
import { mayGoOn } from "@/lib/ports/filing-channel/status-codes";
import { log } from "@/lib/ports/log";
import { sha256Hex } from "@/lib/shared/hash";
import { newId } from "@/lib/shared/ids";

type Row = typeof deliveries.$inferSelect;

/** A person gave it a kenmerk, which the recipient has not confirmed yet. */
export const claimed = "claimed";

/** What the room of documents hears: it moves the document, and tells those who wait. */
type Event = "filing.handedOver" | "filing.accepted" | "filing.refused" | "filing.lost" | "filing.notSent";

/** It was taken, under a kenmerk, or Digipoort went on with it: from now on the recipient is asked how far it is. */
export async function handedOver(
  ctx: Scoped,
  id: string,
  answer: { processReference: string; signedAnswer: Buffer | null },
): Promise<void> {
  if (answer.signedAnswer) await takeBack(ctx, id, answer.processReference);
  const row = await move(ctx, id, ["waiting", "unknown", "refused"], {
    state: "underway",
    processReference: answer.processReference,
    ...(answer.signedAnswer ? { signedAnswer: answer.signedAnswer } : {}),
    fault: null,
    faultText: null,
    candidates: null,
    finalAnswer: null,
    doneAt: null,
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

/**
 * A signed answer says whose a kenmerk is. While it was on its way a person may have given that kenmerk to another
 * delivery: of that one nothing is known still. One that ended by it is left for a person to find.
 */
async function takeBack(ctx: Scoped, id: string, processReference: string): Promise<void> {
  const others = await ctx.db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.firmId, ctx.actor.firmId),
        ne(deliveries.id, id),
        eq(deliveries.processReference, processReference),
        isNull(deliveries.signedAnswer),
      ),
    );
  for (const other of others) {
    const row = await move(ctx, other.id, ["unknown", "underway"], {
      state: "unknown",
      processReference: null,
      fault: "kenmerk-taken",
      faultText: processReference,
    });
    if (!row) {
      log().error({ alarm: "kenmerk-taken", delivery: other.id }, "a delivery ended by another's kenmerk");
      continue;
    }
    await lookFor(ctx, row);
    await tell(ctx, row, "filing.lost", { reason: "kenmerk-taken" });
  }
}

/** The recipient has found it in order, in a signed answer; also of what Digipoort had given up before it went on. */
export async function accepted(ctx: Scoped, id: string, code: string, proof: Buffer): Promise<void> {
  const row = await move(ctx, id, ["underway", "unknown", "refused"], {
    state: "accepted",
    finalAnswer: proof,
    doneAt: now(),
    fault: null,
    faultText: null,
  });
  if (row) await tell(ctx, row, "filing.accepted", { code, answer: sha256Hex(proof) });
}

/** It was turned away: the request itself, or what was in it; also after another end that was not for good. */
export async function refused(
  ctx: Scoped,
  id: string,
  code: string,
  words: string,
  proof: Buffer | null,
): Promise<void> {
  const row = await move(ctx, id, ["waiting", "underway", "unknown", "refused"], {
    state: "refused",
    fault: code,
    faultText: words.slice(0, 2000),
    doneAt: now(),
    ...(proof ? { finalAnswer: proof } : {}),
  });
  if (row) await tell(ctx, row, "filing.refused", { code });
}

/**
 * It may have arrived, and it may not have, or it was taken and does not end: nothing is sent again before the recipient
 * was asked, and a person decides. What has no kenmerk yet is looked for.
 */
export async function lost(ctx: Scoped, id: string, reason: string, detail: string | null): Promise<void> {
  const row = await move(ctx, id, ["waiting", "underway"], {
    state: "unknown",
    fault: reason,
    faultText: detail,
  });
  if (!row) return;
  if (!row.processReference) await lookFor(ctx, row);
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
  if (row) await tell(ctx, row, "filing.notSent", { code: reason });
}

/**
 * It is not needed any more, and was not sent: its document was withdrawn, or another attempt is with the recipient
 * already. That is nobody's refusal; in the second case the document stands where that other attempt does.
 */
export async function drop(ctx: Scoped, id: string, fault: "withdrawn" | "overtaken"): Promise<void> {
  const row = await move(ctx, id, ["waiting"], { state: "failed", fault, doneAt: now() });
  if (!row) return;
  if (fault === "overtaken") await announce(ctx, row, "filing.notSent", fault);
  await record(ctx, {
    action: "delivery.dropped",
    subject: `filing:${row.filingId}`,
    data: { delivery: id, reference: row.deliveryReference, version: row.version, attempt: row.attempt },
  });
}

/** Asks the recipient what it knows that might be this delivery. */
export async function lookFor(ctx: Scoped, row: Row, seconds = 60): Promise<void> {
  await enqueue(ctx, {
    kind: "delivery.search",
    payload: { delivery: row.id },
    subject: `filing:${row.filingId}`,
    organisationId: row.organisationId,
    idempotencyKey: `delivery.search:${newId()}`,
    runAfter: new Date(now().getTime() + seconds * 1000),
  });
}

/** The next question after its statuses. @param round how many were asked before; null for one that is extra */
export async function ask(ctx: Scoped, row: Row, round: number | null, seconds = 3): Promise<void> {
  const kenmerk = row.processReference;
  await enqueue(ctx, {
    kind: "delivery.poll",
    payload: { delivery: row.id, kenmerk, ...(round === null ? { extra: true } : { round }) },
    subject: `filing:${row.filingId}`,
    organisationId: row.organisationId,
    // Each is a question of its own: the transaction that causes it happens once.
    idempotencyKey: `delivery.poll:${newId()}`,
    runAfter: new Date(now().getTime() + seconds * 1000),
  });
}

/** A person says under which kenmerk it arrived: the recipient is asked whether that can be. */
export async function claim(ctx: Scoped, id: string, processReference: string): Promise<boolean> {
  const row = await move(ctx, id, ["unknown"], { processReference, fault: claimed, faultText: null });
  if (!row) return false;
  await ask(ctx, row, 0, 0);
  await record(ctx, {
    action: "delivery.claimed",
    subject: `filing:${row.filingId}`,
    data: { delivery: id, reference: row.deliveryReference, kenmerk: processReference },
  });
  return true;
}

/**
 * Whether a delivery still has the kenmerk that was asked about, as a claim: while the recipient was being asked a
 * colleague may have given another. It stays so until the end of the transaction.
 */
export async function isStillClaimed(ctx: Scoped, { id, processReference }: Row): Promise<boolean> {
  const [row] = await ctx.db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.firmId, ctx.actor.firmId), eq(deliveries.id, id)))
    .for("update");
  return row?.state === "unknown" && row.fault === claimed && row.processReference === processReference;
}

/** The kenmerk that was asked about is of something else, or nobody could say: nothing is known of it still. */
export async function claimFailed(ctx: Scoped, asked: Row, reason: string): Promise<void> {
  if (!(await isStillClaimed(ctx, asked))) return;
  const row = await move(ctx, asked.id, ["unknown"], {
    processReference: null,
    fault: reason,
    faultText: asked.processReference,
  });
  // While it had a kenmerk nobody looked for it.
  if (row?.candidates === null) await lookFor(ctx, row);
}

/** Changes a delivery that is still in one of these states; null when it is not, and then nothing follows either. */
async function move(ctx: Scoped, id: string, from: Row["state"][], set: Partial<Row>): Promise<Row | null> {
  const own = and(eq(deliveries.firmId, ctx.actor.firmId), eq(deliveries.id, id));
  const [row] = await ctx.db.select().from(deliveries).where(own).for("update");
  if (!row || !from.includes(row.state)) return null;
  // Of what was turned away only what Digipoort may go on with changes, and not into what it is already.
  if (row.state === "refused" && (!mayGoOn(row.fault ?? "") || row.fault === set.fault)) return null;
  await ctx.db.update(deliveries).set(set).where(own);
  return { ...row, ...set };
}

async function announce(ctx: Scoped, row: Row, kind: Event, code: unknown): Promise<void> {
  await enqueue(ctx, {
    kind,
    payload: { filing: row.filingId, version: row.version, delivery: row.id, code: code ?? null },
    subject: `filing:${row.filingId}`,
    organisationId: row.organisationId,
    // It can come twice in the life of a delivery: lost, found, and without an end after all.
    idempotencyKey: `${kind}:${newId()}`,
  });
}

async function tell(ctx: Scoped, row: Row, kind: Event, data: Record<string, unknown>): Promise<void> {
  await announce(ctx, row, kind, data.code);
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
