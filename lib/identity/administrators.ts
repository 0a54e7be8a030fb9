import { and, eq, isNull } from "drizzle-orm";
import { accounts, staffMembers } from "@/db/schema/identity";
import type { Scoped } from "@/db/scope";
import type { Language } from "@/lib/shared/dates";

/** The accounts of the firm's active administrators, who can change its settings, with their languages. */
export function administratorsOf(ctx: Scoped): Promise<{ id: string; language: Language }[]> {
  return ctx.db
    .select({ id: accounts.id, language: accounts.language })
    .from(accounts)
    .innerJoin(
      staffMembers,
      and(eq(staffMembers.firmId, accounts.firmId), eq(staffMembers.accountId, accounts.id)),
    )
    .where(
      and(
        eq(accounts.firmId, ctx.actor.firmId),
        eq(staffMembers.role, "administrator"),
        isNull(accounts.disabledAt),
      ),
    );
}
