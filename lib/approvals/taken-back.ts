import { and, asc, eq, or } from "drizzle-orm";
import { filingApprovers, filings } from "@/db/schema/approvals";
import type { Scoped } from "@/db/scope";
import type { Staff, System } from "@/lib/access/actor";
import type { AuditEvent } from "@/lib/audit/record";
import { enqueue } from "@/lib/outbox/enqueue";
import { now } from "@/lib/ports/clock";
import { today } from "@/lib/shared/dates";
import { adoptedBefore } from "./adopted";
import { datesOf } from "./deadlines";
import { deadlinePolicy } from "./reading";
import { undecided, wasApproved } from "./rules";

type Filing = typeof filings.$inferSelect;
type Office = Scoped<Staff | System>;

/** The ids of what stands on this document being complete, for whoever locks them together with it, in their order. */
export async function standingOn(ctx: Scoped, filingId: string): Promise<string[]> {
  const own = and(eq(filings.firmId, ctx.actor.firmId), eq(filings.id, filingId));
  const [filing] = await ctx.db.select().from(filings).where(own);
  if (filing?.state !== "completed") return [];
  return (await ctx.db.select({ id: filings.id }).from(filings).where(onTopOf(filing))).map(({ id }) => id);
}

/**
 * Accounts, or minutes, that were complete were replaced or withdrawn a moment ago: they adopt nothing any more. What
 * they let go of and nobody has decided about waits for them again, and is due as if it had never been adopted, or by
 * another adoption that stands. What was approved by then, or filed, stays what it is, and the firm is told.
 * @param filing as it was before
 * @returns what happened, for whoever has all rows that are to be locked to write into the chain
 */
export async function takeBackAdoption(ctx: Office, filing: Filing): Promise<AuditEvent[]> {
  if (filing.state !== "completed") return [];
  const others = await ctx.db
    .select()
    .from(filings)
    .where(onTopOf(filing))
    .orderBy(asc(filings.id))
    .for("update");
  const events: AuditEvent[] = [];
  for (const other of others) {
    if (undecided.includes(other.state)) events.push(...(await backToWaiting(ctx, other, filing)));
    else if (wasApproved(other.state)) events.push(await tooLate(ctx, other, filing));
  }
  return events;
}

function onTopOf({ firmId, id, organisationId, periodEnd, adoptedOn }: Filing) {
  const adopted = adoptedOn
    ? and(
        eq(filings.stream, "filingAccounts"),
        eq(filings.periodEnd, periodEnd),
        eq(filings.adoptedOn, adoptedOn),
      )
    : undefined;
  return and(
    eq(filings.firmId, firmId),
    eq(filings.organisationId, organisationId),
    or(eq(filings.releasedAfter, id), adopted),
  );
}

async function backToWaiting(ctx: Office, other: Filing, filing: Filing): Promise<AuditEvent[]> {
  const { firmId } = ctx.actor;
  const { id, version, organisationId, stream } = other;
  const period = { start: other.periodStart, end: other.periodEnd };
  const adoptedOn = await adoptedBefore(ctx, { organisationId, stream, period });
  const { fileBy, approveBy } = datesOf(stream, period, today(now()), await deadlinePolicy(ctx), adoptedOn);
  const changed = adoptedOn !== other.adoptedOn;
  const dated = changed ? { adoptedOn, fileBy, approveBy } : {};
  const waits = other.releasedAfter === filing.id;
  if (!changed && !waits) return [];
  await ctx.db
    .update(filings)
    .set({
      ...dated,
      // What was missing of the signatures is told by what it waits for, once that is complete again.
      ...(waits ? { waitsFor: filing.id, releasedAfter: null, releasedAs: null, stateReason: null } : {}),
      state: "open",
      changedAt: now(),
    })
    .where(and(eq(filings.firmId, firmId), eq(filings.id, id)));
  // What was put ready to be sent was answered with the day of that adoption: it is asked anew.
  await ctx.db
    .update(filingApprovers)
    .set({ turn: "asked", answers: null, actedBy: null, actedAt: null })
    .where(
      and(
        eq(filingApprovers.firmId, firmId),
        eq(filingApprovers.filingId, id),
        eq(filingApprovers.version, version),
        eq(filingApprovers.turn, "readyToSend"),
      ),
    );
  const subject = `filing:${id}`;
  return [
    ...(changed ? [{ action: "filing.adoptionTakenBack", subject, data: { of: filing.id, ...dated } }] : []),
    ...(waits ? [{ action: "filing.waitsAgain", subject, data: { version, for: filing.id } }] : []),
  ];
}

async function tooLate(ctx: Office, { id, version }: Filing, filing: Filing): Promise<AuditEvent> {
  const subject = `filing:${id}`;
  await enqueue(ctx, {
    kind: "filing.accountsTakenBack",
    payload: { filing: id, version },
    subject,
    idempotencyKey: `filing.accountsTakenBack:${id}:${version}:${filing.id}:${filing.version}`,
  });
  return { action: "filing.accountsTakenBack", subject, data: { version, of: filing.id } };
}
