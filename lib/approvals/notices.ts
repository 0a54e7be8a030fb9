import { and, asc, eq, gt, gte, inArray, isNotNull, isNull, lt, lte, or, sql } from "drizzle-orm";
import { type MailKind, type NoticeKind, notices, type Pace } from "@/db/schema/notifications";
import type { Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import { chosenPaces } from "@/lib/notifications/preferences";
import { lateReminderMail, momentOn, nextDigest, reminderMail } from "@/lib/notifications/rules";
import type { Job } from "@/lib/outbox/drain";
import { enqueue } from "@/lib/outbox/enqueue";
import { now } from "@/lib/ports/clock";
import { noticeWindow } from "@/lib/ports/environment";
import { today } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { workingDayBy } from "@/lib/shared/working-days";
import type { About } from "./about";
import { withoutHandedOver } from "./hand-over";
import { noticesMail } from "./notices-mail";

/** In which of the choices that people have each kind of notice falls. */
const choiceOf: Record<NoticeKind, MailKind> = {
  approve: "approval",
  newVersion: "approval",
  read: "reading",
  reminder5: "reminder",
  reminder1: "reminder",
  unsent: "reminder",
  approved: "approved",
  rejected: "rejected",
  refused: "refused",
  acceptedEarlier: "refused",
  // Nobody switches off that the document they signed is there, nor that somebody has to look.
  signed: "approval",
  // Nor that others wait for one's signature.
  toSign: "approval",
  signingStopped: "refused",
  accountsTakenBack: "refused",
};
const manyTimes: readonly NoticeKind[] = [
  "refused",
  "acceptedEarlier",
  "signingStopped",
  "accountsTakenBack",
];
const reminders = ["reminder5", "reminder1", "unsent"] as const satisfies readonly NoticeKind[];

/**
 * Writes down that these people have to hear this of a version, each of them once however often it is called, and
 * sees to the mail that will say so. What is due within the window goes into that one mail (F43).
 * @param by who did it, where it is about what a client decided
 * @param since what was said before this moment was of something else, and is said anew
 * @param late a reminder that can go today alone, also after another one of today
 */
export async function giveNotice(
  ctx: Scoped<System>,
  about: About,
  kind: NoticeKind,
  accountIds: string[],
  { by = null, since = null, late = false }: { by?: string | null; since?: Date | null; late?: boolean } = {},
): Promise<void> {
  const paces = await chosenPaces(ctx, accountIds, choiceOf[kind]);
  // Always in the same order: two jobs about the same people wait for each other instead of for ever.
  for (const accountId of [...accountIds].sort()) {
    const chosen = paces.get(accountId) ?? "now";
    if (chosen === "never") continue;
    await lockNotices(ctx, accountId);
    const at = now();
    const pace = isOverBy(nextDigest(at), about, kind) ? "now" : chosen;
    const dueAt = late ? lateReminderMail(at) : await dueFor(ctx, accountId, about, kind, pace, at);
    const given = await ctx.db
      .insert(notices)
      .values({
        firmId: ctx.actor.firmId,
        id: newId(),
        accountId,
        organisationId: about.organisationId,
        filingId: about.id,
        version: about.version,
        kind,
        pace,
        by,
        createdAt: at,
        dueAt,
      })
      .onConflictDoUpdate({
        target: [notices.firmId, notices.filingId, notices.version, notices.accountId, notices.kind],
        set: { dueAt, doneAt: null, mailId: null },
        // A recipient can turn the same version away again, or accept one more before it, a signature can be stopped
        // again, accounts replaced again, and a person can put it off again; everything else happens to a version once.
        setWhere: and(
          isNotNull(notices.doneAt),
          or(inArray(notices.kind, [...manyTimes]), since ? lt(notices.doneAt, since) : undefined),
        ),
      })
      .returning({ id: notices.id });
    if (given.length === 0) continue;
    if (dueAt <= at) await mailDue(ctx, accountId);
    else
      await enqueue(ctx, {
        kind: "notices.mail",
        payload: {},
        accountId,
        organisationId: about.organisationId,
        runAfter: dueAt,
        idempotencyKey: `notices.mail:${accountId}:${dueAt.toISOString()}`,
      });
  }
}

/** Whether a client is asked for what has its last day before this moment: in that overview they would hear too late. */
function isOverBy(overview: Date, { approveBy }: About, kind: NoticeKind): boolean {
  return (
    choiceOf[kind] === "approval" && kind !== "signed" && approveBy !== null && approveBy < today(overview)
  );
}

/** One mail about everything that this person has to hear by now. */
export async function mailNotices(ctx: Scoped<System>, { accountId }: Job): Promise<void> {
  if (!accountId) return;
  await lockNotices(ctx, accountId);
  await mailDue(ctx, accountId);
}

/** What is decided, withdrawn or replaced by now drops out; where nothing is left there is no mail. */
async function mailDue(ctx: Scoped<System>, accountId: string): Promise<void> {
  const at = now();
  // What comes within the window would otherwise be a second mail soon after this one.
  const until = new Date(at.getTime() + noticeWindow() * 1000);
  const due = await ctx.db
    .select()
    .from(notices)
    .where(and(waitingNotices(ctx, accountId), lte(notices.dueAt, until)))
    .orderBy(asc(notices.id));
  const [first] = due;
  if (!first) return;
  const found = await noticesMail(ctx, accountId, await withoutHandedOver(ctx, accountId, due));
  const idempotencyKey = `notices:${first.id}:${first.dueAt.getTime()}`;
  const mailId = found && (await enqueue(ctx, { ...found.mail, idempotencyKey }));
  await ctx.db
    .update(notices)
    .set({ doneAt: at, mailId })
    .where(
      and(
        eq(notices.firmId, ctx.actor.firmId),
        inArray(
          notices.id,
          due.map(({ id }) => id),
        ),
      ),
    );
  if (found && mailId) await noteNamed(ctx, accountId, found.unasked, mailId, at);
}

/**
 * What an overview named of itself was told as well: whoever read of a document has to hear when it is withdrawn. A
 * notice of it that is still to come stays as it is, and so do its reminders.
 */
async function noteNamed(
  ctx: Scoped<System>,
  accountId: string,
  named: About[],
  mailId: string,
  at: Date,
): Promise<void> {
  if (named.length === 0) return;
  const { firmId } = ctx.actor;
  await ctx.db
    .insert(notices)
    .values(
      named.map(({ id, organisationId, version }) => ({
        firmId,
        id: newId(),
        accountId,
        organisationId,
        filingId: id,
        version,
        kind: "approve" as const,
        pace: "daily" as const,
        createdAt: at,
        dueAt: at,
        doneAt: at,
        mailId,
      })),
    )
    .onConflictDoUpdate({
      target: [notices.firmId, notices.filingId, notices.version, notices.accountId, notices.kind],
      set: { mailId },
      // Only where the mail that it was to go into said nothing of it.
      setWhere: and(isNotNull(notices.doneAt), isNull(notices.mailId)),
    });
}

async function dueFor(
  ctx: Scoped<System>,
  accountId: string,
  { approveBy }: About,
  kind: NoticeKind,
  pace: Exclude<Pace, "never">,
  at: Date,
): Promise<Date> {
  if ((reminders as readonly NoticeKind[]).includes(kind)) {
    // What has no other working day goes today, in a mail by itself where there has to be one.
    const last = approveBy !== null && workingDayBy(approveBy) <= today(at);
    const underWay = await waitingMoment(ctx, accountId, at, null);
    if (underWay && !(last && today(underWay) > today(at))) return underWay;
    const reminded = await remindedSince(ctx, accountId, momentOn(today(at), "00:00"));
    return last && reminded ? lateReminderMail(at) : reminderMail(at, reminded);
  }
  if (pace === "daily") return nextDigest(at);
  const end = new Date(at.getTime() + noticeWindow() * 1000);
  return (await waitingMoment(ctx, accountId, at, end)) ?? end;
}

/** The moment of a mail that is to come anyhow: one before `end`, or with null that of the reminders. */
async function waitingMoment(
  ctx: Scoped<System>,
  accountId: string,
  at: Date,
  end: Date | null,
): Promise<Date | null> {
  const [next] = await ctx.db
    .select({ dueAt: notices.dueAt })
    .from(notices)
    .where(
      and(
        waitingNotices(ctx, accountId),
        gt(notices.dueAt, at),
        end ? lte(notices.dueAt, end) : inArray(notices.kind, [...reminders]),
      ),
    )
    .orderBy(asc(notices.dueAt))
    .limit(1);
  return next?.dueAt ?? null;
}

async function remindedSince(ctx: Scoped<System>, accountId: string, since: Date): Promise<boolean> {
  const [one] = await ctx.db
    .select({ id: notices.id })
    .from(notices)
    .where(
      and(
        eq(notices.firmId, ctx.actor.firmId),
        eq(notices.accountId, accountId),
        inArray(notices.kind, [...reminders]),
        gte(notices.doneAt, since),
        isNotNull(notices.mailId),
      ),
    )
    .limit(1);
  return one !== undefined;
}

function waitingNotices(ctx: Scoped<System>, accountId: string) {
  return and(eq(notices.firmId, ctx.actor.firmId), eq(notices.accountId, accountId), isNull(notices.doneAt));
}

/** Until the end of the transaction: who adds to the next mail and who makes it up come one after the other. */
async function lockNotices(ctx: Scoped<System>, accountId: string): Promise<void> {
  await ctx.db.execute(sql`select pg_advisory_xact_lock(7215303, hashtext(${accountId}))`);
}
