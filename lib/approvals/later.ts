import { and, eq, inArray } from "drizzle-orm";
import { filingApprovers, filings, type Turn } from "@/db/schema/approvals";
import type { Scoped } from "@/db/scope";
import type { Client } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { now } from "@/lib/ports/clock";
import { type Result, refuse } from "@/lib/shared/result";
import type { Answers } from "./answers";
import { type DecisionRefusal, obstacleTo } from "./obstacles";
import { type AnswersFault, faultIn } from "./questions";
import { after, eventOf } from "./rules";
import { delivers } from "./streams";
import { loadSubjects, ownSeats, type Seat, type Subject } from "./subjects";

/**
 * "Later verzenden" (F47): an intention, and no approval yet. It asks for no code; the one code that sends the whole
 * batch is what makes it an approval.
 * @param version the one that the person was shown: any other is not what was meant
 */
export async function sendLater(
  ctx: Scoped<Client>,
  filingId: string,
  version: number,
  answers: Answers,
): Promise<Result<object, DecisionRefusal | AnswersFault | "not-found">> {
  const { accountId } = ctx.actor;
  const [subject] = (await loadSubjects(ctx, [filingId], true)) ?? [];
  // What is signed is signed at once: there is no intention to put ready.
  if (!subject || subject.version.signing) return refuse("not-found");
  const no = obstacleTo([subject], accountId, { decision: "approve", versions: { [filingId]: version } });
  if (no) return refuse(no.reason);
  // A signature is put at once: it is for what the person has before the eyes.
  if (subject.version.signing) return refuse("not-now");
  const wrong = faultIn(subject, answers);
  if (wrong) return refuse(wrong);
  const seats = ownSeats(subject, accountId);
  await turn(ctx, subject, seats, { turn: "readyToSend", answers, actedBy: accountId, actedAt: now() });
  await record(ctx, { action: "filing.sendLater", subject: `filing:${filingId}` });
  return { ok: true };
}

/** Back to the open tasks: it was not sent, and it will not be with the next batch. */
export async function takeBack(
  ctx: Scoped<Client>,
  filingId: string,
): Promise<Result<object, "not-found" | "not-now">> {
  const { accountId } = ctx.actor;
  const [subject] = (await loadSubjects(ctx, [filingId], true)) ?? [];
  if (!subject) return refuse("not-found");
  const seats = subject.seats.filter((seat) => seat.turn === "readyToSend" && seat.actedBy === accountId);
  if (seats.length === 0) return refuse("not-now");
  await turn(ctx, subject, seats, { turn: "asked", answers: null, actedBy: null, actedAt: null });
  await record(ctx, { action: "filing.takeBack", subject: `filing:${filingId}` });
  return { ok: true };
}

async function turn(
  ctx: Scoped<Client>,
  { filing, seats }: Subject,
  own: Seat[],
  set: { turn: Turn; answers: Answers | null; actedBy: string | null; actedAt: Date | null },
): Promise<void> {
  const { firmId } = ctx.actor;
  const numbers = own.map(({ seat }) => seat);
  await ctx.db
    .update(filingApprovers)
    .set(set)
    .where(
      and(
        eq(filingApprovers.firmId, firmId),
        eq(filingApprovers.filingId, filing.id),
        eq(filingApprovers.version, filing.version),
        inArray(filingApprovers.seat, numbers),
      ),
    );
  const turns = seats.map((seat) => (numbers.includes(seat.seat) ? set.turn : seat.turn));
  const event = eventOf(turns, filing.state, delivers(filing.stream));
  const next = event && after(filing.state, event);
  if (!next?.ok) return;
  await ctx.db
    .update(filings)
    .set({ state: next.state, changedAt: now() })
    .where(and(eq(filings.firmId, firmId), eq(filings.id, filing.id)));
}
