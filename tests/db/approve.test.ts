import { and, eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tellStory } from "@/db/demo/story";
import { filings, filingVersions } from "@/db/schema/approvals";
import { decisions } from "@/db/schema/decisions";
import { files } from "@/db/schema/files";
import { inScope, type ScopedDb } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import type { Session } from "@/lib/access/session";
import { requestDecisionCode } from "@/lib/approvals/code";
import { setClock } from "@/lib/ports/clock";
import { testDatabase } from "@/tests/support/database";
import { aSession, clientAt, deliver, facts, firm } from "@/tests/support/people";
import { approve, askCode, aTask, type Task } from "@/tests/support/returns";

const { owner } = testDatabase();
const marieke = "marieke@korenaar.example";
let session: Session;

beforeAll(async () => {
  await tellStory(new Date("2026-11-23T10:00:00Z"));
  setClock(null);
  await deliver();
  session = await aSession(owner(), "noorderlicht", marieke);
});
beforeEach(async () => {
  await owner()`truncate challenge_codes, challenges`;
});

const approving = ({ id }: Task) => ({ decision: "approve" as const, filings: [id], versions: { [id]: 1 } });

/** Everything that an approval changes, as one value. */
async function traces(task: Task) {
  const sql = owner();
  return {
    filing: (await sql`select state, completed_at, version from filings where id = ${task.id}`)[0],
    approvals: [...(await sql`select * from decisions where filing_id = ${task.id}`)],
    audit: [
      ...(await sql`select * from audit_events
        where subject = ${`filing:${task.id}`} and action = 'filing.approved'`),
    ],
    head: (await sql`select seq::int from audit_heads where firm_id = ${task.firmId}`)[0]?.seq,
    challenges: [...(await sql`select id, tries, finished_at from challenges order by id`)],
  };
}

describe("the text message", () => {
  it("names the document, and shows no amount unless the firm says so", async () => {
    const task = await aTask(owner(), "bakkerij-de-korenaar", "2024-01");
    const { text } = await askCode(owner(), session, task, marieke);
    expect(text).toMatch(
      /^Uw code is \d{3} \d{3} voor: Omzetbelasting januari 2024\. Geef deze code aan niemand\.\n\n@noorderlicht\.localhost #\d{6}$/,
    );
    const other = await aTask(owner(), "bakkerij-de-korenaar", "2024-02");
    const generous = { ...(await firm("noorderlicht")), smsShowsAmount: true };
    await inScope(clientAt(session, other.organisationId), (ctx) =>
      requestDecisionCode(ctx, generous, session, approving(other)),
    );
    await deliver();
    const [sent] =
      await owner()`select text from local_messages where channel = 'sms' order by id desc limit 1`;
    expect(sent?.text).toContain("voor: Omzetbelasting februari 2024, € 1.600. Geef");
  });

  it("speaks the language of the person's profile", async () => {
    const task = await aTask(owner(), "bakkerij-de-korenaar", "2024-03");
    await owner()`update accounts set language = 'en' where id = ${session.accountId}`;
    const { text } = await askCode(owner(), session, task, marieke);
    await owner()`update accounts set language = 'nl' where id = ${session.accountId}`;
    expect(text).toMatch(/^Your code is \d{3} \d{3} for: Omzetbelasting \(VAT\) March 2024\./);
  });

  it("is not sent without a number", async () => {
    const [tomsTask] = [await aTask(owner(), "visser-watersport", "2024-03")];
    const tom = await aSession(owner(), "noorderlicht", "tom@visserwatersport.example");
    const asked = await inScope(clientAt(tom, tomsTask.organisationId), async (ctx) =>
      requestDecisionCode(ctx, await firm("noorderlicht"), tom, approving(tomsTask)),
    );
    expect(asked).toEqual({ ok: false, reason: "no-number" });
    expect((await traces(tomsTask)).challenges).toEqual([]);
  });
});

describe("the right code", () => {
  it("completes the filing, and leaves evidence and an entry in the audit chain", async () => {
    const task = await aTask(owner(), "bakkerij-de-korenaar", "2024-04");
    const [shown] = await owner()`
      select v.manifest_hash, f.sha256 from filing_versions v
      join files f on f.firm_id = v.firm_id and f.id = v.attachment_file_id where v.filing_id = ${task.id}`;
    const before = await traces(task);
    expect(before.filing).toMatchObject({ state: "open", completed_at: null });
    const { challengeId, code } = await askCode(owner(), session, task, marieke);
    expect(await approve(session, task, challengeId, `${code.slice(0, 3)} ${code.slice(3)}`)).toEqual({
      ok: true,
    });

    const after = await traces(task);
    expect(after.filing).toMatchObject({ state: "completed", version: 1 });
    expect(after.filing?.completed_at).not.toBeNull();
    expect(after.approvals).toHaveLength(1);
    expect(after.approvals[0]).toMatchObject({
      firm_id: task.firmId,
      organisation_id: task.organisationId,
      filing_id: task.id,
      version: 1,
      seat: 0,
      decision: "approved",
      reason: null,
      account_id: session.accountId,
      account_name: "Marieke van Dijk",
      capacity: "director",
      method: "sms",
      challenge_id: challengeId,
      manifest_hash: shown?.manifest_hash,
      attachment_sha256: shown?.sha256,
      shown_text: "U keurt goed: Omzetbelasting april 2024 · €\u00a01.600 te betalen",
      ip: facts.ip,
      user_agent: facts.userAgent,
    });
    expect(after.audit).toHaveLength(1);
    expect(after.audit[0]).toMatchObject({
      actor_kind: "client",
      actor_id: session.accountId,
      data: {
        decisions: [after.approvals[0]?.id],
        version: 1,
        manifest: shown?.manifest_hash,
        attachment: shown?.sha256,
        method: "sms",
        state: "completed",
      },
    });
    expect(after.head).toBe(before.head + 1);
  });

  it.each([
    ["the audit entry cannot be written", "audit_events", "insert"],
    ["the evidence cannot be written", "decisions", "insert"],
    ["the state cannot be changed", "filings", "update"],
  ])("leaves nothing at all when %s, and works afterwards", async (_what, table, verb) => {
    const month = { audit_events: "05", decisions: "06", filings: "07" }[table];
    const task = await aTask(owner(), "bakkerij-de-korenaar", `2024-${month}`);
    const { challengeId, code } = await askCode(owner(), session, task, marieke);
    const before = await traces(task);
    await owner().unsafe(`create function fail() returns trigger language plpgsql as
        'begin raise exception ''no''; end'`);
    await owner().unsafe(`create trigger fail before ${verb} on ${table} execute function fail()`);
    try {
      await expect(approve(session, task, challengeId, code)).rejects.toThrow();
    } finally {
      await owner().unsafe(`drop function fail() cascade`);
    }
    expect(await traces(task)).toEqual(before);
    expect(await approve(session, task, challengeId, code)).toEqual({ ok: true });
    expect((await traces(task)).approvals).toHaveLength(1);
  });

  it("leaves nothing when the right to the organisation ends at that very moment", async () => {
    const task = await aTask(owner(), "bakkerij-de-korenaar", "2024-08");
    const { challengeId, code } = await askCode(owner(), session, task, marieke);
    const [member] = await owner()`select * from memberships
      where account_id = ${session.accountId} and organisation_id = ${task.organisationId}`;
    // The owner's trigger plays the colleague who takes the right away between two statements.
    await owner().unsafe(`create function revoke_it() returns trigger language plpgsql security definer as
      'begin delete from memberships where account_id = ''${session.accountId}''; return null; end'`);
    await owner().unsafe(`create trigger revoke_it after update on filings execute function revoke_it()`);
    await approve(session, task, challengeId, code).catch(() => undefined);
    await owner().unsafe(`drop function revoke_it() cascade`);
    expect(await traces(task)).toMatchObject({ filing: { state: "open" }, approvals: [], audit: [] });
    await owner()`insert into memberships ${owner()(member ?? {})} on conflict do nothing`;
  });
});

describe("an approval", () => {
  it("cannot be changed or removed by the portal, nor can what was approved", async () => {
    const [old] =
      await owner()`select firm_id, id, filing_id, organisation_id, account_id from decisions limit 1`;
    const client = clientAt({ ...session, accountId: old?.account_id }, old?.organisation_id);
    const approval = eq(decisions.id, old?.id);
    const filing = eq(filings.id, old?.filing_id);
    const attempts: ((db: ScopedDb) => Promise<unknown>)[] = [
      (db) => db.update(decisions).set({ accountName: "Somebody else" }).where(approval),
      (db) => db.delete(decisions).where(approval),
      (db) => db.update(filings).set({ reference: "another" }).where(filing),
      (db) => db.delete(filings).where(filing),
      (db) => db.update(filingVersions).set({ manifestHash: "another" }).where(eq(filingVersions.version, 1)),
      (db) => db.update(files).set({ sha256: "another" }).where(eq(files.firmId, old?.firm_id)),
    ];
    const byClients: typeof attempts = [
      (db) => db.update(filings).set({ amount: 1 }).where(filing),
      (db) => db.update(filings).set({ version: 2 }).where(filing),
      (db) => db.update(filings).set({ filedAt: new Date() }).where(filing),
    ];
    for (const actor of [systemOf(old?.firm_id, "test"), client]) {
      for (const attempt of actor === client ? [...attempts, ...byClients] : attempts) {
        const done = inScope(actor, ({ db }) => attempt(db));
        await expect(done).rejects.toMatchObject({ code: "42501" });
      }
    }
  });

  it("cannot be written in somebody else's name", async () => {
    const [old] = await owner()`select * from decisions limit 1`;
    const pieter = await aSession(owner(), "noorderlicht", "pieter@korenaar.example");
    const forged = inScope(clientAt(pieter, old?.organisation_id), async ({ db }) => {
      const where = and(eq(decisions.firmId, old?.firm_id), eq(decisions.id, old?.id));
      const [row] = await db.select().from(decisions).where(where);
      if (!row) throw new Error("Pieter reads the bakery's approvals");
      await db.insert(decisions).values({ ...row, id: row.challengeId, seat: 9 });
    });
    await expect(forged).rejects.toMatchObject({ code: "42501" });
  });
});

describe("out of reach is not found", () => {
  it.each([
    ["of another organisation", "noorderlicht", "fatima@fysiodelinde.example"],
    ["of the other firm", "devries", "gerrit@garagepostma.example"],
    ["of the other firm with the same address", "devries", marieke],
  ] as const)("for somebody %s", async (_who, slug, email) => {
    const task = await aTask(owner(), "bakkerij-de-korenaar", "2024-09");
    const stranger = await aSession(owner(), slug, email);
    const [own] =
      await owner()`select organisation_id from memberships where account_id = ${stranger.accountId}`;
    const { challengeId, code } = await askCode(owner(), session, task, marieke);
    for (const organisationId of [task.organisationId, own?.organisation_id]) {
      const actor = clientAt(stranger, organisationId);
      const asked = await inScope(actor, async (ctx) =>
        requestDecisionCode(ctx, await firm(slug), stranger, approving(task)),
      );
      expect(asked).toEqual({ ok: false, reason: "not-found" });
      expect(await approve(stranger, { ...task, organisationId }, challengeId, code)).toEqual({
        ok: false,
        reason: "not-found",
      });
    }
    expect(await traces(task)).toMatchObject({ filing: { state: "open" }, approvals: [] });
    await owner()`truncate challenge_codes, challenges`;
  });

  it("in another of one's own organisations, and without the right for the stream", async () => {
    const task = await aTask(owner(), "bakkerij-de-korenaar", "2024-10");
    const { challengeId, code } = await askCode(owner(), session, task, marieke);
    const [other] = await owner()`select id from organisations where slug = 'de-korenaar-vastgoed'`;
    const elsewhere = { ...task, organisationId: String(other?.id) };
    // What the code was for is not there to be seen: it says no more than that.
    const gone = { ok: false, reason: "changed" };
    expect(await approve(session, elsewhere, challengeId, code)).toEqual(gone);

    const mine = owner()`account_id = ${session.accountId} and organisation_id = ${task.organisationId}`;
    const [had] = await owner()`select streams, approves from memberships where ${mine}`;
    await owner()`update memberships set streams = '{}', approves = '{}' where ${mine}`;
    const actor = clientAt(session, task.organisationId);
    const at = await firm("noorderlicht");
    const refused = { ok: false, reason: "not-found" };
    expect(await inScope(actor, (ctx) => requestDecisionCode(ctx, at, session, approving(task)))).toEqual(
      refused,
    );
    expect(await approve(session, task, challengeId, code)).toEqual(gone);
    // To see it is not to decide about it.
    await owner()`update memberships set streams = '{vat}' where ${mine}`;
    const asked = await inScope(actor, (ctx) => requestDecisionCode(ctx, at, session, approving(task)));
    expect(asked).toMatchObject({ ok: false });
    expect(await approve(session, task, challengeId, code)).toMatchObject({ ok: false });
    await owner()`update memberships set streams = ${had?.streams}, approves = ${had?.approves} where ${mine}`;
    expect(await approve(session, task, challengeId, code)).toEqual({ ok: true });
  });
});
