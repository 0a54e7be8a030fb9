import { and, eq, inArray, sql } from "drizzle-orm";
import { filings, filingVersions } from "@/db/schema/approvals";
import { decisions } from "@/db/schema/decisions";
import { type DeliveryState, deliveries } from "@/db/schema/delivery";
import { files } from "@/db/schema/files";
import { organisations } from "@/db/schema/organisations";
import type { Scoped } from "@/db/scope";
import type { Staff, System } from "@/lib/access/actor";
import type { FilingPeriod } from "@/lib/shared/dates";
import { tellingFirst } from "./attempts";
import { type ClientPart, type FirmPart, partsOf } from "./parts";
import { stateOfVersion } from "./rules";
import type { FilingState, Stream } from "./shapes";
import { filingTitle } from "./title";

/** What one person decided about a version. Moments in ISO 8601, UTC. */
export type ReportedDecision = {
  decision: "approved" | "rejected";
  by: string;
  capacity: string;
  onBehalfOf: string | null;
  method: string;
  at: string;
  /** What was asked with the approval, such as the date of adoption. */
  answers: Record<string, string>;
  category: string | null;
  reason: string | null;
};

/**
 * One version of a document as other programs of the firm hear of it: what was decided about exactly which bytes, and
 * the client's and the firm's part apart. No amounts and figures, which the program that made them has itself, and of a
 * person never a citizen's number. Hashes are SHA-256 in hex.
 */
export type FilingReport = {
  id: string;
  reference: string;
  stream: Stream;
  title: string;
  period: FilingPeriod;
  year: number;
  organisation: { name: string; kvkNumber: string | null; maskedFiscalNumber: string | null };
  version: number;
  manifestSha256: string;
  attachmentSha256: string;
  /** Of the XBRL or XML that the package made, as it was uploaded; null where there was none. */
  dataSha256: string | null;
  /** The client's part. `at`: when it was approved by all who had to. */
  approval: { state: ClientPart; at: string | null };
  decisions: ReportedDecision[];
  /** The firm's part. `reference`: the package's own, or the kenmerk of Digipoort or the bank. */
  filing: { state: FirmPart; at: string | null; reference: string | null };
};

/**
 * Reports these documents, in the order of the ids; those that are out of reach are left out. Two statements.
 * @param wanted `version`: another than the current one, which counts as replaced
 */
export async function reportsOf(
  ctx: Scoped<Staff | System>,
  wanted: readonly { id: string; version?: number }[],
): Promise<FilingReport[]> {
  if (wanted.length === 0) return [];
  const { firmId } = ctx.actor;
  const ids = wanted.map(({ id }) => id);
  const ofVersion = sql`x.firm_id = ${filingVersions.firmId} and x.filing_id = ${filingVersions.filingId}
    and x.version = ${filingVersions.version}`;
  const ofDelivery = sql`from ${deliveries} x where ${ofVersion} order by ${tellingFirst("x", filings.state)} limit 1`;
  const kenmerk = sql<string | null>`(select x.process_reference ${ofDelivery})`;
  const doneAt = sql<string | null>`(select x.done_at ${ofDelivery})`;
  const sent = sql<DeliveryState | null>`(select x.state ${ofDelivery})`;
  const data = sql<string | null>`(select x.sha256 from ${files} x
    where x.firm_id = ${filingVersions.firmId} and x.id = ${filingVersions.dataFileId})`;
  const versions = await ctx.db
    .select({
      filing: filings,
      organisation: {
        name: organisations.name,
        kind: organisations.kind,
        kvkNumber: organisations.kvkNumber,
      },
      version: filingVersions.version,
      label: filingVersions.label,
      periodStart: filingVersions.periodStart,
      periodEnd: filingVersions.periodEnd,
      manifest: filingVersions.manifestHash,
      attachment: filingVersions.attachmentSha256,
      masked: sql<
        string | null
      >`coalesce(${filingVersions.figures}->>'maskedNumber', ${filingVersions.figures}->>'maskedObNumber')`,
      kenmerk,
      doneAt,
      sent,
      data,
    })
    .from(filingVersions)
    .innerJoin(
      filings,
      and(eq(filings.firmId, filingVersions.firmId), eq(filings.id, filingVersions.filingId)),
    )
    .innerJoin(
      organisations,
      and(eq(organisations.firmId, filings.firmId), eq(organisations.id, filings.organisationId)),
    )
    .where(and(eq(filingVersions.firmId, firmId), inArray(filingVersions.filingId, ids)));
  const decided = await ctx.db
    .select()
    .from(decisions)
    .where(and(eq(decisions.firmId, firmId), inArray(decisions.filingId, ids)))
    .orderBy(decisions.at, decisions.seat);
  return wanted.flatMap(({ id, version }) => {
    const row = versions.find(
      (one) => one.filing.id === id && one.version === (version ?? one.filing.version),
    );
    if (!row) return [];
    return [
      reportOf(
        row,
        decided.filter((one) => one.filingId === id && one.version === row.version),
      ),
    ];
  });
}

type Row = {
  filing: typeof filings.$inferSelect;
  organisation: { name: string; kind: "company" | "person"; kvkNumber: string | null };
  version: number;
  label: string | null;
  periodStart: string;
  periodEnd: string;
  manifest: string;
  attachment: string;
  masked: string | null;
  kenmerk: string | null;
  doneAt: string | null;
  sent: DeliveryState | null;
  data: string | null;
};

/** Of a document that was withdrawn: what its delivery had come to, or comes to since. */
const sentParts: Partial<Record<DeliveryState, FirmPart>> = {
  underway: "delivered",
  accepted: "accepted",
  refused: "refused",
  unknown: "unknown",
};

function reportOf(row: Row, decided: (typeof decisions.$inferSelect)[]): FilingReport {
  const { filing, organisation, label } = row;
  const { stream } = filing;
  const period = { start: row.periodStart, end: row.periodEnd };
  const state: FilingState = stateOfVersion(filing, row.version);
  // What was filed is the version of today; of one that was replaced nothing was.
  const filedAt = state === "replaced" ? null : filing.filedAt;
  const parts = partsOf({ state, stream, filedAt });
  // A version that was accepted after there was a newer one is with the recipient nevertheless.
  if (state === "replaced" && row.sent === "accepted") parts.firm = "accepted";
  if (state === "withdrawn" && row.sent) parts.firm = sentParts[row.sent] ?? parts.firm;
  const delivered = row.doneAt === null ? null : new Date(row.doneAt);
  return {
    id: filing.id,
    reference: filing.reference,
    stream,
    title: filingTitle({ stream, period, label }, "nl"),
    period,
    year: Number(period.end.slice(0, 4)),
    organisation: {
      name: organisation.name,
      kvkNumber: organisation.kvkNumber,
      // Even the last digits of a citizen's number stay here.
      maskedFiscalNumber: organisation.kind === "person" ? null : row.masked,
    },
    version: row.version,
    manifestSha256: row.manifest,
    attachmentSha256: row.attachment,
    dataSha256: row.data,
    approval: {
      state: parts.client,
      at: parts.client === "approved" ? (filing.completedAt?.toISOString() ?? null) : null,
    },
    decisions: decided.map((one) => ({
      decision: one.decision,
      by: one.accountName,
      capacity: one.capacity,
      onBehalfOf: one.onBehalfOf,
      method: one.method,
      at: one.at.toISOString(),
      answers: one.answers,
      category: one.category,
      reason: one.reason,
    })),
    filing: {
      state: parts.firm,
      at: (filedAt ?? (parts.firm === "accepted" ? delivered : null))?.toISOString() ?? null,
      reference: parts.firm === "filed" ? filing.filedReference : row.kenmerk,
    },
  };
}
