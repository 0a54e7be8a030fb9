import { and, arrayContains, asc, eq, gte, isNull, or } from "drizzle-orm";
import { accounts } from "@/db/schema/identity";
import { memberships } from "@/db/schema/organisations";
import type { Scoped } from "@/db/scope";
import { now } from "@/lib/ports/clock";
import { today } from "@/lib/shared/dates";
import type { Stream } from "./shapes";
import { streams } from "./streams";

/** Somebody who may decide about a stream of an organisation. */
export type PossibleApprover = {
  accountId: string;
  name: string;
  capacity: string;
  onBehalfOf: string | null;
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
export function possibleApprovers(
  ctx: Scoped,
  organisationId: string,
  stream: Stream,
): Promise<PossibleApprover[]> {
  return ctx.db
    .select({
      accountId: accounts.id,
      name: accounts.name,
      capacity: memberships.capacity,
      onBehalfOf: memberships.onBehalfOf,
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
    seats: chosen.map(({ mobile: _, ...seat }) => seat),
    sharedNumber: new Set(numbers).size < numbers.length,
  };
}
