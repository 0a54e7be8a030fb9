import { expect, it } from "vitest";
import { askDecisionCode } from "@/app/(client)/decide-with-code";
import { inScope, type Scoped } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import type { Draft } from "@/lib/approvals/draft";
import { draftPlace, sealHand } from "@/lib/approvals/signing/hand";
import { limits } from "@/lib/identity/limits";
import { aCast } from "@/tests/support/cast";
import { facts, firm } from "@/tests/support/people";
import { aHand, aSigner, aSigning } from "@/tests/support/signing/a-signing";

const cast = aCast();

it("lets an accountant sign as much as there is: the code of his app is no text message", async () => {
  const { accountId } = cast.sander;
  const accountant = aSigner(accountId, { party: "accountant" });
  const id = await aSigning(cast.sander, cast.bakery, {
    label: "veel",
    signers: [accountant, aSigner(cast.marieke.accountId)],
  });
  const request = {
    firm: await firm("noorderlicht"),
    session: { id: crypto.randomUUID(), accountId, name: "Sander Hoekstra", language: "nl" as const },
    actor: cast.sander,
    facts,
    scope: <T>(work: (ctx: Scoped<Staff>) => Promise<T>) => inScope(cast.sander, work),
  };
  const hand = await request.scope((ctx) => sealHand(ctx, draftPlace(accountId), aHand()));
  const draft: Draft = { decision: "approve", filings: [id], versions: { [id]: 1 }, hand };
  for (let turn = 0; turn <= limits.smsPerAccount.most; turn++)
    expect(await askDecisionCode(request as Parameters<typeof askDecisionCode>[0], draft)).toMatchObject({
      ok: true,
      delivery: null,
    });
});
