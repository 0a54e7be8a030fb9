import { inScope } from "@/db/scope";
import type { Client, Staff } from "@/lib/access/actor";
import type { Deciding } from "@/lib/access/session";
import { requestDecisionCode } from "@/lib/approvals/code";
import { decide } from "@/lib/approvals/decide";
import { draftPlace, sealHand } from "@/lib/approvals/signing/hand";
import type { Owner } from "../database";
import { facts, firm } from "../people";
import { aHand } from "./a-signing";

/** Signs with no code, as where a firm asks for none, and leaves the worker's part to the worker. */
export async function signAtOnce(
  { actor, session }: { actor: Client | Staff; session: Deciding },
  id: string,
  hand = aHand(),
): Promise<void> {
  const at = await firm("noorderlicht");
  const asked = await inScope(actor, async (ctx) =>
    requestDecisionCode(ctx, at, session, {
      decision: "approve",
      filings: [id],
      versions: { [id]: 1 },
      hand: await sealHand(ctx, draftPlace(session.accountId), hand),
    }),
  );
  if (!asked.ok) throw new Error(`It cannot be signed: ${asked.reason}`);
  const { challengeId } = asked;
  const expected = { decision: "approve", filing: id } as const;
  const done = await inScope(actor, (ctx) =>
    decide(ctx, session, { challengeId, code: null, expected }, facts),
  );
  if (!done.ok) throw new Error(`It was not signed: ${done.reason}`);
}

/** From now on this portal asks for no code with a signature. */
export async function withoutCodes(owner: Owner): Promise<void> {
  await owner`update firms set signing_code = false`;
}

/** What waits for its next try is due now. */
export async function isDue(owner: Owner, tries?: number): Promise<void> {
  await owner`update outbox set run_after = now() - interval '1 second', attempts = coalesce(${tries ?? null}, attempts)
    where kind in ('signing.put', 'signing.finish') and status = 'waiting'`;
}
