import { and, eq, isNotNull, type SQL } from "drizzle-orm";
import { filingApprovers, filings } from "@/db/schema/approvals";
import type { Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import { expiryOf, nextLateReminders, nextReminder, nextReminders } from "@/lib/notifications/rules";
import type { Job } from "@/lib/outbox/drain";
import { enqueue, enqueueAll } from "@/lib/outbox/enqueue";
import { now } from "@/lib/ports/clock";
import { type PlainDate, today } from "@/lib/shared/dates";
import { workingDayBy } from "@/lib/shared/working-days";
import { type About, aboutOf, aboutThese, askedOf } from "./about";
import { giveNotice } from "./notices";
import { expireFiling } from "./office";
import { inState } from "./queries";
import { undecided } from "./rules";

/** So long something may lie under "Klaar om te verzenden" before one is reminded of it. */
const unsentFor = 2 * 86_400_000;

/** Plans the reminder that comes next for a version; after the last one there is none, and staff call (B7). */
export async function planReminder(ctx: Scoped<System>, about: About): Promise<void> {
  const next = about.approveBy && nextReminder(about.approveBy, now());
  if (!next) return;
  await enqueue(ctx, {
    kind: "filing.reminder",
    payload: { filing: about.id, version: about.version, step: next.step },
    organisationId: about.organisationId,
    runAfter: next.at,
    // By its day too: what has waited meanwhile is asked for by another one.
    idempotencyKey: `filing.reminder:${about.id}:${about.version}:${next.step}:${today(next.at)}`,
  });
}

/**
 * Reminds those for whom it still waits, and those who put it under "Klaar om te verzenden" and did not send it (F13);
 * decided, withdrawn, expired or replaced meanwhile: nobody.
 */
export async function remind(ctx: Scoped<System>, job: Job): Promise<void> {
  const about = await aboutOf(ctx, job);
  if (!about || !undecided.includes(about.state) || about.waitsFor) return;
  if (!about.approveBy || about.approveBy < today(now())) return;
  const people = [
    ...(await askedOf(ctx, about)),
    ...(await putOff(ctx, eq(filings.id, about.id))).map(({ accountId }) => accountId),
  ];
  await giveNotice(ctx, about, job.payload.step === 5 ? "reminder5" : "reminder1", [...new Set(people)]);
  await planReminder(ctx, about);
}

/** The next looks for what lies under "Klaar om te verzenden", in the morning and late; asked for daily, planned once. */
export async function planUnsent(ctx: Scoped<System>): Promise<void> {
  const kind = "reminders.unsent";
  const [at, late] = [nextReminders(now()), nextLateReminders(now())];
  await enqueueAll(ctx, [
    { kind, payload: {}, runAfter: at, idempotencyKey: `${kind}:${today(at)}` },
    { kind, payload: { late: true }, runAfter: late, idempotencyKey: `${kind}:${today(late)}:late` },
  ]);
}

/**
 * Reminds everybody who put something under "Klaar om te verzenden" two days ago, and did not send it (F47). After the
 * last day nobody is reminded any more, as of what is asked: then somebody at the firm calls (B7). What was put off on
 * its last working day is looked for late on that day.
 */
export async function remindOfUnsent(ctx: Scoped<System>, { payload }: Pick<Job, "payload">): Promise<void> {
  const late = payload.late === true;
  const due = (await putOff(ctx)).filter(late ? isLastMinute : isDue);
  const found = await aboutThese(ctx, [...new Set(due.map(({ filingId }) => filingId))]);
  const last = new Map<string, PutOff>();
  for (const one of due) {
    const key = `${one.accountId} ${one.filingId}`;
    const before = last.get(key);
    if (!before || before.at < one.at) last.set(key, one);
  }
  // By person first, as in every other job: two that tell the same people wait for each other instead of for ever.
  for (const [, { accountId, filingId, at }] of [...last].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const about = found.find(({ id }) => id === filingId);
    // Whoever put it back and off again is reminded of that again.
    if (about) await giveNotice(ctx, about, "unsent", [accountId], { since: at, late });
  }
}

type PutOff = { filingId: string; approveBy: PlainDate | null; accountId: string; at: Date };

/** For two days already; or this is the last working day, and it was put off after the last of the reminders. */
function isDue({ approveBy, at }: PutOff): boolean {
  const day = today(now());
  if (approveBy && approveBy < day) return false;
  if (now().getTime() - at.getTime() >= unsentFor) return true;
  return today(at) < day && hasNoOther(approveBy, at);
}

/** Put off today, after the last of the reminders, and no other working day is left. */
function isLastMinute({ approveBy, at }: PutOff): boolean {
  return today(at) === today(now()) && hasNoOther(approveBy, at);
}

function hasNoOther(approveBy: PlainDate | null, at: Date): boolean {
  if (!approveBy || workingDayBy(approveBy) !== today(now())) return false;
  return nextReminder(approveBy, at) === null;
}

/** Who put which document off, and when, as far as it was not sent. */
async function putOff(ctx: Scoped<System>, which?: SQL): Promise<PutOff[]> {
  const { filingId, actedBy, actedAt } = filingApprovers;
  const rows = await ctx.db
    .select({ filingId, approveBy: filings.approveBy, accountId: actedBy, at: actedAt })
    .from(filingApprovers)
    .innerJoin(
      filings,
      and(
        eq(filings.firmId, filingApprovers.firmId),
        eq(filings.id, filingApprovers.filingId),
        eq(filings.version, filingApprovers.version),
      ),
    )
    .where(
      and(
        eq(filingApprovers.firmId, ctx.actor.firmId),
        eq(filingApprovers.turn, "readyToSend"),
        isNotNull(actedBy),
        isNotNull(actedAt),
        inState(undecided),
        which,
      ),
    );
  return rows.flatMap(({ accountId, at, ...rest }) => (accountId && at ? [{ ...rest, accountId, at }] : []));
}

/** Plans the end of a document that is of no use after a day. */
export async function planExpiry(ctx: Scoped<System>, about: About): Promise<void> {
  if (!about.expiresOn || about.state === "toRead") return;
  await enqueue(ctx, {
    kind: "filing.expire",
    payload: { filing: about.id, version: about.version },
    organisationId: about.organisationId,
    runAfter: expiryOf(about.expiresOn),
    idempotencyKey: `filing.expire:${about.id}:${about.version}`,
  });
}

/** Nobody decided in time. What was decided, taken back or replaced meanwhile stays as it is. */
export async function expire(ctx: Scoped<System>, job: Job): Promise<void> {
  const about = await aboutOf(ctx, job);
  if (about) await expireFiling(ctx, about.id);
}
