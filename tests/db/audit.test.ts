import { and, asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tellStory } from "@/db/demo/story";
import { auditEvents, auditHeads } from "@/db/schema/audit";
import { inScope, type ScopedDb } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { type ChainEntry, entryHash, verifyChain } from "@/lib/audit/chain";
import { record } from "@/lib/audit/record";
import { setClock } from "@/lib/ports/clock";
import { testDatabase } from "@/tests/support/database";
import { aSession, clientAt, firm } from "@/tests/support/people";

const { owner } = testDatabase();
let ours: string;
let theirs: string;

beforeAll(async () => {
  await tellStory(new Date("2026-11-23T10:00:00Z"));
  setClock(null);
  [ours, theirs] = [(await firm("noorderlicht")).id, (await firm("devries")).id];
});

const readChain = (firmId: string) =>
  inScope(systemOf(firmId, "test"), async ({ db }) => {
    const of = eq(auditEvents.firmId, firmId);
    const entries = await db.select().from(auditEvents).where(of).orderBy(asc(auditEvents.seq));
    const [head] = await db.select().from(auditHeads).where(eq(auditHeads.firmId, firmId));
    if (!head) throw new Error("No head");
    return { entries, head };
  });
const verify = async (firmId: string) => {
  const { entries, head } = await readChain(firmId);
  return verifyChain(entries, head);
};
const say = (firmId: string, action: string, data: Record<string, unknown> = {}) =>
  inScope(systemOf(firmId, "test"), (ctx) => record(ctx, { action, subject: "test:1", data }));

describe("the chain of a firm", () => {
  it("verifies over the whole story, and starts with the firm itself", async () => {
    const { entries, head } = await readChain(ours);
    expect(entries.length).toBeGreaterThan(10);
    expect(entries[0]).toMatchObject({ seq: 1, action: "firm.created", previousHash: Buffer.alloc(32) });
    expect(head.seq).toBe(entries.length);
    expect(verifyChain(entries, head)).toEqual({ ok: true });
    expect(await verify(theirs)).toEqual({ ok: true });
  });

  it("keeps what it was told, whatever it looks like", async () => {
    const data = {
      z: 1,
      a: { z: [3, { y: null, x: "é\u2028\"'" }], b: 1.5 },
      "sleutel met spatie": true,
      nothing: undefined,
      big: 1e21,
      at: new Date("2026-11-23T10:00:00.123Z"),
    };
    await say(ours, "test.said", data);
    const { entries } = await readChain(ours);
    expect(entries.at(-1)?.data).toEqual(JSON.parse(JSON.stringify(data)));
    expect(await verify(ours)).toEqual({ ok: true });
  });

  it("does not fork when fifty things happen at once, at two firms", async () => {
    const before = (await readChain(ours)).head.seq;
    const other = (await readChain(theirs)).head.seq;
    await Promise.all(
      Array.from({ length: 60 }, (_, at) => say(at % 6 === 5 ? theirs : ours, "test.parallel", { at })),
    );
    const { entries, head } = await readChain(ours);
    expect(head.seq).toBe(before + 50);
    expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: head.seq }, (_, index) => index + 1));
    expect(verifyChain(entries, head)).toEqual({ ok: true });
    expect((await readChain(theirs)).head.seq).toBe(other + 10);
    expect(await verify(theirs)).toEqual({ ok: true });
  });

  it("has no gap where a transaction failed, and takes several entries of one in order", async () => {
    const before = (await readChain(ours)).head.seq;
    const failing = inScope(systemOf(ours, "test"), async (ctx) => {
      await record(ctx, { action: "test.never", subject: "test:1" });
      throw new Error("the rest went wrong");
    });
    await expect(failing).rejects.toThrow("the rest went wrong");
    await inScope(systemOf(ours, "test"), (ctx) =>
      record(ctx, { action: "test.first", subject: "test:1" }, { action: "test.second", subject: "test:1" }),
    );
    const { entries, head } = await readChain(ours);
    expect(entries.slice(before).map(({ action }) => action)).toEqual(["test.first", "test.second"]);
    expect(verifyChain(entries, head)).toEqual({ ok: true });
  });
});

describe("the portal itself", () => {
  it("cannot change or remove an entry, nor write one twice", async () => {
    const where = and(eq(auditEvents.firmId, ours), eq(auditEvents.seq, 3));
    const attempts: [string, (db: ScopedDb) => Promise<unknown>][] = [
      ["42501", (db) => db.update(auditEvents).set({ action: "test.rewritten" }).where(where)],
      ["42501", (db) => db.delete(auditEvents).where(where)],
      ["42501", (db) => db.delete(auditHeads).where(eq(auditHeads.firmId, ours))],
      [
        "23505",
        async (db) => {
          const [entry] = await db.select().from(auditEvents).where(where);
          if (entry) await db.insert(auditEvents).values({ ...entry, action: "test.forked" });
        },
      ],
    ];
    for (const [code, attempt] of attempts) {
      const done = inScope(systemOf(ours, "test"), ({ db }) => attempt(db));
      await expect(done).rejects.toMatchObject({ code });
    }
    expect(await verify(ours)).toEqual({ ok: true });
  });

  it("reads and writes the chain of its own firm alone; clients read none", async () => {
    const session = await aSession(owner(), "noorderlicht", "marieke@korenaar.example");
    const [membership] =
      await owner()`select organisation_id from memberships where account_id = ${session.accountId}`;
    const counted = (actor: Parameters<typeof inScope>[0]) =>
      inScope(actor, async ({ db }) => (await db.select().from(auditEvents)).map(({ firmId }) => firmId));
    expect(new Set(await counted(systemOf(theirs, "test")))).toEqual(new Set([theirs]));
    expect(await counted(clientAt(session, membership?.organisation_id))).toEqual([]);

    const entry = (await readChain(theirs)).entries.at(-1);
    const foreign = inScope(systemOf(ours, "test"), ({ db }) =>
      db.insert(auditEvents).values({ ...(entry as ChainEntry & { hash: Buffer }), seq: 9999 }),
    );
    await expect(foreign).rejects.toMatchObject({ code: "42501" });
    const moved = await inScope(systemOf(ours, "test"), ({ db }) =>
      db.update(auditHeads).set({ seq: 0 }).where(eq(auditHeads.firmId, theirs)).returning(),
    );
    expect(moved).toEqual([]);
  });
});

describe("whoever gets at the tables themselves", () => {
  beforeAll(async () => {
    await owner()`create table events_copy as select * from audit_events`;
    await owner()`create table heads_copy as select * from audit_heads`;
  });
  beforeEach(async () => {
    await owner()`delete from audit_events`;
    await owner()`insert into audit_events select * from events_copy`;
    await owner()`update audit_heads h set seq = c.seq, hash = c.hash from heads_copy c where c.firm_id = h.firm_id`;
    expect(await verify(ours)).toEqual({ ok: true });
  });
  afterAll(async () => {
    await owner()`drop table events_copy, heads_copy`;
  });

  const four = "firm_id = $1 and seq = 4";
  it.each([
    ["changes what happened", 4, `update audit_events set action = 'filing.viewed' where ${four}`],
    ["changes whom it is about", 4, `update audit_events set subject = 'filing:other' where ${four}`],
    ["changes who did it", 4, `update audit_events set actor_id = firm_id where ${four}`],
    ["changes what kind of actor did it", 4, `update audit_events set actor_kind = 'client' where ${four}`],
    ["changes when, by a millisecond", 4, `update audit_events set at = at + interval '1 ms' where ${four}`],
    ["changes a detail", 4, `update audit_events set data = data || '{"version": 2}' where ${four}`],
    ["changes the hash with it", 4, `update audit_events set hash = sha256('x') where ${four}`],
    ["removes an entry: the next one follows nothing", 5, `delete from audit_events where ${four}`],
    ["removes the beginning", 3, "delete from audit_events where firm_id = $1 and seq < 3"],
    ["removes everything", 1, "delete from audit_events where firm_id = $1"],
    [
      "swaps two entries",
      4,
      `update audit_events set seq = -seq where firm_id = $1 and seq in (4, 5);
       update audit_events set seq = case seq when -4 then 5 else 4 end where firm_id = $1 and seq < 0`,
    ],
    [
      "takes an entry of another firm for it",
      4,
      `delete from audit_events where ${four};
       update audit_events set firm_id = $1 where firm_id <> $1 and seq = 4`,
    ],
  ])("and %s is noticed", async (_what, seq, damage) => {
    for (const statement of damage.split(";")) await owner().unsafe(statement.replaceAll("$1", `'${ours}'`));
    expect(await verify(ours)).toEqual({ ok: false, seq });
  });

  it("and removes the end, or writes beyond it, is noticed by the head", async () => {
    const { entries, head } = await readChain(ours);
    await owner()`delete from audit_events where firm_id = ${ours} and seq >= ${head.seq - 1}`;
    const shorter = (await readChain(ours)).entries;
    expect(verifyChain(shorter)).toEqual({ ok: true }); // nothing in the entries themselves tells
    expect(verifyChain(shorter, head)).toEqual({ ok: false, seq: head.seq - 1 });

    const longer = [...entries, forged(head.seq + 1, head.hash)];
    expect(verifyChain(longer)).toEqual({ ok: true });
    expect(verifyChain(longer, head)).toEqual({ ok: false, seq: head.seq + 1 });
    const skipping = [...entries, forged(head.seq + 2, head.hash)];
    expect(verifyChain(skipping)).toEqual({ ok: false, seq: head.seq + 2 });
    const rewritten = [...entries.slice(0, -1), forged(head.seq, entries.at(-2)?.hash)];
    expect(verifyChain(rewritten)).toEqual({ ok: true });
    expect(verifyChain(rewritten, head)).toEqual({ ok: false, seq: head.seq });
  });

  it("and inserts an entry, hash and all, is noticed at the one that should follow", async () => {
    const { entries } = await readChain(ours);
    const entry = forged(4, entries[2]?.hash);
    await owner()`update audit_events set seq = -seq where firm_id = ${ours} and seq >= 4`;
    await owner()`update audit_events set seq = 1 - seq where firm_id = ${ours} and seq < 0`;
    await owner()`insert into audit_events values (${ours}, 4, ${entry.at}, ${entry.actorKind}, null, ${entry.action},
      ${entry.subject}, '{}', ${entry.previousHash}, ${entry.hash})`;
    expect(await verify(ours)).toEqual({ ok: false, seq: 5 });
  });
});

/** An entry that is right in itself, by somebody who knows how hashes are made. */
function forged(seq: number, previousHash: Buffer = Buffer.alloc(32)): ChainEntry & { hash: Buffer } {
  const entry: ChainEntry = {
    firmId: ours,
    seq,
    at: new Date("2026-11-23T11:00:00Z"),
    actorKind: "client",
    actorId: null,
    action: "filing.approved",
    subject: "filing:invented",
    data: {},
    previousHash,
  };
  return { ...entry, hash: entryHash(entry) };
}
