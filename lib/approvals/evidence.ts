import { and, asc, desc, eq, inArray } from "drizzle-orm";
import { filingApprovers, filings, filingVersions } from "@/db/schema/approvals";
import { type DecisionMethod, decisions } from "@/db/schema/decisions";
import { organisations } from "@/db/schema/organisations";
import type { Scoped } from "@/db/scope";
import type { Client } from "@/lib/access/actor";
import type { FilingPeriod } from "@/lib/shared/dates";
import type { Stream } from "./shapes";

/** What one person decided about one version, and how: everything that was kept of it. */
export type DecisionEvidence = {
  version: number;
  decision: "approved" | "rejected";
  by: string;
  capacity: string;
  onBehalfOf: string | null;
  method: DecisionMethod;
  at: Date;
  shownText: string;
  answers: Record<string, string>;
  category: string | null;
  reason: string | null;
  /** Who of the firm helped, where it was done at its office. */
  assistedBy: string | null;
  ip: string;
  userAgent: string;
};

/** A version about which somebody decided. SHA-256 in hex; `amount` in cents, null where there is none. */
export type VersionEvidence = {
  version: number;
  /** It was to be signed, and not to be approved alone. */
  signing: boolean;
  /** What it was called and about; a later version may say another. Of one replaced before this was kept, today's. */
  label: string | null;
  period: FilingPeriod;
  amount: number | null;
  attachmentName: string;
  attachmentSha256: string;
  manifestHash: string;
  publishedAt: Date;
  decisions: DecisionEvidence[];
  /** Whose approval was asked and then let go of, and why; null for anybody who had the right. */
  dropped: { name: string | null; reason: string }[];
};

export type Evidence = {
  stream: Stream;
  period: FilingPeriod;
  label: string | null;
  reference: string;
  organisation: string;
  /** The version of today; what was decided about an earlier one is void. */
  current: number;
  /** Newest first. */
  versions: VersionEvidence[];
  /** Who still has to decide about the version of today; null for anybody who has the right. */
  stillAsked: (string | null)[];
};

/**
 * Everything that was decided about a document, for the proof that a person keeps; null when it is out of reach, when
 * it was withdrawn, and when nobody has decided yet.
 */
export async function evidenceOf(
  ctx: Scoped<Client>,
  organisationId: string,
  id: string,
): Promise<Evidence | null> {
  const { firmId } = ctx.actor;
  const own = and(eq(filings.firmId, firmId), eq(filings.organisationId, organisationId), eq(filings.id, id));
  const [filing] = await ctx.db
    .select({
      stream: filings.stream,
      start: filings.periodStart,
      end: filings.periodEnd,
      label: filings.label,
      reference: filings.reference,
      organisation: organisations.name,
      current: filings.version,
    })
    .from(filings)
    .innerJoin(
      organisations,
      and(eq(organisations.firmId, filings.firmId), eq(organisations.id, filings.organisationId)),
    )
    .where(own);
  if (!filing) return null;
  const versions = await versionsOf(ctx, id);
  if (versions.length === 0) return null;
  const without = await ctx.db
    .select({
      version: filingApprovers.version,
      name: filingApprovers.name,
      turn: filingApprovers.turn,
      reason: filingApprovers.reason,
    })
    .from(filingApprovers)
    .where(
      and(
        eq(filingApprovers.firmId, firmId),
        eq(filingApprovers.filingId, id),
        inArray(filingApprovers.turn, ["asked", "readyToSend", "dropped"]),
      ),
    )
    .orderBy(asc(filingApprovers.seat));
  const { start, end, ...rest } = filing;
  return {
    ...rest,
    period: { start, end },
    versions: versions.map((one) => ({
      ...one,
      dropped: without
        .filter(({ version, turn }) => turn === "dropped" && version === one.version)
        .map(({ name, reason }) => ({ name, reason: reason ?? "" })),
    })),
    stillAsked: without
      .filter(({ version, turn }) => turn !== "dropped" && version === filing.current)
      .map(({ name }) => name),
  };
}

async function versionsOf(ctx: Scoped<Client>, id: string): Promise<Omit<VersionEvidence, "dropped">[]> {
  const rows = await ctx.db
    .select({
      version: {
        version: filingVersions.version,
        signing: filingVersions.signing,
        label: filingVersions.label,
        periodStart: filingVersions.periodStart,
        periodEnd: filingVersions.periodEnd,
        amount: filingVersions.amount,
        attachmentName: filingVersions.attachmentName,
        attachmentSha256: decisions.attachmentSha256,
        manifestHash: decisions.manifestHash,
        publishedAt: filingVersions.createdAt,
      },
      decision: {
        version: decisions.version,
        decision: decisions.decision,
        by: decisions.accountName,
        capacity: decisions.capacity,
        onBehalfOf: decisions.onBehalfOf,
        method: decisions.method,
        at: decisions.at,
        shownText: decisions.shownText,
        answers: decisions.answers,
        category: decisions.category,
        reason: decisions.reason,
        assistedBy: decisions.assistedByName,
        ip: decisions.ip,
        userAgent: decisions.userAgent,
      },
    })
    .from(decisions)
    .innerJoin(
      filingVersions,
      and(
        eq(filingVersions.firmId, decisions.firmId),
        eq(filingVersions.filingId, decisions.filingId),
        eq(filingVersions.version, decisions.version),
      ),
    )
    .where(and(eq(decisions.firmId, ctx.actor.firmId), eq(decisions.filingId, id)))
    .orderBy(desc(decisions.version), asc(decisions.at), asc(decisions.seat));
  type Known = Omit<VersionEvidence, "dropped">;
  const found = new Map<number, Known>();
  for (const { version: row, decision } of rows) {
    const { periodStart: start, periodEnd: end, ...version } = row;
    const known: Known = found.get(version.version) ?? { ...version, period: { start, end }, decisions: [] };
    known.decisions.push(decision);
    found.set(version.version, known);
  }
  return [...found.values()];
}
