import { and, asc, desc, eq, lt, or, type SQL, sql } from "drizzle-orm";
import { approvals, filingOpenings, filings, filingVersions } from "@/db/schema/approvals";
import { files } from "@/db/schema/files";
import { staffMembers } from "@/db/schema/identity";
import type { Scoped } from "@/db/scope";
import type { Client } from "@/lib/access/actor";
import { now } from "@/lib/ports/clock";
import { isId, newId } from "@/lib/shared/ids";
import type { EarlierPeriod, FilingDetail, FilingRow, NextTask } from "./shapes";
import type { VatFigures } from "./vat/figures";

const pageSize = 50;

const row = {
  id: filings.id,
  stream: filings.stream,
  periodStart: filings.periodStart,
  periodEnd: filings.periodEnd,
  state: filings.state,
  amount: filings.amount,
  approveBy: filings.approveBy,
  payBy: filings.payBy,
  publishedAt: filings.publishedAt,
  publishedBy: staffMembers.name,
  completedAt: filings.completedAt,
};

type Row = Omit<FilingRow, "period"> & { periodStart: string; periodEnd: string };

function shaped({ periodStart, periodEnd, ...rest }: Row): FilingRow {
  return { ...rest, period: { start: periodStart, end: periodEnd } };
}

function publisher() {
  return and(eq(staffMembers.firmId, filings.firmId), eq(staffMembers.accountId, filings.publishedBy));
}

/** What waits for this person in one organisation, the earliest date first. */
export async function openTasks(ctx: Scoped<Client>, organisationId: string): Promise<FilingRow[]> {
  const rows = await ctx.db
    .select(row)
    .from(filings)
    .innerJoin(staffMembers, publisher())
    .where(
      and(
        eq(filings.firmId, ctx.actor.firmId),
        eq(filings.organisationId, organisationId),
        eq(filings.state, "open"),
      ),
    )
    .orderBy(asc(filings.approveBy), asc(filings.id))
    .limit(pageSize);
  return rows.map(shaped);
}

/** Where a list goes on: the last row that was shown. */
export type Cursor = { at: Date; id: string };

export function parseCursor(text: string | string[] | undefined): Cursor | null {
  const [at, id] = (typeof text === "string" ? text : "").split("_");
  const date = new Date(/^\d{1,14}$/.test(at ?? "") ? Number(at) : Number.NaN);
  if (!id || !isId(id) || Number.isNaN(date.getTime())) return null;
  return { at: date, id };
}

/** What comes after the cursor in a list of filings that has the newest on top. */
export function olderThan(after: Cursor | null): SQL | undefined {
  return after
    ? or(lt(filings.publishedAt, after.at), and(eq(filings.publishedAt, after.at), lt(filings.id, after.id)))
    : undefined;
}

/** One page of rows of which one more was asked for, and where the next page begins. */
export function cutAt<R extends { publishedAt: Date; id: string }>(
  size: number,
  rows: R[],
): { shown: R[]; next: string | null } {
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  return { shown, next: rows.length > size && last ? `${last.publishedAt.getTime()}_${last.id}` : null };
}

/** Every filing of one organisation, newest first, by key and never by counting. */
export async function allFilings(
  ctx: Scoped<Client>,
  organisationId: string,
  after: Cursor | null,
): Promise<{ rows: FilingRow[]; next: string | null }> {
  const rows = await ctx.db
    .select(row)
    .from(filings)
    .innerJoin(staffMembers, publisher())
    .where(
      and(eq(filings.firmId, ctx.actor.firmId), eq(filings.organisationId, organisationId), olderThan(after)),
    )
    .orderBy(desc(filings.publishedAt), desc(filings.id))
    .limit(pageSize + 1);
  const { shown, next } = cutAt(pageSize, rows);
  return { rows: shown.map(shaped), next };
}

/** One filing with everything its page shows, in one statement; null when it is out of reach. */
export async function filingDetail(
  ctx: Scoped<Client>,
  organisationId: string,
  id: string,
): Promise<FilingDetail | null> {
  const { firmId, accountId } = ctx.actor;
  const earlier = sql<EarlierPeriod[]>`(
    select coalesce(json_agg(json_build_object('period', json_build_object('start', e.period_start, 'end', e.period_end),
      'amount', e.amount) order by e.period_end), '[]'::json)
    from (select distinct on (f.period_end) f.period_start, f.period_end, f.amount from filings f
      where f.firm_id = ${filings.firmId} and f.organisation_id = ${filings.organisationId}
        and f.stream = ${filings.stream} and f.period_end < ${filings.periodStart}
        and (f.period_end - f.period_start) between (${filings.periodEnd} - ${filings.periodStart}) - 4
          and (${filings.periodEnd} - ${filings.periodStart}) + 4
      order by f.period_end desc, f.published_at desc limit 5) e)`;
  const next = sql<NextTask | null>`(
    select json_build_object('id', n.id, 'stream', n.stream,
      'period', json_build_object('start', n.period_start, 'end', n.period_end))
    from filings n where n.firm_id = ${filings.firmId} and n.organisation_id = ${filings.organisationId}
      and n.state = 'open' and n.id <> ${filings.id}
    order by n.approve_by, n.id limit 1)`;
  const [found] = await ctx.db
    .select({
      ...row,
      version: filings.version,
      fileBy: filings.fileBy,
      reference: filings.reference,
      paymentReference: filingVersions.paymentReference,
      figures: filingVersions.figures,
      earlier,
      next,
      attachment: { id: files.id, name: files.name, bytes: files.bytes, pages: files.pages },
      openedAt: filingOpenings.at,
      approvedBy: approvals.accountName,
      approvedAt: approvals.at,
      method: approvals.method,
    })
    .from(filings)
    .innerJoin(staffMembers, publisher())
    .innerJoin(
      filingVersions,
      and(
        eq(filingVersions.firmId, filings.firmId),
        eq(filingVersions.filingId, filings.id),
        eq(filingVersions.version, filings.version),
      ),
    )
    .innerJoin(files, and(eq(files.firmId, filings.firmId), eq(files.id, filingVersions.pdfFileId)))
    .leftJoin(
      filingOpenings,
      and(
        eq(filingOpenings.firmId, filings.firmId),
        eq(filingOpenings.filingId, filings.id),
        eq(filingOpenings.version, filings.version),
        eq(filingOpenings.accountId, accountId),
      ),
    )
    .leftJoin(
      approvals,
      and(
        eq(approvals.firmId, filings.firmId),
        eq(approvals.filingId, filings.id),
        eq(approvals.version, filings.version),
      ),
    )
    .where(and(eq(filings.firmId, firmId), eq(filings.organisationId, organisationId), eq(filings.id, id)));
  if (!found) return null;
  const { figures, openedAt, approvedBy, approvedAt, method, reference, attachment, ...rest } = found;
  return {
    ...shaped(rest),
    version: rest.version,
    fileBy: rest.fileBy,
    paymentReference: rest.paymentReference,
    earlier: rest.earlier,
    next: rest.next,
    // Written by publishFiling and never changed since.
    figures: figures as VatFigures,
    attachment: { ...attachment, pages: attachment.pages ?? 1 },
    opened: openedAt !== null,
    myTurn: rest.state === "open",
    approval:
      approvedBy && approvedAt && method ? { by: approvedBy, at: approvedAt, method, reference } : null,
  };
}

/** Notes, once per person and version, that the attachment was opened, and which bytes were served. */
export async function noteOpening(
  ctx: Scoped<Client>,
  filing: { id: string; organisationId: string; version: number; sha256: string },
): Promise<void> {
  await ctx.db
    .insert(filingOpenings)
    .values({
      firmId: ctx.actor.firmId,
      id: newId(),
      organisationId: filing.organisationId,
      stream: "vat",
      filingId: filing.id,
      version: filing.version,
      accountId: ctx.actor.accountId,
      sha256: filing.sha256,
      at: now(),
    })
    .onConflictDoNothing();
}
