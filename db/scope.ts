import { sql } from "drizzle-orm";
import type { PgTransaction } from "drizzle-orm/pg-core";
import type { PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js";
import { drizzleOver, pool } from "./connection";
import { withoutValues } from "./fault";
import type { StaffRole } from "./schema/identity";

/** Who acts, and how far this actor can see. Made by the wrappers of lib/access, by sign-in and by the worker. */
export type Actor =
  | { kind: "client"; firmId: string; accountId: string; reach: "organisation"; organisationId: string }
  | { kind: "client"; firmId: string; accountId: string; reach: "memberships" }
  | { kind: "staff"; firmId: string; accountId: string; role: StaffRole; reach: "portfolio" | "firm" }
  | { kind: "system"; firmId: string; purpose: string; reach: "firm" }
  | { kind: "visitor"; firmId: string; reach: "sign-in" };

declare const scoped: unique symbol;
type Transaction = PgTransaction<PostgresJsQueryResultHKT, Record<string, never>, Record<string, never>>;
/** A transaction whose scope is set. Only `inScope` makes one, so a query without a scope does not compile. */
export type ScopedDb = Transaction & { readonly [scoped]: true };

export type Scoped<A extends Actor = Actor> = { readonly db: ScopedDb; readonly actor: A };

/**
 * The only door to data: one short transaction, whose first statement sets, for this transaction alone,
 * the firm, the actor, the reach and the role. No network call and no rendering inside `work`.
 */
export async function inScope<A extends Actor, T>(
  actor: A,
  work: (ctx: Scoped<A>) => Promise<T>,
): Promise<T> {
  try {
    return await drizzleOver(pool()).transaction(async (tx) => {
      await tx.execute(sql`select
        set_config('app.firm_id', ${actor.firmId}, true),
        set_config('app.actor_id', ${"accountId" in actor ? actor.accountId : ""}, true),
        set_config('app.reach', ${actor.reach}, true),
        set_config('app.organisation_id', ${"organisationId" in actor ? actor.organisationId : ""}, true),
        set_config('role', 'portal_app', true)`);
      return work({ db: tx as unknown as ScopedDb, actor });
    });
  } catch (error) {
    throw withoutValues(error);
  }
}
