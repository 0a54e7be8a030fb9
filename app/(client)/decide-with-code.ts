import type { Scoped } from "@/db/scope";
import type { FormAnswer } from "@/lib/access/action";
import type { Client, Decider } from "@/lib/access/actor";
import type { Firm } from "@/lib/access/firm";
import type { RequestFacts } from "@/lib/access/request";
import type { Deciding } from "@/lib/access/session";
import type { Answers } from "@/lib/approvals/answers";
import { attachmentsAreIntact } from "@/lib/approvals/attachment";
import { asksForCode, asksForText, decisionChallenge, requestDecisionCode } from "@/lib/approvals/code";
import { decide, type Expected } from "@/lib/approvals/decide";
import type { Draft } from "@/lib/approvals/draft";
import type { Stopped } from "@/lib/approvals/obstacles";
import { codeAnswer, expiredCodeAnswer } from "@/lib/identity/code-answer";
import { mayText } from "@/lib/identity/sign-in";
import { awaitDelivery, type Delivery } from "@/lib/outbox/await";

/** Of whoever decides: a client, or an accountant who signs. */
export type DecisionRequest<A extends Decider = Client> = {
  firm: Firm;
  session: Deciding;
  actor: A;
  facts: RequestFacts;
  scope<T>(work: (ctx: Scoped<A>) => Promise<T>): Promise<T>;
};

type Refused = { ok: false; answer: FormAnswer };
const refused = (reason: string): Refused => ({ ok: false, answer: { ok: false, reason } });
/** A batch is stopped by one document, which the words name. */
const stopped = ({ reason, title }: Stopped): Refused => ({
  ok: false,
  answer: { ok: false, reason, ...(title ? { details: { title } } : {}) },
});

/**
 * Sends the code for a decision, which the three forms of approving, rejecting and sending a batch share.
 * `delivery` is null when a code of less than a minute ago will do; `withCode` is false where a firm asks for none.
 */
export async function askDecisionCode(
  { firm, session, actor, facts, scope }: DecisionRequest<Decider>,
  draft: Draft,
  challenge?: string,
): Promise<{ ok: true; challengeId: string; delivery: Delivery | null; withCode: boolean } | Refused> {
  const room = draft.batch ? "batchSmsPerAccount" : "smsPerAccount";
  // Only a signature can do without, and then nothing is sent that could be too much.
  const withCode = !signs(draft) || (await scope((ctx) => asksForCode(ctx, draft)));
  const withText = withCode && (await scope((ctx) => asksForText(ctx, draft)));
  if (withText && !(await mayText(firm, session.accountId, facts, room))) return refused("too-many-codes");
  if (draft.decision === "approve" && (await attachmentsAreIntact(scope, draft.filings)) === false) {
    return refused("attachment-changed");
  }
  const asked = await scope((ctx) => requestDecisionCode(ctx, firm, session, draft, challenge));
  if (!asked.ok) return stopped(asked);
  const delivery = asked.jobId ? await awaitDelivery(actor, asked.jobId) : null;
  return { ok: true, challengeId: asked.challengeId, delivery, withCode };
}

function signs(draft: Draft): boolean {
  return draft.decision === "approve" && draft.hand !== undefined;
}

/** What the address says of a text message that did not go out. */
export function smsNote(delivery: Delivery | null): string {
  return delivery === null || delivery === "sent" ? "" : `&sms=${delivery}`;
}

/** Decides about what the code was sent for. A code that has expired is followed by another at once. */
export async function decideWithCode(
  request: DecisionRequest<Decider>,
  input: { challenge: string; code: string | null; answers?: Answers; expected: Expected },
): Promise<{ ok: true; draft: Draft } | Refused> {
  const { session, facts, scope } = request;
  const { challenge: challengeId, ...given } = input;
  // Null once it is over: then nothing can be decided any more, and whoever repeats it hears the same again.
  const challenge = await scope((ctx) => decisionChallenge(ctx, session, challengeId));
  if (challenge?.draft.decision === "approve") {
    // Out of reach is another matter, which the decision itself has words for.
    const intact = await attachmentsAreIntact(scope, challenge.draft.filings);
    if (intact === false) return refused("attachment-changed");
  }
  const decided = await scope((ctx) => decide(ctx, session, { challengeId, ...given }, facts));
  if (decided.ok) return decided;
  if ("title" in decided) return stopped(decided);
  if (decided.reason !== "code-expired" || !challenge) return { ok: false, answer: codeAnswer(decided) };
  const next = await askDecisionCode(request, challenge.draft, challengeId);
  // Another challenge is not the one of this form: its code would be of no use here.
  if (!next.ok || next.challengeId !== challengeId) return { ok: false, answer: codeAnswer(decided) };
  return { ok: false, answer: expiredCodeAnswer({ ok: true, delivery: next.delivery ?? "sent" }) };
}
