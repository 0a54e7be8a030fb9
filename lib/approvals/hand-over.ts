import { and, eq } from "drizzle-orm";
import { accounts, staffMembers } from "@/db/schema/identity";
import type { notices } from "@/db/schema/notifications";
import { portfolios } from "@/db/schema/organisations";
import type { Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import { enqueueAll } from "@/lib/outbox/enqueue";

type Notice = typeof notices.$inferSelect;

/**
 * What of this somebody still has to hear. Of clients whom a colleague reaches no more, whoever goes on with those hears
 * it instead: in a transaction of its own, as each waits for the notices of another person.
 */
export async function withoutHandedOver(
  ctx: Scoped<System>,
  accountId: string,
  due: Notice[],
): Promise<Notice[]> {
  const reached = await reachOf(ctx, accountId);
  if (reached === "all") return due;
  const gone = due.filter(({ organisationId }) => !reached.has(organisationId));
  await enqueueAll(
    ctx,
    // Nobody else can sign in his place.
    gone
      .filter(({ kind }) => kind !== "toSign")
      .map(({ id, filingId, organisationId, dueAt, version, kind, by }) => ({
        kind: "notices.handedOver",
        // That an earlier version was accepted is said of whichever is the newest.
        payload: { filing: filingId, notice: kind, by, ...(kind === "acceptedEarlier" ? {} : { version }) },
        organisationId,
        idempotencyKey: `notices.handedOver:${id}:${dueAt.getTime()}`,
      })),
  );
  return due.filter((notice) => !gone.includes(notice));
}

/** Of which clients a colleague may still hear: all for an administrator, else the own portfolio. To a client all is theirs. */
async function reachOf(ctx: Scoped<System>, accountId: string): Promise<"all" | Set<string>> {
  const { firmId } = ctx.actor;
  const [colleague] = await ctx.db
    .select({ role: staffMembers.role, disabledAt: accounts.disabledAt })
    .from(staffMembers)
    .innerJoin(
      accounts,
      and(eq(accounts.firmId, staffMembers.firmId), eq(accounts.id, staffMembers.accountId)),
    )
    .where(and(eq(staffMembers.firmId, firmId), eq(staffMembers.accountId, accountId)));
  if (colleague?.disabledAt) return new Set();
  if (!colleague || colleague.role === "administrator") return "all";
  const own = await ctx.db
    .select({ organisationId: portfolios.organisationId })
    .from(portfolios)
    .where(and(eq(portfolios.firmId, firmId), eq(portfolios.accountId, accountId)));
  return new Set(own.map(({ organisationId }) => organisationId));
}
