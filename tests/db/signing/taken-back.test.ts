import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import type { Answers } from "@/lib/approvals/answers";
import { sendLater } from "@/lib/approvals/later";
import { dropApprover, releaseFiling, withdrawFiling } from "@/lib/approvals/office";
import { today } from "@/lib/shared/dates";
import { actionsFor } from "@/lib/staff/actions";
import { staffFiling } from "@/lib/staff/filing";
import { aCast, emails } from "@/tests/support/cast";
import { aDocument } from "@/tests/support/documents";
import { clientAt, deliver } from "@/tests/support/people";
import { aSigner, aSigning, asClient, signTogether } from "@/tests/support/signing/a-signing";

const cast = aCast();
const marieke = () => asClient(cast.marieke, cast.bakery, emails.marieke);
const pieter = () => asClient(cast.pieter, cast.bakery, emails.pieter);
const day = today(new Date());
const answers: Answers = { adopted: "yes", adoptedOn: day, copyAddress: "marieke@korenaar.example" };

type More = Partial<Parameters<typeof aSigning>[2]>;
type Period = { start: string; end: string };

/** Accounts of a year that no other test has, signed by Marieke alone unless told otherwise. */
let year = 1980;
function aYear(): Period {
  year++;
  return { start: `${year}-01-01`, end: `${year}-12-31` };
}
const toSign = (period: Period, more: More = {}) =>
  aSigning(cast.sander, cast.bakery, {
    ...{ period, adopts: true, label: null, signers: [aSigner(cast.marieke.accountId)] },
    ...more,
  });
const publicationOf = async (period: Period, waitsFor: string | null, more = {}) =>
  (
    await aDocument(cast.sander, cast.bakery, {
      ...{ stream: "filingAccounts", period, typed: {}, label: null, fileBy: null, waitsFor },
      ...more,
    })
  ).id;
async function adopted() {
  const period = aYear();
  const id = await toSign(period);
  const publication = await publicationOf(period, id);
  await signTogether(cast.owner(), marieke(), [id]);
  await deliver();
  expect(await filing(publication)).toMatchObject({ waits_for: null, adopted_on: day });
  return { id, period, publication };
}

async function filing(id: string) {
  const [row] =
    await cast.owner()`select state, version, waits_for, released_after, released_as, state_reason,
    adopted_on::text, file_by::text from filings where id = ${id}`;
  return row;
}
const withdraw = (id: string) => inScope(cast.sander, (ctx) => withdrawFiling(ctx, id, "Verkeerd bestand"));
const chained = async (id: string, action: string) =>
  (
    await cast.owner()`select data from audit_events where subject = ${`filing:${id}`} and action = ${action}
      order by seq`
  ).map(({ data }) => data);
const told = async (id: string, kind: string) =>
  cast.owner()`select account_id, mail_id from notices where filing_id = ${id} and kind = ${kind}
    and mail_id is not null order by account_id`;
const takeBack = {
  replaced: (id: string, period: Period) => toSign(period, { replaces: id }),
  withdrawn: (id: string) => withdraw(id),
};

describe.each(["replaced", "withdrawn"] as const)("accounts that are %s after they were adopted", (how) => {
  it("have their open publication wait for them again, not adopted, and due as before", async () => {
    const { id, period, publication } = await adopted();
    const lastDay = `${Number(period.end.slice(0, 4)) + 1}-12-31`;
    await takeBack[how](id, period);
    const waiting = {
      state: "open",
      waits_for: id,
      released_after: null,
      adopted_on: null,
      file_by: lastDay,
    };
    expect(await filing(publication)).toMatchObject(waiting);
    expect(await chained(publication, "filing.adoptionTakenBack")).toMatchObject([
      { of: id, adoptedOn: null },
    ]);
    expect(await chained(publication, "filing.waitsAgain")).toEqual([{ version: 1, for: id }]);
    await deliver();
    expect(await filing(publication)).toMatchObject(waiting);
  });

  it("take what lay ready to be sent back to who put it there", async () => {
    const { id, period, publication } = await adopted();
    const at = clientAt(cast.marieke, cast.bakery);
    expect(await inScope(at, (ctx) => sendLater(ctx, publication, 1, answers))).toEqual({ ok: true });
    expect(await filing(publication)).toMatchObject({ state: "readyToSend" });
    await takeBack[how](id, period);
    expect(await filing(publication)).toMatchObject({ state: "open", waits_for: id });
    const seats =
      await cast.owner()`select turn, answers from filing_approvers where filing_id = ${publication}`;
    expect(seats.map(({ turn }) => turn)).toEqual(["asked"]);
    expect(seats[0]?.answers).toBeNull();
  });

  it.each(["approved", "acceptedByRecipient", "filedWithoutApproval"])(
    "change nothing about a publication that is %s, and the firm is told",
    async (state) => {
      const { id, period, publication } = await adopted();
      await cast.owner()`update filings set state = ${state} where id = ${publication}`;
      const before = await filing(publication);
      await takeBack[how](id, period);
      await deliver();
      expect(await filing(publication)).toEqual(before);
      expect(await chained(publication, "filing.accountsTakenBack")).toEqual([{ version: 1, of: id }]);
      expect((await told(publication, "accountsTakenBack")).length).toBe(1);
    },
  );

  it("leave a publication of another year alone, and one that staff had let go of", async () => {
    const other = await adopted();
    const period = aYear();
    const id = await toSign(period);
    const released = await publicationOf(period, id);
    const done = await inScope(cast.sander, (ctx) => releaseFiling(ctx, released, "Spoed", "not-adopted"));
    expect(done).toEqual({ ok: true });
    await signTogether(cast.owner(), marieke(), [id]);
    await deliver();
    expect(await filing(released)).toMatchObject({ adopted_on: day });
    await takeBack[how](id, period);
    expect(await filing(released)).toMatchObject({
      ...{ waits_for: null, released_as: "not-adopted", state_reason: "Spoed", adopted_on: null },
    });
    expect(await filing(other.publication)).toMatchObject({ waits_for: null, adopted_on: day });
  });

  it("are waited for by a publication that was put ready after they were adopted", async () => {
    const { id, period } = await adopted();
    const later = await publicationOf(period, id, { label: "later" });
    // A new version says nothing of what it waited for.
    await publicationOf(period, null, { label: "later", replaces: later });
    const unbound = await publicationOf(period, null, { label: "los" });
    await takeBack[how](id, period);
    expect(await filing(later)).toMatchObject({ version: 2, waits_for: id, adopted_on: null });
    expect(await filing(unbound)).toMatchObject({ waits_for: null, adopted_on: null });
  });
});

describe("the new version of accounts that were adopted", () => {
  it("adopts and lets go once more, and who approves the publication is asked once more", async () => {
    const { id, period, publication } = await adopted();
    const first = await told(publication, "approve");
    expect(first.length).toBeGreaterThan(0);
    await toSign(period, { replaces: id });
    await signTogether(cast.owner(), marieke(), [id]);
    await deliver();
    expect(await filing(id)).toMatchObject({ state: "completed", version: 2, adopted_on: day });
    expect(await filing(publication)).toMatchObject({ waits_for: null, released_after: id, adopted_on: day });
    const again = await told(publication, "approve");
    expect(again.map(({ account_id }) => account_id)).toEqual(first.map(({ account_id }) => account_id));
    expect(again.map(({ mail_id }) => mail_id)).not.toEqual(first.map(({ mail_id }) => mail_id));
  });
});

describe("accounts that are withdrawn for good", () => {
  it("leave their publication to staff, who release or withdraw it", async () => {
    const { id, publication } = await adopted();
    await withdraw(id);
    const seen = await inScope(cast.sander, (ctx) => staffFiling(ctx, publication));
    expect(seen && actionsFor(seen, day)).toEqual(expect.arrayContaining(["release", "withdraw"]));
    const release = await inScope(cast.sander, (ctx) =>
      releaseFiling(ctx, publication, "Komt niet meer", "not-adopted"),
    );
    expect(release).toEqual({ ok: true });
    expect(await filing(publication)).toMatchObject({ waits_for: null, released_as: "not-adopted" });
    expect(await withdraw(publication)).toMatchObject({ ok: true });
  });
});

describe("minutes that are taken back", () => {
  it.each(["replaced", "withdrawn"] as const)("adopt nothing any more once they are %s", async (how) => {
    const { id, period, publication } = await adopted();
    const on = `${Number(period.end.slice(0, 4)) + 1}-05-20`;
    const minutes = (more: More = {}) =>
      toSign(period, { stream: "generalMeetingMinutes", details: { documentDate: on }, ...more });
    const said = await minutes();
    await signTogether(cast.owner(), marieke(), [said]);
    await deliver();
    expect(await filing(publication)).toMatchObject({ adopted_on: on });
    if (how === "replaced") await minutes({ replaces: said });
    else await withdraw(said);
    // Signing the accounts adopted them too, and that stands.
    expect(await filing(publication)).toMatchObject({ waits_for: null, released_after: id, adopted_on: day });
    await withdraw(id);
    expect(await filing(publication)).toMatchObject({ waits_for: id, adopted_on: null });
  });
});

describe("accounts that are complete without a signature", () => {
  const reason = "Onbereikbaar sinds 1 november";
  const drop = (id: string) =>
    inScope(systemOf(cast.sander.firmId, "test"), (ctx) => dropApprover(ctx, id, 1, reason));
  async function incomplete() {
    const period = aYear();
    const signers = [aSigner(cast.marieke.accountId), aSigner(cast.pieter.accountId)];
    const id = await toSign(period, { signers });
    const publication = await publicationOf(period, id);
    await signTogether(cast.owner(), marieke(), [id]);
    expect(await drop(id)).toEqual({ ok: true });
    await deliver();
    return { id, period, publication };
  }
  const notSigned = {
    ...{ waits_for: null, released_as: "not-signed", state_reason: `Pieter van Dijk. ${reason}` },
    adopted_on: null,
  };

  it("let go of their publication with whose signature is missing, and why", async () => {
    const { id, period, publication } = await incomplete();
    expect(await filing(publication)).toMatchObject(notSigned);
    const [released] = await chained(publication, "filing.released");
    expect(released).toMatchObject({ after: id, as: "not-signed", reason: notSigned.state_reason });
    // What is put ready only then says the same, and so does its new version.
    const later = await publicationOf(period, id, { label: "later" });
    expect(await filing(later)).toMatchObject(notSigned);
    await publicationOf(period, null, { label: "later", replaces: later });
    expect(await filing(later)).toMatchObject({ version: 2, ...notSigned });
  });

  it("say so no more once a new version is signed by all", async () => {
    const { id, period, publication } = await incomplete();
    const signers = [aSigner(cast.marieke.accountId), aSigner(cast.pieter.accountId)];
    await toSign(period, { replaces: id, signers });
    expect(await filing(publication)).toMatchObject({ waits_for: id, released_as: null, state_reason: null });
    for (const who of [marieke(), pieter()]) await signTogether(cast.owner(), who, [id]);
    await deliver();
    expect(await filing(publication)).toMatchObject({ waits_for: null, released_as: null, adopted_on: day });
  });

  it("leave alone what was withdrawn while it waited", async () => {
    const period = aYear();
    const signers = [aSigner(cast.marieke.accountId), aSigner(cast.pieter.accountId)];
    const id = await toSign(period, { signers });
    const publication = await publicationOf(period, id);
    await withdraw(publication);
    await signTogether(cast.owner(), marieke(), [id]);
    await drop(id);
    await deliver();
    expect(await filing(publication)).toMatchObject({ released_as: null, state_reason: "Verkeerd bestand" });
  });
});
