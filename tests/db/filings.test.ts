import { beforeAll, describe, expect, it } from "vitest";
import { tellStory } from "@/db/demo/story";
import { inScope } from "@/db/scope";
import type { Client } from "@/lib/access/actor";
import type { Session } from "@/lib/access/session";
import { filingDetail, noteOpening } from "@/lib/approvals/detail";
import { type FilterQuery, parseFilters } from "@/lib/approvals/filters";
import { allFilings } from "@/lib/approvals/overview";
import { parseCursor } from "@/lib/approvals/queries";
import { setClock } from "@/lib/ports/clock";
import { testDatabase } from "@/tests/support/database";
import { aDocument } from "@/tests/support/documents";
import { aSession, clientAt, deliver, organisationsOf, staffAt } from "@/tests/support/people";
import { approve, askCode, aTask } from "@/tests/support/returns";
import { openTasks } from "@/tests/support/tasks";
import { aPdf, organisationOf, upload } from "@/tests/support/uploads";

const { owner } = testDatabase();
const email = "marieke@korenaar.example";
let marieke: Session;
let bakery: string;
let property: string;
let physio: string;
let atBakery: Client;

beforeAll(async () => {
  await tellStory(new Date("2026-11-23T10:00:00Z"));
  setClock(null);
  await deliver();
  marieke = await aSession(owner(), "noorderlicht", email);
  bakery = await organisationOf(owner(), "bakkerij-de-korenaar");
  property = await organisationOf(owner(), "de-korenaar-vastgoed");
  physio = await organisationOf(owner(), "fysio-de-linde");
  atBakery = clientAt(marieke, bakery);
});

const everything = parseFilters({});
const detail = (id: string, actor = atBakery, organisationId = bakery) =>
  inScope(actor, (ctx) => filingDetail(ctx, organisationId, id));
const firstOf = async (where: string) =>
  (await owner().unsafe(`select id from filings where organisation_id = '${bakery}' and ${where}`))[0]?.id;

describe("a document with a new version", () => {
  it("is still found by what the version before was called (F61)", async () => {
    const sander = await staffAt(owner(), "noorderlicht", "sander@noorderlicht.example");
    const named = async (name: string, wish: object) => {
      const pdf = await upload(sander, bakery, "pdf", await aPdf(name), name);
      if (!pdf.ok) throw new Error(pdf.reason);
      return aDocument(sander, bakery, { attachment: pdf.id, ...wish });
    };
    const { id } = await named("Kladversie Zonnebloem.pdf", { label: "voorlopig" });
    await named("Definitief.pdf", { label: "herzien", replaces: id });
    const found = async (zoek: string) =>
      (await inScope(atBakery, (ctx) => allFilings(ctx, bakery, parseFilters({ zoek }), null))).rows;
    for (const zoek of ["kladversie zonnebloem", "voorlopig", "definitief.pdf", "herzien zonnebloem"])
      expect(await found(zoek), zoek).toMatchObject([{ id }]);
    expect(await found("zonnebloem bestaatniet")).toEqual([]);
  });
});

describe("open tasks", () => {
  it("are what waits in this organisation, the earliest date first", async () => {
    const [early, late] = [
      await aTask(owner(), "bakkerij-de-korenaar", "2026-08"),
      await aTask(owner(), "bakkerij-de-korenaar", "2026-09"),
    ];
    await aTask(owner(), "de-korenaar-vastgoed", "2026-07");
    const tasks = await inScope(atBakery, (ctx) => openTasks(ctx, bakery));
    expect(tasks.map(({ id }) => id).slice(0, 2)).toEqual([early.id, late.id]);
    expect(tasks.map(({ approveBy }) => approveBy)).toEqual(
      tasks.map(({ approveBy }) => approveBy).toSorted(),
    );
    expect(new Set(tasks.map(({ state }) => state))).toEqual(new Set(["open"]));
    expect(tasks[0]).toMatchObject({ publishedBy: "Sander Hoekstra", period: { start: "2026-08-01" } });
    const choice = (await organisationsOf(marieke)).find(({ id }) => id === bakery);
    expect(choice?.openTasks).toBe(tasks.length);
  });

  it("of another organisation are not there, whatever the page asks for", async () => {
    expect(await inScope(atBakery, (ctx) => openTasks(ctx, property))).toEqual([]);
    expect(await inScope(clientAt(marieke, physio), (ctx) => openTasks(ctx, physio))).toEqual([]);
    const list = await inScope(atBakery, (ctx) => allFilings(ctx, property, everything, null));
    expect(list).toEqual({ rows: [], next: null, years: null });
  });
});

describe("the overview", () => {
  it("knows the years that there are, whatever the filters leave", async () => {
    const all = async (query: FilterQuery) =>
      inScope(atBakery, (ctx) => allFilings(ctx, bakery, parseFilters(query), null));
    const [{ first, last }] = (await owner()`select min(year) as first, max(year) as last from filings
      where organisation_id = ${bakery}`) as unknown as [{ first: number; last: number }];
    expect(first).toBeLessThan(last);
    const some = await all({});
    expect(some.rows.length).toBeGreaterThan(0);
    expect(some.years).toEqual({ first, last });
    expect(await all({ zoek: "bestaatniet" })).toEqual({ rows: [], next: null, years: { first, last } });
  });
});

describe("one filing", () => {
  it("comes with its figures, its attachment and at most five earlier periods of that length", async () => {
    const task = await aTask(owner(), "bakkerij-de-korenaar", "2027-01");
    const found = await detail(task.id);
    expect(found).toMatchObject({
      id: task.id,
      state: "open",
      version: 1,
      amount: 160_000,
      period: { start: "2027-01-01", end: "2027-01-31" },
      figures: { kind: "vat", amount: 160_000, maskedObNumber: expect.not.stringContaining("001000056") },
      attachment: { name: "Aangifte OB januari 2027.pdf", pages: 1 },
      opened: false,
      myTurn: true,
      approvers: [{ seat: 0, name: null, turn: "asked", mine: true }],
      decisions: [],
      versions: [],
    });
    const months = found?.earlier.map(({ period }) => period.start) ?? [];
    expect(months).toHaveLength(5);
    expect(months).toEqual(months.toSorted());
    expect(months.at(-1)).toBe("2026-10-01");
    expect(found?.earlier.every(({ amount }) => Number.isSafeInteger(amount))).toBe(true);
  });

  it("says who approved it and when, with what", async () => {
    const task = await aTask(owner(), "bakkerij-de-korenaar", "2027-02");
    const { challengeId, code } = await askCode(owner(), marieke, task, email);
    await approve(marieke, task, challengeId, code);
    expect(await detail(task.id)).toMatchObject({
      state: "completed",
      myTurn: false,
      completedAt: expect.any(Date),
      decisions: [{ decision: "approved", by: "Marieke van Dijk", method: "sms", at: expect.any(Date) }],
    });
    expect((await detail(task.id))?.reference).toMatch(/^OB-2027-02-[2-9B-Z]{6}$/);
  });

  it("leads from a publication to its accounts, and from these on to it, before a worker has let it go", async () => {
    const accounts = await firstOf("stream = 'annualAccounts' and state = 'open'");
    const publication = await firstOf(`waits_for = '${accounts}'`);
    expect(await detail(publication)).toMatchObject({ waits: true, waitsForId: accounts, myTurn: false });
    expect((await detail(accounts))?.next?.id).not.toBe(publication);
    await owner()`update filings set state = 'completed' where id = ${accounts}`;
    expect((await detail(accounts))?.next).toMatchObject({
      id: publication,
      stream: "filingAccounts",
      waits: true,
    });
    await owner()`update filings set waits_for = null where id = ${publication}`;
    expect((await detail(accounts))?.next).toMatchObject({ id: publication, waits: false });
    expect((await detail(publication))?.waitsForId).toBeNull();
    await owner()`update filings set state = 'open' where id = ${accounts}`;
    await owner()`update filings set waits_for = ${accounts} where id = ${publication}`;
  });

  it("names the open task to go on with: the earliest of the same organisation, and never itself", async () => {
    const [first, second] = await inScope(atBakery, (ctx) => openTasks(ctx, bakery));
    expect((await detail(first?.id ?? ""))?.next).toEqual({
      id: second?.id,
      stream: "vat",
      label: null,
      period: second?.period,
      waits: false,
    });
    expect((await detail(second?.id ?? ""))?.next?.id).toBe(first?.id);
    await owner()`update filings set state = 'completed' where organisation_id = ${bakery} and id <> ${first?.id ?? ""}`;
    expect((await detail(first?.id ?? ""))?.next).toBeNull();
  });

  it("notes once per person that its attachment was opened, and which bytes", async () => {
    const id = await firstOf("state = 'open'");
    const note = (actor: Client) =>
      inScope(actor, (ctx) =>
        noteOpening(ctx, {
          id,
          organisationId: bakery,
          stream: "vat",
          version: 1,
          sha256: "the bytes that were served",
        }),
      );
    await Promise.all(Array.from({ length: 10 }, () => note(atBakery)));
    expect((await detail(id))?.opened).toBe(true);
    const pieter = await aSession(owner(), "noorderlicht", "pieter@korenaar.example");
    expect((await detail(id, clientAt(pieter, bakery)))?.opened).toBe(false);
    await note(clientAt(pieter, bakery));
    const rows = await owner()`select account_id, sha256 from filing_openings where filing_id = ${id}`;
    expect(rows).toHaveLength(2);
    expect(rows[0]?.sha256).toBe("the bytes that were served");
  });

  it("is not found from another organisation, by another client, or without the right", async () => {
    const id = await firstOf("state = 'completed'");
    const fatima = await aSession(owner(), "noorderlicht", "fatima@fysiodelinde.example");
    const gerrit = await aSession(owner(), "devries", "gerrit@garagepostma.example");
    expect(await detail(id)).not.toBeNull();
    expect(await detail(id, clientAt(marieke, property), property)).toBeNull();
    expect(await detail(id, clientAt(marieke, property), bakery)).toBeNull();
    expect(await detail(id, atBakery, property)).toBeNull();
    for (const stranger of [fatima, gerrit]) {
      expect(await detail(id, clientAt(stranger, bakery))).toBeNull();
      expect(await detail(id, clientAt(stranger, physio), physio)).toBeNull();
    }
    const mine = owner()`account_id = ${marieke.accountId} and organisation_id = ${bakery}`;
    const [had] = await owner()`select streams from memberships where ${mine}`;
    await owner()`update memberships set streams = '{}', approves = '{}' where ${mine}`;
    expect(await detail(id)).toBeNull();
    expect((await organisationsOf(marieke)).find((choice) => choice.id === bakery)?.openTasks).toBe(0);
    await owner()`update memberships set streams = ${had?.streams}, approves = ${had?.streams} where ${mine}`;
  });
});

describe("the list of everything", () => {
  it("goes on where it stopped: nothing twice, nothing left out, also among equal moments", async () => {
    await owner()`insert into filings select (f).* from (select jsonb_populate_record(f, jsonb_build_object(
        'id', gen_random_uuid(), 'reference', f.reference || '-' || n, 'state', 'completed',
        'published_at', f.published_at + (n / 20) * interval '1 hour')) as f
      from filings f, generate_series(1, 130) n
      where f.id = ${await firstOf("state = 'completed'")}) as copies`;
    const pages: { id: string; publishedAt: Date }[][] = [];
    let next: string | null = "";
    while (next !== null) {
      const cursor = parseCursor(next);
      const page = await inScope(atBakery, (ctx) => allFilings(ctx, bakery, everything, cursor));
      pages.push(page.rows);
      next = page.next;
      // Something new in between moves nothing.
      if (pages.length === 1) await aTask(owner(), "bakkerij-de-korenaar", "2027-03");
    }
    const [all] = await owner()`select count(*)::int as n from filings where organisation_id = ${bakery}`;
    const rows = pages.flat();
    expect(pages.length).toBe(3);
    expect(pages[0]).toHaveLength(50);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(rows).toHaveLength(all?.n - 1);
    const moments = rows.map(({ publishedAt }) => publishedAt.getTime());
    expect(moments).toEqual(moments.toSorted((a, b) => b - a));
  });

  it("begins at the beginning when the address makes no sense", () => {
    for (const text of [
      undefined,
      "",
      "x",
      "1_2",
      "NaN_019a0000-0000-7000-8000-000000000000",
      "1_' or 1=1",
    ]) {
      expect(parseCursor(text)).toBeNull();
    }
    const id = "019a0000-0000-7000-8000-000000000000";
    expect(parseCursor(`1700000000000_${id}`)).toEqual({ at: new Date(1_700_000_000_000), id });
  });
});
