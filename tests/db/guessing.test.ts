import { hash } from "@node-rs/argon2";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { tellStory } from "@/db/demo/story";
import type { Firm } from "@/lib/access/firm";
import { knownDevice, newDevice } from "@/lib/identity/browser";
import { choosePassword, requestPasswordLink } from "@/lib/identity/password-link";
import { startSignIn } from "@/lib/identity/sign-in";
import { setClock } from "@/lib/ports/clock";
import { testDatabase } from "@/tests/support/database";
import { deliver, facts, firm, password, withWorker } from "@/tests/support/people";

/** How often a password was held against a hash, a decoy's included. */
const verifications = vi.hoisted(() => ({ count: 0 }));
vi.mock("@node-rs/argon2", async (original) => {
  const real = await original<typeof import("@node-rs/argon2")>();
  return {
    ...real,
    verify: (...given: Parameters<typeof real.verify>) => {
      verifications.count++;
      return real.verify(...given);
    },
  };
});

const { owner } = testDatabase();
const fatima = "fatima@fysiodelinde.example";
const marieke = "marieke@korenaar.example";
const wrong = { ok: false, reason: "wrong-credentials" };
let at: Firm;

beforeAll(async () => {
  await tellStory(new Date("2026-11-23T10:00:00Z"));
  setClock(null);
  at = await firm("noorderlicht");
});
beforeEach(async () => {
  await owner()`truncate gate.throttles`;
});
afterEach(() => setClock(null));

const guess = (email: string, typed: string, ip = facts.ip, device: string | null = null) =>
  startSignIn(at, { email, password: typed }, { ...facts, ip }, device);
const later = (minutes: number) => setClock(() => new Date(Date.now() + minutes * 60_000));

describe("a thousand guesses", () => {
  beforeAll(async () => {
    // Hashed quickly: what counts here is how often, not how slowly.
    const quick = await hash(password, { memoryCost: 8, timeCost: 1, parallelism: 1 });
    await owner()`update accounts set password_hash = ${quick} where email = ${fatima}`;
  });

  it("at one account, from a thousand addresses and all at once: ten are evaluated", async () => {
    for (let turn = 0; turn < 10; turn++)
      expect(await guess(fatima, `wrong ${turn}`, `10.0.0.${turn}`)).toEqual(wrong);
    // Any of these would be let in, if anybody looked.
    for (let round = 0; round < 33; round++) {
      const some = Array.from({ length: 30 }, (_, i) => guess(fatima, password, `10.1.${round}.${i}`));
      for (const answer of await Promise.all(some)) expect(answer).toEqual(wrong);
    }
    expect(await owner()`select 1 from challenges where purpose = 'sign-in'`).toHaveLength(0);
  });

  it("do not keep the owner out: not in the browser that she uses, and nowhere for good", async () => {
    for (let turn = 0; turn < 200; turn++) await guess(fatima, "wrong", `10.2.0.${turn}`);
    expect(await guess(fatima, password, "192.0.2.1")).toEqual(wrong);
    const device = knownDevice(at.id, fatima, newDevice(at.id, fatima));
    expect((await withWorker(() => guess(fatima, password, "192.0.2.1", device))).ok).toBe(true);
    later(15.1);
    expect((await withWorker(() => guess(fatima, password, "192.0.2.1"))).ok).toBe(true);
  });

  it("in a browser that is known are ten, too", async () => {
    const device = knownDevice(at.id, fatima, newDevice(at.id, fatima));
    for (let turn = 0; turn < 10; turn++) await guess(fatima, "wrong", `10.3.0.${turn}`, device);
    expect(await guess(fatima, password, "192.0.2.1", device)).toEqual(wrong);
  });

  it("from one address stop at a hundred, whomever they are about, and elsewhere nobody notices", async () => {
    for (let turn = 0; turn < 100; turn++)
      expect(await guess(`nobody${turn}@x.example`, "wrong", "10.4.0.1")).toEqual(wrong);
    const before = verifications.count;
    expect(await guess(fatima, password, "10.4.0.1")).toEqual({ ok: false, reason: "too-many-attempts" });
    expect(await guess("nobody@x.example", "x", "10.4.0.1")).toEqual({
      ok: false,
      reason: "too-many-attempts",
    });
    // Who asks that often costs no hashing any more, and learns nothing from it: it is the same for everybody.
    expect(verifications.count).toBe(before);
    expect((await withWorker(() => guess(fatima, password, "10.4.0.2"))).ok).toBe(true);
  });

  it("at one firm are no guesses at another", async () => {
    const elsewhere = await firm("devries");
    for (let turn = 0; turn < 12; turn++)
      await startSignIn(elsewhere, { email: fatima, password: "wrong" }, facts, null);
    expect((await withWorker(() => guess(fatima, password))).ok).toBe(true);
  });

  it("leave the way by mail open", async () => {
    for (let turn = 0; turn < 20; turn++) await guess(fatima, "wrong", `10.5.0.${turn}`);
    await requestPasswordLink(at, fatima, facts);
    await deliver();
    const [mail] =
      await owner()`select text from local_messages where channel = 'mail' and "to" = ${fatima} order by id desc`;
    const token = /wachtwoord\/(\S+)/.exec(String(mail?.text))?.[1] ?? "";
    const chosen = await choosePassword(at, token, "Een heel nieuw wachtwoord", facts);
    // With this answer the page makes the browser a known one.
    expect(chosen).toEqual({ ok: true, email: fatima });
    const device = knownDevice(at.id, fatima, newDevice(at.id, fatima));
    const started = await withWorker(() => guess(fatima, "Een heel nieuw wachtwoord", facts.ip, device));
    expect(started.ok).toBe(true);
  });
});

describe("whether an account exists", () => {
  const disabled = "pieter@korenaar.example";
  const without = "tom@visserwatersport.example";
  const nobody = "nobody@korenaar.example";
  beforeAll(async () => {
    await owner()`update accounts set disabled_at = now() where email = ${disabled}`;
    await owner()`update accounts set password_hash = null where email = ${without}`;
    await guess(nobody, "so that the decoy is there");
  });

  it("does not show in the answer, nor in the number of hash verifications: one, always", async () => {
    const cases: [string, string][] = [
      [marieke, "wrong"],
      [nobody, "wrong"],
      [nobody, password],
      [disabled, "wrong"],
      [disabled, password],
      [without, password],
      ["gerrit@garagepostma.example", password],
    ];
    for (const times of [1, 15]) {
      for (const [email, typed] of cases) {
        if (email === marieke) for (let turn = 0; turn < times; turn++) await guess(email, "wrong");
        await owner()`delete from gate.throttles where count >= 90`;
        const before = verifications.count;
        expect(await guess(email, typed), `${email} ${typed}`).toEqual(wrong);
        expect(verifications.count - before, `${email} ${typed}`).toBe(1);
      }
    }
    const before = verifications.count;
    expect((await withWorker(() => guess(marieke, password, facts.ip, "a browser of hers"))).ok).toBe(true);
    expect(verifications.count - before).toBe(1);
  });

  it("does not show in what is done for a new password either", async () => {
    await owner()`truncate outbox`;
    const before = verifications.count;
    for (const email of [marieke, nobody, disabled])
      expect(await requestPasswordLink(at, email, facts)).toBeUndefined();
    expect(verifications.count).toBe(before);
    const jobs = await owner()`select kind, payload, subject, account_id, status,
      length(sealed) - 29 as length from outbox order by created_at`;
    const job = {
      kind: "password-link.wished",
      payload: {},
      subject: null,
      account_id: null,
      status: "waiting",
    };
    expect(jobs.map((row) => ({ ...row }))).toEqual(
      [marieke, nobody, disabled].map(({ length }) => ({ ...job, length })),
    );
  });

  it("shows little in time: the medians are written down here, and no test of their own", async ({
    annotate,
  }) => {
    const timed = async (email: string) => {
      const start = performance.now();
      await guess(email, "wrong", `192.0.2.${Math.floor(Math.random() * 250)}`);
      return performance.now() - start;
    };
    const times: Record<string, number[]> = { known: [], unknown: [] };
    for (let turn = 0; turn < 31; turn++) {
      times.known?.push(await timed(marieke));
      times.unknown?.push(await timed(nobody));
    }
    const [known = 0, unknown = 0] = Object.values(times).map((all) => all.sort((a, b) => a - b)[15] ?? 0);
    await annotate(`median ${known.toFixed(1)} ms known, ${unknown.toFixed(1)} ms unknown`);
    expect(known).toBeGreaterThan(0);
  });
});
