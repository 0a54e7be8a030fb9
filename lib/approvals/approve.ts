import { and, desc, eq, gt, isNull } from "drizzle-orm";
import { approvals, filings, filingVersions } from "@/db/schema/approvals";
import { files } from "@/db/schema/files";
import { accounts, challenges } from "@/db/schema/identity";
import { memberships } from "@/db/schema/organisations";
import type { Scoped } from "@/db/scope";
import type { Client } from "@/lib/access/actor";
import type { Firm } from "@/lib/access/firm";
import type { RequestFacts } from "@/lib/access/request";
import type { Session } from "@/lib/access/session";
import { record } from "@/lib/audit/record";
import {
  answerChallenge,
  type Holder,
  openChallenge,
  readChallenge,
  sendCode,
  type WrongCode,
} from "@/lib/identity/challenge";
import { closed, codeLivesSeconds, normaliseCode } from "@/lib/identity/rules";
import { textNumberOf } from "@/lib/identity/text-number";
import { enqueue } from "@/lib/outbox/enqueue";
import { now } from "@/lib/ports/clock";
import { sha256 } from "@/lib/shared/hash";
import { newId } from "@/lib/shared/ids";
import { formatEuro } from "@/lib/shared/money";
import { type Result, refuse } from "@/lib/shared/result";
import { after } from "./rules";
import { sentenceOf, whatIsApproved } from "./shown";
import { filingTitle } from "./title";

type Subject = { filing: typeof filings.$inferSelect; version: typeof filingVersions.$inferSelect };
type CodeRefusal = "wait" | "too-many-codes" | "used" | "expired" | "too-many-tries" | "not-found";

/**
 * Asks for the code that authorises one exact version: the text message names what it is for, and the
 * challenge is bound to this session and to the hash of the version's manifest.
 * @param challengeId the attempt that is under way on the screen: it goes on, if it still can
 */
export async function requestApprovalCode(
  ctx: Scoped<Client>,
  firm: Firm,
  session: Session,
  filingId: string,
  challengeId?: string,
): Promise<
  Result<{ challengeId: string; jobId: string | null }, "already-completed" | "no-number" | CodeRefusal>
> {
  const subject = await load(ctx, filingId);
  if (!subject) return refuse("not-found");
  const allowed = after(subject.filing.state, "approve");
  if (!allowed.ok) return allowed;
  const own = and(eq(accounts.firmId, ctx.actor.firmId), eq(accounts.id, session.accountId));
  const [account] = await ctx.db.select().from(accounts).where(own);
  if (!account || !textNumberOf(account, firm)) return refuse("no-number");
  const bound = subjectOf(subject);
  const shown = challengeId ? await readChallenge(ctx, approveHolder(session, challengeId)) : null;
  const goesOn = shown !== null && shown.subject === bound && closed(shown, now()) === null;
  const running = goesOn ? shown.id : await runningChallenge(ctx, session, bound);
  const opened = running
    ? ({ ok: true, id: running } as const)
    : await openChallenge(ctx, {
        accountId: session.accountId,
        purpose: "approve",
        method: "sms",
        holderHash: holderHash(session),
        subject: bound,
      });
  if (!opened.ok) return opened;
  const sent = await sendCode(ctx, approveHolder(session, opened.id), {
    template: "approve-code",
    about: aboutOf(subject, firm, account.language),
  });
  // Asked again within the minute: the code that is under way will do.
  if (!sent.ok && sent.reason === "wait") return { ok: true, challengeId: opened.id, jobId: null };
  if (!sent.ok) return sent;
  return { ok: true, challengeId: opened.id, jobId: sent.jobId };
}

export type Approved =
  | { ok: true }
  | WrongCode
  | {
      ok: false;
      reason: "already-completed" | "changed" | "used" | "expired" | "too-many-tries" | "not-found";
    };

/**
 * Approves: code, transition, evidence and audit entry in one transaction. However often and however
 * parallel it is asked, it happens once; whoever repeats the same approval gets the same answer.
 */
export async function approveFiling(
  ctx: Scoped<Client>,
  session: Session,
  input: { filingId: string; challengeId: string; code: string },
  facts: RequestFacts,
): Promise<Approved> {
  const { firmId } = ctx.actor;
  const subject = await load(ctx, input.filingId);
  if (!subject) return refuse("not-found");
  const { filing, version } = subject;
  const answer = await answerChallenge(
    ctx,
    approveHolder(session, input.challengeId),
    normaliseCode(input.code),
    subjectOf(subject),
  );
  if (!answer.ok) {
    if (answer.reason === "used" && (await approvedBy(ctx, input.challengeId))) return { ok: true };
    if (answer.reason === "not-found" && (await askedForEarlier(ctx, session, input)))
      return refuse("changed");
    return answer;
  }
  const next = after(filing.state, "approve");
  if (!next.ok) return next;
  // Looked up first: once the state has changed, only a failure of the whole may stop what follows.
  const [served] = await ctx.db
    .select({ sha256: files.sha256 })
    .from(files)
    .where(and(eq(files.firmId, firmId), eq(files.id, version.pdfFileId)));
  const [membership] = await ctx.db
    .select({ capacity: memberships.capacity })
    .from(memberships)
    .where(
      and(
        eq(memberships.firmId, firmId),
        eq(memberships.accountId, session.accountId),
        eq(memberships.organisationId, filing.organisationId),
      ),
    );
  if (!served || !membership) return refuse("not-found");
  const at = now();
  const done = await ctx.db
    .update(filings)
    .set({ state: next.state, completedAt: at })
    .where(
      and(
        eq(filings.firmId, firmId),
        eq(filings.id, filing.id),
        eq(filings.state, filing.state),
        eq(filings.version, version.version),
      ),
    )
    .returning({ id: filings.id });
  if (done.length === 0) {
    // Somebody was first: with an approval, or with a version that this person has not seen.
    const newer = await load(ctx, filing.id);
    return refuse(newer && newer.version.version !== version.version ? "changed" : "already-completed");
  }
  const id = newId();
  await ctx.db.insert(approvals).values({
    firmId,
    id,
    organisationId: filing.organisationId,
    stream: filing.stream,
    filingId: filing.id,
    version: version.version,
    accountId: session.accountId,
    accountName: session.name,
    capacity: membership.capacity,
    method: "sms",
    challengeId: input.challengeId,
    manifestHash: version.manifestHash,
    pdfSha256: served.sha256,
    shownText: sentenceOf(whatIsApproved({ ...filing, period: periodOf(filing) }, session.language)),
    ip: facts.ip,
    userAgent: facts.userAgent,
    at,
  });
  await enqueue(ctx, {
    kind: "filing.approved",
    payload: { filing: filing.id, by: session.name },
    subject: `filing:${filing.id}`,
    accountId: session.accountId,
    idempotencyKey: `filing.approved:${id}`,
  });
  await record(ctx, {
    action: "filing.approved",
    subject: `filing:${filing.id}`,
    data: {
      approval: id,
      version: version.version,
      manifest: version.manifestHash,
      pdf: served.sha256,
      method: "sms",
    },
  });
  return { ok: true };
}

/** The state of a running approval, for the page that asks for its code. */
export async function approvalChallenge(ctx: Scoped<Client>, session: Session, id: string) {
  const [row] = await ctx.db
    .select({
      id: challenges.id,
      lastSentAt: challenges.lastSentAt,
      tries: challenges.tries,
      finishedAt: challenges.finishedAt,
      mobile: accounts.mobile,
    })
    .from(challenges)
    .innerJoin(accounts, and(eq(accounts.firmId, challenges.firmId), eq(accounts.id, challenges.accountId)))
    .where(
      and(
        eq(challenges.firmId, ctx.actor.firmId),
        eq(challenges.id, id),
        eq(challenges.purpose, "approve"),
        eq(challenges.holderHash, holderHash(session)),
      ),
    );
  return row && !row.finishedAt ? row : null;
}

async function load(ctx: Scoped<Client>, filingId: string): Promise<Subject | null> {
  const [row] = await ctx.db
    .select({ filing: filings, version: filingVersions })
    .from(filings)
    .innerJoin(
      filingVersions,
      and(
        eq(filingVersions.firmId, filings.firmId),
        eq(filingVersions.filingId, filings.id),
        eq(filingVersions.version, filings.version),
      ),
    )
    .where(
      and(
        eq(filings.firmId, ctx.actor.firmId),
        eq(filings.id, filingId),
        ...(ctx.actor.reach === "organisation" ? [eq(filings.organisationId, ctx.actor.organisationId)] : []),
      ),
    );
  return row ?? null;
}

async function runningChallenge(ctx: Scoped, session: Session, subject: string): Promise<string | null> {
  const alive = new Date(now().getTime() - codeLivesSeconds * 1000);
  const [row] = await ctx.db
    .select({ id: challenges.id })
    .from(challenges)
    .where(
      and(
        eq(challenges.firmId, ctx.actor.firmId),
        eq(challenges.purpose, "approve"),
        eq(challenges.holderHash, holderHash(session)),
        eq(challenges.subject, subject),
        isNull(challenges.finishedAt),
        gt(challenges.createdAt, alive),
      ),
    )
    .orderBy(desc(challenges.createdAt))
    .limit(1);
  return row?.id ?? null;
}

async function approvedBy(ctx: Scoped, challengeId: string): Promise<boolean> {
  const where = and(eq(approvals.firmId, ctx.actor.firmId), eq(approvals.challengeId, challengeId));
  return (await ctx.db.select({ id: approvals.id }).from(approvals).where(where)).length > 0;
}

/** Whether this code was sent for the same filing, in a version that is not the current one any more. */
async function askedForEarlier(
  ctx: Scoped,
  session: Session,
  { filingId, challengeId }: { filingId: string; challengeId: string },
): Promise<boolean> {
  const challenge = await readChallenge(ctx, approveHolder(session, challengeId));
  return challenge?.subject.startsWith(`filing:${filingId}:`) ?? false;
}

function subjectOf({ filing, version }: Subject): string {
  return `filing:${filing.id}:${version.version}:${version.manifestHash}`;
}

function holderHash(session: Session): Buffer {
  return sha256(`session:${session.id}`);
}

function approveHolder(session: Session, id: string): Holder {
  return { id, purpose: "approve", holderHash: holderHash(session) };
}

function aboutOf({ filing }: Subject, firm: Firm, language: "nl" | "en"): Record<string, string> {
  const title = filingTitle({ stream: filing.stream, period: periodOf(filing) }, language);
  // No amount by default: text messages show on locked screens.
  const amount = firm.smsShowsAmount
    ? `, ${formatEuro(Math.abs(filing.amount), language, { whole: true })}`
    : "";
  return { title: `${title}${amount}` };
}

function periodOf(filing: Subject["filing"]) {
  return { start: filing.periodStart, end: filing.periodEnd };
}
