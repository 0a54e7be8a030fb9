import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { closePool, pool } from "@/db/connection";
import { inScope } from "@/db/scope";
import { type Actor, systemOf } from "@/lib/access/actor";
import { newId } from "@/lib/shared/ids";
import { createFirm } from "@/lib/tenancy/create";
import { testDatabase } from "@/tests/support/database";

testDatabase();
const firms = [newId(), newId()];
const look = { hue: 228, chroma: 0.09, mark: [], smsSender: "Accountant", smsShowsAmount: false };
const reached = { phone: "", openingHours: "", mailAddress: "", allowedCountries: ["NL"] };

beforeAll(async () => {
  for (const id of firms) await createFirm({ id, slug: id, name: id, ...look, ...reached });
  process.env.PORTAL_POOL = "2";
  await closePool();
});

const readings = sql`select firm_id, pg_backend_pid() as connection, current_setting('app.firm_id', true) as said from audit_events`;
type Reading = { firm_id: string; connection: number; said: string };
type Read = (actor: Actor, index: number) => Promise<Reading[]>;

/** Reads of both firms at once: how many saw a row of the other firm or none at all, and how many broke off. */
async function mix(times: number, read: Read) {
  const connections = new Set<number>();
  let mixed = 0;
  let broken = 0;
  const one = async (index: number) => {
    const firmId = firms[index % 2] ?? "";
    const rows = await read(systemOf(firmId, "reading"), index).catch(() => null);
    if (!rows) {
      broken++;
      return;
    }
    for (const { connection } of rows) connections.add(connection);
    if (rows.length === 0 || rows.some((row) => row.firm_id !== firmId || row.said !== firmId)) mixed++;
  };
  await Promise.all(Array.from({ length: times }, (_, index) => one(index)));
  return { mixed, broken, connections: connections.size };
}

describe("two firms on a pool of two connections", () => {
  it("never mix in 10,000 reads, and some of them break off halfway", async () => {
    const result = await mix(10_000, (actor, index) =>
      inScope(actor, async ({ db }) => {
        const rows = await db.execute<Reading>(readings);
        if (index % 97 === 0) throw new Error("broken off");
        return rows;
      }),
    );
    expect(result).toEqual({ mixed: 0, broken: 104, connections: 2 });
  });

  it("leave nothing behind on the connections", async () => {
    for (let again = 0; again < 10; again++) {
      const [left] = await pool()`select current_setting('app.firm_id', true) as firm,
        current_setting('app.reach', true) as reach, current_user = session_user as login`;
      expect(left).toEqual({ firm: "", reach: "", login: true });
    }
  });

  it("would be seen to mix if a scope lasted longer than its transaction", async () => {
    const careless: Read = async (actor) => {
      await pool()`select set_config('app.firm_id', ${actor.firmId}, false), set_config('app.reach', 'firm', false),
        set_config('role', 'portal_app', false)`;
      return pool()<Reading[]>`select firm_id, pg_backend_pid() as connection,
        current_setting('app.firm_id', true) as said from audit_events`;
    };
    expect((await mix(200, careless)).mixed).toBeGreaterThan(0);
  });

  it("let nothing run on after its transaction, when a neighbour in it has failed", async () => {
    process.env.PORTAL_POOL = "1";
    await closePool();
    const [first = "", second = ""] = firms;
    let late: Promise<unknown> = Promise.resolve("never asked");
    const failed = inScope(systemOf(first, "reading"), async ({ db }) => {
      late = new Promise((resolve) => setTimeout(resolve, 100)).then(() => db.execute(readings));
      late.catch(() => {});
      throw new Error("a neighbour failed");
    });
    await expect(failed).rejects.toThrow("a neighbour failed");
    // The only connection belongs to the other firm while the late one asks.
    const seen = await inScope(systemOf(second, "reading"), async ({ db }) => {
      const refused = await late.catch((error: { cause?: Error }) => error.cause?.message);
      return { refused, rows: await db.execute<Reading>(readings) };
    });
    expect(seen.refused).toBe("This transaction is over");
    expect(seen.rows.every(({ firm_id }) => firm_id === second)).toBe(true);
    process.env.PORTAL_POOL = "2";
    await closePool();
  });
});
