import { inTransaction, pool, type Transaction } from "./connection";
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
  const scope = [
    actor.firmId,
    "accountId" in actor ? actor.accountId : "",
    actor.reach,
    "organisationId" in actor ? actor.organisationId : "",
  ];
  try {
    return await inTransaction(pool(), { text: setScope, values: scope }, (tx) =>
      work({ db: tx as ScopedDb, actor }),
    );
  } catch (error) {
    throw withoutValues(error);
  }
}

const setScope = `select set_config('app.firm_id', $1, true), set_config('app.actor_id', $2, true),
  set_config('app.reach', $3, true), set_config('app.organisation_id', $4, true), set_config('role', 'portal_app', true)`;
