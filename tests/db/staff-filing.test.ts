import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { noteOpening } from "@/lib/approvals/detail";
import type { Publication } from "@/lib/approvals/publication";
import { fileOfFiling, staffFiling } from "@/lib/staff/filing";
import { parseStaffFilters } from "@/lib/staff/filters";
import { staffFilings } from "@/lib/staff/queries";
import { aCast, emails } from "@/tests/support/cast";
import { aDocument, publishTyped } from "@/tests/support/documents";
import { clientAt, deliver, staffAt } from "@/tests/support/people";
import { approve, askCode, decided, type Task } from "@/tests/support/returns";
import { anXbrl, aPublication, uploadBoth } from "@/tests/support/uploads";

const cast = aCast();
const seen = (task: Task) => inScope(cast.sander, (ctx) => staffFiling(ctx, task.id));
const why = { category: "missing", reason: "De factuur van de nieuwe oven staat er niet bij." };

async function reject(task: Task): Promise<void> {
  const draft = { decision: "reject", filings: [task.id] as [string], ...why } as const;
  const { challengeId, code } = await askCode(cast.owner(), cast.marieke, task, emails.marieke, draft);
  const expected = { decision: "reject", filing: task.id } as const;
  expect(await decided(cast.marieke, task, { challengeId, code, expected })).toEqual({ ok: true });
}

async function approveIt(task: Task): Promise<void> {
  const { challengeId, code } = await askCode(cast.owner(), cast.marieke, task, emails.marieke);
  await approve(cast.marieke, task, challengeId, code);
}

async function open(task: Task, version: number): Promise<string> {
  const sha256 = (await seen(task))?.attachment.sha256 ?? "";
  const opening = {
    id: task.id,
    organisationId: cast.bakery,
    stream: "dividendTax",
    version,
    sha256,
  } as const;
  await inScope(clientAt(cast.marieke, cast.bakery), (ctx) => noteOpening(ctx, opening));
  return sha256;
}

describe("one document, as staff see it", () => {
  it("tells its whole story: versions, decisions, who opened which bytes, and what was sent", async () => {
    const task = await aDocument(cast.sander, cast.bakery, { label: "verhaal" });
    await deliver();
    const first = await open(task, 1);
    await reject(task);
    await deliver();
    const note = "De factuur staat er nu bij.";
    await aDocument(cast.sander, cast.bakery, { label: "verhaal", replaces: task.id, note });
    await deliver();
    const second = await open(task, 2);
    await approveIt(task);
    await deliver();
    const found = await seen(task);
    expect(found).toMatchObject({
      organisation: { name: "Bakkerij De Korenaar B.V.", slug: "bakkerij-de-korenaar" },
      stream: "dividendTax",
      state: "completed",
      version: 2,
      amount: 150_000,
      data: null,
      annexes: [],
      approvers: [{ seat: 0, name: null, turn: "approved", by: "Marieke van Dijk", at: expect.any(Date) }],
      decisions: [
        { version: 2, decision: "approved", by: "Marieke van Dijk", capacity: "director", method: "sms" },
        { version: 1, decision: "rejected", by: "Marieke van Dijk", ...why, at: expect.any(Date) },
      ],
      versions: [
        { version: 2, note, by: "Sander Hoekstra", amount: 150_000, at: expect.any(Date) },
        { version: 1, note: null, attachment: { name: "Stuk.pdf", mime: "application/pdf" } },
      ],
      openings: [
        { name: "Marieke van Dijk", version: 1, sha256: first },
        { name: "Marieke van Dijk", version: 2, sha256: second },
      ],
    });
    expect(first).not.toBe(second);
    expect(found?.messages.map(({ template, to, status }) => [template, to, status]).sort()).toEqual([
      ["filing-approved", "Sander Hoekstra", "done"],
      ["filing-new-version", "Marieke van Dijk", "done"],
      ["filing-new-version", "Pieter van Dijk", "done"],
      ["filing-published", "Marieke van Dijk", "done"],
      ["filing-published", "Pieter van Dijk", "done"],
      ["filing-rejected", "Sander Hoekstra", "done"],
    ]);
  });

  it("gives out the files of every version, and of no other document", async () => {
    const [one, other] = [
      await aDocument(cast.sander, cast.bakery),
      await aDocument(cast.sander, cast.bakery),
    ];
    const before = (await seen(one))?.attachment.id ?? "";
    await aDocument(cast.sander, cast.bakery, { replaces: one.id });
    const after = (await seen(one))?.attachment.id ?? "";
    const file = (task: Task, id: string) => inScope(cast.sander, (ctx) => fileOfFiling(ctx, task.id, id));
    expect((await file(one, before))?.id).toBe(before);
    expect((await file(one, after))?.id).toBe(after);
    expect(await file(other, before)).toBeNull();
  });

  it("is there for colleagues of the portfolio alone", async () => {
    const task = await aDocument(cast.sander, cast.bakery);
    const joris = await staffAt(cast.owner(), "noorderlicht", "joris@noorderlicht.example");
    expect(await inScope(joris, (ctx) => staffFiling(ctx, task.id))).not.toBeNull();
    await cast.owner()`delete from portfolios where account_id = ${joris.accountId}`;
    expect(await inScope(joris, (ctx) => staffFiling(ctx, task.id))).toBeNull();
    expect(await inScope(cast.anouk, (ctx) => staffFiling(ctx, task.id))).not.toBeNull();
  });
});

describe("whom to call", () => {
  it("is everybody who may still decide, with a telephone, and nobody once it was decided", async () => {
    const task = await aDocument(cast.sander, cast.bakery);
    const mobiles = await cast.owner()`select name, mobile from accounts
      where id in (${cast.marieke.accountId}, ${cast.pieter.accountId}) order by name`;
    expect(mobiles.map(({ name }) => name)).toEqual(["Marieke van Dijk", "Pieter van Dijk"]);
    expect((await seen(task))?.callable).toMatchObject(mobiles.map((one) => ({ ...one })));
    await approveIt(task);
    expect((await seen(task))?.callable).toEqual([]);
  });
});

describe("the heaps of work", () => {
  const heap = async (status: string, zoek = "stapel") =>
    (await inScope(cast.sander, (ctx) => staffFilings(ctx, parseStaffFilters({ status, zoek })))).rows;
  const ids = async (status: string) => (await heap(status)).map(({ id }) => id);

  it("hold what waits, what was rejected, what is to be filed, and what is late", async () => {
    const wish: Partial<Publication> = { label: "stapel", approveBy: "2099-11-30", fileBy: null };
    const waiting = await aDocument(cast.sander, cast.bakery, wish);
    const late = await aDocument(cast.sander, cast.bakery, { ...wish, approveBy: "2024-11-28" });
    const rejected = await aDocument(cast.sander, cast.bakery, wish);
    const approved = await aDocument(cast.sander, cast.bakery, wish);
    await reject(rejected);
    await approveIt(approved);
    expect(await ids("wacht")).toEqual([late.id, waiting.id]);
    expect(await ids("afgekeurd")).toEqual([rejected.id]);
    expect(await ids("indienen")).toEqual([approved.id]);
    expect(await ids("telaat")).toEqual([late.id]);
    await cast.owner()`update filings set file_by = '2024-12-01' where id = ${approved.id}`;
    expect(await ids("telaat")).toEqual([approved.id, late.id]);
    await cast.owner()`update filings set filed_at = now() where id = ${approved.id}`;
    expect(await ids("telaat")).toEqual([late.id]);
    expect(await ids("indienen")).toEqual([]);
    expect(await ids("ingediend")).toEqual([approved.id]);
  });

  it("say who is asked, and who has opened it", async () => {
    const named = [cast.marieke.accountId, cast.pieter.accountId];
    const task = await aDocument(cast.sander, cast.bakery, { label: "stapel", approvers: named });
    const row = async () => (await heap("wacht")).find(({ id }) => id === task.id);
    expect(await row()).toMatchObject({ asked: ["Marieke van Dijk", "Pieter van Dijk"], openedBy: [] });
    await open(task, 1);
    await approveIt(task);
    expect(await row()).toMatchObject({ asked: ["Pieter van Dijk"], openedBy: ["Marieke van Dijk"] });
  });

  it("are searched by the client's name too, word by word", async () => {
    const task = await aDocument(cast.sander, cast.bakery, { label: "stapel" });
    const found = async (zoek: string) => (await heap("wacht", zoek)).some(({ id }) => id === task.id);
    expect(await found("Korenaar stapel")).toBe(true);
    expect(await found("bakkerij dividend")).toBe(true);
    expect(await found("vastgoed stapel")).toBe(false);
    expect(await found("kor_naar")).toBe(false);
  });
});

describe("a new version", () => {
  it("of a return is of the same period", async () => {
    const month = (from: string, to: string) => ({ period: { start: from, end: to } });
    const put = async (period: ReturnType<typeof month>, replaces: string | null) => {
      const ids = await uploadBoth(cast.sander, cast.bakery, anXbrl(period));
      const confirmed = ["duplicate-period", "deadline-passed", "approval-day-passed", "period-old"];
      const typed = { ...aPublication(cast.bakery, ids), confirmed, replaces };
      return publishTyped(cast.sander, cast.bakery, typed);
    };
    const first = await put(month("2026-08-01", "2026-08-31"), null);
    if (!first.ok) throw new Error(first.reason);
    expect(await put(month("2026-07-01", "2026-07-31"), first.id)).toEqual({
      ok: false,
      reason: "other-period",
    });
    expect(await put(month("2026-08-01", "2026-08-31"), first.id)).toEqual({ ok: true, id: first.id });
  });

  it("of what has a day moves to another day", async () => {
    const task = await aDocument(cast.sander, cast.bakery);
    const period = { start: "2026-11-03", end: "2026-11-03" };
    await aDocument(cast.sander, cast.bakery, { replaces: task.id, period });
    expect((await seen(task))?.period).toEqual(period);
  });

  it("asks about another of the same day, and says that it asks", async () => {
    const task = await aDocument(cast.sander, cast.bakery, { label: "tweeling" });
    const again = { label: "tweeling", confirmed: ["deadline-passed", "approval-day-passed", "period-old"] };
    expect(await publishTyped(cast.sander, cast.bakery, again)).toEqual({
      ok: false,
      reason: "confirm-first",
      questions: ["duplicate-period"],
    });
    expect(await publishTyped(cast.sander, cast.bakery, { ...again, replaces: task.id })).toMatchObject({
      ok: true,
    });
  });

  it("asks about a typed period that lies ahead, or whose legal date has passed, as about one that was read", async () => {
    const typed = (day: string, confirmed: string[]) =>
      publishTyped(cast.sander, cast.bakery, {
        period: { start: day, end: day },
        label: day,
        approveBy: "2099-01-29",
        confirmed,
      });
    expect(await typed("2099-01-01", [])).toMatchObject({ questions: ["period-in-future"] });
    expect(await typed("2020-01-01", ["period-old"])).toMatchObject({ questions: ["deadline-passed"] });
    expect(await typed("2020-01-01", ["period-old", "deadline-passed"])).toMatchObject({ ok: true });
  });
});
