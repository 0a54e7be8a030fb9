import { afterAll, describe, expect, it } from "vitest";
import { inTransaction, openPool } from "@/db/connection";
import { aCast } from "@/tests/support/cast";

const cast = aCast();
const first = { text: "select $1::text", values: ["scope"] };

/** A pool of one, so that whatever a lost connection leaves behind is in the way of the next who asks. */
const pool = () => openPool(process.env.DATABASE_URL ?? "", { max: 1 });
const pools = new Set<ReturnType<typeof pool>>();
afterAll(() => Promise.all([...pools].map((one) => one.end({ timeout: 1 }))));

function aPool() {
  const one = pool();
  pools.add(one);
  return one;
}

describe("a connection that is lost in the middle of a transaction", () => {
  const pidOf = async (tx: Parameters<Parameters<typeof inTransaction>[2]>[0]) =>
    Number((await tx.execute<{ pid: number }>("select pg_backend_pid() as pid"))[0]?.pid);
  const end = (pid: number) => cast.owner()`select pg_terminate_backend(${pid}, 2000)`;
  const fine = (sql: ReturnType<typeof pool>) =>
    inTransaction(sql, first, (tx) => tx.execute("select 1 as one"));

  it("between two statements: it fails, nothing crashes, and the next one works", async () => {
    const sql = aPool();
    for (let round = 0; round < 3; round++) {
      const lost = inTransaction(sql, first, async (tx) => {
        await end(await pidOf(tx));
        await tx.execute("select 2");
      });
      await expect(lost).rejects.toThrow();
      expect(await fine(sql)).toEqual([{ one: 1 }]);
    }
  });

  // Often: in which order statement, socket and transaction hear of it is a matter of chance.
  it("during a statement", async () => {
    for (let round = 0; round < 40; round++) {
      const sql = aPool();
      const lost = inTransaction(sql, first, async (tx) => {
        const pid = await pidOf(tx);
        await Promise.all([tx.execute("select pg_sleep(5)"), end(pid)]);
      });
      await expect(lost).rejects.toThrow();
      expect(await fine(sql)).toEqual([{ one: 1 }]);
    }
  });

  it("when nothing was left to ask: what was not committed is not said to be done", async () => {
    const sql = aPool();
    const lost = inTransaction(sql, first, async (tx) => end(await pidOf(tx)));
    await expect(lost).rejects.toThrow();
    expect(await fine(sql)).toEqual([{ one: 1 }]);
  });
});
