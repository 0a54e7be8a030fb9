import { beforeAll, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import { adoptionIn } from "@/lib/approvals/adoption";
import type { Answers } from "@/lib/approvals/answers";
import { requestDecisionCode } from "@/lib/approvals/code";
import { decide } from "@/lib/approvals/decide";
import type { Draft } from "@/lib/approvals/draft";
import { releaseFiling } from "@/lib/approvals/office";
import { rejectionCategories } from "@/lib/approvals/rejection";
import { draftPlace, sealHand } from "@/lib/approvals/signing/hand";
import { handFormInput } from "@/lib/approvals/signing/hand-form";
import { fileOfFiling, staffFiling } from "@/lib/staff/filing";
import { putAgain } from "@/lib/staff/put-again";
import { signaturesHold } from "@/lib/staff/signatures-hold";
import { aCast, emails } from "@/tests/support/cast";
import { deliver, facts, firm, mobiles, readSms, staffAt } from "@/tests/support/people";
import {
  aHand,
  aSigner,
  aSigning,
  aSigningCertificate,
  asClient,
  signTogether,
} from "@/tests/support/signing/a-signing";
import { upload } from "@/tests/support/uploads";

const cast = aCast();
beforeAll(() => aSigningCertificate(cast.sander.firmId, cast.sander.accountId));
const marieke = () => asClient(cast.marieke, cast.bakery, emails.marieke);
const nobodysTask = { ok: false, reason: "not-found" };

/** Annual accounts that this accountant signs first, and Marieke after. */
const accountantFirst = (accountant: Staff, more = {}) =>
  aSigning(cast.sander, cast.bakery, {
    label: `kantoor ${Math.random()}`,
    signers: [
      aSigner(accountant.accountId, { party: "accountant", step: 1 }),
      aSigner(cast.marieke.accountId, { step: 2 }),
    ],
    ...more,
  });

/** Signs as staff do, without a code: what that comes with is tried where codes are. */
async function signs(actor: Staff, filing: string) {
  await cast.owner()`update firms set signing_code = false where id = ${actor.firmId}`;
  const session = {
    id: crypto.randomUUID(),
    accountId: actor.accountId,
    name: "Sander",
    language: "nl" as const,
  };
  const at = await firm("noorderlicht");
  return inScope(actor, async (ctx) => {
    const hand = await sealHand(ctx, draftPlace(actor.accountId), aHand());
    const draft = { decision: "approve", filings: [filing], versions: { [filing]: 1 }, hand } as const;
    const asked = await requestDecisionCode(ctx, at, session, { ...draft, filings: [filing] });
    if (!asked.ok) return asked;
    const expected = { decision: "approve", filing } as const;
    return decide(ctx, session, { challengeId: asked.challengeId, code: null, expected }, facts);
  });
}

const stateOf = async (id: string) =>
  (await cast.owner()`select state from filings where id = ${id}`)[0]?.state;

type Said =
  | { decision: "approve"; answers: Answers }
  | { decision: "reject"; category: string; reason: string };

/** Decides as a client does, with the code of a text message. */
async function decides(client: ReturnType<typeof marieke>, filing: string, said: Said): Promise<void> {
  const { actor, session, email } = client;
  const at = await firm("noorderlicht");
  const [row] = await cast.owner()`select version from filings where id = ${filing}`;
  const draft: Draft = { filings: [filing], versions: { [filing]: row?.version }, ...said };
  const asked = await inScope(actor, (ctx) => requestDecisionCode(ctx, at, session, draft));
  if (!asked.ok) throw new Error(`No code: ${asked.reason}`);
  await deliver();
  const { code } = await readSms(cast.owner(), mobiles[email] ?? "");
  const answers = said.decision === "approve" ? { answers: said.answers } : {};
  const expected = { decision: said.decision, filing };
  const { challengeId } = asked;
  const done = await inScope(actor, (ctx) =>
    decide(ctx, session, { challengeId, code, expected, ...answers }, facts),
  );
  if (!done.ok) throw new Error(`Refused: ${done.reason}`);
}

const turnsOf = async (id: string) =>
  (await cast.owner()`select turn from filing_approvers where filing_id = ${id} order by seat`).map(
    ({ turn }) => turn,
  );

describe("an accountant signs", () => {
  it("what has a seat for him, whether he reaches a portfolio or the whole firm", async () => {
    expect(cast.sander.reach).toBe("portfolio");
    expect(cast.anouk.reach).toBe("firm");
    for (const accountant of [cast.sander, cast.anouk]) {
      const id = await accountantFirst(accountant);
      expect(await signs(accountant, id)).toMatchObject({ ok: true });
      const detail = await inScope(accountant, (ctx) => staffFiling(ctx, id));
      expect(detail?.signing?.seats[0]?.put).toMatchObject({ state: "waiting", fault: null });
      await deliver();
      expect(await turnsOf(id)).toEqual(["approved", "asked"]);
      const [kept] =
        await cast.owner()`select account_name, capacity, method from decisions where filing_id = ${id}`;
      expect(kept).toEqual({ account_name: "Sander", capacity: "accountant", method: "session" });
    }
  });

  it("and nobody else of the firm, nor of another", async () => {
    const id = await accountantFirst(cast.sander);
    const joris = await staffAt(cast.owner(), "noorderlicht", "joris@noorderlicht.example");
    const willemijn = await staffAt(cast.owner(), "devries", "willemijn@devries.example");
    for (const other of [cast.anouk, joris, willemijn]) expect(await signs(other, id)).toEqual(nobodysTask);
    expect(await turnsOf(id)).toEqual(["asked", "held"]);
  });

  it("not before it is his turn", async () => {
    const id = await accountantFirst(cast.sander, {
      signers: [
        aSigner(cast.marieke.accountId, { step: 1 }),
        aSigner(cast.sander.accountId, { party: "accountant", step: 2 }),
      ],
    });
    expect(await signs(cast.sander, id)).toEqual({ ok: false, reason: "not-yours" });
    expect(await signTogether(cast.owner(), marieke(), [id])).toMatchObject({ ok: true });
    await deliver();
    expect(await signs(cast.sander, id)).toMatchObject({ ok: true });
  });

  it("only what is as others signed it", async () => {
    const id = await accountantFirst(cast.sander);
    const scope = <T>(work: Parameters<typeof inScope<Staff, T>>[1]) => inScope(cast.sander, work);
    expect(await signaturesHold(scope, [id])).toBe(true);
    await cast.owner()`update files set sha256 = repeat('0', 64) where id =
      (select attachment_file_id from filing_versions where filing_id = ${id})`;
    expect(await signaturesHold(scope, [id])).toBe(false);
  });
});

describe("the form of the signer", () => {
  const id = "019a0000-0000-7000-8000-000000000001";
  const faults = (form: object) =>
    handFormInput
      .safeParse({ filing: id, stuk: `${id}:1`, akkoord: "ja", hand: JSON.stringify(aHand()), ...form })
      .error?.issues.map(({ path }) => path[0]) ?? [];

  it("says all that is missing at once, and takes no other documents than it shows", () => {
    expect(faults({})).toEqual([]);
    expect(faults({ hand: "", akkoord: undefined })).toEqual(["hand", "akkoord"]);
    expect(faults({ stuk: "019a0000-0000-7000-8000-000000000002:1" })).toEqual(["stuk"]);
    expect(faults({ stuk: `${id}:0` })).toEqual(["stuk"]);
    expect(faults({ hand: JSON.stringify({ kind: "drawn", strokes: [], ratio: 2 }) })).toEqual(["hand"]);
  });
});

describe("a signature that stopped", () => {
  it("is on its way again, once for each time that it is asked, and the chain tells who asked", async () => {
    const id = await accountantFirst(cast.sander);
    expect(await signs(cast.sander, id)).toMatchObject({ ok: true });
    const again = (actor: Staff, seat = 0) => inScope(actor, (ctx) => putAgain(ctx, id, seat));
    expect(await again(cast.sander)).toEqual({ ok: false, reason: "not-now" });
    await cast.owner()`update signatures set state = 'stopped', fault = 'changed-since' where filing_id = ${id}`;
    const willemijn = await staffAt(cast.owner(), "devries", "willemijn@devries.example");
    expect(await again(willemijn)).toEqual(nobodysTask);
    expect(await again(cast.sander, 1)).toEqual({ ok: false, reason: "not-now" });
    expect(await again(cast.sander)).toEqual({ ok: true });
    expect(await again(cast.sander)).toEqual({ ok: false, reason: "not-now" });
    const [row] = await cast.owner()`select state, fault from signatures where filing_id = ${id}`;
    expect(row).toEqual({ state: "waiting", fault: null });
    const jobs = await cast.owner()`select idempotency_key from outbox where kind = 'signing.put'
      and subject = ${`filing:${id}`}`;
    expect(jobs).toHaveLength(2);
    const [event] = await cast.owner()`select data from audit_events where action = 'filing.signatureRetried'
      and subject = ${`filing:${id}`}`;
    expect(event?.data).toEqual({ version: 1, seat: 0 });
  });
});

describe("the files of a signing", () => {
  it("are within reach of the colleagues of its client, the proof of a mandate too", async () => {
    const proof = await upload(
      cast.sander,
      cast.bakery,
      "annex",
      Buffer.from("%PDF-1.7 volmacht"),
      "Volmacht.pdf",
    );
    if (!proof.ok) throw new Error(proof.reason);
    const id = await aSigning(cast.sander, cast.bakery, {
      label: `volmacht ${Math.random()}`,
      signers: [aSigner(cast.marieke.accountId, { deputyFor: "Jan", mandate: proof.id })],
    });
    const willemijn = await staffAt(cast.owner(), "devries", "willemijn@devries.example");
    const of = (actor: Staff) => inScope(actor, (ctx) => fileOfFiling(ctx, id, proof.id));
    expect((await of(cast.sander))?.name).toBe("Volmacht.pdf");
    expect(await of(willemijn)).toBeNull();
  });
});

describe("one who does not sign", () => {
  it("never stops publication: it is released with what is missing, and approved", async () => {
    const accounts = await aSigning(cast.sander, cast.bakery, {
      label: `weigert ${Math.random()}`,
      signers: [aSigner(cast.marieke.accountId), aSigner(cast.pieter.accountId)],
    });
    const pieter = asClient(cast.pieter, cast.bakery, emails.pieter);
    await decides(pieter, accounts, {
      ...{ decision: "reject", category: rejectionCategories[3], reason: "Ik ben het er niet mee eens" },
    });
    expect(await stateOf(accounts)).toBe("rejected");
    const [publication] = await cast.owner()`select id from filings where stream = 'filingAccounts'
      and organisation_id = ${cast.bakery} and state in ('open', 'readyToSend') limit 1`;
    const id = publication?.id as string;
    await cast.owner()`update filings set waits_for = ${accounts} where id = ${id}`;
    const done = await inScope(cast.sander, (ctx) =>
      releaseFiling(ctx, id, "Pieter van Dijk tekent niet", "not-signed"),
    );
    expect(done).toEqual({ ok: true });
    const detail = await inScope(cast.sander, (ctx) => staffFiling(ctx, id));
    expect(detail).toMatchObject({
      ...{ releasedAs: "not-signed", stateReason: "Pieter van Dijk tekent niet", waitsFor: null },
      state: expect.stringMatching(/open|readyToSend/),
    });
    // As its file says.
    const adopted = detail && adoptionIn(detail.figures)?.on;
    const copyAddress = "marieke@korenaar.example";
    const answers: Answers = adopted
      ? { adopted: "yes", adoptedOn: adopted, copyAddress }
      : { adopted: "no", copyAddress };
    await decides(marieke(), id, { decision: "approve", answers });
    expect(await stateOf(id)).toBe("approved");
  });
});
