import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { filingApprovers, filings, filingVersions } from "@/db/schema/approvals";
import { decisions } from "@/db/schema/decisions";
import { accounts } from "@/db/schema/identity";
import { memberships, organisations } from "@/db/schema/organisations";
import type { Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import type { Job } from "@/lib/outbox/drain";
import { possibleApprovers } from "./approvers";
import type { FilingState, Stream } from "./shapes";
import { filingTitle } from "./title";

/** A document that a job or a mail is about, as it is now. */
export type About = {
  id: string;
  stream: Stream;
  label: string | null;
  start: string;
  end: string;
  approveBy: string | null;
  expiresOn: string | null;
  state: FilingState;
  version: number;
  /** Whether this version is signed, instead of approved. */
  signing: boolean;
  waitsFor: string | null;
  organisationId: string;
  organisation: string;
  slug: string;
  managerId: string | null;
};

export const aboutColumns = {
  id: filings.id,
  stream: filings.stream,
  label: filings.label,
  start: filings.periodStart,
  end: filings.periodEnd,
  approveBy: filings.approveBy,
  expiresOn: filings.expiresOn,
  state: filings.state,
  version: filings.version,
  signing: sql<boolean>`exists (select from ${filingVersions} v where v.firm_id = ${filings.firmId}
    and v.filing_id = ${filings.id} and v.version = ${filings.version} and v.signing)`,
  waitsFor: filings.waitsFor,
  organisationId: filings.organisationId,
  organisation: organisations.name,
  slug: organisations.slug,
  managerId: organisations.relationshipManagerId,
};

/** Documents with their organisations. */
export function aboutThese(ctx: Scoped<System>, ids: string[]): Promise<About[]> {
  if (ids.length === 0) return Promise.resolve([]);
  return ctx.db
    .select(aboutColumns)
    .from(filings)
    .innerJoin(
      organisations,
      and(eq(organisations.firmId, filings.firmId), eq(organisations.id, filings.organisationId)),
    )
    .where(and(eq(filings.firmId, ctx.actor.firmId), inArray(filings.id, ids)));
}

/** The document that a job is about, as long as the version that it was about is the current one. */
export async function aboutOf(ctx: Scoped<System>, job: Job): Promise<About | null> {
  const [found] = await aboutThese(ctx, [String(job.payload.filing)]);
  const version = job.payload.version ?? found?.version;
  return found && found.version === version ? found : null;
}

export function titleOf({ stream, label, start, end }: About, language: "nl" | "en"): string {
  return filingTitle({ stream, label, period: { start, end } }, language);
}

/** Whose decision is still asked for; also of what was put off by somebody who may not decide there any more. */
export async function askedOf(
  ctx: Scoped<System>,
  { id, version, organisationId, stream }: About,
): Promise<string[]> {
  const { firmId } = ctx.actor;
  const seats = await ctx.db
    .select({
      accountId: filingApprovers.accountId,
      turn: filingApprovers.turn,
      actedBy: filingApprovers.actedBy,
    })
    .from(filingApprovers)
    .where(
      and(
        eq(filingApprovers.firmId, firmId),
        eq(filingApprovers.filingId, id),
        eq(filingApprovers.version, version),
        inArray(filingApprovers.turn, ["asked", "readyToSend"]),
      ),
    );
  const able = (await possibleApprovers(ctx, organisationId, stream)).map(({ accountId }) => accountId);
  const asked = seats.filter(
    ({ accountId, turn, actedBy }) =>
      turn === "asked" || (accountId === null && !(actedBy && able.includes(actedBy))),
  );
  const anybody = asked.some(({ accountId }) => accountId === null);
  const named = new Set(asked.map(({ accountId }) => accountId));
  return able.filter((accountId) => anybody || named.has(accountId));
}

/** Everybody who may see the stream, or who has had to do with this document. */
export async function readersOf(
  ctx: Scoped<System>,
  { id, organisationId, stream }: About,
): Promise<string[]> {
  const { firmId } = ctx.actor;
  const rows = await ctx.db
    .select({ id: memberships.accountId })
    .from(memberships)
    .innerJoin(accounts, and(eq(accounts.firmId, memberships.firmId), eq(accounts.id, memberships.accountId)))
    .where(
      and(
        eq(memberships.firmId, firmId),
        eq(memberships.organisationId, organisationId),
        isNull(accounts.disabledAt),
        sql`(${stream} = any(${memberships.streams}) or exists (select 1 from ${decisions} d
          where d.firm_id = ${firmId} and d.filing_id = ${id} and d.account_id = ${memberships.accountId}))`,
        sql`(${memberships.endsOn} is null or ${memberships.endsOn} >= (now() at time zone 'Europe/Amsterdam')::date)`,
      ),
    );
  return rows.map((row) => row.id);
}
