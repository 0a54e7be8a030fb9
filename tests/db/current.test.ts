import { beforeEach, describe, expect, it } from "vitest";
import { sorted } from "@/components/approvals/current-lists";
import { inScope } from "@/db/scope";
import type { Client } from "@/lib/access/actor";
import { sendLater } from "@/lib/approvals/later";
import { currentFilings } from "@/lib/approvals/queries";
import { mostCurrent } from "@/lib/approvals/rules";
import { aCast } from "@/tests/support/cast";
import { aDocument, manyLike } from "@/tests/support/documents";
import { clientAt, organisationsOf } from "@/tests/support/people";
import { openTasks } from "@/tests/support/tasks";

const cast = aCast();
beforeEach(async () => {
  await cast.owner()`update filings set state = 'completed', waits_for = null`;
  await cast.owner()`update filing_approvers set turn = 'approved'`;
});

const at = (): Client => clientAt(cast.marieke, cast.bakery);
const everywhere = (): Client => ({ ...at(), reach: "memberships" }) as Client;
const listed = async (actor = at(), organisation?: string) =>
  sorted(await inScope(actor, (ctx) => currentFilings(ctx, organisation)));
const counted = async () => (await organisationsOf(cast.marieke)).find(({ id }) => id === cast.bakery);

describe("what is under way", () => {
  it("says that there is more than it lists, with the numbers of the switcher", async () => {
    const one = await aDocument(cast.sander, cast.bakery);
    await manyLike(cast.owner(), one, mostCurrent + 4);
    const { tasks, cut } = await listed(at(), cast.bakery);
    expect(tasks).toHaveLength(mostCurrent);
    expect(cut).toBe(true);
    expect(await counted()).toMatchObject({ openTasks: mostCurrent + 5, ready: 0 });
    const all = await listed(everywhere());
    expect([all.tasks.length, all.cut]).toEqual([mostCurrent, true]);
  });

  it("has no more to say when a list is just full", async () => {
    await manyLike(cast.owner(), await aDocument(cast.sander, cast.bakery), mostCurrent - 1);
    const { tasks, cut } = await listed(at(), cast.bakery);
    expect([tasks.length, cut]).toEqual([mostCurrent, false]);
  });

  it("never leaves out a task of one's own for what waits for somebody else", async () => {
    const his = await aDocument(cast.sander, cast.bakery, {
      approvers: [cast.pieter.accountId],
      approveBy: "2026-11-10",
    });
    await manyLike(cast.owner(), his, mostCurrent + 4);
    const put = await aDocument(cast.sander, cast.bakery, { approveBy: "2026-11-30" });
    const own = await aDocument(cast.sander, cast.bakery, { approveBy: "2026-11-29" });
    await inScope(at(), (ctx) => sendLater(ctx, put.id, 1, {}));
    const { ready, tasks, others, cut } = await listed(at(), cast.bakery);
    expect(ready.map(({ id }) => id)).toEqual([put.id]);
    expect(tasks.map(({ id }) => id)).toEqual([own.id]);
    expect([others.length, cut]).toEqual([mostCurrent - 2, true]);
  });

  it("calls nothing a task that has to wait for another document, and locks what waits for one's own", async () => {
    const accounts = await aDocument(cast.sander, cast.bakery, {
      stream: "annualAccounts",
      approveBy: "2026-11-30",
    });
    const waiting = await aDocument(cast.sander, cast.bakery, {
      waitsFor: accounts.id,
      approveBy: "2026-11-20",
    });
    const { tasks, locked, others } = await listed(at(), cast.bakery);
    expect(tasks.map(({ id }) => id)).toEqual([accounts.id]);
    expect(locked.map(({ id }) => id)).toEqual([waiting.id]);
    expect(others).toEqual([]);
    expect(await counted()).toMatchObject({ openTasks: 1 });
    const open = await inScope(at(), (ctx) => openTasks(ctx, cast.bakery));
    expect(open.map(({ id }) => id)).toEqual([accounts.id]);
    // The one that it comes after is still one's own as long as it was not sent.
    await inScope(at(), (ctx) => sendLater(ctx, accounts.id, 1, {}));
    const later = await listed(at(), cast.bakery);
    expect([later.ready, later.locked].map(([one]) => one?.id)).toEqual([accounts.id, waiting.id]);
  });

  it("leaves to others what comes after a document of theirs, in the order of the dates", async () => {
    const wish = { approvers: [cast.pieter.accountId] };
    const accounts = await aDocument(cast.sander, cast.bakery, {
      ...wish,
      stream: "annualAccounts",
      approveBy: "2026-11-24",
    });
    const waiting = await aDocument(cast.sander, cast.bakery, {
      waitsFor: accounts.id,
      approveBy: "2026-11-28",
    });
    const his = await aDocument(cast.sander, cast.bakery, { ...wish, approveBy: "2026-11-30" });
    const { tasks, locked, others } = await listed(at(), cast.bakery);
    expect([tasks, locked]).toEqual([[], []]);
    expect(others.map(({ id }) => id)).toEqual([accounts.id, waiting.id, his.id]);
  });

  it("waits for somebody who approves in two capacities as for one person", async () => {
    const task = await aDocument(cast.sander, cast.bakery, {
      approvers: [cast.marieke.accountId, cast.pieter.accountId],
    });
    await cast.owner()`insert into filing_approvers select (jsonb_populate_record(a, '{"seat": 9}')).*
      from filing_approvers a where filing_id = ${task.id} and account_id = ${cast.pieter.accountId}`;
    const { tasks } = await listed(at(), cast.bakery);
    expect(tasks.map(({ waitsFor }) => waitsFor)).toEqual([["Marieke van Dijk", "Pieter van Dijk"]]);
  });
});
