import { and, eq, lt, sql } from "drizzle-orm";
import { challenges } from "@/db/schema/identity";
import type { Scoped } from "@/db/scope";
import { now } from "@/lib/ports/clock";

/** No session lasts as long, so nobody goes on with what ended before. */
const day = 24 * 3_600_000;

/**
 * Erases the drawing that was sealed with the code that was asked for it: of a decision that was made, and, without one,
 * of everything that ended a day ago, as far as the actor reaches it. The hash by which the code was for
 * this drawing alone stays.
 */
export async function forgetDrafts(ctx: Scoped, challengeId?: string): Promise<void> {
  const longAgo = new Date(now().getTime() - day);
  await ctx.db
    .update(challenges)
    .set({ draft: sql`jsonb_set(${challenges.draft}, '{hand,sealed}', '""')` })
    .where(
      and(
        eq(challenges.firmId, ctx.actor.firmId),
        challengeId ? eq(challenges.id, challengeId) : lt(challenges.expiresAt, longAgo),
        sql`${challenges.draft}->'hand'->>'sealed' <> ''`,
      ),
    );
}
