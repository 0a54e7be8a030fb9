import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tellStory } from "@/db/demo/story";
import type { Firm } from "@/lib/access/firm";
import { limits } from "@/lib/identity/limits";
import { mayText, resendSignInCode, startSignIn } from "@/lib/identity/sign-in";
import { setClock } from "@/lib/ports/clock";
import { newId } from "@/lib/shared/ids";
import { testDatabase } from "@/tests/support/database";
import { facts, firm, password, withWorker } from "@/tests/support/people";

const { owner } = testDatabase();
const fatima = "fatima@fysiodelinde.example";
const number = "+31612345691";
let at: Firm;

beforeAll(async () => {
  await tellStory(new Date("2026-11-23T10:00:00Z"));
  setClock(null);
  at = await firm("noorderlicht");
});
beforeEach(async () => {
  await owner()`truncate gate.throttles, challenge_codes, challenges`;
  await owner()`update accounts set mobile = ${number}, mobile_verified_at = now() where email = ${fatima}`;
});
afterEach(() => setClock(null));

const start = (typed = password, ip = facts.ip) =>
  withWorker(() => startSignIn(at, { email: fatima, password: typed }, { ...facts, ip }, null));
const sent = async () => (await owner()`select 1 from local_messages where channel = 'sms'`).length;
const capped = { ok: false, reason: "too-many-codes" };

describe("a text message goes out", () => {
  it("after a right password, and after nothing else", async () => {
    const before = await sent();
    await start("a wrong password");
    await withWorker(() => startSignIn(at, { email: "nobody@x.example", password }, facts, null));
    await withWorker(() => resendSignInCode(at, `${newId()}.made-up`, facts));
    await withWorker(() => resendSignInCode(at, undefined, facts));
    expect(await sent()).toBe(before);
    expect((await start()).ok).toBe(true);
    expect(await sent()).toBe(before + 1);
  });

  it.each([
    ["that was not verified", { mobile: number, verified: null }],
    ["that is not there", { mobile: null, verified: new Date() }],
    ["of a country that the firm does not allow", { mobile: "+8801712345678", verified: new Date() }],
    ["of a dear service", { mobile: "+31900123456", verified: new Date() }],
  ])("never to a number %s", async (_, { mobile, verified }) => {
    await owner()`update accounts set mobile = ${mobile}, mobile_verified_at = ${verified} where email = ${fatima}`;
    const before = await sent();
    expect(await start()).toEqual({ ok: false, reason: "no-number" });
    expect(await sent()).toBe(before);
  });

  it("not to a number that was taken away before the message left", async () => {
    const started = await start();
    if (!started.ok) throw new Error(started.reason);
    const before = await sent();
    await owner()`update accounts set mobile_verified_at = null where email = ${fatima}`;
    setClock(() => new Date(Date.now() + 61_000));
    const resent = await withWorker(() => resendSignInCode(at, started.ticket, facts));
    expect(resent).toEqual({ ok: true, delivery: "refused" });
    expect(await sent()).toBe(before);
  });
});

describe("text messages are capped", () => {
  it("per person: fifteen an hour", async () => {
    expect(limits.smsPerAccount).toEqual({ most: 15, seconds: 3600 });
    for (let turn = 0; turn < 15; turn++) expect((await start(password, `10.0.0.${turn}`)).ok).toBe(true);
    const before = await sent();
    expect(await start(password, "10.0.1.1")).toEqual(capped);
    expect(await sent()).toBe(before);
    setClock(() => new Date(Date.now() + 3601_000));
    expect((await start(password, "10.0.1.2")).ok).toBe(true);
  });

  it("per address: sixty an hour, whoever signs in there", async () => {
    expect(limits.smsPerAddress).toEqual({ most: 60, seconds: 3600 });
    for (let turn = 0; turn < 60; turn++) expect(await mayText(at, newId(), facts)).toBe(true);
    expect(await mayText(at, newId(), facts)).toBe(false);
    expect(await start()).toEqual(capped);
    expect((await start(password, "192.0.2.7")).ok).toBe(true);
  });

  it("per firm: five thousand a day, and no other firm notices", async () => {
    expect(limits.smsPerFirm).toEqual({ most: 5000, seconds: 86_400 });
    await mayText(at, newId(), { ...facts, ip: "10.9.0.1" });
    // All three counters stand at one; the firm's is the one that another person elsewhere shares.
    await mayText(at, newId(), { ...facts, ip: "10.9.0.2" });
    await owner()`update gate.throttles set count = 4999 where count = 2`;
    expect(await mayText(at, newId(), { ...facts, ip: "10.9.0.3" })).toBe(true);
    expect(await start(password, "10.9.0.4")).toEqual(capped);
    expect(await mayText(await firm("devries"), newId(), facts)).toBe(true);
    setClock(() => new Date(Date.now() + 86_401_000));
    expect((await start(password, "10.9.0.5")).ok).toBe(true);
  });

  it("a hundred side by side as well", async () => {
    const accountId = newId();
    const many = Array.from({ length: 100 }, (_, i) =>
      mayText(at, accountId, { ...facts, ip: `10.8.0.${i}` }),
    );
    expect((await Promise.all(many)).filter(Boolean)).toHaveLength(15);
  });

  it("when one asks for another code, too", async () => {
    const started = await start();
    if (!started.ok) throw new Error(started.reason);
    await owner()`update gate.throttles set count = 60 where count = 1`;
    setClock(() => new Date(Date.now() + 61_000));
    const before = await sent();
    expect(await withWorker(() => resendSignInCode(at, started.ticket, facts))).toEqual(capped);
    expect(await sent()).toBe(before);
  });
});
