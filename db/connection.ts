import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";

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
      statement_timeout: 15_000,
      idle_in_transaction_session_timeout: 15_000,
    },
  });
}

export function drizzleOver(sql: Pool) {
  return drizzle(sql);
}

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
