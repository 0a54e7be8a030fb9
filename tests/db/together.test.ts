import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { requestDecisionCode } from "@/lib/approvals/code";
import { decide } from "@/lib/approvals/decide";
import { sendLater } from "@/lib/approvals/later";
import { withdrawFiling } from "@/lib/approvals/office";
import { type DecidedFiling, decidedTogether } from "@/lib/approvals/together";
import { aCast, emails } from "@/tests/support/cast";
import { aDocument } from "@/tests/support/documents";
import { clientAt, deliver, facts, firm, mobiles, readSms } from "@/tests/support/people";
import { askCode, decided, type Task } from "@/tests/support/returns";

const cast = aCast();
const at = () => clientAt(cast.marieke, cast.bakery);

/** Sends it from "Klaar om te verzenden", and returns how to look at the page of that batch. */
async function sent(...tasks: Task[]): Promise<() => Promise<DecidedFiling[]>> {
  const filings = tasks.map(({ id }) => id);
  for (const id of filings) await inScope(at(), (ctx) => sendLater(ctx, id, 1, {}));
  const versions = Object.fromEntries(filings.map((id) => [id, 1]));
  const noorderlicht = await firm("noorderlicht");
  const asked = await inScope(at(), (ctx) =>
    requestDecisionCode(ctx, noorderlicht, cast.marieke, {
      ...{ decision: "approve", filings, versions, batch: true },
    }),
  );
  if (!asked.ok) throw new Error(asked.reason);
  await deliver();
  const { code } = await readSms(cast.owner(), mobiles[emails.marieke] ?? "");
  const { challengeId } = asked;
  const expected = { decision: "approve", filing: null } as const;
  const done = await inScope(at(), (ctx) =>
    decide(ctx, cast.marieke, { challengeId, code, expected }, facts),
  );
  if (!done.ok) throw new Error(done.reason);
  return () => inScope(at(), (ctx) => decidedTogether(ctx, challengeId, cast.bakery));
}

describe("what was sent with one code, looked at later,", () => {
  it("is told in the version that was decided about, once there is another", async () => {
    const task = await aDocument(cast.sander, cast.bakery, { label: "Eerst" });
    const look = await sent(task);
    const typed = { distribution: 20_000_00, dividendTax: 3_000_00 };
    await aDocument(cast.sander, cast.bakery, { label: "Daarna", replaces: task.id, typed });
    const then = { label: "Eerst", amount: 1_500_00, version: 1, state: "replaced" };
    expect(await look()).toMatchObject([{ id: task.id, ...then, decidedAt: expect.any(Date) }]);
  });

  it("says that the other director rejected it", async () => {
    const approvers = [cast.marieke.accountId, cast.pieter.accountId];
    const task = await aDocument(cast.sander, cast.bakery, { label: "Samen", approvers });
    const look = await sent(task);
    expect(await look()).toMatchObject([{ state: "open", waitsFor: ["Pieter van Dijk"] }]);
    const no = await askCode(cast.owner(), cast.pieter, task, emails.pieter, {
      ...{ decision: "reject", filings: [task.id], category: "amount", reason: "Dit klopt niet" },
    });
    const expected = { decision: "reject", filing: task.id } as const;
    expect(await decided(cast.pieter, task, { ...no, expected })).toEqual({ ok: true });
    expect(await look()).toMatchObject([{ state: "rejected", amount: 1_500_00, version: 1 }]);
  });

  it("is nothing where it was one's own rejection, which has a page of its own", async () => {
    const task = await aDocument(cast.sander, cast.bakery, { label: "Nee" });
    const no = await askCode(cast.owner(), cast.marieke, task, emails.marieke, {
      ...{ decision: "reject", filings: [task.id], category: "amount", reason: "Dit klopt niet" },
    });
    const expected = { decision: "reject", filing: task.id } as const;
    expect(await decided(cast.marieke, task, { ...no, expected })).toEqual({ ok: true });
    expect(await inScope(at(), (ctx) => decidedTogether(ctx, no.challengeId, cast.bakery))).toEqual([]);
  });

  it("has no more than the name of what was withdrawn, and the rest beside it", async () => {
    const stays = await aDocument(cast.sander, cast.bakery, { label: null });
    const goes = await aDocument(cast.sander, cast.bakery, { label: "Weg" });
    const look = await sent(stays, goes);
    await inScope(cast.sander, (ctx) => withdrawFiling(ctx, goes.id, "Verkeerde klant"));
    const found = new Map((await look()).map((row) => [row.id, row]));
    expect(found.size).toBe(2);
    expect(found.get(goes.id)).toMatchObject({ label: "Weg", state: "withdrawn", amount: null });
    expect(found.get(stays.id)).toMatchObject({ label: null, state: "completed", amount: 1_500_00 });
  });
});
