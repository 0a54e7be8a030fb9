import { and, desc, eq, gt, isNull } from "drizzle-orm";
import { accounts, challenges } from "@/db/schema/identity";
import { firms } from "@/db/schema/tenancy";
import type { Scoped } from "@/db/scope";
import type { Decider } from "@/lib/access/actor";
import type { Firm } from "@/lib/access/firm";
import type { Deciding } from "@/lib/access/session";
import { type Holder, openChallenge, readChallenge, sendCode } from "@/lib/identity/challenge";
import { closed, codeLivesSeconds } from "@/lib/identity/rules";
import { telephoneOf, textNumberOf } from "@/lib/identity/text-number";
import { now } from "@/lib/ports/clock";
import { canonicalJson, sha256 } from "@/lib/shared/hash";
import { formatEuro } from "@/lib/shared/money";
import { type Result, refuse } from "@/lib/shared/result";
import type { Answers } from "./answers";
import type { Draft } from "./draft";
import { type DecisionRefusal, obstacleTo, outOfReach, type Stopped, stoppedBy } from "./obstacles";
import { type AnswersFault, faultIn } from "./questions";
import { boundTo, loadSubjects, type Subject } from "./subjects";
import { filingTitle } from "./title";

type CodeRefusal = "wait" | "too-many-codes" | "used" | "expired" | "too-many-tries" | "not-found";

/**
 * Asks for the code that authorises exactly these versions: the text message names what it is for (B2), and the
 * challenge is bound to this session and to the hashes of the manifests.
 * @param challengeId the attempt that is under way on the screen: it goes on, if it still can
 */
export async function requestDecisionCode(
  ctx: Scoped<Decider>,
  firm: Firm,
  session: Deciding,
  draft: Draft,
  challengeId?: string,
): Promise<
  | Result<{ challengeId: string; jobId: string | null }, "no-number" | AnswersFault | CodeRefusal>
  | Stopped<DecisionRefusal>
> {
  const subjects = await loadSubjects(ctx, draft.filings);
  if (!subjects) return outOfReach(ctx, session, draft, "not-found");
  const obstacle = obstacleTo(subjects, session.accountId, draft);
  if (obstacle) return stoppedBy(ctx, session, draft, subjects, obstacle);
  // What was answered already is looked at before a text message is spent on it.
  const wrong = draft.decision === "approve" && draft.answers ? answersFault(subjects, draft.answers) : null;
  if (wrong) return refuse(wrong);
  const own = and(eq(accounts.firmId, ctx.actor.firmId), eq(accounts.id, session.accountId));
  const [account] = await ctx.db.select().from(accounts).where(own);
  const asks = await asksForCode(ctx, draft);
  const method = account ? methodOf(ctx, account) : "sms";
  if (!account || (asks && method === "sms" && !textNumberOf(account, firm))) return refuse("no-number");
  const bound = boundTo(draft.decision, subjects, saidIn(draft));
  const shown = challengeId ? await readChallenge(ctx, decisionHolder(session, challengeId)) : null;
  // A page of what was replaced since must not have a code sent for what it does not show.
  if (shown && shown.subject !== bound) return refuse("changed");
  const goesOn = shown !== null && closed(shown, now()) === null;
  const running = goesOn ? shown.id : await runningChallenge(ctx, session, bound);
  const opened = running
    ? ({ ok: true, id: running } as const)
    : await openChallenge(ctx, {
        accountId: session.accountId,
        purpose: "approve",
        method,
        holderHash: holderHash(session),
        subject: bound,
        draft,
      });
  if (!opened.ok) return opened;
  if (!asks || method === "totp") return { ok: true, challengeId: opened.id, jobId: null };
  const sent = await sendCode(ctx, decisionHolder(session, opened.id), {
    template: "approve-code",
    about: { title: aboutOf(draft, subjects, firm, account.language) },
  });
  // Asked again within the minute: the code that is under way will do.
  if (!sent.ok && sent.reason === "wait") return { ok: true, challengeId: opened.id, jobId: null };
  if (!sent.ok) return sent;
  return { ok: true, challengeId: opened.id, jobId: sent.jobId };
}

export type DecisionChallenge = {
  id: string;
  draft: Draft;
  lastSentAt: Date | null;
  tries: number;
  mobile: string | null;
};

/** The state of a running decision, for the page that asks for its code; null once it is over, or not this session's. */
export async function decisionChallenge(
  ctx: Scoped<Decider>,
  session: Deciding,
  id: string,
): Promise<DecisionChallenge | null> {
  const [row] = await ctx.db
    .select({
      id: challenges.id,
      draft: challenges.draft,
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
  if (!row?.draft || row.finishedAt) return null;
  const { finishedAt: _, draft, mobile, ...rest } = row;
  // Written by requestDecisionCode and never changed since.
  return { ...rest, mobile: telephoneOf(mobile), draft: draft as Draft };
}

/** Whether a code is asked for at all: of a signature the firm may do without, of anything else, or with help, nobody may. */
export async function asksForCode(ctx: Scoped, draft: Draft): Promise<boolean> {
  if (draft.decision !== "approve" || !draft.hand || draft.assistedBy) return true;
  const own = eq(firms.id, ctx.actor.firmId);
  const [firm] = await ctx.db.select({ code: firms.signingCode }).from(firms).where(own);
  return firm?.code ?? true;
}

/** Whether the code that is asked for goes out by text message, of which there may be too many. */
export async function asksForText(ctx: Scoped<Decider>, draft: Draft): Promise<boolean> {
  if (!(await asksForCode(ctx, draft))) return false;
  const own = and(eq(accounts.firmId, ctx.actor.firmId), eq(accounts.id, ctx.actor.accountId));
  const [account] = await ctx.db.select({ totpSecret: accounts.totpSecret }).from(accounts).where(own);
  return !account || methodOf(ctx, account) === "sms";
}

/** A code of an app is made there, and none is sent. */
function methodOf(ctx: Scoped<Decider>, { totpSecret }: { totpSecret: Buffer | null }): "sms" | "totp" {
  return ctx.actor.kind === "staff" && totpSecret ? "totp" : "sms";
}

function answersFault(subjects: readonly Subject[], answers: Answers): AnswersFault | null {
  for (const subject of subjects) {
    const fault = faultIn(subject, answers);
    if (fault) return fault;
  }
  return null;
}

/**
 * What the person said when the code was asked for, which it is for as well: nobody can put other words or answers under
 * the same code. Of a batch each document's answers stand with it, from when it was put off.
 */
export function saidIn(draft: Draft): string {
  if (draft.decision === "reject") return `${draft.category}\n${draft.reason}`;
  const answers = draft.answers ? canonicalJson(draft.answers) : "";
  return draft.hand ? `${answers}\n${draft.hand.hash}` : answers;
}

/** The answers that the code was sent for; undefined for a rejection, and where none were given then. */
export function answersIn(draft: Draft): Answers | undefined {
  return draft.decision === "approve" ? draft.answers : undefined;
}

export function decisionHolder(session: Deciding, id: string): Holder {
  return { id, purpose: "approve", holderHash: holderHash(session) };
}

async function runningChallenge(ctx: Scoped, session: Deciding, subject: string): Promise<string | null> {
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

function holderHash(session: Deciding): Buffer {
  return sha256(`session:${session.id}`);
}

/** "Omzetbelasting oktober 2026", "afkeuren van …", "Omzetbelasting oktober 2026 en 2 andere stukken". */
function aboutOf(draft: Draft, subjects: readonly Subject[], firm: Firm, language: "nl" | "en"): string {
  const [first] = subjects;
  if (!first) return "";
  const { filing } = first;
  const period = { start: filing.periodStart, end: filing.periodEnd };
  const title = filingTitle({ stream: filing.stream, label: filing.label, period }, language);
  if (draft.decision === "reject") {
    if (first.version.signing)
      return language === "nl" ? `niet ondertekenen van ${title}` : `not signing ${title}`;
    return language === "nl" ? `afkeuren van ${title}` : `rejecting ${title}`;
  }
  const others = subjects.length - 1;
  if (others === 1) return language === "nl" ? `${title} en 1 ander stuk` : `${title} and 1 other document`;
  if (others > 1)
    return language === "nl"
      ? `${title} en ${others} andere stukken`
      : `${title} and ${others} other documents`;
  // No amount by default: text messages show on locked screens.
  const amount =
    firm.smsShowsAmount && filing.amount !== null
      ? `, ${formatEuro(Math.abs(filing.amount), language, { whole: true })}`
      : "";
  return `${title}${amount}`;
}
