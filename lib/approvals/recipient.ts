import { and, desc, eq } from "drizzle-orm";
import { filings } from "@/db/schema/approvals";
import { type DeliveryState, deliveries } from "@/db/schema/delivery";
import type { Scoped } from "@/db/scope";
import type { Staff, System } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { enqueue } from "@/lib/outbox/enqueue";
import type { Job } from "@/lib/outbox/job";
import { now } from "@/lib/ports/clock";
import { newId } from "@/lib/shared/ids";
import { type Result, refuse } from "@/lib/shared/result";
import { tellClients } from "./notify-clients";
import { tellFirmOfEarlier, tellFirmOfRefusal } from "./notify-firm";
import { after, decisive, type FilingEvent, lastStanding, type StateRefusal } from "./rules";
import type { FilingState } from "./shapes";
import { toDeliver } from "./to-deliver";

/** What happened to a delivery, and what that is for its document. */
const events: Record<string, FilingEvent> = {
  "filing.handedOver": "deliver",
  "filing.accepted": "accept",
  "filing.refused": "refuse",
  "filing.lost": "loseTrack",
  "filing.notSent": "notSent",
};

/** What a delivery is for as long as an event of it is still true. */
const stateAfter: Partial<Record<FilingEvent, DeliveryState>> = {
  deliver: "underway",
  refuse: "refused",
  loseTrack: "unknown",
  notSent: "failed",
};

/**
 * Moves the document along with its delivery, and tells those who wait. What comes too late, about a version that was
 * replaced or a document that is further already, changes nothing; that an earlier version was accepted after all, the
 * firm hears, for then the recipient has what nobody wants any more.
 * @returns whether it is news of the document: it moved, or it was withdrawn or replaced and the recipient has its word
 */
export async function recipientTold(ctx: Scoped<System>, job: Job): Promise<boolean> {
  const told = events[job.kind];
  const filing = await lock(ctx, String(job.payload.filing));
  if (!told || !filing) return false;
  if (filing.version !== job.payload.version) return await earlierTold(ctx, job, told, filing);
  const event = await sinceThen(ctx, job, told, filing);
  if (!event) return false;
  // Turned away once more, by the recipient after all: the document stays what it is, and what was said of it does not.
  const anew = event === "refuse" && filing.state === "refusedByRecipient";
  const next = anew ? { ok: true as const, state: filing.state } : after(filing.state, event);
  if (!next.ok) return filing.state === "withdrawn" && (event === "accept" || event === "refuse");
  await ctx.db
    .update(filings)
    .set({ state: next.state, changedAt: now() })
    .where(and(eq(filings.firmId, ctx.actor.firmId), eq(filings.id, filing.id)));
  if (event === "accept" || event === "refuse") await tellClients(ctx, job);
  if (event === "refuse" || event === "loseTrack" || event === "notSent") await tellFirmOfRefusal(ctx, job);
  return event === told;
}

/** Of a version that was replaced only that it was accepted is news: to the firm, and to its programs. */
async function earlierTold(
  ctx: Scoped<System>,
  job: Job,
  told: FilingEvent,
  filing: { version: number },
): Promise<boolean> {
  if (told !== "accept" || Number(job.payload.version) >= filing.version) return false;
  await tellFirmOfEarlier(ctx, job);
  return true;
}

/**
 * What an event of one attempt is for the document, next to the other attempts; null where it is nothing. Of an attempt
 * that was made again, only that it was accepted is news, until the one after it was turned away. One that never left
 * says nothing of one before it that may have arrived, or was turned away since: with that the document stands where the
 * other does.
 */
async function sinceThen(
  ctx: Scoped<System>,
  job: Job,
  told: FilingEvent,
  filing: { id: string; organisationId: string; version: number; state: FilingState },
): Promise<FilingEvent | null> {
  const { delivery } = job.payload;
  if (told === "accept" || !delivery) return told;
  const attempts = await attemptsOf(ctx, filing);
  const own = attempts.find(({ id }) => id === delivery);
  // What failed for days and was begun again by hand can be over by now.
  if (!own || own.state !== stateAfter[told]) return null;
  if (told === "deliver" || told === "loseTrack") return lastStanding(attempts) === own ? told : null;
  if (told === "refuse") {
    // Where a later one was turned away as well, that is what everybody knows of.
    const last = filing.state === "refusedByRecipient" ? decisive(attempts) : lastStanding(attempts);
    return (last?.attempt ?? 0) <= own.attempt ? told : null;
  }
  if (attempts[0] !== own) return null;
  const has = (state: DeliveryState) => attempts.some((attempt) => attempt.state === state);
  if (has("accepted")) return null;
  if (has("underway")) return "deliver";
  if (has("unknown")) return "loseTrack";
  const since = attempts.find(({ state, doneAt }) => state === "refused" && doneAt && doneAt > own.createdAt);
  if (!since) return "notSent";
  // While this one waited, that refusal was nobody's: now it is the document's.
  await enqueue(ctx, {
    kind: "filing.refused",
    payload: { ...job.payload, delivery: since.id, code: since.fault },
    subject: `filing:${filing.id}`,
    organisationId: filing.organisationId,
    idempotencyKey: `filing.refused:${newId()}`,
  });
  return null;
}

/**
 * Staff send it once more: what was refused, what was never sent, or what nobody can say of whether it arrived. In the
 * last case only when a person has the recipient's word that it did not arrive, whatever it answered when it was asked
 * what it knows: two deliveries to an authority are worse than none. Never while a kenmerk that a person gave is asked
 * about: whoever knows better takes that back first. For the same reason a version that was held, as the
 * recipient has an earlier one, goes only when a person says that it has to go nevertheless.
 */
export async function deliverAgain(
  ctx: Scoped<Staff>,
  filingId: string,
  reason: string,
  notArrived = false,
  nevertheless = false,
): Promise<Result<object, "not-found" | TickRefusal | StateRefusal>> {
  const filing = await lock(ctx, filingId);
  if (!filing) return refuse("not-found");
  const next = after(filing.state, "deliverAgain");
  if (!next.ok) return next;
  const attempts = await attemptsOf(ctx, filing);
  if (attempts.some(({ state, fault }) => state === "unknown" && fault === "claimed"))
    return refuse("claimed");
  const unsure = lastStanding(attempts);
  if (filing.state === "outcomeUnknown" && !notArrived) {
    if (unsure?.processReference) return refuse("has-kenmerk");
    return refuse(unsure?.candidates === null ? "ask-first" : "say-not-arrived");
  }
  const [last] = attempts;
  if (last?.fault === "earlier-accepted" && !nevertheless) return refuse("say-nevertheless");
  await ctx.db
    .update(filings)
    .set({ state: next.state, changedAt: now() })
    .where(and(eq(filings.firmId, ctx.actor.firmId), eq(filings.id, filingId)));
  await enqueue(ctx, toDeliver(filing, "again"));
  await record(ctx, {
    action: "delivery.again",
    subject: `filing:${filingId}`,
    data: {
      version: filing.version,
      attempt: (last?.attempt ?? 0) + 1,
      ...{ reason, notArrived, nevertheless },
    },
  });
  return { ok: true };
}

type TickRefusal = "claimed" | "ask-first" | "has-kenmerk" | "say-not-arrived" | "say-nevertheless";

/** Every attempt to hand this version over, the newest first. */
async function attemptsOf(ctx: Scoped, { id, version }: { id: string; version: number }) {
  return ctx.db
    .select({
      id: deliveries.id,
      attempt: deliveries.attempt,
      state: deliveries.state,
      fault: deliveries.fault,
      candidates: deliveries.candidates,
      processReference: deliveries.processReference,
      createdAt: deliveries.createdAt,
      doneAt: deliveries.doneAt,
    })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.firmId, ctx.actor.firmId),
        eq(deliveries.filingId, id),
        eq(deliveries.version, version),
      ),
    )
    .orderBy(desc(deliveries.attempt));
}

async function lock(ctx: Scoped, filingId: string) {
  const where = and(eq(filings.firmId, ctx.actor.firmId), eq(filings.id, filingId));
  // Its key stays: who tells of it meanwhile does not wait for this.
  const [row] = await ctx.db.select().from(filings).where(where).for("no key update");
  return row ?? null;
}
