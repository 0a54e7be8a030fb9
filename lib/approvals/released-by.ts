import { and, eq } from "drizzle-orm";
import { filings } from "@/db/schema/approvals";
import type { Scoped } from "@/db/scope";
import { whyNotSigned } from "./signing/missing";

type Released = Pick<typeof filings.$inferSelect, "releasedAfter" | "releasedAs" | "stateReason">;

/**
 * What is kept of a document because of the one that came before it and is complete: after which it goes on, and that a
 * signature is missing there, with the reason. Of one that stands on no other, nothing.
 */
export async function releasedBy(ctx: Scoped, firstId: string | null): Promise<Released> {
  const nothing = { releasedAfter: firstId, releasedAs: null, stateReason: null };
  if (!firstId) return nothing;
  const own = and(eq(filings.firmId, ctx.actor.firmId), eq(filings.id, firstId));
  const [first] = await ctx.db.select({ id: filings.id, version: filings.version }).from(filings).where(own);
  const reason = first ? await whyNotSigned(ctx, first) : null;
  return reason ? { releasedAfter: firstId, releasedAs: "not-signed", stateReason: reason } : nothing;
}
