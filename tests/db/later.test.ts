import { PostgresJsPreparedQuery } from "drizzle-orm/postgres-js";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { askDecisionCode } from "@/app/(client)/decide-with-code";
import { inScope, type Scoped } from "@/db/scope";
import type { Client } from "@/lib/access/actor";
import { requestDecisionCode } from "@/lib/approvals/code";
import { decide } from "@/lib/approvals/decide";
import { sendLater, takeBack } from "@/lib/approvals/later";
import { withdrawFiling } from "@/lib/approvals/office";
import { currentFilings } from "@/lib/approvals/queries";
import { limits } from "@/lib/identity/limits";
import { mayText } from "@/lib/identity/sign-in";
import { aCast, emails } from "@/tests/support/cast";
import { aDocument } from "@/tests/support/documents";
import {
  clientAt,
  deliver,
  facts,
  firm,
  mobiles,
  organisationsOf,
  readSms,
  withWorker,
} from "@/tests/support/people";
import { approve, askCode, current, type Task } from "@/tests/support/returns";

const cast = aCast();
beforeEach(async () => {
  await cast.owner()`update filings set state = 'completed'`;
  await cast.owner()`update filing_approvers set turn = 'approved'`;
});

const at = () => clientAt(cast.marieke, cast.bakery);
const everywhere = (): Client => ({ ...at(), reach: "memberships" }) as Client;
const later = (task: Task, actor: Client = at(), version = 1) =>
  inScope(actor, (ctx) => sendLater(ctx, task.id, version, {}));
const mine = async (actor = at()) =>
  new Map((await inScope(actor, (ctx) => currentFilings(ctx))).map(({ id, mine }) => [id, mine]));
const batch = { decision: "approve", filing: null } as const;

/** @param versions as the list showed them; the first of each when left out */
async function askForBatch(ids: string[], actor: Client = at(), versions?: Record<string, number>) {
  const noorderlicht = await firm("noorderlicht");
  const draft = {
    decision: "approve",
    filings: ids,
    versions: versions ?? Object.fromEntries(ids.map((id) => [id, 1])),
    batch: true,
  } as const;
  const asked = await inScope(actor, (ctx) => requestDecisionCode(ctx, noorderlicht, cast.marieke, draft));
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

  it("is said of the version that was shown, and of no other", async () => {
    const task = await aDocument(cast.sander, cast.bakery);
    await aDocument(cast.sander, cast.bakery, {
      replaces: task.id,
      typed: { distribution: 1, dividendTax: 2 },
    });
    expect(await later(task)).toEqual({ ok: false, reason: "changed" });
    expect(await mine()).toEqual(new Map([[task.id, "asked"]]));
    expect(await later(task, at(), 2)).toEqual({ ok: true });
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
    expect(await askForBatch(ids)).toEqual({ ok: false, reason: "gone" });
    const asked = await askForBatch(ids, everywhere());
    if (!asked.ok) throw new Error(asked.reason);
    expect(await send(asked.challengeId, asked.code)).toEqual({ ok: false, reason: "gone" });
    expect(await send(asked.challengeId, asked.code, everywhere())).toMatchObject({ ok: true });
    const rows = await cast.owner()`select organisation_id from decisions
      where challenge_id = ${asked.challengeId} order by organisation_id`;
    expect(rows.map((row) => row.organisation_id)).toEqual([cast.bakery, cast.property].toSorted());
  });

  it.each([
    [
      "got a new version",
      "changed",
      (task: Task) =>
        aDocument(cast.sander, cast.bakery, {
          replaces: task.id,
          label: "anders",
          typed: { distribution: 99_000_00, dividendTax: 99_999_00 },
        }),
    ],
    ["was put back by herself", "not-ready", (task: Task) => inScope(at(), (ctx) => takeBack(ctx, task.id))],
    [
      "was taken over by the other director",
      "not-ready",
      (task: Task) => inScope(clientAt(cast.pieter, cast.bakery), (ctx) => sendLater(ctx, task.id, 1, {})),
    ],
    [
      "was approved by the other director",
      "already-completed",
      async (task: Task) => {
        const his = await askCode(cast.owner(), cast.pieter, task, emails.pieter);
        expect(await approve(cast.pieter, task, his.challengeId, his.code)).toEqual({ ok: true });
      },
    ],
    [
      "was withdrawn",
      "already-withdrawn",
      (task: Task) => inScope(cast.sander, (ctx) => withdrawFiling(ctx, task.id, "Verkeerde klant")),
    ],
    [
      "was rejected by the other director",
      "already-rejected",
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
  ])("stops as a whole when one of them %s", async (_what, reason, happens) => {
    const tasks = [
      await aDocument(cast.sander, cast.bakery),
      await aDocument(cast.sander, cast.bakery, { label: "anders" }),
    ];
    for (const task of tasks) await later(task);
    const ids = tasks.map(({ id }) => id);
    const asked = await askForBatch(ids);
    if (!asked.ok || !tasks[0] || !tasks[1]) throw new Error("No code");
    await happens(tasks[1]);
    // It says which of them stands in the way, and the code is not used up by that.
    const stopped = { ok: false, reason, title: expect.stringContaining("Dividendbelasting anders,") };
    expect(await send(asked.challengeId, asked.code)).toEqual(stopped);
    expect(await send(asked.challengeId, asked.code)).toEqual(stopped);
    expect((await states(tasks))[0]).toBe("readyToSend");
    const challenge = cast.owner()`select finished_at from challenges where id = ${asked.challengeId}`;
    expect(await challenge).toEqual([{ finished_at: null }]);
    const mariekes = await cast.owner()`select 1 from decisions where challenge_id = ${asked.challengeId}`;
    expect(mariekes).toHaveLength(0);
    // Nor is another code sent from the page that still lists it, not even for the version of now.
    const texts = async () => (await cast.owner()`select 1 from outbox where kind = 'sms'`).length;
    const before = await texts();
    expect(await askForBatch(ids)).toEqual(stopped);
    const now = await askForBatch(ids, at(), await current(cast.owner(), ids));
    expect(now).toEqual(reason === "changed" ? { ...stopped, reason: "not-ready" } : stopped);
    expect(await texts()).toBe(before);
    // What is left can be sent.
    const rest = await askForBatch([tasks[0].id]);
    if (!rest.ok) throw new Error(rest.reason);
    expect(await send(rest.challengeId, rest.code)).toMatchObject({ ok: true });
  });

  it("costs the database a constant, and at most three statements for each document", async () => {
    const statementsFor = async (count: number) => {
      const tasks: Task[] = [];
      for (let made = 0; made < count; made++) tasks.push(await aDocument(cast.sander, cast.bakery));
      for (const task of tasks) await later(task);
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

  it("names the organisation as well, where the batch is of several", async () => {
    const [one, other] = [
      await aDocument(cast.sander, cast.bakery),
      await aDocument(cast.sander, cast.property),
    ];
    await later(one);
    await later(other, clientAt(cast.marieke, cast.property));
    await aDocument(cast.sander, cast.property, { replaces: other.id });
    expect(await askForBatch([one.id, other.id], everywhere())).toMatchObject({
      reason: "changed",
      title: expect.stringMatching(/^Dividendbelasting, 2 november 2026 \(.*Vastgoed.*\)$/),
    });
  });

  it("has room for its code when the codes of the hour are used up", async () => {
    const task = await aDocument(cast.sander, cast.bakery);
    await later(task);
    const noorderlicht = await firm("noorderlicht");
    for (let turn = 0; turn < limits.smsPerAccount.most; turn++)
      await mayText(noorderlicht, cast.marieke.accountId, facts);
    const actor = at();
    const request = {
      ...{ firm: noorderlicht, session: cast.marieke, actor, facts },
      scope: <T>(work: (ctx: Scoped<Client>) => Promise<T>) => inScope(actor, work),
    };
    const draft = { decision: "approve", filings: [task.id], versions: { [task.id]: 1 } } as const;
    const ask = (batch: { batch?: true }) =>
      withWorker(() => askDecisionCode(request, { ...draft, filings: [task.id], ...batch }));
    expect(await ask({})).toMatchObject({ ok: false, answer: { reason: "too-many-codes" } });
    expect(await ask({ batch: true })).toMatchObject({ ok: true, delivery: "sent" });
  });

  it("is for fifty at most, and for none without a document", async () => {
    expect(await askForBatch([])).toEqual({ ok: false, reason: "gone" });
    const many = Array.from({ length: 51 }, (_, n) => `019a0000-0000-7000-8000-0000000000${10 + n}`);
    expect(await askForBatch(many)).toEqual({ ok: false, reason: "gone" });
  });
});
