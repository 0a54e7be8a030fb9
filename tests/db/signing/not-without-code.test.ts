import { expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { requestDecisionCode } from "@/lib/approvals/code";
import type { Draft } from "@/lib/approvals/draft";
import { draftPlace, sealHand } from "@/lib/approvals/signing/hand";
import { aCast, emails } from "@/tests/support/cast";
import { clientAt, firm } from "@/tests/support/people";
import { aHand, aSigner, aSigning, asClient } from "@/tests/support/signing/a-signing";
import { withoutCodes } from "@/tests/support/signing/at-once";
import { openTasks } from "@/tests/support/tasks";

const cast = aCast();

/** A return that waits for her in the story. */
async function aReturn(): Promise<string> {
  const tasks = await inScope(clientAt(cast.marieke, cast.bakery), (ctx) => openTasks(ctx, cast.bakery));
  const found = tasks.find(({ stream }) => stream === "vat");
  if (!found) throw new Error("No return waits");
  return found.id;
}

it("asks a code for whatever is no signature, also where signatures need none and a hand was sent along", async () => {
  await withoutCodes(cast.owner());
  const { actor, session } = asClient(cast.marieke, cast.bakery, emails.marieke);
  const signed = await aSigning(cast.sander, cast.bakery, {
    label: "met hand",
    signers: [aSigner(cast.marieke.accountId)],
  });
  const vat = await aReturn();
  const at = await firm("noorderlicht");
  for (const filings of [[vat], [signed, vat]] as [string, ...string[]][]) {
    const asked = await inScope(actor, async (ctx) => {
      const hand = await sealHand(ctx, draftPlace(session.accountId), aHand());
      const versions = Object.fromEntries(filings.map((id) => [id, 1]));
      const draft: Draft = { decision: "approve", filings, versions, hand };
      return requestDecisionCode(ctx, at, session, draft);
    });
    expect(asked).toMatchObject({ ok: false, reason: "changed" });
  }
  expect(
    await cast.owner()`select 1 from decisions where filing_id in ${cast.owner()([vat, signed])}`,
  ).toEqual([]);
});
