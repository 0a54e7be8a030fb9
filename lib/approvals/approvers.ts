import { and, arrayContains, asc, eq, gte, isNull, or } from "drizzle-orm";
import { accounts } from "@/db/schema/identity";
import { type Capacity, memberships } from "@/db/schema/organisations";
import type { Scoped } from "@/db/scope";
import { telephoneOf } from "@/lib/identity/text-number";
import { now } from "@/lib/ports/clock";
import { today } from "@/lib/shared/dates";
import type { Stream } from "./shapes";
import { streams } from "./streams";

/** Somebody who may decide about a stream of an organisation. */
export type PossibleApprover = {
  accountId: string;
  name: string;
  /** At least one; with two, this person approves twice (D2). */
  capacities: Capacity[];
  /** In E.164, so that two who have one telephone are seen. */
  mobile: string | null;
};

/** Whose approval is needed; `sharedNumber` when two of them have one telephone, so that only one could give it. */
export type Seating = {
  seats: {
    accountId: string | null;
    name: string | null;
    capacity: string | null;
    onBehalfOf: string | null;
  }[];
  sharedNumber: boolean;
};

/** Those who may decide about a stream of an organisation today, by name. */
export async function possibleApprovers(
  ctx: Scoped,
  organisationId: string,
  stream: Stream,
): Promise<PossibleApprover[]> {
  const people = await ctx.db
    .select({
      accountId: accounts.id,
      name: accounts.name,
      capacity: memberships.capacity,
      onBehalfOf: memberships.onBehalfOf,
      also: memberships.also,
      mobile: accounts.mobile,
    })
    .from(memberships)
    .innerJoin(accounts, and(eq(accounts.firmId, memberships.firmId), eq(accounts.id, memberships.accountId)))
    .where(
      and(
        eq(memberships.firmId, ctx.actor.firmId),
        eq(memberships.organisationId, organisationId),
        arrayContains(memberships.approves, [stream]),
        or(isNull(memberships.endsOn), gte(memberships.endsOn, today(now()))),
        isNull(accounts.disabledAt),
      ),
    )
    .orderBy(asc(accounts.name));
  return people.map(({ capacity, onBehalfOf, also, mobile, ...person }) => ({
    ...person,
    mobile: telephoneOf(mobile),
    capacities: [{ capacity, onBehalfOf }, ...also],
  }));
}

/** The approvals that a publication needs; null when somebody who was chosen may not decide there. */
export async function seatsFor(
  ctx: Scoped,
  organisationId: string,
  stream: Stream,
  wish: "anyone" | string[],
): Promise<Seating | null> {
  if (streams[stream].approvers === "nobody") return { seats: [], sharedNumber: false };
  if (wish === "anyone")
    return {
      seats: [{ accountId: null, name: null, capacity: null, onBehalfOf: null }],
      sharedNumber: false,
    };
  const possible = await possibleApprovers(ctx, organisationId, stream);
  const chosen = possible.filter(({ accountId }) => wish.includes(accountId));
  if (chosen.length !== wish.length || chosen.length === 0) return null;
  const numbers = chosen.map(({ mobile }) => mobile).filter((mobile) => mobile !== null);
  return {
    seats: chosen.flatMap(({ accountId, name, capacities }) =>
      capacities.map((capacity) => ({ accountId, name, ...capacity })),
    ),
    sharedNumber: new Set(numbers).size < numbers.length,
  };
}
