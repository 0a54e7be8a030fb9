import { setTimeout as sleep } from "node:timers/promises";
import { PgDialect, type PgTransaction } from "drizzle-orm/pg-core";
import {
  drizzle,
  type PostgresJsQueryResultHKT,
  PostgresJsSession,
  PostgresJsTransaction,
} from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { isUnreachable } from "./fault";

type Pool = ReturnType<typeof postgres>;
const held = globalThis as typeof globalThis & { [poolKey]?: Pool };
const poolKey = Symbol.for("portal.pool");

/**
 * The pool of the restricted login role. On globalThis, because Next bundles this module more than once.
 * postgres.js reconnects by itself, so the portal recovers when the database comes back.
 */
export function pool(): Pool {
  held[poolKey] ??= openPool(requiredUrl(), { max: Number(process.env.PORTAL_POOL ?? 10) });
  return held[poolKey];
}

export function openPool(url: string, options: { max: number }): Pool {
  return postgres(url, {
    max: options.max,
    idle_timeout: 60,
    connect_timeout: 5,
    backoff: (attempt) => Math.min(2, 0.1 * 2 ** attempt),
    onnotice: () => {},
    connection: {
      application_name: "portal",
      // One plan for every firm: with policies, planning takes longer than reading, and what the planner makes of a
      // single organisation leads it away from the index that the explicit predicates were written for.
      plan_cache_mode: "force_generic_plan",
      statement_timeout: 15_000,
      idle_in_transaction_session_timeout: 15_000,
    },
  });
}

export function drizzleOver(sql: Pool) {
  return drizzle(preparing(sql));
}

export type Transaction = PgTransaction<
  PostgresJsQueryResultHKT,
  Record<string, never>,
  Record<string, never>
>;
type Statement = { text: string; values: string[] };

const dialect = new PgDialect();
const dressed = new WeakSet<Pool>();

/**
 * One transaction. `first` is sent ahead of everything that `work` asks, without waiting for its answer: the server
 * takes statements in their order, and after one that failed it refuses all others until the end of the transaction.
 */
export async function inTransaction<T>(
  sql: Pool,
  first: Statement,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  // Drizzle reads dates and JSON itself, and tells the pool so when it first meets it.
  if (!dressed.has(sql)) {
    drizzle(sql);
    dressed.add(sql);
  }
  let entered = false;
  const once = () =>
    begin(sql, (client, over) => {
      entered = true;
      return withFirst(client, first, over, work);
    });
  try {
    return await once();
  } catch (error) {
    // Whoever opens a connection anew gets to hear once more why the server closed it the last time.
    if (entered || !isLastWord(error)) throw error;
    return once();
  }
}

const isLastWord = (error: unknown) => error instanceof postgres.PostgresError && error.severity === "FATAL";

async function withFirst<T>(
  client: postgres.TransactionSql,
  first: Statement,
  over: () => boolean,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const ahead = client.unsafe(first.text, first.values, { prepare: true }).execute();
  const session = new PostgresJsSession(preparing(client, over) as unknown as Pool, dialect, undefined);
  const tx = new PostgresJsTransaction(dialect, session as never, undefined) as unknown as Transaction;
  const [, result] = await Promise.all([ahead, work(tx)]);
  return result;
}

/**
 * The driver's transactions, which a lost connection only makes fail. What the driver is asked to write to a lost one,
 * be it its own rollback, breaks off the whole process, and that connection never opens again: what could not be sent
 * stays in front of the next greeting (porsager/postgres#1208). So after the loss nothing is asked of it any more.
 */
async function begin<T>(
  sql: Pool,
  work: (client: postgres.TransactionSql, over: () => boolean) => Promise<T>,
): Promise<T> {
  let over = false;
  let lost = () => {};
  const gone = new Promise<true>((resolve) => {
    lost = () => resolve(true);
  });
  const begun = sql.begin(async (client) => {
    let fault: unknown = null;
    try {
      return await work(client, () => over);
    } catch (error) {
      fault = error;
      throw error;
    } finally {
      over = true;
      // Whoever waits has been told; the driver would roll back or commit now.
      if (await Promise.race([gone, soon(fault)])) await new Promise(() => {});
    }
  });
  begun.catch(() => {
    over = true;
    lost();
  });
  return (await begun) as T;
}

/**
 * By when a transaction has heard that its connection is gone, if it is. A statement fails earlier: the socket closes in
 * a later turn of the event loop than the one in which it broke, and a busy process takes its time for either.
 */
async function soon(fault: unknown): Promise<false> {
  if (isUnreachable(fault)) await sleep(2000, undefined, { ref: false });
  else if (fault !== null) await new Promise(setImmediate);
  return false;
}

/**
 * Drizzle asks for no prepared statements, and without one the driver goes to the server and back twice: once for the
 * types of the parameters, once for the rows. PostgreSQL plans a statement anew when the role that it runs as is another.
 */
function preparing<S extends object>(sql: S, isOver = () => false): S {
  return new Proxy(sql, {
    get(target, name) {
      const client = target as postgres.Sql;
      if (name !== "unsafe") return Reflect.get(target, name);
      return (query: string, parameters?: never[], options?: object) => {
        // The connection is somebody else's by now, in another scope.
        if (isOver()) throw new Error("This transaction is over");
        // Without values the driver sends a statement as bare text, which is planned each time.
        return client.unsafe(query, parameters, { ...options, prepare: true, ...inFull });
      };
    },
  });
}

/** As a prepared statement, be it without values; the driver's types do not know this setting. */
const inFull = { simple: false } as object;

export async function closePool(): Promise<void> {
  const open = held[poolKey];
  held[poolKey] = undefined;
  await open?.end({ timeout: 5 });
}

function requiredUrl(): string {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set");
  return url;
}
