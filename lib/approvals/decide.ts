import { and, eq, inArray } from "drizzle-orm";
import { type FilingState, filingApprovers, filings, type Turn } from "@/db/schema/approvals";
import { type DecisionMethod, decisions } from "@/db/schema/decisions";
import type { Scoped } from "@/db/scope";
import type { Decider } from "@/lib/access/actor";
import type { RequestFacts } from "@/lib/access/request";
import type { Deciding } from "@/lib/access/session";
import { type AuditEvent, record } from "@/lib/audit/record";
import { answerChallenge, finishWithoutCode, readChallenge, type WrongCode } from "@/lib/identity/challenge";
import { normaliseCode } from "@/lib/identity/rules";
import { enqueueAll, type NewJob } from "@/lib/outbox/enqueue";
import { now } from "@/lib/ports/clock";
import { canonicalJson } from "@/lib/shared/hash";
import { newId } from "@/lib/shared/ids";
import { refuse } from "@/lib/shared/result";
import type { Answers } from "./answers";
import { answersIn, asksForCode, decisionHolder, saidIn } from "./code";
import type { Draft } from "./draft";
import { type DecisionRefusal, obstacleTo, outOfReach, type Stopped, stoppedBy } from "./obstacles";
import { type Person, personOf, sharesNumber } from "./person";
import { type AnswersFault, answersOf, faultIn } from "./questions";
import { after, eventOf } from "./rules";
import type { Figures } from "./shapes";
import { outcomesOf, sentenceOf, whatIsDecided } from "./shown";
import { forgetDrafts } from "./signing/forget";
import { draftPlace, openHand } from "./signing/hand";
import { askNext, keepSignatures } from "./signing/keep";
import { delivers } from "./streams";
import { boundTo, loadSubjects, ownSeats, type Seat, type Subject, sameDocuments } from "./subjects";
import { toDeliver } from "./to-deliver";

/**
 * What the page showed that asks for the code: a code for something else is of no use there. `filing` is null for what
 * is sent from "Klaar om te verzenden".
 */
export type Expected = { decision: Draft["decision"]; filing: string | null };

export type Decided =
  | { ok: true; draft: Draft }
  | WrongCode
  | Stopped<
      | DecisionRefusal
      | AnswersFault
      | "other-answers"
      | "no-hand"
      | "shared-number"
      | "used"
      | "expired"
      | "too-many-tries"
      | "not-found"
    >;

/**
 * Approves everything that the code was sent for, or rejects it: code, transitions, evidence and audit entries in one
 * transaction, all of it or nothing. However often and however parallel it is asked, it happens once; whoever repeats
 * the same decision gets the same answer. One document that changed or went in between stops the whole batch.
 */
export async function decide(
  ctx: Scoped<Decider>,
  session: Deciding,
  input: { challengeId: string; code: string | null; answers?: Answers; expected: Expected },
  facts: RequestFacts,
): Promise<Decided> {
  const holder = decisionHolder(session, input.challengeId);
  const challenge = await readChallenge(ctx, holder);
  // Written by requestDecisionCode and never changed since.
  const draft = challenge?.draft as Draft | null | undefined;
  if (!challenge || !draft || !isExpected(draft, input.expected)) return refuse("not-found");
  const subjects = await loadSubjects(ctx, draft.filings, true);
  // Out of reach by now, withdrawn for instance: what the code was for is not there any more.
  if (!subjects) return outOfReach(ctx, session, draft, "changed");
  const bound = boundTo(draft.decision, subjects, saidIn(draft));
  const { accountId } = session;
  const said = input.answers ?? answersIn(draft);
  const answers = new Map(subjects.map((one) => [one.filing.id, answersOf(one, accountId, said)]));
  const ready = await readiness(ctx, session, { draft, subjects, answers }, said);
  if (!ready.ok) {
    // Whoever repeats what was decided already hears the same again.
    const repeated = await decidedBy(ctx, input.challengeId);
    return repeated ? { ok: true, draft } : ready;
  }
  const answer = ready.asked
    ? await answerChallenge(ctx, holder, normaliseCode(input.code ?? ""), bound)
    : await finishWithoutCode(ctx, holder, bound);
  if (!answer.ok) {
    if (answer.reason === "used" && (await decidedBy(ctx, input.challengeId))) return { ok: true, draft };
    if (answer.reason === "not-found" && sameDocuments(challenge.subject, bound)) return refuse("changed");
    return answer;
  }
  const { person, asked } = ready;
  const { challengeId } = input;
  const method = asked ? challenge.method : "session";
  await write(ctx, session, { draft, subjects, answers, person, method, challengeId, facts });
  return { ok: true, draft };
}

/** What is signed in one go is a set of which the page showed the first. */
function isExpected(draft: Draft, expected: Expected): boolean {
  const { decision, batch } = draft;
  const [first, ...others] = draft.filings;
  const set = draft.decision === "approve" && draft.hand !== undefined;
  const one = first === expected.filing && (others.length === 0 || set) && !batch;
  return decision === expected.decision && (expected.filing === null ? batch === true : one);
}

/**
 * All that can be known before the code is used up: whoever is refused here can mend it and go on with the same code,
 * as far as it is still for the same documents.
 */
async function readiness(
  ctx: Scoped<Decider>,
  session: Deciding,
  { draft, subjects, answers }: Pick<Writing, "draft" | "subjects" | "answers">,
  said: Answers | undefined,
): Promise<Extract<Decided, { ok: false }> | { ok: true; person: Person; asked: boolean }> {
  const obstacle = obstacleTo(subjects, session.accountId, draft);
  if (obstacle) return stoppedBy(ctx, session, draft, subjects, obstacle);
  const organisations = subjects.map(({ filing }) => filing.organisationId);
  const person = await personOf(ctx, session, organisations);
  if (!person) return refuse("not-found");
  if (draft.decision === "reject") return { ok: true, person, asked: true };
  const unsigned = subjects.find(({ version }) => version.signing && !draft.hand);
  if (unsigned)
    return stoppedBy(ctx, session, draft, subjects, { reason: "no-hand", filing: unsigned.filing });
  for (const subject of subjects) {
    const reason = faultIn(subject, answers.get(subject.filing.id) ?? {});
    if (reason) return stoppedBy(ctx, session, draft, subjects, { reason, filing: subject.filing });
  }
  // The code is for what was answered when it was asked for: another answer needs one of its own.
  const sentFor = answersIn(draft);
  if (sentFor && canonicalJson(sentFor) !== canonicalJson(said)) return refuse("other-answers");
  const joint = subjects.filter(({ seats }) => seats.length > 1).map(({ filing }) => filing);
  if (await sharesNumber(ctx, joint, person)) {
    const filing = await firstOf(joint, (one) => sharesNumber(ctx, [one], person));
    if (filing) return stoppedBy(ctx, session, draft, subjects, { reason: "shared-number", filing });
  }
  return { ok: true, person, asked: await asksForCode(ctx, draft) };
}

async function firstOf<T>(all: readonly T[], is: (one: T) => Promise<boolean>): Promise<T | null> {
  for (const one of all) if (await is(one)) return one;
  return null;
}

type Writing = {
  draft: Draft;
  subjects: Subject[];
  answers: Map<string, Answers>;
  person: Person;
  method: DecisionMethod;
  challengeId: string;
  facts: RequestFacts;
};

/** The evidence of every decision, the turns and states that follow from them, what others must hear, and the chain. */
async function write(ctx: Scoped<Decider>, session: Deciding, writing: Writing): Promise<void> {
  const { draft, subjects, answers, person, method, challengeId, facts } = writing;
  const { firmId } = ctx.actor;
  const at = now();
  const decision = draft.decision === "approve" ? "approved" : "rejected";
  const rows: (typeof decisions.$inferInsert)[] = [];
  const jobs: NewJob[] = [];
  const events: AuditEvent[] = [];
  const sealed = draft.decision === "approve" ? draft.hand : undefined;
  const hand = sealed ? await openHand(ctx, draftPlace(session.accountId), sealed) : null;
  if (hand) await forgetDrafts(ctx, challengeId);
  for (const subject of subjects) {
    const { filing, version } = subject;
    const own = ownSeats(subject, session.accountId);
    // One rejection says it all; an approval is given in every capacity that was asked for.
    const taken = decision === "rejected" ? own.slice(0, 1) : own;
    const period = { start: filing.periodStart, end: filing.periodEnd };
    const outcomes = outcomesOf(version.figures as Figures);
    const said = version.signing && decision === "approved" ? "signed" : decision;
    const shown = sentenceOf(whatIsDecided({ ...filing, period, outcomes }, said, session.language));
    for (const seat of taken) {
      rows.push({
        firmId,
        id: newId(),
        organisationId: filing.organisationId,
        stream: filing.stream,
        filingId: filing.id,
        version: version.version,
        seat: seat.seat,
        decision,
        ...(draft.decision === "reject" ? { category: draft.category, reason: draft.reason } : {}),
        answers: answers.get(filing.id) ?? {},
        accountId: session.accountId,
        accountName: session.name,
        capacity: seat.capacity ?? person.capacities.get(filing.organisationId)?.capacity ?? "",
        onBehalfOf: seat.onBehalfOf ?? person.capacities.get(filing.organisationId)?.onBehalfOf ?? null,
        method,
        numberHash: person.numberHash,
        challengeId,
        manifestHash: version.manifestHash,
        attachmentSha256: version.attachmentSha256,
        shownText: shown,
        ip: facts.ip,
        userAgent: facts.userAgent,
        assistedBy: draft.assistedBy?.id ?? null,
        assistedByName: draft.assistedBy?.name ?? null,
        at,
      });
    }
    const answered = decision === "approved" ? (answers.get(filing.id) ?? {}) : null;
    const { state, next } = await move(ctx, subject, taken, decision, {
      answers: answered,
      actedBy: session.accountId,
      actedAt: at,
    });
    jobs.push(...next);
    if (hand && decision === "approved" && version.signing) {
      jobs.push(...(await keepSignatures(ctx, taken, { hand, accountId: session.accountId, at })));
    }
    const event = `filing.${decision}` as const;
    jobs.push({
      kind: event,
      payload: { filing: filing.id, version: version.version, by: session.name, state },
      subject: `filing:${filing.id}`,
      accountId: session.accountId,
      organisationId: filing.organisationId,
      idempotencyKey: `${event}:${filing.id}:${version.version}:${taken.map(({ seat }) => seat).join()}`,
    });
    if (state === "approved") jobs.push(toDeliver(filing, 1, session.accountId));
    events.push({
      action: event,
      subject: `filing:${filing.id}`,
      data: {
        decisions: rows.filter(({ filingId }) => filingId === filing.id).map(({ id }) => id),
        version: version.version,
        manifest: version.manifestHash,
        attachment: version.attachmentSha256,
        method,
        ...(draft.assistedBy ? { assistedBy: draft.assistedBy.id } : {}),
        state,
      },
    });
  }
  await ctx.db.insert(decisions).values(rows);
  await enqueueAll(ctx, jobs);
  await record(ctx, ...events);
}

/** Writes the turns that were taken and the state that follows. The rows are locked: nobody was here in between. */
async function move(
  ctx: Scoped<Decider>,
  { filing, seats }: Subject,
  taken: Seat[],
  decision: Extract<Turn, "approved" | "rejected">,
  acted: { answers: Answers | null; actedBy: string; actedAt: Date },
): Promise<{ state: FilingState; next: NewJob[] }> {
  const { firmId } = ctx.actor;
  const numbers = taken.map(({ seat }) => seat);
  await ctx.db
    .update(filingApprovers)
    .set({ turn: decision, ...acted })
    .where(
      and(
        eq(filingApprovers.firmId, firmId),
        eq(filingApprovers.filingId, filing.id),
        eq(filingApprovers.version, filing.version),
        inArray(filingApprovers.seat, numbers),
      ),
    );
  const moved = seats.map((seat) => (numbers.includes(seat.seat) ? { ...seat, turn: decision } : seat));
  const turns = moved.map(({ turn }) => turn);
  const event = eventOf(turns, filing.state, delivers(filing.stream));
  const next = event ? after(filing.state, event) : null;
  const state = next?.ok ? next.state : filing.state;
  const over = state === "completed" || state === "approved";
  const done = await ctx.db
    .update(filings)
    .set({ state, changedAt: acted.actedAt, ...(over ? { completedAt: acted.actedAt } : {}) })
    .where(
      and(
        eq(filings.firmId, firmId),
        eq(filings.id, filing.id),
        eq(filings.state, filing.state),
        eq(filings.version, filing.version),
      ),
    )
    .returning({ id: filings.id });
  // It is locked, so this is a fault of ours and no race: better nothing at all than half of it.
  if (done.length === 0) throw new Error("A locked filing has changed");
  return { state, next: askNext(ctx, filing, moved) };
}

async function decidedBy(ctx: Scoped, challengeId: string): Promise<boolean> {
  const where = and(eq(decisions.firmId, ctx.actor.firmId), eq(decisions.challengeId, challengeId));
  return (await ctx.db.select({ id: decisions.id }).from(decisions).where(where).limit(1)).length > 0;
}
