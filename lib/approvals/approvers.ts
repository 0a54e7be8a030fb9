import { and, arrayContains, asc, eq, gte, inArray, isNull, or } from "drizzle-orm";
import { accounts, staffMembers } from "@/db/schema/identity";
import { type Capacity, memberships } from "@/db/schema/organisations";
import type { Scoped } from "@/db/scope";
import { telephoneOf } from "@/lib/identity/text-number";
import type { Place } from "@/lib/pades/shapes";
import { now } from "@/lib/ports/clock";
import { today } from "@/lib/shared/dates";
import type { SigningWish } from "./publication";
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
  seats: PlannedSeat[];
  sharedNumber: boolean;
};

export type PlannedSeat = {
  accountId: string | null;
  name: string | null;
  capacity: string | null;
  onBehalfOf: string | null;
  /** Of who signs. */
  party?: "client" | "accountant";
  step?: number;
  deputyFor?: string | null;
  mandateFileId?: string | null;
  /** Where it was chosen on the page. */
  place?: Place | null;
};

/** Of staff, those who may sign for the firm: in what they are for it, the seat says nothing but that. */
export async function possibleAccountants(ctx: Scoped): Promise<{ accountId: string; name: string }[]> {
  return (
    ctx.db
      .select({ accountId: staffMembers.accountId, name: staffMembers.name })
      .from(staffMembers)
      // Whoever reaches a portfolio alone does not see the accounts of colleagues, and goes by the list of staff.
      .leftJoin(
        accounts,
        and(eq(accounts.firmId, staffMembers.firmId), eq(accounts.id, staffMembers.accountId)),
      )
      .where(
        and(
          eq(staffMembers.firmId, ctx.actor.firmId),
          inArray(staffMembers.role, ["administrator", "relationshipManager"]),
          isNull(accounts.disabledAt),
        ),
      )
      .orderBy(asc(staffMembers.name))
  );
}

/** A seat for each signature: of whoever signs in two capacities two (D2). Null when somebody may not sign there. */
export async function signingSeats(
  ctx: Scoped,
  organisationId: string,
  stream: Stream,
  { signers }: SigningWish,
): Promise<Seating | null> {
  const clients = await possibleApprovers(ctx, organisationId, stream);
  const accountants = await possibleAccountants(ctx);
  const seats: PlannedSeat[] = [];
  for (const signer of signers) {
    const { accountId, party, step, deputyFor, places } = signer;
    const shared = { accountId, party, step, deputyFor, mandateFileId: signer.mandate };
    const client = clients.find((one) => one.accountId === accountId);
    const accountant = accountants.find((one) => one.accountId === accountId);
    const capacities =
      party === "client" ? client?.capacities : accountant && [{ capacity: "accountant", onBehalfOf: null }];
    const name = (party === "client" ? client : accountant)?.name;
    if (!capacities || !name) return null;
    for (const [index, capacity] of capacities.entries())
      seats.push({ ...shared, name, ...capacity, place: places[index] ?? null });
  }
  const people = clients.filter(({ accountId }) => signers.some((one) => one.accountId === accountId));
  const numbers = people.map(({ mobile }) => mobile).filter((mobile) => mobile !== null);
  const clear =
    seats.some(({ party }) => party === "client") &&
    new Set(signers.map((s) => s.accountId)).size === signers.length;
  return clear ? { seats, sharedNumber: new Set(numbers).size < numbers.length } : null;
}

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
