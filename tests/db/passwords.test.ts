import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tellStory } from "@/db/demo/story";
import type { Firm } from "@/lib/access/firm";
import {
  changePassword,
  choosePassword,
  passwordLinkWorks,
  requestPasswordLink,
} from "@/lib/identity/password-link";
import { finishSignIn, startSignIn } from "@/lib/identity/sign-in";
import { setClock } from "@/lib/ports/clock";
import { sha256 } from "@/lib/shared/hash";
import { testDatabase } from "@/tests/support/database";
import { aSession, deliver, facts, firm, password, readSms, withWorker } from "@/tests/support/people";

const { owner } = testDatabase();
const fatima = "fatima@fysiodelinde.example";
const other = "Een heel nieuw wachtwoord";
let at: Firm;
let original: string;

beforeAll(async () => {
  await tellStory(new Date("2026-11-23T10:00:00Z"));
  setClock(null);
  at = await firm("noorderlicht");
  original = (await owner()`select password_hash from accounts where email = ${fatima}`)[0]?.password_hash;
});
beforeEach(async () => {
  await owner()`truncate gate.throttles, outbox, password_links`;
  await owner()`update accounts set password_hash = ${original}, disabled_at = null where email = ${fatima}`;
});
afterEach(() => setClock(null));

const later = (minutes: number) => setClock(() => new Date(Date.now() + minutes * 60_000));
const start = (typed: string) =>
  withWorker(() => startSignIn(at, { email: fatima, password: typed }, facts, null));
const isFatimas = async (typed: string) => (await start(typed)).ok;

/** Asks for a link, and takes it out of the mail. */
async function aLink(): Promise<string> {
  await requestPasswordLink(at, fatima, facts);
  await deliver();
  const [mail] = await owner()`select text from local_messages where channel = 'mail' and "to" = ${fatima}
      and subject like 'Nieuw wachtwoord%' order by id desc`;
  return /wachtwoord\/(\S+)/.exec(String(mail?.text))?.[1] ?? "";
}

describe("a link for a new password", () => {
  it("holds 256 bits, of which the database keeps a hash alone", async () => {
    const token = await aLink();
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    const [row] = await owner()`select * from password_links`;
    expect(Buffer.from(row?.token_hash as Uint8Array).equals(sha256(token))).toBe(true);
    const everything = await owner()`select to_jsonb(l)::text as row from password_links l
      union all select to_jsonb(o)::text from outbox o union all select to_jsonb(e)::text from audit_events e`;
    expect(everything.map(({ row: text }) => text).join()).not.toContain(token);
  });

  it("works for an hour", async () => {
    const token = await aLink();
    later(59);
    expect(await passwordLinkWorks(at, token)).toBe(true);
    later(61);
    expect(await passwordLinkWorks(at, token)).toBe(false);
    expect(await choosePassword(at, token, other, facts)).toEqual({ ok: false, reason: "link-used-up" });
    setClock(null);
    expect(await isFatimas(other)).toBe(false);
  });

  it("works once, fifty times in parallel; looking at it uses nothing up", async () => {
    const token = await aLink();
    for (let scan = 0; scan < 5; scan++) expect(await passwordLinkWorks(at, token)).toBe(true);
    const wishes = Array.from({ length: 50 }, (_, i) => `${other} nummer ${i}`);
    const answers = await Promise.all(wishes.map((wish) => choosePassword(at, token, wish, facts)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const winner = wishes[answers.findIndex(({ ok }) => ok)] ?? "";
    expect(await isFatimas(winner)).toBe(true);
    const told = await owner()`select 1 from outbox where payload->>'template' = 'password-changed'`;
    expect(told).toHaveLength(1);
  });

  it("ends with any other link of this person, when a password was chosen", async () => {
    const [first, second] = [await aLink(), await aLink()];
    expect(first).not.toBe(second);
    expect((await choosePassword(at, second, other, facts)).ok).toBe(true);
    expect(await passwordLinkWorks(at, first)).toBe(false);
    expect((await choosePassword(at, first, `${other} 2`, facts)).ok).toBe(false);
  });

  it("is of one firm, and cannot be made up", async () => {
    const token = await aLink();
    const elsewhere = await firm("devries");
    expect(await passwordLinkWorks(elsewhere, token)).toBe(false);
    for (const made of ["", "x", token.slice(1), `${token}x`, token.toLowerCase()])
      expect(await choosePassword(at, made, other, facts)).toEqual({ ok: false, reason: "link-used-up" });
  });

  it("opens no session: password and code come after it", async () => {
    const sessions = async () => (await owner()`select 1 from sessions where ended_at is null`).length;
    await aSession(owner(), "noorderlicht", fatima);
    const token = await aLink();
    expect((await choosePassword(at, token, other, facts)).ok).toBe(true);
    const [hers] =
      await owner()`select count(*)::int as n from sessions s join accounts a on a.id = s.account_id
      where a.email = ${fatima} and s.ended_at is null`;
    expect(hers?.n).toBe(0);
    const before = await sessions();
    const started = await start(other);
    expect(started).toMatchObject({ ok: true, method: "sms" });
    expect(await sessions()).toBe(before);
  });

  it("ends what was begun with the old password", async () => {
    const started = await start(password);
    if (!started.ok) throw new Error(started.reason);
    const { code } = await readSms(owner(), "+31612345691");
    const token = await aLink();
    expect((await choosePassword(at, token, other, facts)).ok).toBe(true);
    expect(await finishSignIn(at, started.ticket, code, facts)).toEqual({ ok: false, reason: "expired" });
  });

  it("of somebody who was disabled lets nobody in", async () => {
    const token = await aLink();
    await owner()`update accounts set disabled_at = now() where email = ${fatima}`;
    await choosePassword(at, token, other, facts);
    expect(await isFatimas(other)).toBe(false);
    await owner()`truncate password_links`;
    await requestPasswordLink(at, fatima, facts);
    await deliver();
    expect(await owner()`select 1 from password_links`).toHaveLength(0);
  });

  it("is mailed three times an hour to one person, and asked for twenty times from one address", async () => {
    for (let turn = 0; turn < 6; turn++) await requestPasswordLink(at, fatima, facts);
    expect(await owner()`select 1 from outbox where kind = 'password-link.wished'`).toHaveLength(3);
    for (let turn = 0; turn < 30; turn++) await requestPasswordLink(at, `x${turn}@x.example`, facts);
    expect(await owner()`select 1 from outbox where kind = 'password-link.wished'`).toHaveLength(3 + 14);
  });
});

describe("a new password in the profile", () => {
  it("needs the current one, ends the other sessions and links, and is told by mail", async () => {
    const [here, elsewhere] = [
      await aSession(owner(), "noorderlicht", fatima),
      await aSession(owner(), "noorderlicht", fatima),
    ];
    const link = await aLink();
    const change = (current: string, wanted: string) => changePassword(at, here, { current, wanted }, facts);
    for (const current of ["", "wrong", `${password} `, password.toLowerCase()])
      expect(await change(current, other)).toEqual({ ok: false, reason: "wrong-password" });
    expect(await change(password, "kort")).toEqual({ ok: false, reason: "too-short" });
    expect(await isFatimas(other)).toBe(false);
    expect(await change(password, other)).toEqual({ ok: true });
    expect(await isFatimas(password)).toBe(false);
    expect(await isFatimas(other)).toBe(true);
    expect(await passwordLinkWorks(at, link)).toBe(false);
    const ended = await owner()`select id, ended_at is not null as ended from sessions
      where id in (${here.id}, ${elsewhere.id})`;
    expect(Object.fromEntries(ended.map(({ id, ended: over }) => [id, over]))).toEqual({
      [here.id]: false,
      [elsewhere.id]: true,
    });
    await deliver();
    const mails = await owner()`select 1 from local_messages where "to" = ${fatima}
      and subject = 'Uw wachtwoord voor het portaal van Noorderlicht Accountants is gewijzigd'`;
    expect(mails.length).toBeGreaterThan(0);
  });

  it("is asked for the current one ten times in a quarter of an hour", async () => {
    const session = await aSession(owner(), "noorderlicht", fatima);
    const change = (current: string) => changePassword(at, session, { current, wanted: other }, facts);
    for (let turn = 0; turn < 10; turn++)
      expect(await change("wrong")).toEqual({ ok: false, reason: "wrong-password" });
    expect(await change(password)).toEqual({ ok: false, reason: "too-many-attempts" });
    later(15.1);
    expect(await change(password)).toEqual({ ok: true });
  });
});
