import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { requestDecisionCode } from "@/lib/approvals/code";
import { decide } from "@/lib/approvals/decide";
import type { Draft } from "@/lib/approvals/draft";
import { draftPlace, sealHand } from "@/lib/approvals/signing/hand";
import { atOffice } from "@/lib/staff/at-office";
import { aCast, emails } from "@/tests/support/cast";
import { deliver, facts, firm, mobiles, readSms, staffAt } from "@/tests/support/people";
import { aHand, aSigner, aSigning } from "@/tests/support/signing/a-signing";

const cast = aCast();
const session = { id: crypto.randomUUID() };

const aTask = (more = {}) =>
  aSigning(cast.sander, cast.bakery, {
    label: `kantoor ${Math.random()}`,
    signers: [
      aSigner(cast.marieke.accountId, { step: 1 }),
      aSigner(cast.sander.accountId, { party: "accountant", step: 1 }),
      aSigner(cast.pieter.accountId, { step: 2 }),
    ],
    ...more,
  });

describe("a client signs at the firm", () => {
  it("with a code on the own telephone, whatever the firm asks for, and it is told who helped", async () => {
    await cast.owner()`update firms set signing_code = false`;
    const id = await aTask();
    const opened = await atOffice(cast.sander, session, id, 0);
    if (!opened) throw new Error("Nobody may sign there");
    const { deciding, scope } = opened;
    const at = await firm("noorderlicht");
    const hand = await scope((ctx) => sealHand(ctx, draftPlace(deciding.accountId), aHand()));
    const assistedBy = { id: cast.sander.accountId, name: "Sander Hoekstra" };
    const draft: Draft = { decision: "approve", filings: [id], versions: { [id]: 1 }, hand, assistedBy };
    const asked = await scope((ctx) => requestDecisionCode(ctx, at, deciding, draft));
    if (!asked.ok) throw new Error(asked.reason);
    await deliver();
    const { code } = await readSms(cast.owner(), mobiles[emails.marieke] ?? "");
    const { challengeId } = asked;
    const expected = { decision: "approve", filing: id } as const;
    const tries = (said: string | null, who = deciding) =>
      scope((ctx) => decide(ctx, who, { challengeId, code: said, expected }, facts));
    expect((await tries(null)).ok).toBe(false);
    // Of the same session, and not asked for by this client: as staff it is nobody's.
    const asStaff = { ...session, accountId: cast.sander.accountId, name: "Sander", language: "nl" as const };
    const own = { challengeId, code, expected };
    expect(await inScope(cast.sander, (ctx) => decide(ctx, asStaff, own, facts))).toEqual({
      ok: false,
      reason: "not-found",
    });
    expect(await tries(code)).toMatchObject({ ok: true });
    const [kept] = await cast.owner()`select account_id, method, assisted_by, assisted_by_name from decisions
      where filing_id = ${id}`;
    expect(kept).toEqual({
      account_id: cast.marieke.accountId,
      method: "sms",
      assisted_by: cast.sander.accountId,
      assisted_by_name: "Sander Hoekstra",
    });
    await cast.owner()`update firms set signing_code = true`;
  });

  it("only where she is asked, and only with a colleague who works for her", async () => {
    const id = await aTask();
    expect((await atOffice(cast.sander, session, id, 0))?.deciding.accountId).toBe(cast.marieke.accountId);
    expect((await atOffice(cast.anouk, session, id, 0))?.client).toMatchObject({
      organisationId: cast.bakery,
    });
    // An accountant, one who is held, and nobody.
    for (const seat of [1, 2, 7]) expect(await atOffice(cast.sander, session, id, seat)).toBeNull();
    const willemijn = await staffAt(cast.owner(), "devries", "willemijn@devries.example");
    expect(await atOffice(willemijn, session, id, 0)).toBeNull();
    await cast.owner()`delete from portfolios where account_id = ${cast.sander.accountId}
      and organisation_id = ${cast.bakery}`;
    expect(await atOffice(cast.sander, session, id, 0)).toBeNull();
    await cast.owner()`update filings set state = 'withdrawn' where id = ${id}`;
    expect(await atOffice(cast.anouk, session, id, 0)).toBeNull();
  });
});
