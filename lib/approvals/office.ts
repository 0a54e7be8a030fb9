import { and, asc, eq, inArray } from "drizzle-orm";
import { filingApprovers, filings } from "@/db/schema/approvals";
import { decisions, filingOpenings } from "@/db/schema/decisions";
import { accounts } from "@/db/schema/identity";
import type { Scoped } from "@/db/scope";
import type { Staff, System } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { enqueue, enqueueAll } from "@/lib/outbox/enqueue";
import { now } from "@/lib/ports/clock";
import { today } from "@/lib/shared/dates";
import { type Result, refuse } from "@/lib/shared/result";
import { isPastCutOff } from "./deadlines";
import { hideFiles } from "./hide";
import { renewedDay } from "./renewed-day";
import { after, eventOf, type FilingEvent, isHeldUp, type StateRefusal } from "./rules";
import { askNext, finishing } from "./signing/keep";
import { delivers, streams } from "./streams";
import { standingOn, takeBackAdoption } from "./taken-back";
import { searchTextOf } from "./title";
import { toDeliver } from "./to-deliver";

/** What staff do with a document after it was put before the client. */

type Office = Staff | System;
type Filing = typeof filings.$inferSelect;
type Refusal = "not-found" | StateRefusal;

export type Opening = { name: string; version: number; sha256: string; at: Date };

/**
 * Takes a document back, at once and whatever its state (D5): its files and figures move to where no client has a right,
 * and only its name stays in the client's list. What was filed stays filed, what is under way to a recipient goes on, and
 * what was not sent yet is not sent. What it had let go of waits for it again. Answers who had opened which bytes, and when.
 */
export async function withdrawFiling(
  ctx: Scoped<Office>,
  filingId: string,
  reason: string,
): Promise<Result<{ openings: Opening[] }, Refusal>> {
  await lock(ctx, filingId, await standingOn(ctx, filingId));
  const moved = await move(ctx, filingId, "withdraw", { stateReason: reason });
  if (!moved.ok) return moved;
  const { firmId } = ctx.actor;
  const { reference, periodStart: start, periodEnd: end } = moved.filing;
  // Found by what its line still says, and by no more: a search can be asked letter after letter.
  await ctx.db
    .update(filings)
    .set({ searchText: searchTextOf({ ...moved.filing, period: { start, end } }, reference) })
    .where(and(eq(filings.firmId, firmId), eq(filings.id, filingId)));
  await hideFiles(ctx, filingId);
  const openings = await openingsOf(ctx, filingId);
  const undone = await takeBackAdoption(ctx, moved.filing);
  await tell(ctx, "filing.withdrawn", moved.filing, { reason, openings: openings.length });
  if (undone.length > 0) await record(ctx, ...undone);
  return { ok: true, openings };
}

/** Who opened which bytes of a document, and when: the first time of each person and version. */
export async function openingsOf(ctx: Scoped<Office>, filingId: string): Promise<Opening[]> {
  return ctx.db
    .select({
      name: accounts.name,
      version: filingOpenings.version,
      sha256: filingOpenings.sha256,
      at: filingOpenings.at,
    })
    .from(filingOpenings)
    .innerJoin(
      accounts,
      and(eq(accounts.firmId, filingOpenings.firmId), eq(accounts.id, filingOpenings.accountId)),
    )
    .where(and(eq(filingOpenings.firmId, ctx.actor.firmId), eq(filingOpenings.filingId, filingId)))
    .orderBy(asc(filingOpenings.at));
}

/**
 * "Ingediend zonder uw akkoord" (D1): the firm filed on a mandate because the date was there. It is no approval, and
 * the client is told why and by which mandate. Refused while the client may still approve in time, and while nobody can
 * approve it yet.
 */
export async function fileWithoutApproval(
  ctx: Scoped<Office>,
  filingId: string,
  reason: string,
): Promise<Result<object, Refusal | "before-cut-off">> {
  const at = now();
  const found = await lock(ctx, filingId);
  if (found && after(found.state, "fileWithoutApproval").ok) {
    if (streams[found.stream].goesTo === "nobody") return refuse("not-now");
    if (found.waitsFor && isHeldUp(await firstOf(ctx, found.waitsFor))) return refuse("not-now");
    if (!isPastCutOff(found, today(at))) return refuse("before-cut-off");
  }
  const moved = await move(ctx, filingId, "fileWithoutApproval", { stateReason: reason, filedAt: at });
  if (!moved.ok) return moved;
  await tell(ctx, "filing.filedWithoutApproval", moved.filing, { reason });
  return { ok: true };
}

/** The firm's part (F52): its own package has filed what the client approved, under this reference. */
export async function markFiled(
  ctx: Scoped<Office>,
  filingId: string,
  reference: string | null,
): Promise<Result<object, "not-found" | "not-now">> {
  const filing = await lock(ctx, filingId);
  if (!filing) return refuse("not-found");
  if (filing.state !== "completed" || filing.filedAt) return refuse("not-now");
  const at = now();
  await ctx.db
    .update(filings)
    .set({ filedAt: at, filedReference: reference, changedAt: at })
    .where(and(eq(filings.firmId, ctx.actor.firmId), eq(filings.id, filingId)));
  await happened(ctx, "filing.filed", filing);
  await record(ctx, { action: "filing.filed", subject: `filing:${filingId}`, data: { reference } });
  return { ok: true };
}

/**
 * Publication waits for the annual accounts no longer: they were adopted, or have to be filed "niet vastgesteld". Its
 * approval is asked for from now on, and by another day where its own has come meanwhile.
 * @param as in what it goes further than it should: accounts that were not adopted, or not signed by all
 */
export async function releaseFiling(
  ctx: Scoped<Office>,
  filingId: string,
  reason: string,
  as: "not-adopted" | "not-signed" | null = null,
): Promise<Result<object, "not-found" | "not-now">> {
  const filing = await lock(ctx, filingId);
  if (!filing) return refuse("not-found");
  if (!filing.waitsFor) return refuse("not-now");
  const renewed = renewedDay(filing);
  await ctx.db
    .update(filings)
    // Where something is missing the client reads why.
    .set({ ...renewed, waitsFor: null, releasedAs: as, stateReason: as && reason, changedAt: now() })
    .where(and(eq(filings.firmId, ctx.actor.firmId), eq(filings.id, filingId)));
  await tell(ctx, "filing.released", filing, { reason, ...(as ? { as } : {}), ...renewed });
  return { ok: true };
}

/**
 * One approval is not needed any more: the person left, or cannot be reached. With a reason, and never the last one
 * that is needed: then it would be completed by nobody.
 */
export async function dropApprover(
  ctx: Scoped<Office>,
  filingId: string,
  seat: number,
  reason: string,
): Promise<Result<object, Refusal | "last-approver">> {
  const filing = await lock(ctx, filingId);
  if (!filing) return refuse("not-found");
  const { firmId } = ctx.actor;
  const ofVersion = and(
    eq(filingApprovers.firmId, firmId),
    eq(filingApprovers.filingId, filingId),
    eq(filingApprovers.version, filing.version),
  );
  const seats = await ctx.db.select().from(filingApprovers).where(ofVersion);
  const found = seats.find((one) => one.seat === seat);
  if (!found) return refuse("not-found");
  if (filing.state !== "open" && filing.state !== "readyToSend") return refuse("not-now");
  // The job that marks it as expired may be late; the day itself is not.
  if (filing.expiresOn && filing.expiresOn < today(now())) return refuse("already-expired");
  if (!["asked", "readyToSend", "held"].includes(found.turn)) return refuse("not-now");
  // An accountant is of the firm itself: without any client it would be completed by whoever publishes it.
  const others = seats.filter((one) => one.turn !== "dropped" && one.seat !== seat);
  if (!others.some(({ party }) => party === "client")) return refuse("last-approver");
  const at = now();
  await ctx.db
    .update(filingApprovers)
    .set({ turn: "dropped", reason, actedAt: at })
    .where(and(ofVersion, eq(filingApprovers.seat, seat)));
  const left = seats.map((one) => (one.seat === seat ? { ...one, turn: "dropped" as const } : one));
  const turns = left.map(({ turn }) => turn);
  const event = eventOf(turns, filing.state, delivers(filing.stream));
  const next = event && after(filing.state, event);
  if (next?.ok) {
    const over = next.state === "completed" || next.state === "approved";
    await ctx.db
      .update(filings)
      .set({ state: next.state, changedAt: at, ...(over ? { completedAt: at } : {}) })
      .where(and(eq(filings.firmId, firmId), eq(filings.id, filingId)));
    if (over) {
      const by = await approvedBy(ctx, filing);
      await enqueue(ctx, {
        kind: "filing.approved",
        payload: { filing: filingId, version: filing.version, by, state: next.state },
        subject: `filing:${filingId}`,
        idempotencyKey: `filing.approved:${filingId}:${filing.version}:dropped:${seat}`,
      });
      if (next.state === "approved") await enqueue(ctx, toDeliver(filing, 1));
    }
  }
  await enqueueAll(ctx, [...askNext(ctx, filing, left), ...(await finishing(ctx, filing, turns))]);
  await record(ctx, {
    action: "filing.approverDropped",
    subject: `filing:${filingId}`,
    data: { version: filing.version, seat, reason },
  });
  return { ok: true };
}

/** Those who approved the current version, in order of time: never whoever was let off. */
async function approvedBy(ctx: Scoped<Office>, { id, version }: Filing): Promise<string> {
  const rows = await ctx.db
    .select({ name: decisions.accountName })
    .from(decisions)
    .where(
      and(
        eq(decisions.firmId, ctx.actor.firmId),
        eq(decisions.filingId, id),
        eq(decisions.version, version),
        eq(decisions.decision, "approved"),
      ),
    )
    .orderBy(asc(decisions.at), asc(decisions.seat));
  return [...new Set(rows.map(({ name }) => name))].join(", ");
}

/** Nobody decided before the day after which it is of no use. */
export async function expireFiling(ctx: Scoped<Office>, filingId: string): Promise<Result<object, Refusal>> {
  const moved = await move(ctx, filingId, "expire", {});
  if (!moved.ok) return moved;
  await happened(ctx, "filing.expired", moved.filing);
  await record(ctx, { action: "filing.expired", subject: `filing:${filingId}` });
  return { ok: true };
}

async function move(
  ctx: Scoped<Office>,
  filingId: string,
  event: FilingEvent,
  set: Partial<Pick<Filing, "stateReason" | "filedAt">>,
): Promise<Result<{ filing: Filing }, Refusal>> {
  const filing = await lock(ctx, filingId);
  if (!filing) return refuse("not-found");
  const next = after(filing.state, event);
  if (!next.ok) return next;
  await ctx.db
    .update(filings)
    .set({ ...set, state: next.state, changedAt: now() })
    .where(and(eq(filings.firmId, ctx.actor.firmId), eq(filings.id, filingId)));
  return { ok: true, filing };
}

/** @param also what changes with it: all of them in the order of their ids, as everywhere */
async function lock(
  ctx: Scoped<Office>,
  filingId: string,
  also: readonly string[] = [],
): Promise<Filing | null> {
  const where = and(eq(filings.firmId, ctx.actor.firmId), inArray(filings.id, [filingId, ...also]));
  const rows = await ctx.db.select().from(filings).where(where).orderBy(asc(filings.id)).for("update");
  return rows.find(({ id }) => id === filingId) ?? null;
}

/** The state of what a document waits for. */
async function firstOf(ctx: Scoped<Office>, id: string): Promise<Pick<Filing, "state"> | null> {
  const where = and(eq(filings.firmId, ctx.actor.firmId), eq(filings.id, id));
  const [row] = await ctx.db.select({ state: filings.state }).from(filings).where(where);
  return row ?? null;
}

/** What happened, for the chain and for those who must hear of it. */
async function tell(
  ctx: Scoped<Office>,
  kind: "filing.withdrawn" | "filing.filedWithoutApproval" | "filing.released",
  filing: Filing,
  data: Record<string, unknown>,
): Promise<void> {
  await happened(ctx, kind, filing);
  await record(ctx, {
    action: kind,
    subject: `filing:${filing.id}`,
    data: { version: filing.version, ...data },
  });
}

/** The event, for whoever else must hear of it: clients, and programs of the firm. */
async function happened(
  ctx: Scoped<Office>,
  kind: `filing.${"withdrawn" | "filedWithoutApproval" | "released" | "filed" | "expired"}`,
  filing: Filing,
): Promise<void> {
  await enqueue(ctx, {
    kind,
    payload: { filing: filing.id, version: filing.version },
    subject: `filing:${filing.id}`,
    idempotencyKey: `${kind}:${filing.id}:${filing.version}`,
  });
}
