import { and, eq, or } from "drizzle-orm";
import { filingApprovers } from "@/db/schema/approvals";
import type { Scoped } from "@/db/scope";

/** Whose turn it is, of the firm, to sign these versions; each once, in however many capacities. */
export async function accountantsAsked(
  ctx: Scoped,
  versions: readonly { id: string; version: number }[],
): Promise<{ id: string; accountId: string }[]> {
  if (versions.length === 0) return [];
  const rows = await ctx.db
    .selectDistinct({ id: filingApprovers.filingId, accountId: filingApprovers.accountId })
    .from(filingApprovers)
    .where(
      and(
        eq(filingApprovers.firmId, ctx.actor.firmId),
        eq(filingApprovers.party, "accountant"),
        eq(filingApprovers.turn, "asked"),
        or(
          ...versions.map(({ id, version }) =>
            and(eq(filingApprovers.filingId, id), eq(filingApprovers.version, version)),
          ),
        ),
      ),
    );
  return rows.flatMap(({ id, accountId }) => (accountId ? [{ id, accountId }] : []));
}
