import { afterEach, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import type { Session } from "@/lib/access/session";
import { requestDecisionCode } from "@/lib/approvals/code";
import { aCast, emails } from "@/tests/support/cast";
import { aDocument, publishTyped } from "@/tests/support/documents";
import { clientAt, deliver, firm } from "@/tests/support/people";
import { approve, askCode, type Task } from "@/tests/support/returns";

const cast = aCast();
const both = () => [cast.marieke.accountId, cast.pieter.accountId];
const stateOf = async ({ id }: Task) =>
  (await cast.owner()`select state from filings where id = ${id}`)[0]?.state;
const hers = async (task: Task) => {
  const { challengeId, code } = await askCode(cast.owner(), cast.marieke, task, emails.marieke);
  return approve(cast.marieke, task, challengeId, code);
};

describe("two who approve over one telephone by a detour (D11)", () => {
  const shared = "+31612345678";
  const mobile = (of: Session, number: string) =>
    cast.owner()`update accounts set mobile = ${number} where id = ${of.accountId}`;
  afterEach(async () => {
    await mobile(cast.marieke, shared);
    await mobile(cast.pieter, "+31612345634");
  });

  it("do not: however its number is written", async () => {
    await mobile(cast.pieter, "+31 6 12345678");
    const asked = { ok: false, reason: "confirm-first", questions: ["shared-number"] };
    expect(await publishTyped(cast.sander, cast.bakery, { approvers: both() })).toEqual(asked);
    const task = await aDocument(cast.sander, cast.bakery, {
      approvers: both(),
      confirmed: [
        "duplicate-period",
        "deadline-passed",
        "approval-day-passed",
        "period-old",
        "shared-number",
      ],
    });
    expect(await hers(task)).toEqual({ ok: true });
    // One phone: the newest message on it.
    const his = await askCode(cast.owner(), cast.pieter, task, emails.marieke);
    expect(await approve(cast.pieter, task, his.challengeId, his.code)).toEqual({
      ok: false,
      reason: "shared-number",
    });
    expect(await stateOf(task)).toBe("open");
  });

  it("do not: with the number changed once the code has come", async () => {
    const task = await aDocument(cast.sander, cast.bakery, { approvers: both() });
    expect(await hers(task)).toEqual({ ok: true });
    await mobile(cast.pieter, shared);
    const his = await askCode(cast.owner(), cast.pieter, task, emails.marieke);
    await mobile(cast.pieter, "+31612345634");
    expect(await approve(cast.pieter, task, his.challengeId, his.code)).toMatchObject({
      ok: false,
      reason: "wrong-code",
    });
    expect(await stateOf(task)).toBe("open");
  });

  it("do not: with the number changed while the message was still to go out", async () => {
    const task = await aDocument(cast.sander, cast.bakery, { approvers: both() });
    expect(await hers(task)).toEqual({ ok: true });
    const sent = async () => (await cast.owner()`select 1 from local_messages where channel = 'sms'`).length;
    const before = await sent();
    const noorderlicht = await firm("noorderlicht");
    await inScope(clientAt(cast.pieter, cast.bakery), (ctx) =>
      requestDecisionCode(ctx, noorderlicht, cast.pieter, {
        decision: "approve",
        filings: [task.id],
        versions: { [task.id]: 1 },
      }),
    );
    await mobile(cast.pieter, shared);
    await deliver();
    expect(await sent()).toBe(before);
  });
});
