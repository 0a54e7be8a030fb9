import { describe, expect, it } from "vitest";
import { sorted } from "@/components/approvals/current-lists";
import { statusOf } from "@/components/approvals/filing-status";
import { inScope } from "@/db/scope";
import { filingDetail } from "@/lib/approvals/detail";
import { parseFilters } from "@/lib/approvals/filters";
import { expireFiling, releaseFiling, withdrawFiling } from "@/lib/approvals/office";
import { allFilings } from "@/lib/approvals/overview";
import { currentFilings } from "@/lib/approvals/queries";
import { timelineOf } from "@/lib/approvals/timeline";
import { actionsFor, endedBefore } from "@/lib/staff/actions";
import { staffFiling } from "@/lib/staff/filing";
import { parseStaffFilters } from "@/lib/staff/filters";
import { staffFilings } from "@/lib/staff/queries";
import { aCast, emails } from "@/tests/support/cast";
import { aDocument, publishTyped } from "@/tests/support/documents";
import { clientAt, deliver } from "@/tests/support/people";
import { approve, askCode, type Task } from "@/tests/support/returns";

const cast = aCast();
const at = () => clientAt(cast.marieke, cast.bakery);
const detail = (task: Task) => inScope(at(), (ctx) => filingDetail(ctx, cast.bakery, task.id));
const accepts = async (task: Task) => {
  const { challengeId, code } = await askCode(cast.owner(), cast.marieke, task, emails.marieke);
  return approve(cast.marieke, task, challengeId, code);
};
const mailsAbout = async (words: string) =>
  (
    await cast.owner()`select "to" from local_messages where channel = 'mail' and subject like ${`%${words}%`}
      order by "to"`
  ).map(({ to }) => to);

describe("waiting for another document", () => {
  it("keeps it from being approved until staff release it", async () => {
    const accounts = await aDocument(cast.sander, cast.bakery, { stream: "annualAccounts", label: null });
    const task = await aDocument(cast.sander, cast.bakery, { waitsFor: accounts.id });
    expect(await detail(task)).toMatchObject({ waits: true, myTurn: false });
    await expect(askCode(cast.owner(), cast.marieke, task, emails.marieke)).rejects.toThrow("waits");
    const release = () => inScope(cast.sander, (ctx) => releaseFiling(ctx, task.id, "Niet vastgesteld"));
    expect(await release()).toEqual({ ok: true });
    expect(await detail(task)).toMatchObject({ waits: false, myTurn: true });
    expect(await release()).toEqual({ ok: false, reason: "not-now" });
  });
});

it("a document that waits says so to whoever approves nothing, and not that others are waited for", async () => {
  const accounts = await aDocument(cast.sander, cast.bakery, { stream: "annualAccounts", label: null });
  const task = await aDocument(cast.sander, cast.bakery, { label: "wacht", waitsFor: accounts.id });
  // A bookkeeper, who sees all there is.
  const his = clientAt(cast.pieter, cast.bakery);
  const membership = cast.owner()`account_id = ${his.accountId} and organisation_id = ${cast.bakery}`;
  const [before] = await cast.owner()`select approves from memberships where ${membership}`;
  await cast.owner()`update memberships set approves = '{}' where ${membership}`;
  try {
    const filing = await inScope(his, (ctx) => filingDetail(ctx, cast.bakery, task.id));
    expect(filing && statusOf(filing)).toEqual({ kind: "locked", key: "waits" });
    expect(filing && timelineOf(filing)[1]).toEqual({ mark: "todo", name: "approval", detail: "waits" });
    const { rows } = await inScope(his, (ctx) => allFilings(ctx, cast.bakery, parseFilters({}), null));
    const row = rows.find(({ id }) => id === task.id);
    expect(row && statusOf(row)).toEqual({ kind: "locked", key: "waits" });
  } finally {
    await cast.owner()`update memberships set approves = ${before?.approves} where ${membership}`;
  }
});

describe("when the document that came first is finished", () => {
  it("the other is released by itself, and its approvers are told", async () => {
    const accounts = await aDocument(cast.sander, cast.bakery, { stream: "annualAccounts", label: "eerst" });
    const task = await aDocument(cast.sander, cast.bakery, { label: "daarna", waitsFor: accounts.id });
    await deliver();
    expect(await mailsAbout("daarna")).toEqual([]);
    await accepts(accounts);
    expect(await detail(task)).toMatchObject({ waits: true, myTurn: false });
    await deliver();
    expect(await detail(task)).toMatchObject({ waits: false, myTurn: true });
    expect(await mailsAbout("daarna")).toEqual([emails.marieke, emails.pieter]);
  });
});

describe("what was to wait", () => {
  const annual = (label: string) => aDocument(cast.sander, cast.bakery, { stream: "annualAccounts", label });

  it("waits for nothing when the accounts were approved already, and its approvers are told at once", async () => {
    const accounts = await annual("al klaar");
    await accepts(accounts);
    await deliver();
    const task = await aDocument(cast.sander, cast.bakery, { label: "meteen", waitsFor: accounts.id });
    expect(await detail(task)).toMatchObject({ waits: false, myTurn: true });
    await deliver();
    expect(await mailsAbout("meteen")).toEqual([emails.marieke, emails.pieter]);
  });

  it("waits for nothing when they are approved in the same moment", async () => {
    const accounts = await annual("tegelijk");
    const { challengeId, code } = await askCode(cast.owner(), cast.marieke, accounts, emails.marieke);
    const [task] = await Promise.all([
      aDocument(cast.sander, cast.bakery, { waitsFor: accounts.id }),
      approve(cast.marieke, accounts, challengeId, code).then(deliver),
    ]);
    await deliver();
    expect(await detail(task)).toMatchObject({ waits: false, myTurn: true });
  });

  it("is refused where nothing would ever end the waiting", async () => {
    const withdrawn = await annual("weg");
    await inScope(cast.sander, (ctx) => withdrawFiling(ctx, withdrawn.id, "Verkeerd jaar"));
    const expired = await annual("te laat");
    await inScope(cast.sander, (ctx) => expireFiling(ctx, expired.id));
    const other = await aDocument(cast.sander, cast.bakery);
    const elsewhere = await aDocument(cast.sander, cast.property, { stream: "annualAccounts" });
    for (const { id } of [withdrawn, expired, other, elsewhere]) {
      expect(await publishTyped(cast.sander, cast.bakery, { waitsFor: id })).toEqual({
        ok: false,
        reason: "nothing-to-wait-for",
      });
    }
  });
});

describe("annual accounts that nobody can approve any more", () => {
  const both = async (label: string) => {
    const accounts = await aDocument(cast.sander, cast.bakery, { stream: "annualAccounts", label: null });
    return { accounts, task: await aDocument(cast.sander, cast.bakery, { label, waitsFor: accounts.id }) };
  };
  const withdraw = (task: Task) =>
    inScope(cast.sander, (ctx) => withdrawFiling(ctx, task.id, "Verkeerd jaar"));
  const expire = (task: Task) => inScope(cast.sander, (ctx) => expireFiling(ctx, task.id));
  const current = async () => sorted(await inScope(at(), (ctx) => currentFilings(ctx, cast.bakery)));
  const heap = async (status: string, { id }: Task) =>
    (await inScope(cast.sander, (ctx) => staffFilings(ctx, parseStaffFilters({ status })))).rows.find(
      (row) => row.id === id,
    );

  it.each([
    ["withdrawn", withdraw],
    ["expired", expire],
  ] as const)("leave what waits for them to the firm, once %s, and not to the client", async (state, end) => {
    const { accounts, task } = await both(`vergeefs ${state}`);
    await deliver();
    expect(await heap("aanlevering", task)).toBeUndefined();
    expect(await end(accounts)).toMatchObject({ ok: true });
    await deliver();
    // Nothing to do for the client, and no way to what is gone.
    expect(await detail(task)).toMatchObject({ waits: true, inVain: true, waitsForId: null, myTurn: false });
    await expect(askCode(cast.owner(), cast.marieke, task, emails.marieke)).rejects.toThrow("waits");
    expect(await mailsAbout(`vergeefs ${state}`)).toEqual([]);
    const { tasks, others, firms } = await current();
    expect(firms.map(({ id }) => id)).toContain(task.id);
    expect([...tasks, ...others].map(({ id }) => id)).not.toContain(task.id);
    const all = await inScope(at(), (ctx) => allFilings(ctx, cast.bakery, parseFilters({}), null));
    const row = all.rows.find(({ id }) => id === task.id);
    expect(row && statusOf(row)).toEqual({ kind: "wait", key: "firm" });
    // And at the firm it lies with what does not go on without somebody, and says why.
    expect(await heap("aanlevering", task)).toMatchObject({ waits: true, inVain: true, state: "open" });
    const seen = await inScope(cast.sander, (ctx) => staffFiling(ctx, task.id));
    expect(seen && endedBefore(seen)).toBe(state);
    expect(seen && actionsFor(seen, "2026-11-01")).toContain("release");
  });

  it("are waited for again in their new version", async () => {
    const { accounts, task } = await both("toch nog");
    await expire(accounts);
    await aDocument(cast.sander, cast.bakery, {
      stream: "annualAccounts",
      label: null,
      replaces: accounts.id,
    });
    expect(await detail(task)).toMatchObject({ waits: true, inVain: false, waitsForId: accounts.id });
    expect(await heap("aanlevering", task)).toBeUndefined();
    expect(await accepts(accounts)).toEqual({ ok: true });
    await deliver();
    expect(await detail(task)).toMatchObject({ waits: false, inVain: false, myTurn: true });
  });

  it("can be followed by others, for which a new version waits", async () => {
    const { accounts, task } = await both("opnieuw");
    await withdraw(accounts);
    const others = await aDocument(cast.sander, cast.bakery, { stream: "annualAccounts", label: null });
    await aDocument(cast.sander, cast.bakery, { label: "opnieuw", replaces: task.id, waitsFor: others.id });
    expect(await detail(task)).toMatchObject({ version: 2, inVain: false, waitsForId: others.id });
  });

  it("hold nothing up that the firm releases", async () => {
    const { accounts, task } = await both("los");
    await withdraw(accounts);
    expect(await inScope(cast.sander, (ctx) => releaseFiling(ctx, task.id, "Niet vastgesteld"))).toEqual({
      ok: true,
    });
    expect(await detail(task)).toMatchObject({ waits: false, inVain: false, myTurn: true });
    expect(await heap("aanlevering", task)).toBeUndefined();
  });

  it.each(["rejected", "completed"])("are not those that are %s", async (state) => {
    const { accounts, task } = await both("gewoon");
    await cast.owner()`update filings set state = ${state} where id = ${accounts.id}`;
    expect(await detail(task)).toMatchObject({ waits: true, inVain: false, waitsForId: accounts.id });
  });

  it("say nothing of what was decided about meanwhile", async () => {
    const { accounts, task } = await both("afgekeurd");
    await withdraw(accounts);
    await cast.owner()`update filings set state = 'rejected' where id = ${task.id}`;
    expect(await detail(task)).toMatchObject({ state: "rejected", inVain: false });
    const seen = await inScope(cast.sander, (ctx) => staffFiling(ctx, task.id));
    expect(seen && endedBefore(seen)).toBeNull();
  });
});
