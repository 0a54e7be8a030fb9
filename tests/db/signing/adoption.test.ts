import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { dropApprover } from "@/lib/approvals/office";
import { addDays, today } from "@/lib/shared/dates";
import { aCast, emails } from "@/tests/support/cast";
import { aDocument } from "@/tests/support/documents";
import { deliver } from "@/tests/support/people";
import { aSigner, aSigning, asClient, signTogether } from "@/tests/support/signing/a-signing";

const cast = aCast();
const marieke = () => asClient(cast.marieke, cast.bakery, emails.marieke);
const pieter = () => asClient(cast.pieter, cast.bakery, emails.pieter);

/** Accounts of a year that no other test has, and their publication, which waits for them. */
let year = 2010;
async function accounts(more: Partial<Parameters<typeof aSigning>[2]> = {}) {
  const period = { start: `${year}-01-01`, end: `${year}-12-31` };
  year++;
  const id = await aSigning(cast.sander, cast.bakery, {
    ...{ period, adopts: true, signers: [aSigner(cast.marieke.accountId), aSigner(cast.pieter.accountId)] },
    ...more,
  });
  const publication = await aDocument(cast.sander, cast.bakery, {
    ...{ stream: "filingAccounts", period, typed: {}, label: null, fileBy: null, waitsFor: id },
  });
  return { id, period, publication: publication.id };
}

async function filing(id: string) {
  const [row] = await cast.owner()`select state, waits_for, adopted_on::text, file_by::text, approve_by::text
    from filings where id = ${id}`;
  return row;
}

describe("when everybody has signed the annual accounts", () => {
  it("they are adopted that day, and their publication is let go of and due within eight days", async () => {
    const { id, period, publication } = await accounts();
    await signTogether(cast.owner(), marieke(), [id]);
    await deliver();
    expect(await filing(id)).toMatchObject({ state: "open", adopted_on: null });
    expect(await filing(publication)).toMatchObject({ waits_for: id, adopted_on: null, file_by: null });
    await signTogether(cast.owner(), pieter(), [id]);
    await deliver();
    const day = today(new Date());
    expect(await filing(id)).toMatchObject({ state: "completed", adopted_on: day });
    // Twelve months after the year were over before that, and no adoption makes them longer.
    const lastDay = `${Number(period.end.slice(0, 4)) + 1}-12-31`;
    expect(await filing(publication)).toMatchObject({ waits_for: null, adopted_on: day, file_by: lastDay });
  });

  it("counts eight days from the adoption", async () => {
    const { id, publication } = await accounts({
      period: { start: "2025-01-01", end: "2025-12-31" },
      label: "acht",
    });
    await cast.owner()`update filings set period_start = '2025-01-01', period_end = '2025-12-31' where id = ${publication}`;
    for (const who of [marieke(), pieter()]) await signTogether(cast.owner(), who, [id]);
    await deliver();
    expect(await filing(publication)).toMatchObject({ file_by: addDays(today(new Date()), 8) });
  });

  it("they are not where staff did not say so, and the publication goes on all the same", async () => {
    const { id, publication } = await accounts({ adopts: false });
    for (const who of [marieke(), pieter()]) await signTogether(cast.owner(), who, [id]);
    await deliver();
    expect(await filing(id)).toMatchObject({ state: "completed", adopted_on: null });
    expect(await filing(publication)).toMatchObject({ waits_for: null, adopted_on: null });
  });

  it("they are not where somebody was let go of", async () => {
    const { id, publication } = await accounts();
    await signTogether(cast.owner(), marieke(), [id]);
    await inScope(systemOf(cast.sander.firmId, "test"), (ctx) => dropApprover(ctx, id, 1, "Onbereikbaar"));
    await deliver();
    expect(await filing(id)).toMatchObject({ state: "completed", adopted_on: null });
    expect(await filing(publication)).toMatchObject({ adopted_on: null });
  });
});

describe("a publication that is put ready after the accounts were adopted", () => {
  it("knows when that was, for whoever approves it, and no other year's", async () => {
    const { id, period } = await accounts();
    for (const who of [marieke(), pieter()]) await signTogether(cast.owner(), who, [id]);
    await deliver();
    const wish = { stream: "filingAccounts", typed: {}, fileBy: null } as const;
    const later = await aDocument(cast.sander, cast.bakery, { ...wish, period, label: "later" });
    expect(await filing(later.id)).toMatchObject({ adopted_on: today(new Date()) });
    const before = { start: "1999-01-01", end: "1999-12-31" };
    const other = await aDocument(cast.sander, cast.bakery, { ...wish, period: before, label: "ander jaar" });
    expect(await filing(other.id)).toMatchObject({ adopted_on: null });
  });
});

describe("minutes of the general meeting", () => {
  it("say when the accounts were adopted, once they are signed", async () => {
    const { period, publication } = await accounts({ adopts: false });
    const on = `${Number(period.end.slice(0, 4)) + 1}-05-20`;
    const minutes = await aSigning(cast.sander, cast.bakery, {
      ...{ stream: "generalMeetingMinutes", period, details: { documentDate: on } },
      signers: [aSigner(cast.marieke.accountId)],
    });
    await signTogether(cast.owner(), marieke(), [minutes]);
    await deliver();
    expect(await filing(minutes)).toMatchObject({ state: "completed", adopted_on: on });
    expect(await filing(publication)).toMatchObject({ adopted_on: on, file_by: addDays(on, 8) });
  });
});
