import { and, eq, inArray, ne } from "drizzle-orm";
import { decisions } from "@/db/schema/decisions";
import { accounts } from "@/db/schema/identity";
import { type Capacity, memberships } from "@/db/schema/organisations";
import type { Scoped } from "@/db/scope";
import type { Decider } from "@/lib/access/actor";
import type { Deciding } from "@/lib/access/session";
import { telephoneHash } from "@/lib/identity/text-number";

/** Who decides: in which capacity for each organisation, and a keyed hash of the telephone that the code went to. */
export type Person = { numberHash: Buffer | null; capacities: Map<string, Capacity> };

/** Null when this person does not act for one of these organisations, or not any more. */
export async function personOf(
  ctx: Scoped<Decider>,
  session: Deciding,
  organisationIds: readonly string[],
): Promise<Person | null> {
  const { firmId } = ctx.actor;
  if (ctx.actor.kind === "staff") return accountantOf(ctx);
  const organisations = [...new Set(organisationIds)];
  const rows = await ctx.db
    .select({
      organisationId: memberships.organisationId,
      capacity: memberships.capacity,
      onBehalfOf: memberships.onBehalfOf,
      mobile: accounts.mobile,
    })
    .from(memberships)
    .innerJoin(accounts, and(eq(accounts.firmId, memberships.firmId), eq(accounts.id, memberships.accountId)))
    .where(
      and(
        eq(memberships.firmId, firmId),
        eq(memberships.accountId, session.accountId),
        inArray(memberships.organisationId, organisations),
      ),
    )
    // Held, so that the number is the same one when the code is tried.
    .for("no key update", { of: accounts });
  if (rows.length !== organisations.length) return null;
  return {
    // Of the account as it is now, and so of the telephone that the code went to: with another it is no right code.
    numberHash: telephoneHash(firmId, rows[0]?.mobile ?? null),
    capacities: new Map(
      rows.map(({ organisationId, capacity, onBehalfOf }) => [organisationId, { capacity, onBehalfOf }]),
    ),
  };
}

/** An accountant signs for the firm: in which capacity, the seat says. */
async function accountantOf(ctx: Scoped<Decider>): Promise<Person | null> {
  const { firmId, accountId } = ctx.actor;
  const [account] = await ctx.db
    .select({ mobile: accounts.mobile })
    .from(accounts)
    .where(and(eq(accounts.firmId, firmId), eq(accounts.id, accountId)))
    .for("no key update");
  return account ? { numberHash: telephoneHash(firmId, account.mobile), capacities: new Map() } : null;
}

/** Whether somebody else approved one of these versions over the same telephone: that would be one person's word (D11). */
export async function sharesNumber(
  ctx: Scoped<Decider>,
  versions: readonly { id: string; version: number }[],
  { numberHash }: Pick<Person, "numberHash">,
): Promise<boolean> {
  if (!numberHash || versions.length === 0) return false;
  const rows = await ctx.db
    .select({ filingId: decisions.filingId, version: decisions.version })
    .from(decisions)
    .where(
      and(
        eq(decisions.firmId, ctx.actor.firmId),
        inArray(
          decisions.filingId,
          versions.map(({ id }) => id),
        ),
        eq(decisions.decision, "approved"),
        eq(decisions.numberHash, numberHash),
        ne(decisions.accountId, ctx.actor.accountId),
      ),
    );
  return rows.some((row) =>
    versions.some(({ id, version }) => id === row.filingId && version === row.version),
  );
}
