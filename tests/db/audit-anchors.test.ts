import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { auditAnchors } from "@/db/schema/audit";
import { inScope, type ScopedDb } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import type { HeadStamper } from "@/lib/audit/head-stamper";
import { record } from "@/lib/audit/record";
import { judgeToken, rootsOf } from "@/lib/audit/token";
import { drain } from "@/lib/outbox/drain";
import { TimestampFailure } from "@/lib/pades/shapes";
import { setClock } from "@/lib/ports/clock";
import { log } from "@/lib/ports/log";
import { newId } from "@/lib/shared/ids";
import { createFirm } from "@/lib/tenancy/create";
import { anchorFirm, planAnchors } from "@/lib/worker/anchors";
import { handlers } from "@/lib/worker/handlers";
import { testDatabase } from "@/tests/support/database";
import { aCertificate, KEYS } from "@/tests/support/pades/certificates";
import { CLIENT, ROOT } from "@/tests/support/pades/people";
import { aStamper, aToken, sha256Of } from "@/tests/support/stamper";

const { owner } = testDatabase();
let ours: string;
let theirs: string;

beforeEach(async () => {
  [ours, theirs] = [newId(), newId()];
  await owner()`truncate outbox, audit_anchors, audit_events, audit_heads`;
  for (const id of [ours, theirs]) {
    const brand = { hue: 1, chroma: 0.1, mark: [], smsSender: "Test", smsShowsAmount: false };
    const house = { phone: "", openingHours: "", mailAddress: "portaal@test.example" };
    await createFirm({ id, slug: id, name: "Test", allowedCountries: ["NL"], ...brand, ...house });
  }
});
afterEach(() => {
  setClock(null);
  vi.restoreAllMocks();
});

const hour = 3_600_000;
const hoursOn = (hours: number) => setClock(() => new Date(Date.now() + hours * hour));
const say = (firmId: string, action = "test.said") =>
  inScope(systemOf(firmId, "test"), (ctx) => record(ctx, { action, subject: "test:1" }));
const tableWith = (stamper: HeadStamper) => ({
  ...handlers,
  "audit.anchor": { outside: (actor: ReturnType<typeof systemOf>) => anchorFirm(actor, stamper) },
});
const work = async (stamper: HeadStamper, worker = "worker") => {
  while ((await drain(tableWith(stamper), worker)) > 0);
};
const anHour = async (stamper: HeadStamper) => {
  await planAnchors(stamper);
  await work(stamper);
};
const anchors = (firmId: string) =>
  owner()`select a.seq::int, a.hash, a.token, a.at, a.given_by, a.root, h.seq::int as head, h.hash as head_hash
    from audit_anchors a join audit_heads h using (firm_id) where a.firm_id = ${firmId} order by a.seq`;
const jobs = () => owner()`select firm_id, status, last_error from outbox where kind = 'audit.anchor'`;

describe("once an hour", () => {
  it("the head of each firm is stamped, and kept as it can be proven later", async () => {
    const stamper = aStamper();
    await say(ours);
    await anHour(stamper);
    expect(stamper.asked).toHaveLength(2);
    for (const [firmId, seq] of [
      [ours, 2],
      [theirs, 1],
    ] as const) {
      const [anchor, ...more] = await anchors(firmId);
      expect(more).toEqual([]);
      expect(anchor).toMatchObject({ seq, head: seq, given_by: "klok.example", root: ROOT.der });
      expect(anchor?.hash).toEqual(anchor?.head_hash);
      const judged = judgeToken(anchor?.token, anchor?.head_hash, rootsOf([ROOT.der]));
      expect(judged).toMatchObject({ ok: true, by: "Klok", at: anchor?.at });
    }
  });

  it("a firm where nothing happened since gets none, and is not even asked about", async () => {
    const stamper = aStamper();
    await anHour(stamper);
    await say(ours);
    hoursOn(1);
    await anHour(stamper);
    expect((await anchors(ours)).map(({ seq }) => seq)).toEqual([1, 2]);
    expect((await anchors(theirs)).map(({ seq }) => seq)).toEqual([1]);
    expect(stamper.asked).toHaveLength(3);
    expect(
      await owner()`select 1 from outbox where kind = 'audit.anchor' and firm_id = ${theirs}`,
    ).toHaveLength(1);
    // Being anchored is no event: the chain would never rest.
    hoursOn(2);
    await anHour(stamper);
    expect(stamper.asked).toHaveLength(3);
  });

  it("happens once, however often somebody looks after it", async () => {
    const stamper = aStamper();
    await Promise.all([planAnchors(stamper), planAnchors(stamper), planAnchors(stamper)]);
    await work(stamper);
    // A job that comes twice, or late, finds nothing to do.
    await anchorFirm(systemOf(ours, "again"), stamper);
    expect(stamper.asked).toHaveLength(2);
    await say(ours);
    await anHour(stamper);
    expect(await anchors(ours)).toHaveLength(1);
    expect(await jobs()).toHaveLength(2);
  });

  it("two workers at once leave one anchor of a head", async () => {
    let both = () => {};
    const met = new Promise<void>((resolve) => {
      both = resolve;
    });
    // Neither is answered before the other has asked.
    const stamper = aStamper(async (hash) => {
      if (stamper.asked.length === 2) both();
      await met;
      return aToken(hash);
    });
    const workers = ["one", "two"].map((name) => anchorFirm(systemOf(ours, name), stamper));
    expect(await Promise.all(workers)).toEqual([{ outcome: "done" }, { outcome: "done" }]);
    expect(stamper.asked).toHaveLength(2);
    expect(await anchors(ours)).toHaveLength(1);
  });

  it("without a service nothing is planned, and nothing stands in the way", async () => {
    await planAnchors(null);
    expect(await jobs()).toEqual([]);
    expect(await anchorFirm(systemOf(ours, "test"), null)).toEqual({ outcome: "done" });
    expect(await anchors(ours)).toEqual([]);
  });
});

describe("a service that", () => {
  const stranger = aCertificate({ name: "Vreemd", key: KEYS.other, purposes: ["1.3.6.1.5.5.7.3.8"] });
  const minutes = (n: number) => new Date(Date.now() + n * 60_000);
  it.each<[string, string, (hash: Buffer) => Buffer]>([
    [
      "cannot be reached",
      "unreachable",
      () => {
        throw new TimestampFailure("unreachable", "ECONNREFUSED");
      },
    ],
    [
      "fails in some other way",
      "error",
      () => {
        throw new Error("socket hang up");
      },
    ],
    ["answers garbage", "unreadable", () => Buffer.from("<html>sorry</html>")],
    ["answers nothing", "unreadable", () => Buffer.alloc(0)],
    ["stamps something else", "bytes-changed", () => aToken(sha256Of("something else"))],
    ["signs badly", "not-its-key", (hash) => aToken(hash, { spoil: true })],
    ["names another's certificate", "other-certificate", (hash) => aToken(hash, { names: CLIENT })],
    ["is another than the one that is trusted", "no-root", (hash) => aToken(hash, { by: stranger })],
    ["signs with a certificate for documents", "not-for-this", (hash) => aToken(hash, { by: CLIENT })],
    ["says it is ten minutes ago", "off-by-minutes", (hash) => aToken(hash, { at: minutes(-10) })],
    ["says it is ten minutes later", "off-by-minutes", (hash) => aToken(hash, { at: minutes(10) })],
  ])("%s leaves nothing, a line in the log, and another try in an hour", async (_what, reason, lie) => {
    const warned = vi.spyOn(log(), "warn");
    const liar = aStamper(lie);
    await anHour(liar);
    expect(liar.asked).toHaveLength(2);
    expect([...(await anchors(ours)), ...(await anchors(theirs))]).toEqual([]);
    expect(warned).toHaveBeenCalledWith(
      { firm: ours, service: "klok.example", reason },
      expect.stringContaining("could not be anchored"),
    );
    // Nobody at the firm can do something about it.
    for (const job of await jobs()) expect(job).toMatchObject({ status: "done", last_error: null });
    await anHour(liar);
    expect(liar.asked).toHaveLength(2);
    hoursOn(1);
    await anHour(aStamper());
    expect(await anchors(ours)).toHaveLength(1);
  });

  it("takes long holds up nobody: no transaction is open, and the chain goes on", async () => {
    let answer = () => {};
    const asked = new Promise<void>((reached) => {
      const slow = aStamper(async (hash) => {
        reached();
        await new Promise<void>((go) => {
          answer = go;
        });
        return aToken(hash);
      });
      void anchorFirm(systemOf(ours, "slow"), slow).then(() => answered());
    });
    let answered = () => {};
    const over = new Promise<void>((done) => {
      answered = done;
    });
    await asked;
    const open = await owner()`select state from pg_stat_activity
      where datname = current_database() and application_name = 'portal' and xact_start is not null`;
    expect(open).toEqual([]);
    await say(ours);
    answer();
    await over;
    // Of what was the head when it was asked; the new one is for the next hour.
    expect((await anchors(ours)).map(({ seq, head }) => [seq, head])).toEqual([[1, 2]]);
    await anHour(aStamper());
    expect((await anchors(ours)).map(({ seq }) => seq)).toEqual([1, 2]);
  });
});

describe("the portal itself", () => {
  it("cannot change or remove an anchor, write one twice, or write one of another firm", async () => {
    await anHour(aStamper());
    const mine = eq(auditAnchors.firmId, ours);
    const attempts: [string, (db: ScopedDb) => Promise<unknown>][] = [
      [
        "42501",
        (db) =>
          db
            .update(auditAnchors)
            .set({ at: new Date(0) })
            .where(mine),
      ],
      ["42501", (db) => db.delete(auditAnchors).where(mine)],
      [
        "23505",
        async (db) => {
          const [anchor] = await db.select().from(auditAnchors).where(mine);
          if (anchor) await db.insert(auditAnchors).values({ ...anchor, givenBy: "somebody else" });
        },
      ],
      [
        "42501",
        async (db) => {
          const [anchor] = await db.select().from(auditAnchors).where(mine);
          if (anchor) await db.insert(auditAnchors).values({ ...anchor, firmId: theirs, seq: 99 });
        },
      ],
    ];
    for (const [code, attempt] of attempts) {
      const done = inScope(systemOf(ours, "test"), ({ db }) => attempt(db));
      await expect(done).rejects.toMatchObject({ code });
    }
    const seen = await inScope(systemOf(ours, "test"), ({ db }) => db.select().from(auditAnchors));
    expect(seen.map(({ firmId }) => firmId)).toEqual([ours]);
    const visitor = { kind: "visitor", firmId: ours, reach: "sign-in" } as const;
    expect(await inScope(visitor, ({ db }) => db.select().from(auditAnchors))).toEqual([]);
  });
});
