import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tellStory } from "@/db/demo/story";
import type { Session } from "@/lib/access/session";
import { setClock } from "@/lib/ports/clock";
import { testDatabase } from "@/tests/support/database";
import { aSession, deliver } from "@/tests/support/people";
import { approve, askCode, aTask, notThe, type Task } from "@/tests/support/returns";

const { owner } = testDatabase();
const marieke = "marieke@korenaar.example";
const pieter = "pieter@korenaar.example";
let session: Session;

beforeAll(async () => {
  await tellStory(new Date("2026-11-23T10:00:00Z"));
  setClock(null);
  await deliver();
  session = await aSession(owner(), "noorderlicht", marieke);
});
beforeEach(async () => {
  setClock(null);
  await owner()`truncate challenge_codes, challenges`;
});

const completed = { ok: false, reason: "already-completed" };

async function expectOneApproval(task: Task, by: Session): Promise<void> {
  const approvals = await owner()`select account_id from decisions where filing_id = ${task.id}`;
  expect([...approvals]).toEqual([{ account_id: by.accountId }]);
  const entries = await owner()`select actor_id from audit_events
    where subject = ${`filing:${task.id}`} and action = 'filing.approved'`;
  expect([...entries]).toEqual([{ actor_id: by.accountId }]);
  const [filing] = await owner()`select state from filings where id = ${task.id}`;
  expect(filing?.state).toBe("completed");
}

describe("one approval, however it is asked for", () => {
  it("a hundred times at once: everybody hears that it succeeded", async () => {
    const task = await aTask(owner(), "bakkerij-de-korenaar", "2023-01");
    const { challengeId, code } = await askCode(owner(), session, task, marieke);
    const posts = Array.from({ length: 100 }, () => approve(session, task, challengeId, code));
    expect(await Promise.all(posts)).toEqual(posts.map(() => ({ ok: true })));
    await expectOneApproval(task, session);
  });

  it("again later, with Back or a double click: the same answer, and nothing more", async () => {
    const task = await aTask(owner(), "bakkerij-de-korenaar", "2023-02");
    const { challengeId, code } = await askCode(owner(), session, task, marieke);
    expect(await approve(session, task, challengeId, code)).toEqual({ ok: true });
    const [first] = await owner()`select * from decisions where filing_id = ${task.id}`;
    expect(await approve(session, task, challengeId, code)).toEqual({ ok: true });
    const [second] = await owner()`select * from decisions where filing_id = ${task.id}`;
    expect(second).toEqual(first);
    await expectOneApproval(task, session);
    await expect(askCode(owner(), session, task, marieke)).rejects.toThrow("already-completed");
  });

  it("in two tabs, each with its own code", async () => {
    const task = await aTask(owner(), "bakkerij-de-korenaar", "2023-03");
    const left = await askCode(owner(), session, task, marieke);
    setClock(() => new Date(Date.now() + 70_000));
    const right = await askCode(owner(), session, task, marieke);
    const answers = await Promise.all([
      approve(session, task, left.challengeId, left.code),
      approve(session, task, right.challengeId, right.code),
    ]);
    expect(answers).toEqual([{ ok: true }, { ok: true }]);
    await expectOneApproval(task, session);
  });

  it("in two browsers at once, each signed in by itself", async () => {
    const task = await aTask(owner(), "bakkerij-de-korenaar", "2023-04");
    const other = await aSession(owner(), "noorderlicht", marieke);
    const here = await askCode(owner(), session, task, marieke);
    const there = await askCode(owner(), other, task, marieke);
    expect(there.challengeId).not.toBe(here.challengeId);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, post) =>
        post % 2
          ? approve(session, task, here.challengeId, here.code)
          : approve(other, task, there.challengeId, there.code),
      ),
    );
    // The browser that won hears that it did, ten times; the other one that it was done already, or its code used.
    expect(answers.filter((answer) => answer.ok)).toHaveLength(10);
    const lost = answers.filter((answer) => !answer.ok);
    expect(lost).toContainEqual(completed);
    for (const answer of lost) {
      expect(["already-completed", "used"]).toContain(answer.ok ? "" : answer.reason);
    }
    await expectOneApproval(task, session);
  });

  it("by two directors: the second hears that it was completed", async () => {
    const task = await aTask(owner(), "bakkerij-de-korenaar", "2023-05");
    const husband = await aSession(owner(), "noorderlicht", pieter);
    const his = await askCode(owner(), husband, task, pieter);
    const hers = await askCode(owner(), session, task, marieke);
    expect(await approve(husband, task, his.challengeId, his.code)).toEqual({ ok: true });
    expect(await approve(session, task, hers.challengeId, hers.code)).toEqual(completed);
    await expectOneApproval(task, husband);
  });

  it("with right and wrong codes mixed: never more than five wrong ones are looked at", async () => {
    const task = await aTask(owner(), "bakkerij-de-korenaar", "2023-06");
    const { challengeId, code } = await askCode(owner(), session, task, marieke);
    const posts = Array.from({ length: 40 }, (_, post) =>
      approve(session, task, challengeId, post === 20 ? code : notThe(code)),
    );
    const answers = await Promise.all(posts);
    const wrong = answers.filter((answer) => !answer.ok && answer.reason === "wrong-code").length;
    expect(wrong).toBeLessThanOrEqual(4);
    const [challenge] = await owner()`select tries, finished_at from challenges where id = ${challengeId}`;
    expect(challenge?.tries).toBeLessThanOrEqual(5);
    const [filing] = await owner()`select state from filings where id = ${task.id}`;
    expect(filing?.state).toBe(challenge?.finished_at ? "completed" : "open");
  });
});
