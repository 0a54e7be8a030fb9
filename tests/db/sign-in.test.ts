import { beforeAll, describe, expect, it } from "vitest";
import { tellStory } from "@/db/demo/story";
import { sessionByToken } from "@/db/gate";
import { choosePassword, passwordLinkWorks, requestPasswordLink } from "@/lib/identity/password-link";
import { endSession } from "@/lib/identity/sessions";
import { finishSignIn, resendSignInCode, startSignIn } from "@/lib/identity/sign-in";
import { drain } from "@/lib/outbox/drain";
import { now, setClock } from "@/lib/ports/clock";
import { sha256 } from "@/lib/shared/hash";
import { handlers } from "@/lib/worker/handlers";
import { testDatabase } from "@/tests/support/database";
import { facts, firm, logInAs, password, readSms, sessionFrom, withWorker } from "@/tests/support/people";

const { owner } = testDatabase();
const fatima = "fatima@fysiodelinde.example";
const fatimasNumber = "+31612345691";

beforeAll(async () => {
  await tellStory(new Date("2026-11-23T10:00:00Z"));
});

const start = async (email: string, typed = password, slug: "noorderlicht" | "devries" = "noorderlicht") => {
  const at = await firm(slug);
  return withWorker(() => startSignIn(at, { email, password: typed }, facts, null));
};
const finish = async (ticket: string, code: string, slug: "noorderlicht" | "devries" = "noorderlicht") =>
  finishSignIn(await firm(slug), ticket, code, facts);

describe("step one, the password", () => {
  it("answers the same for a wrong password and for an unknown address", async () => {
    expect(await start("marieke@korenaar.example", "wrong password here")).toEqual({
      ok: false,
      reason: "wrong-credentials",
    });
    expect(await start("nobody@korenaar.example")).toEqual({ ok: false, reason: "wrong-credentials" });
  });

  it("stops with a helpful reason when there is no mobile number", async () => {
    expect(await start("tom@visserwatersport.example")).toEqual({ ok: false, reason: "no-number" });
  });

  it("evaluates at most ten guesses, and does not lock the owner out for good", async () => {
    for (let guess = 0; guess < 25; guess++)
      await start("gerrit@garagepostma.example", `guess number ${guess}`, "devries");
    expect(await start("gerrit@garagepostma.example", password, "devries")).toEqual({
      ok: false,
      reason: "wrong-credentials",
    });
    setClock(() => new Date(Date.now() + 16 * 60_000));
    expect((await start("gerrit@garagepostma.example", password, "devries")).ok).toBe(true);
    setClock(null);
  });

  it("sends a text message only after the right password, and names what it is for", async () => {
    const before = await owner()`select count(*)::int as n from local_messages where "to" = ${fatimasNumber}`;
    await start(fatima, "not her password");
    expect(
      await owner()`select count(*)::int as n from local_messages where "to" = ${fatimasNumber}`,
    ).toEqual(before);
    await start(fatima);
    const { text } = await readSms(owner(), fatimasNumber);
    expect(text).toMatch(
      /^Uw code is \d{3} \d{3} voor: inloggen bij Noorderlicht Accountants\. Geef deze code aan niemand\.\n\n@noorderlicht\.localhost #\d{6}$/,
    );
  });
});

describe("step two, the code", () => {
  it("works once, fifty times in parallel", async () => {
    const started = await start(fatima);
    if (!started.ok) throw new Error(started.reason);
    const { code } = await readSms(owner(), fatimasNumber);
    const answers = await Promise.all(Array.from({ length: 50 }, () => finish(started.ticket, code)));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  });

  it("counts at most five tries, a hundred in parallel", async () => {
    const started = await start("pieter@korenaar.example");
    if (!started.ok) throw new Error(started.reason);
    const { code } = await readSms(owner(), "+31612345634");
    const wrong = code === "000000" ? "111111" : "000000";
    const answers = await Promise.all(Array.from({ length: 100 }, () => finish(started.ticket, wrong)));
    expect(answers.filter((answer) => !answer.ok && answer.reason === "wrong-code")).toHaveLength(4);
    expect(await finish(started.ticket, code)).toEqual({ ok: false, reason: "too-many-tries" });
    expect(await start("pieter@korenaar.example")).toEqual({ ok: false, reason: "too-many-tries" });
  });

  it("is bound to its own ticket and its own firm", async () => {
    const started = await start(fatima);
    if (!started.ok) throw new Error(started.reason);
    const { code } = await readSms(owner(), fatimasNumber);
    const [id] = started.ticket.split(".");
    expect((await finish(`${id}.somebody-elses-ticket`, code)).ok).toBe(false);
    expect((await finish(started.ticket, code, "devries")).ok).toBe(false);
    expect((await finish(started.ticket, code)).ok).toBe(true);
  });

  it("expires after ten minutes; an older code works until then, beside a newer one", async () => {
    const at = await firm("noorderlicht");
    const started = await start(fatima);
    if (!started.ok) throw new Error(started.reason);
    const first = (await readSms(owner(), fatimasNumber)).code;
    expect(await resendSignInCode(at, started.ticket, facts)).toEqual({ ok: false, reason: "wait" });
    setClock(() => new Date(Date.now() + 61_000));
    expect((await withWorker(() => resendSignInCode(at, started.ticket, facts))).ok).toBe(true);
    setClock(() => new Date(Date.now() + 10.5 * 60_000));
    expect(await finish(started.ticket, first)).toMatchObject({ ok: false, reason: "code-expired" });
    const second = (await readSms(owner(), fatimasNumber)).code;
    expect((await finish(started.ticket, second)).ok).toBe(true);
    setClock(null);
  });

  it("keeps no code in the database, nor in the outbox once it was sent", async () => {
    await start(fatima);
    const { code } = await readSms(owner(), fatimasNumber);
    const rows =
      await owner()`select payload::text, sealed from outbox where kind = 'sms' and status = 'done'`;
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row.sealed).toBeNull();
      expect(row.payload).not.toContain(code);
    }
  });
});

describe("a session", () => {
  it("keeps only the hash of its token, and ends on the next request", async () => {
    const started = await start(fatima);
    if (!started.ok) throw new Error(started.reason);
    const finished = await finish(started.ticket, (await readSms(owner(), fatimasNumber)).code);
    if (!finished.ok) throw new Error(finished.reason);
    const stored =
      await owner()`select token_hash from sessions where token_hash = ${sha256(finished.token)}`;
    expect(stored).toHaveLength(1);
    const session = await sessionFrom(finished.token);
    await endSession(session, session.id);
    expect(await sessionByToken(sha256(finished.token), now(), 1800)).toBeNull();
  });

  it("ends after half an hour without a click, after twelve hours, and when the account is disabled", async () => {
    const session = await logInAs(owner(), "noorderlicht", "marieke@korenaar.example");
    const [row] = await owner()`select token_hash from sessions where id = ${session.id}`;
    const hash = Buffer.from(row?.token_hash as Uint8Array);
    const later = (minutes: number) => new Date(Date.now() + minutes * 60_000);
    expect(await sessionByToken(hash, later(29), 1800)).not.toBeNull();
    expect(await sessionByToken(hash, later(29 + 31), 1800)).toBeNull();
    await owner()`update sessions set last_seen_at = now() + interval '13 hours' where id = ${session.id}`;
    expect(await sessionByToken(hash, later(12 * 60 + 1), 1800)).toBeNull();
    await owner()`update sessions set last_seen_at = now() where id = ${session.id}`;
    await owner()`update accounts set disabled_at = now() where id = ${session.accountId}`;
    expect(await sessionByToken(hash, now(), 1800)).toBeNull();
    await owner()`update accounts set disabled_at = null where id = ${session.accountId}`;
  });
});

describe("wachtwoord vergeten", () => {
  it("mails a link that works once, ends the sessions, and leaves the second step", async () => {
    const at = await firm("noorderlicht");
    const session = await logInAs(owner(), "noorderlicht", fatima);
    await withWorker(async () => {
      await requestPasswordLink(at, fatima, facts);
      for (let wait = 0; wait < 100; wait++) {
        const sent =
          await owner()`select 1 from local_messages where channel = 'mail' and "to" = ${fatima} and subject like 'Nieuw wachtwoord%'`;
        if (sent.length > 0) return;
        await new Promise((done) => setTimeout(done, 20));
      }
    });
    const [mail] =
      await owner()`select text, "from" from local_messages where channel = 'mail' and "to" = ${fatima} and subject like 'Nieuw wachtwoord%'`;
    expect(mail?.from).toBe("Noorderlicht Accountants portal <portaal@noorderlicht.example>");
    const token =
      /http:\/\/noorderlicht\.localhost:3000\/wachtwoord\/(\S+)/.exec(String(mail?.text))?.[1] ?? "";
    expect(await passwordLinkWorks(at, token)).toBe(true);
    expect(await passwordLinkWorks(at, token)).toBe(true); // looking uses nothing up
    expect(await choosePassword(at, token, "kort", facts)).toEqual({ ok: false, reason: "too-short" });
    expect(await choosePassword(at, token, "qwertyuiop123", facts)).toEqual({
      ok: false,
      reason: "too-common",
    });
    expect(
      await choosePassword(await firm("devries"), token, "Een heel nieuw wachtwoord", facts),
    ).toMatchObject({ ok: false });
    expect((await choosePassword(at, token, "Een heel nieuw wachtwoord", facts)).ok).toBe(true);
    expect(await choosePassword(at, token, "Nog een nieuw wachtwoord", facts)).toEqual({
      ok: false,
      reason: "link-used-up",
    });
    const [ended] = await owner()`select ended_at from sessions where id = ${session.id}`;
    expect(ended?.ended_at).not.toBeNull();
    expect((await start(fatima, "Een heel nieuw wachtwoord")).ok).toBe(true);
  });

  it("writes down the same for an address that nobody has, and sends nothing", async () => {
    await requestPasswordLink(await firm("noorderlicht"), "nobody@korenaar.example", facts);
    while ((await drain(handlers, "test-worker")) > 0);
    const [job] =
      await owner()`select status, sealed from outbox where kind = 'password-link.wished' order by created_at desc limit 1`;
    expect(job).toMatchObject({ status: "done", sealed: null });
    expect(await owner()`select 1 from local_messages where "to" = 'nobody@korenaar.example'`).toHaveLength(
      0,
    );
  });
});
