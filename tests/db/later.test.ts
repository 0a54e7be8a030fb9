import { PostgresJsPreparedQuery } from "drizzle-orm/postgres-js";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { inScope } from "@/db/scope";
import type { Client } from "@/lib/access/actor";
import { organisationsOf } from "@/lib/access/organisations";
import { requestDecisionCode } from "@/lib/approvals/code";
import { decide } from "@/lib/approvals/decide";
import { sendLater, takeBack } from "@/lib/approvals/later";
import { withdrawFiling } from "@/lib/approvals/office";
import { currentFilings } from "@/lib/approvals/queries";
import { aCast, emails } from "@/tests/support/cast";
import { aDocument } from "@/tests/support/documents";
import { clientAt, deliver, facts, firm, mobiles, readSms } from "@/tests/support/people";
import { approve, askCode, type Task } from "@/tests/support/returns";

const cast = aCast();
beforeEach(async () => {
  await cast.owner()`update filings set state = 'completed'`;
  await cast.owner()`update filing_approvers set turn = 'approved'`;
});

const at = () => clientAt(cast.marieke, cast.bakery);
const everywhere = (): Client => ({ ...at(), reach: "memberships" }) as Client;
const later = (task: Task, actor: Client = at()) => inScope(actor, (ctx) => sendLater(ctx, task.id, {}));
const mine = async (actor = at()) =>
  new Map((await inScope(actor, (ctx) => currentFilings(ctx))).map(({ id, mine }) => [id, mine]));
const batch = { decision: "approve", filing: null } as const;

async function askForBatch(ids: string[], actor: Client = at()) {
  const noorderlicht = await firm("noorderlicht");
  const asked = await inScope(actor, (ctx) =>
    requestDecisionCode(ctx, noorderlicht, cast.marieke, { decision: "approve", filings: ids }),
  );
  if (!asked.ok) return asked;
  await deliver();
  return { ...asked, ...(await readSms(cast.owner(), mobiles[emails.marieke] ?? "")) };
}
const send = (challengeId: string, code: string, actor: Client = at()) =>
  inScope(actor, (ctx) => decide(ctx, cast.marieke, { challengeId, code, expected: batch }, facts));
const states = async (tasks: Task[]) => {
  const rows = await cast.owner()`select id, state from filings`;
  return tasks.map(({ id }) => rows.find((row) => row.id === id)?.state);
};
const decisionsOf = async (tasks: Task[]) =>
  (await cast.owner()`select id from decisions where filing_id in ${cast.owner()(tasks.map(({ id }) => id))}`)
    .length;

describe("later", () => {
  it("is an intention: no code, no approval, and no task any more", async () => {
    const task = await aDocument(cast.sander, cast.bakery);
    const open = async () =>
      (await organisationsOf(cast.marieke)).find(({ id }) => id === cast.bakery)?.openTasks;
    expect(await open()).toBe(1);
    expect(await later(task)).toEqual({ ok: true });
    expect(await mine()).toEqual(new Map([[task.id, "readyToSend"]]));
    expect(await open()).toBe(0);
    expect(await states([task])).toEqual(["readyToSend"]);
    expect(await decisionsOf([task])).toBe(0);
  });

  it("is taken back, once", async () => {
    const task = await aDocument(cast.sander, cast.bakery);
    await later(task);
    const back = () => inScope(at(), (ctx) => takeBack(ctx, task.id));
    expect(await back()).toEqual({ ok: true });
    expect(await mine()).toEqual(new Map([[task.id, "asked"]]));
    expect(await states([task])).toEqual(["open"]);
    expect(await back()).toEqual({ ok: false, reason: "not-now" });
  });

  it("by one director leaves the other free to approve at once", async () => {
    const task = await aDocument(cast.sander, cast.bakery);
    await later(task);
    const his = await inScope(clientAt(cast.pieter, cast.bakery), (ctx) => currentFilings(ctx, cast.bakery));
    expect(his).toMatchObject([{ id: task.id, mine: "asked" }]);
    const { challengeId, code } = await askCode(cast.owner(), cast.pieter, task, emails.pieter);
    expect(await approve(cast.pieter, task, challengeId, code)).toEqual({ ok: true });
    expect(await mine()).toEqual(new Map());
    expect(await inScope(at(), (ctx) => takeBack(ctx, task.id))).toEqual({ ok: false, reason: "not-now" });
  });

  it("is not for what was completed, what waits, or somebody else's", async () => {
    const task = await aDocument(cast.sander, cast.bakery);
    const { challengeId, code } = await askCode(cast.owner(), cast.marieke, task, emails.marieke);
    await approve(cast.marieke, task, challengeId, code);
    expect(await later(task)).toEqual({ ok: false, reason: "already-completed" });
    const accounts = await aDocument(cast.sander, cast.bakery, { stream: "annualAccounts" });
    const waiting = await aDocument(cast.sander, cast.bakery, { waitsFor: accounts.id });
    expect(await later(waiting)).toEqual({ ok: false, reason: "waits" });
    const his = await aDocument(cast.sander, cast.bakery, { approvers: [cast.pieter.accountId] });
    expect(await later(his)).toEqual({ ok: false, reason: "not-yours" });
  });
});

describe("one code for several", () => {
  it("sends them all, names how many, and leaves one piece of evidence for each", async () => {
    const tasks = [
      await aDocument(cast.sander, cast.bakery),
      await aDocument(cast.sander, cast.bakery),
      await aDocument(cast.sander, cast.bakery),
    ];
    for (const task of tasks) await later(task);
    const asked = await askForBatch(tasks.map(({ id }) => id));
    if (!asked.ok) throw new Error(asked.reason);
    expect(asked.text).toContain("voor: Dividendbelasting, 2 november 2026 en 2 andere stukken.");
    expect(await send(asked.challengeId, asked.code)).toMatchObject({ ok: true });
    expect(await states(tasks)).toEqual(["completed", "completed", "completed"]);
    const rows = await cast.owner()`select filing_id, challenge_id, manifest_hash from decisions
      where challenge_id = ${asked.challengeId}`;
    expect(new Set(rows.map((row) => row.filing_id)).size).toBe(3);
    expect(await send(asked.challengeId, asked.code)).toMatchObject({ ok: true });
    expect(await decisionsOf(tasks)).toBe(3);
  });

  it("goes across organisations, and each keeps its own", async () => {
    const [one, other] = [
      await aDocument(cast.sander, cast.bakery),
      await aDocument(cast.sander, cast.property),
    ];
    await later(one);
    await later(other, clientAt(cast.marieke, cast.property));
    const ids = [one.id, other.id];
    expect(await askForBatch(ids)).toEqual({ ok: false, reason: "not-found" });
    const asked = await askForBatch(ids, everywhere());
    if (!asked.ok) throw new Error(asked.reason);
    expect(await send(asked.challengeId, asked.code)).toEqual({ ok: false, reason: "changed" });
    expect(await send(asked.challengeId, asked.code, everywhere())).toMatchObject({ ok: true });
    const rows = await cast.owner()`select organisation_id from decisions
      where challenge_id = ${asked.challengeId} order by organisation_id`;
    expect(rows.map((row) => row.organisation_id)).toEqual([cast.bakery, cast.property].toSorted());
  });

  it.each([
    ["got a new version", (task: Task) => aDocument(cast.sander, cast.bakery, { replaces: task.id })],
    [
      "was withdrawn",
      (task: Task) => inScope(cast.sander, (ctx) => withdrawFiling(ctx, task.id, "Verkeerde klant")),
    ],
    [
      "was rejected by the other director",
      async (task: Task) => {
        const draft = {
          decision: "reject",
          filings: [task.id] as [string],
          category: "amount",
          reason: "Nee",
        } as const;
        const his = await askCode(cast.owner(), cast.pieter, task, emails.pieter, draft);
        const expected = { decision: "reject", filing: task.id } as const;
        const input = { challengeId: his.challengeId, code: his.code, expected };
        await inScope(clientAt(cast.pieter, cast.bakery), (ctx) => decide(ctx, cast.pieter, input, facts));
      },
    ],
  ])("stops as a whole when one of them %s", async (_what, happens) => {
    const tasks = [await aDocument(cast.sander, cast.bakery), await aDocument(cast.sander, cast.bakery)];
    const asked = await askForBatch(tasks.map(({ id }) => id));
    if (!asked.ok || !tasks[1]) throw new Error("No code");
    await happens(tasks[1]);
    const answer = await send(asked.challengeId, asked.code);
    expect(answer).toMatchObject({ ok: false });
    expect(answer.ok ? "" : answer.reason).toMatch(/^(changed|already-rejected)$/);
    expect((await states(tasks))[0]).toBe("open");
    const mariekes = await cast.owner()`select 1 from decisions where challenge_id = ${asked.challengeId}`;
    expect(mariekes).toHaveLength(0);
  });

  it("costs the database a constant, and at most three statements for each document", async () => {
    const statementsFor = async (count: number) => {
      const tasks: Task[] = [];
      for (let made = 0; made < count; made++) tasks.push(await aDocument(cast.sander, cast.bakery));
      const asked = await askForBatch(tasks.map(({ id }) => id));
      if (!asked.ok) throw new Error(asked.reason);
      const counted = vi.spyOn(PostgresJsPreparedQuery.prototype, "execute");
      try {
        expect(await send(asked.challengeId, asked.code)).toMatchObject({ ok: true });
        return counted.mock.calls.length;
      } finally {
        counted.mockRestore();
      }
    };
    const [few, many] = [await statementsFor(2), await statementsFor(7)];
    expect(few).toBeGreaterThan(4);
    expect((many - few) / 5).toBeLessThanOrEqual(3);
  });

  it("is for fifty at most, and for none without a document", async () => {
    expect(await askForBatch([])).toEqual({ ok: false, reason: "not-found" });
    const many = Array.from({ length: 51 }, (_, n) => `019a0000-0000-7000-8000-0000000000${10 + n}`);
    expect(await askForBatch(many)).toEqual({ ok: false, reason: "not-found" });
  });
});
