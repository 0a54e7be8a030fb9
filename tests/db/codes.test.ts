import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tellStory } from "@/db/demo/story";
import type { Firm } from "@/lib/access/firm";
import { finishSignIn, resendSignInCode, startSignIn } from "@/lib/identity/sign-in";
import { totpCode } from "@/lib/identity/totp";
import { setClock } from "@/lib/ports/clock";
import { sha256 } from "@/lib/shared/hash";
import { testDatabase } from "@/tests/support/database";
import { facts, firm, password, readSms, withWorker } from "@/tests/support/people";

const { owner } = testDatabase();
const fatima = "fatima@fysiodelinde.example";
const sander = "sander@noorderlicht.example";
let at: Firm;
const seed = "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU";

beforeAll(async () => {
  await tellStory(new Date("2026-11-23T10:00:00Z"));
  setClock(null);
  at = await firm("noorderlicht");
});
beforeEach(async () => {
  await owner()`truncate gate.throttles, challenge_codes, challenges`;
  await owner()`update accounts set totp_last_step = null`;
});
afterEach(() => setClock(null));

async function begin(email: string): Promise<string> {
  const started = await withWorker(() => startSignIn(at, { email, password }, facts, null));
  if (!started.ok) throw new Error(started.reason);
  return started.ticket;
}
const finish = (ticket: string, code: string) => finishSignIn(at, ticket, code, facts);
const code = async () => (await readSms(owner(), "+31612345691")).code;
const notThe = (right: string) => (right === "000000" ? "111111" : "000000");
const later = (seconds: number) => setClock(() => new Date(Date.now() + seconds * 1000));

describe("a code by text message", () => {
  it("is kept as a keyed hash, so that a million guesses at a stolen table find nothing", async () => {
    const ticket = await begin(fatima);
    const right = await code();
    const [row] = await owner()`select code_hash, challenge_id, expires_at, sent_at from challenge_codes`;
    const hashed = Buffer.from(row?.code_hash as Uint8Array);
    expect(hashed).toHaveLength(32);
    for (const plain of [right, `${row?.challenge_id}:${right}`])
      expect(hashed.equals(sha256(plain))).toBe(false);
    expect(row?.expires_at.getTime() - row?.sent_at.getTime()).toBe(600_000);
    const [challenge] = await owner()`select holder_hash from challenges`;
    const secret = ticket.split(".")[1] ?? "";
    expect(Buffer.from(secret, "base64url").length * 8).toBeGreaterThanOrEqual(128);
    expect(Buffer.from(challenge?.holder_hash as Uint8Array).equals(sha256(secret))).toBe(true);
  });

  it("may be tried five times over all the codes of its attempt", async () => {
    const ticket = await begin(fatima);
    const first = await code();
    expect(await finish(ticket, notThe(first))).toMatchObject({ left: 4 });
    expect(await finish(ticket, notThe(first))).toMatchObject({ left: 3 });
    later(61);
    expect((await withWorker(() => resendSignInCode(at, ticket, facts))).ok).toBe(true);
    const second = await code();
    expect(await finish(ticket, notThe(second))).toMatchObject({ left: 2 });
    later(122);
    expect((await withWorker(() => resendSignInCode(at, ticket, facts))).ok).toBe(true);
    expect(await finish(ticket, notThe(await code()))).toMatchObject({ left: 1 });
    expect(await finish(ticket, notThe(await code()))).toEqual({ ok: false, reason: "too-many-tries" });
    for (const right of [first, second, await code()])
      expect(await finish(ticket, right)).toEqual({ ok: false, reason: "too-many-tries" });
  });

  it("of one attempt opens no other", async () => {
    const [one, other] = [await begin(fatima), await begin(fatima)];
    const right = await code();
    expect((await finish(one, right)).ok).toBe(false);
    expect((await finish(other, right)).ok).toBe(true);
  });

  it("may be wrong twenty times an hour over all attempts, a hundred side by side", async () => {
    const tickets: string[] = [];
    for (let turn = 0; turn < 10; turn++) {
      tickets.push(await begin(fatima));
      await owner()`truncate gate.throttles`;
    }
    const right = await code();
    const wrong = notThe(right);
    const four = tickets.flatMap((ticket) => Array.from({ length: 4 }, () => ticket));
    const answers = await Promise.all(four.map((ticket) => finish(ticket, wrong)));
    expect(answers.filter((answer) => "left" in answer)).toHaveLength(20);
    const [counted] = await owner()`select sum(tries)::int as tries from challenges`;
    expect(counted?.tries).toBe(20);
    // No attempt has used up its own five; none of them goes on, and no other begins.
    expect(await finish(tickets[9] ?? "", right)).toEqual({ ok: false, reason: "too-many-tries" });
    const again = () => startSignIn(at, { email: fatima, password }, facts, null);
    expect(await again()).toEqual({ ok: false, reason: "too-many-tries" });
    later(3601);
    expect((await withWorker(again)).ok).toBe(true);
  });
});

describe("a code of the authenticator", () => {
  it("counts once, fifty times in parallel, and not again in another attempt", async () => {
    const ticket = await begin(sander);
    const right = totpCode(seed, new Date());
    const answers = await Promise.all(Array.from({ length: 50 }, () => finish(ticket, right)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const other = await begin(sander);
    expect(await finish(other, right)).toMatchObject({ ok: false, reason: "wrong-code" });
    const next = totpCode(seed, new Date(Date.now() + 30_000));
    expect((await finish(other, next)).ok).toBe(true);
  });

  it("counts once when three attempts race with it", async () => {
    const tickets = await Promise.all([begin(sander), begin(sander), begin(sander)]);
    const right = totpCode(seed, new Date());
    const answers = await Promise.all(tickets.map((ticket) => finish(ticket, right)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("cannot be guessed by beginning again and again with the right password", async () => {
    const wrong = ["000000", "111111", "222222", "333333"].find(
      (one) => ![-30, 0, 30, 60].some((s) => totpCode(seed, new Date(Date.now() + s * 1000)) === one),
    );
    let evaluated = 0;
    for (let turn = 0; turn < 15; turn++) {
      await owner()`truncate gate.throttles`;
      const started = await startSignIn(at, { email: sander, password }, facts, null);
      if (!started.ok) continue;
      for (let guess = 0; guess < 4; guess++)
        if ("left" in (await finish(started.ticket, wrong ?? ""))) evaluated++;
    }
    expect(evaluated).toBe(20);
  });
});
