import { and, eq, inArray, sql } from "drizzle-orm";
import { filings, filingVersions } from "@/db/schema/approvals";
import { decisions } from "@/db/schema/decisions";
import type { Scoped } from "@/db/scope";
import type { Client } from "@/lib/access/actor";
import { withOrganisation } from "./queries";
import { stateOfVersion } from "./rules";
import type { CurrentFiling, Figures } from "./shapes";
import { outcomesOf } from "./shown";

/** A document in the version that somebody approved: one that came after it is told by its state alone. */
export type DecidedFiling = CurrentFiling & { decidedAt: Date };

/**
 * What one person approved with one code, and when, for the page that says what became of it. What it was called and came
 * to is said as it was then, however the document went on; of what was withdrawn no more than its name. Empty when that
 * was nobody here, or a rejection.
 */
export async function decidedTogether(
  ctx: Scoped<Client>,
  challengeId: string,
  organisationId?: string,
): Promise<DecidedFiling[]> {
  const made = await decidedVersions(ctx, challengeId);
  if (made.length === 0) return [];
  const known = new Map(made.map((one) => [one.id, one]));
  const rows = await withOrganisation(
    ctx,
    and(
      organisationId ? eq(filings.organisationId, organisationId) : undefined,
      inArray(filings.id, [...known.keys()]),
    ),
  );
  return rows.map((row) => {
    const then = known.get(row.id);
    if (!then?.seen) return { ...row, decidedAt: then?.at ?? row.changedAt };
    const { start, end, ...seen } = then.seen;
    return {
      ...row,
      ...seen,
      period: { start, end },
      outcomes: then.figures && outcomesOf(then.figures),
      version: then.version,
      state: stateOfVersion(row, then.version),
      decidedAt: then.at,
    };
  });
}

/** `seen` is null for what was withdrawn: no client reaches its versions any more. */
function decidedVersions({ db, actor }: Scoped<Client>, challengeId: string) {
  return db
    .select({
      id: decisions.filingId,
      at: decisions.at,
      version: decisions.version,
      // The first of these is never null itself: by it drizzle tells that the whole row is not there.
      seen: {
        start: filingVersions.periodStart,
        end: filingVersions.periodEnd,
        label: filingVersions.label,
        amount: filingVersions.amount,
        payBy: filingVersions.payBy,
      },
      // Of income tax alone: two may file together, and each has an outcome of their own.
      figures: sql<Figures | null>`case when ${decisions.stream} = 'personalIncomeTax' then ${filingVersions.figures} end`,
    })
    .from(decisions)
    .leftJoin(
      filingVersions,
      and(
        eq(filingVersions.firmId, decisions.firmId),
        eq(filingVersions.filingId, decisions.filingId),
        eq(filingVersions.version, decisions.version),
      ),
    )
    .where(
      and(
        eq(decisions.firmId, actor.firmId),
        eq(decisions.challengeId, challengeId),
        eq(decisions.accountId, actor.accountId),
        eq(decisions.decision, "approved"),
      ),
    );
}
