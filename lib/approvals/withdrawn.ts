import { and, eq } from "drizzle-orm";
import { filings } from "@/db/schema/approvals";
import type { Scoped } from "@/db/scope";
import type { Client } from "@/lib/access/actor";
import type { FilingPeriod } from "@/lib/shared/dates";
import type { Stream } from "./shapes";

/** What is left of a withdrawn document for whoever could read it: its name, since when it is gone, and why (D5). */
export type WithdrawnFiling = {
  stream: Stream;
  label: string | null;
  period: FilingPeriod;
  reason: string | null;
  at: Date;
};

/** Null when there is no such document in reach, and when it was not withdrawn. */
export async function withdrawnFiling(
  ctx: Scoped<Client>,
  organisationId: string,
  id: string,
): Promise<WithdrawnFiling | null> {
  const [row] = await ctx.db
    .select({
      stream: filings.stream,
      label: filings.label,
      start: filings.periodStart,
      end: filings.periodEnd,
      reason: filings.stateReason,
      at: filings.changedAt,
    })
    .from(filings)
    .where(
      and(
        eq(filings.firmId, ctx.actor.firmId),
        eq(filings.organisationId, organisationId),
        eq(filings.id, id),
        eq(filings.state, "withdrawn"),
      ),
    );
  if (!row) return null;
  const { start, end, ...rest } = row;
  return { ...rest, period: { start, end } };
}
