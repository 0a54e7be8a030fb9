import { beforeEach, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { filingDetail } from "@/lib/approvals/detail";
import { dropApprover, withdrawFiling } from "@/lib/approvals/office";
import { aCast, emails } from "@/tests/support/cast";
import { clientAt, deliver } from "@/tests/support/people";
import {
  aSigner,
  aSigning,
  aSigningCertificate,
  asClient,
  publishSigning,
  signTogether,
} from "@/tests/support/signing/a-signing";

const cast = aCast();
const marieke = () => asClient(cast.marieke, cast.bakery, emails.marieke);
const pieter = () => asClient(cast.pieter, cast.bakery, emails.pieter);
const system = () => systemOf(cast.sander.firmId, "test");

async function turns(id: string) {
  const rows = await cast.owner()`select turn from filing_approvers where filing_id = ${id}
    and version = (select version from filings where id = ${id}) order by seat`;
  return rows.map(({ turn }) => turn);
}

beforeEach(() => aSigningCertificate(cast.sander.firmId, cast.sander.accountId));

const inOrder = (more = {}) =>
  aSigning(cast.sander, cast.bakery, {
    label: `rij ${Math.random()}`,
    signers: [aSigner(cast.marieke.accountId), aSigner(cast.pieter.accountId, { step: 1 })],
    ...more,
  });

describe("signing in an order", () => {
  it("asks the first, holds the second, and asks him when she has signed", async () => {
    const id = await inOrder();
    expect(await turns(id)).toEqual(["asked", "held"]);
    expect(await signTogether(cast.owner(), marieke(), [id])).toMatchObject({ ok: true });
    await deliver();
    expect(await turns(id)).toEqual(["approved", "asked"]);
    const jobs = await cast.owner()`select kind from outbox where subject = ${`filing:${id}`} order by kind`;
    expect(jobs.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["filing.approved", "filing.asked", "signing.put"]),
    );
    const [filing] = await cast.owner()`select state from filings where id = ${id}`;
    expect(filing?.state).toBe("open");
  });

  it("asks nobody before the signatures that came before can be seen in the file", async () => {
    await cast.owner()`delete from signing_certificates`;
    const id = await inOrder();
    await signTogether(cast.owner(), marieke(), [id]);
    await deliver();
    expect(await turns(id)).toEqual(["approved", "held"]);
    await expect(signTogether(cast.owner(), pieter(), [id])).rejects.toThrow("not-yours");
    await aSigningCertificate(cast.sander.firmId, cast.sander.accountId);
    await deliver();
    expect(await turns(id)).toEqual(["approved", "asked"]);
    const [told] = await cast.owner()`select count(*)::int as times from outbox where kind = 'mail'
      and account_id = ${cast.pieter.accountId} and payload ->> 'template' = 'document-to-sign'
      and subject = ${`filing:${id}`}`;
    expect(told?.times).toBe(1);
  });

  it("lets nobody sign before it is his turn", async () => {
    const id = await inOrder();
    await expect(signTogether(cast.owner(), pieter(), [id])).rejects.toThrow("not-yours");
    expect(await turns(id)).toEqual(["asked", "held"]);
  });

  it("asks the next one too when whoever came first is let go of", async () => {
    const id = await inOrder();
    const done = await inScope(system(), (ctx) => dropApprover(ctx, id, 0, "Marieke is op reis"));
    expect(done.ok).toBe(true);
    await deliver();
    expect(await turns(id)).toEqual(["dropped", "asked"]);
  });

  it("lets go of one who is still held", async () => {
    const id = await inOrder();
    expect(await inScope(system(), (ctx) => dropApprover(ctx, id, 1, "Niet meer nodig"))).toEqual({
      ok: true,
    });
    expect(await turns(id)).toEqual(["asked", "dropped"]);
    expect(await signTogether(cast.owner(), marieke(), [id])).toMatchObject({ ok: true });
    expect((await cast.owner()`select state from filings where id = ${id}`)[0]?.state).toBe("completed");
  });

  it("asks those of one step together", async () => {
    const id = await inOrder({
      signers: [aSigner(cast.marieke.accountId, { step: 3 }), aSigner(cast.pieter.accountId, { step: 3 })],
    });
    expect(await turns(id)).toEqual(["asked", "asked"]);
  });
});

describe("what is kept of a signature", () => {
  it("is the decision with what was shown, and the drawing, which nobody can read", async () => {
    const id = await inOrder();
    await signTogether(cast.owner(), marieke(), [id]);
    const [decision] = await cast.owner()`select * from decisions where filing_id = ${id}`;
    expect(decision).toMatchObject({ decision: "approved", method: "sms", seat: 0 });
    expect(decision?.shown_text).toContain("U ondertekent");
    const [kept] = await cast.owner()`select * from signatures where filing_id = ${id}`;
    expect(kept).toMatchObject({ seat: 0, account_id: cast.marieke.accountId });
    const text = Buffer.from(kept?.hand ?? "").toString("latin1");
    expect(text).not.toContain("strokes");
  });

  it("is nothing without a drawing", async () => {
    const id = await inOrder();
    const { requestDecisionCode } = await import("@/lib/approvals/code");
    const { decide } = await import("@/lib/approvals/decide");
    const { deliver, facts, firm, mobiles, readSms } = await import("@/tests/support/people");
    const at = await firm("noorderlicht");
    const asked = await inScope(marieke().actor, (ctx) =>
      requestDecisionCode(ctx, at, cast.marieke, {
        decision: "approve",
        filings: [id],
        versions: { [id]: 1 },
      }),
    );
    if (!asked.ok) throw new Error(asked.reason);
    await deliver();
    const { code } = await readSms(cast.owner(), mobiles[emails.marieke] ?? "");
    const { challengeId } = asked;
    const expected = { decision: "approve", filing: id } as const;
    expect(
      await inScope(marieke().actor, (ctx) =>
        decide(ctx, cast.marieke, { challengeId, code, expected }, facts),
      ),
    ).toMatchObject({ ok: false, reason: "no-hand" });
    expect(await turns(id)).toEqual(["asked", "held"]);
  });
});

describe("a set", () => {
  it("is signed in one go, with one drawing and one code", async () => {
    const first = await inOrder();
    const second = await inOrder({
      stream: "representationLetter",
      together: first,
      signers: [aSigner(cast.marieke.accountId)],
    });
    const { texts, outcome } = await counted(() => signTogether(cast.owner(), marieke(), [first, second]));
    expect(outcome).toMatchObject({ ok: true });
    expect(texts).toBe(1);
    const kept = await cast.owner()`select filing_id, account_id from signatures
      where filing_id in (${first}, ${second})`;
    expect(kept).toHaveLength(2);
    expect(await turns(second)).toEqual(["approved"]);
  });

  it("is not made with a document that is not signed, nor with one of another client", async () => {
    const elsewhere = await aSigning(cast.sander, cast.property, {
      label: "elders",
      signers: [aSigner(cast.marieke.accountId)],
    });
    const signers = [aSigner(cast.marieke.accountId)];
    const wish = { label: `set ${Math.random()}`, signers, together: elsewhere };
    expect(await publishSigning(cast.sander, cast.bakery, wish)).toMatchObject({
      ok: false,
      reason: "nothing-to-sign-with",
    });
  });
});

async function counted<T>(work: () => Promise<T>): Promise<{ texts: number; outcome: T }> {
  const count = async () =>
    Number((await cast.owner()`select count(*)::int as n from local_messages where channel = 'sms'`)[0]?.n);
  const before = await count();
  const outcome = await work();
  return { texts: (await count()) - before, outcome };
}

describe("who may sign", () => {
  it("is nobody without the right, and nobody of another firm", async () => {
    const [stranger] =
      await cast.owner()`select id from accounts where email = 'gerrit@garagepostma.example'`;
    for (const accountId of [String(stranger?.id), cast.sander.accountId])
      expect(
        await publishSigning(cast.sander, cast.bakery, { label: "x", signers: [aSigner(accountId)] }),
      ).toMatchObject({ ok: false, reason: "approver-unknown" });
  });

  it("is never the accountant alone, and never one person twice", async () => {
    const accountant = aSigner(cast.sander.accountId, { party: "accountant" });
    const twice = [aSigner(cast.marieke.accountId), aSigner(cast.marieke.accountId)];
    for (const signers of [[accountant], twice])
      expect(await publishSigning(cast.sander, cast.bakery, { label: "y", signers })).toMatchObject({
        ok: false,
        reason: "approver-unknown",
      });
  });
});

describe("a document that is signed", () => {
  it("shows its clients who signs, in which order and where", async () => {
    const id = await inOrder();
    const found = await inScope(clientAt(cast.marieke, cast.bakery), (ctx) =>
      filingDetail(ctx, cast.bakery, id),
    );
    expect(
      found?.signing?.seats.map(({ step, turn, field }) => ({ step, turn, page: field?.place?.page })),
    ).toEqual([
      { step: 0, turn: "asked", page: 2 },
      { step: 1, turn: "held", page: 2 },
    ]);
    expect(found?.signing?.revisions).toEqual([]);
  });

  it("is out of sight with all that belongs to it when it is withdrawn", async () => {
    const id = await inOrder();
    await signTogether(cast.owner(), marieke(), [id]);
    expect((await inScope(system(), (ctx) => withdrawFiling(ctx, id, "Verkeerd stuk"))).ok).toBe(true);
    const found = await inScope(clientAt(cast.marieke, cast.bakery), (ctx) =>
      filingDetail(ctx, cast.bakery, id),
    );
    expect(found).toBeNull();
  });
});

describe("letting go of somebody", () => {
  it("never leaves the accountant alone, as nobody publishes it so either", async () => {
    const accountant = aSigner(cast.sander.accountId, { party: "accountant" });
    const id = await inOrder({ signers: [aSigner(cast.marieke.accountId), accountant] });
    expect(await inScope(system(), (ctx) => dropApprover(ctx, id, 0, "Op reis"))).toEqual({
      ok: false,
      reason: "last-approver",
    });
    expect(await turns(id)).toEqual(["asked", "asked"]);
    expect(await inScope(system(), (ctx) => dropApprover(ctx, id, 1, "Op reis"))).toEqual({ ok: true });
  });
});
