import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tellStory } from "@/db/demo/story";
import { inScope } from "@/db/scope";
import type { Session } from "@/lib/access/session";
import { requestDecisionCode } from "@/lib/approvals/code";
import { finishSignIn, startSignIn } from "@/lib/identity/sign-in";
import { setClock } from "@/lib/ports/clock";
import { testDatabase } from "@/tests/support/database";
import {
  aSession,
  clientAt,
  deliver,
  facts,
  firm,
  password,
  readSms,
  withWorker,
} from "@/tests/support/people";
import { approve, askCode, aTask, notThe, type Task } from "@/tests/support/returns";

const { owner } = testDatabase();
const marieke = "marieke@korenaar.example";
const pieter = "pieter@korenaar.example";
const mariekesNumber = "+31612345678";
let session: Session;
let tasks = 0;

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

function newTask(): Promise<Task> {
  const month = tasks++;
  const period = `${2022 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
  return aTask(owner(), "bakkerij-de-korenaar", period);
}
const ask = (task: Task) => askCode(owner(), session, task, marieke);
const later = (minutes: number) => setClock(() => new Date(Date.now() + minutes * 60_000));
const approving = ({ id }: Task) => ({
  decision: "approve" as const,
  filings: [id],
  versions: { [id]: 1 },
});
const refusal = (reason: string) => ({ ok: false, reason });

/** How many approvals and entries a filing has, and its state. */
async function effects(task: Task) {
  const [row] = await owner()`select state,
    (select count(*)::int from decisions where filing_id = ${task.id}) as approvals,
    (select count(*)::int from audit_events
      where subject = ${`filing:${task.id}`} and action = 'filing.approved') as entries
    from filings where id = ${task.id}`;
  return { ...row };
}
const untouched = { state: "open", approvals: 0, entries: 0 };

describe("a code is bound", () => {
  it("to the session that asked for it", async () => {
    const task = await newTask();
    const { challengeId, code } = await ask(task);
    const sameWoman = await aSession(owner(), "noorderlicht", marieke);
    const herHusband = await aSession(owner(), "noorderlicht", pieter);
    expect(await approve(sameWoman, task, challengeId, code)).toEqual(refusal("not-found"));
    expect(await approve(herHusband, task, challengeId, code)).toEqual(refusal("not-found"));
    expect(await effects(task)).toEqual(untouched);
    expect(await approve(session, task, challengeId, code)).toEqual({ ok: true });
  });

  it("to the filing it was sent for", async () => {
    const [one, other] = [await newTask(), await newTask()];
    const { challengeId, code } = await ask(one);
    expect(await approve(session, other, challengeId, code)).toEqual(refusal("not-found"));
    const asked = await ask(other);
    expect(asked.challengeId).not.toBe(challengeId);
    expect(await approve(session, other, asked.challengeId, notThe(asked.code))).toMatchObject({ left: 4 });
    if (asked.code !== code) {
      expect(await approve(session, other, asked.challengeId, code)).toMatchObject(refusal("wrong-code"));
    }
    expect([await effects(one), await effects(other)]).toEqual([untouched, untouched]);
  });

  it("to the version it was sent for", async () => {
    const task = await newTask();
    const { challengeId, code } = await ask(task);
    await newVersion(task);
    expect(await approve(session, task, challengeId, code)).toEqual(refusal("changed"));
    expect(await effects(task)).toEqual(untouched);
    const again = await ask(task);
    expect(again.challengeId).not.toBe(challengeId);
    expect(await approve(session, task, again.challengeId, again.code)).toEqual({ ok: true });
    const [approval] =
      await owner()`select version, manifest_hash from decisions where filing_id = ${task.id}`;
    expect(approval).toMatchObject({ version: 2, manifest_hash: "the second version" });
  });

  it("to a document that is still of use, whether or not that was marked", async () => {
    const task = await newTask();
    const asked = await ask(task);
    const expires = (days: number) =>
      owner()`update filings set expires_on = (now() at time zone 'Europe/Amsterdam')::date + ${days}::int
        where id = ${task.id}`;
    await expires(-1);
    expect(await approve(session, task, asked.challengeId, asked.code)).toEqual(refusal("already-expired"));
    await expect(ask(task)).rejects.toThrow("already-expired");
    expect(await effects(task)).toEqual(untouched);
    await expires(0);
    await owner()`truncate challenge_codes, challenges`;
    const today = await ask(task);
    expect(await approve(session, task, today.challengeId, today.code)).toEqual({ ok: true });
  });

  it("and the page of an earlier version has none sent for the newest", async () => {
    const task = await newTask();
    const { challengeId } = await ask(task);
    await newVersion(task);
    later(2);
    const again = await inScope(clientAt(session, task.organisationId), async (ctx) =>
      requestDecisionCode(ctx, await firm("noorderlicht"), session, approving(task), challengeId),
    );
    expect(again).toEqual(refusal("changed"));
    expect(await owner()`select 1 from challenges`).toHaveLength(1);
    expect(await owner()`select 1 from challenge_codes`).toHaveLength(1);
  });

  it("to a version that is still the newest when the approval is written", async () => {
    const task = await newTask();
    const { challengeId, code } = await ask(task);
    let approving: ReturnType<typeof approve> | undefined;
    await owner().begin(async (tx) => {
      await newVersion(task, tx as unknown as ReturnType<typeof owner>);
      // Reads the first version, and then waits at the row that this transaction holds.
      approving = approve(session, task, challengeId, code);
      await untilSomebodyWaits();
    });
    expect(await approving).toEqual(refusal("changed"));
    expect(await effects(task)).toEqual(untouched);
  });
});

describe("a wrong code", () => {
  it("may be tried five times, in words that say how many are left", async () => {
    const task = await newTask();
    const { challengeId, code } = await ask(task);
    for (const left of [4, 3, 2, 1]) {
      const answer = await approve(session, task, challengeId, notThe(code));
      expect(answer).toEqual({ ok: false, reason: "wrong-code", left });
    }
    expect(await approve(session, task, challengeId, notThe(code))).toEqual(refusal("too-many-tries"));
    expect(await approve(session, task, challengeId, code)).toEqual(refusal("too-many-tries"));
    expect(await effects(task)).toEqual(untouched);
  });

  it("does not win with a hundred tries at once, nor with a new code right after", async () => {
    const task = await newTask();
    const { challengeId, code } = await ask(task);
    const tries = Array.from({ length: 100 }, () => approve(session, task, challengeId, notThe(code)));
    const answers = await Promise.all(tries);
    expect(answers.filter((answer) => !answer.ok && answer.reason === "wrong-code")).toHaveLength(4);
    expect(answers.filter((answer) => !answer.ok && answer.reason === "too-many-tries")).toHaveLength(96);
    const [challenge] = await owner()`select tries from challenges where id = ${challengeId}`;
    expect(challenge?.tries).toBe(5);
    expect(await approve(session, task, challengeId, code)).toEqual(refusal("too-many-tries"));
    const asked = async () =>
      inScope(clientAt(session, task.organisationId), async (ctx) =>
        requestDecisionCode(ctx, await firm("noorderlicht"), session, approving(task)),
      );
    expect(await asked()).toEqual(refusal("too-many-tries"));
    later(16);
    expect((await asked()).ok).toBe(true);
  });

  it("locks the door at which it was tried, and not the owner's other one", async () => {
    const noorderlicht = await firm("noorderlicht");
    const signIn = () =>
      withWorker(() => startSignIn(noorderlicht, { email: marieke, password }, facts, null));
    const [first, second] = [await newTask(), await newTask()];
    const { challengeId, code } = await ask(first);
    for (let turn = 0; turn < 5; turn++) await approve(session, first, challengeId, notThe(code));
    expect((await signIn()).ok).toBe(true);
    await owner()`truncate challenge_codes, challenges`;
    const started = await signIn();
    if (!started.ok) throw new Error(started.reason);
    const right = (await readSms(owner(), mariekesNumber)).code;
    for (let turn = 0; turn < 5; turn++)
      await finishSignIn(noorderlicht, started.ticket, notThe(right), facts);
    expect(await signIn()).toEqual(refusal("too-many-tries"));
    const asked = await ask(second);
    expect(await approve(session, second, asked.challengeId, asked.code)).toEqual({ ok: true });
  });

  it("is everything that is not those six digits", async () => {
    const task = await newTask();
    const { challengeId, code } = await ask(task);
    for (const typed of ["", code.slice(1), `${code}0`, "' or 1=1"]) {
      expect(await approve(session, task, challengeId, typed)).toMatchObject(refusal("wrong-code"));
    }
    expect(await approve(session, task, challengeId, ` ${code.slice(0, 3)}-${code.slice(3)}\n`)).toEqual({
      ok: true,
    });
  });
});

describe("a code in time", () => {
  it("counts for ten minutes, and beside a newer one", async () => {
    const task = await newTask();
    const first = await ask(task);
    later(2);
    const second = await ask(task);
    expect(second.challengeId).toBe(first.challengeId);
    later(10.5);
    const expired = await approve(session, task, first.challengeId, first.code);
    expect(expired).toEqual({ ok: false, reason: "code-expired", left: 4 });
    expect(await approve(session, task, second.challengeId, second.code)).toEqual({ ok: true });
    later(0);
  });

  it("is sent once a minute and five times in all", async () => {
    const task = await newTask();
    const sent = async () =>
      (await owner()`select 1 from local_messages where channel = 'sms' and "to" = ${mariekesNumber}`).length;
    const before = await sent();
    await ask(task);
    await ask(task);
    expect((await sent()) - before).toBe(1);
    for (const minutes of [1.5, 3, 4.5, 6]) {
      later(minutes);
      await ask(task);
    }
    later(7.5);
    await expect(ask(task)).rejects.toThrow("too-many-codes");
    expect((await sent()) - before).toBe(5);
  });

  it("dies with its half hour", async () => {
    const task = await newTask();
    const { challengeId, code } = await ask(task);
    later(31);
    expect(await approve(session, task, challengeId, code)).toEqual(refusal("expired"));
    expect(await effects(task)).toEqual(untouched);
  });
});

/** A second version, as a firm that corrects its figures will publish it. */
async function newVersion(task: Task, sql = owner()): Promise<void> {
  await sql`insert into filing_versions select (v).* from (select jsonb_populate_record(v, ${sql.json({
    version: 2,
    manifest_hash: "the second version",
  })}) as v from filing_versions v where filing_id = ${task.id}) as copies`;
  await sql`insert into filing_approvers (firm_id, filing_id, version, seat, organisation_id, stream, turn)
    select firm_id, filing_id, 2, 0, organisation_id, stream, 'asked' from filing_approvers where filing_id = ${task.id}`;
  await sql`update filings set version = 2 where id = ${task.id}`;
}

async function untilSomebodyWaits(): Promise<void> {
  for (let look = 0; look < 200; look++) {
    const waiting = await owner()`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    if (waiting.length > 0) return;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error("Nobody waits for this row");
}
