import { and, asc, desc, eq, ilike, sql } from "drizzle-orm";
import { filings } from "@/db/schema/approvals";
import { organisations } from "@/db/schema/organisations";
import { outbox } from "@/db/schema/outbox";
import type { Scoped } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import { type Cursor, cutAt, olderThan } from "@/lib/approvals/queries";
import { questionsAbout, type VatReading } from "@/lib/approvals/reading";
import { findUpload } from "@/lib/dossier/files";
import type { FilingPeriod, PlainDate } from "@/lib/shared/dates";

const pageSize = 100;

export type StaffOrganisation = {
  id: string;
  slug: string;
  name: string;
  kvkNumber: string | null;
  openFilings: number;
};

/** The names of all of them, to choose from. */
export function staffOrganisationNames(ctx: Scoped<Staff>): Promise<{ id: string; name: string }[]> {
  return ctx.db
    .select({ id: organisations.id, name: organisations.name })
    .from(organisations)
    .where(eq(organisations.firmId, ctx.actor.firmId))
    .orderBy(asc(organisations.name));
}

/** The organisations that this member of staff works for, by name; at most a hundred, `more` when there are others. */
export async function staffOrganisations(
  ctx: Scoped<Staff>,
  search = "",
): Promise<{ rows: StaffOrganisation[]; more: boolean }> {
  const like = `%${search.replace(/[%_\\]/g, "\\$&")}%`;
  const { firmId } = ctx.actor;
  const open = ctx.db
    .select({ organisationId: filings.organisationId, count: sql<number>`count(*)::int`.as("open_filings") })
    .from(filings)
    .where(and(eq(filings.firmId, firmId), eq(filings.state, "open")))
    .groupBy(filings.organisationId)
    .as("open");
  const rows = await ctx.db
    .select({
      id: organisations.id,
      slug: organisations.slug,
      name: organisations.name,
      kvkNumber: organisations.kvkNumber,
      openFilings: sql<number>`coalesce(${open.count}, 0)`,
    })
    .from(organisations)
    .leftJoin(open, eq(open.organisationId, organisations.id))
    .where(and(eq(organisations.firmId, firmId), ...(search ? [ilike(organisations.name, like)] : [])))
    .orderBy(asc(organisations.name))
    .limit(pageSize + 1);
  return { rows: rows.slice(0, pageSize), more: rows.length > pageSize };
}

export type StaffFiling = {
  id: string;
  organisation: string;
  stream: "vat";
  period: FilingPeriod;
  amount: number;
  state: "open" | "completed";
  approveBy: PlainDate;
  publishedAt: Date;
  mail: MailState;
};

/** What became of the mails that told the approvers; "nobody": there is nobody who may approve it. */
export type MailState = "sent" | "waiting" | "failed" | "nobody";

const mailState = sql<MailState>`(select case
    when count(*) = 0 then 'sent'
    when bool_or(o.status in ('failed', 'expired')) then 'failed'
    when bool_or(o.status in ('waiting', 'running')) then 'waiting'
    when count(*) filter (where o.kind = 'mail') = 0 then 'nobody'
    else 'sent' end
  from ${outbox} o where o.firm_id = ${filings.firmId} and o.subject = 'filing:' || ${filings.id})`;

/** What was published, newest first, by key and never by counting. */
export async function staffFilings(
  ctx: Scoped<Staff>,
  after: Cursor | null = null,
): Promise<{ rows: StaffFiling[]; next: string | null }> {
  const rows = await ctx.db
    .select({
      id: filings.id,
      organisation: organisations.name,
      stream: filings.stream,
      start: filings.periodStart,
      end: filings.periodEnd,
      amount: filings.amount,
      state: filings.state,
      approveBy: filings.approveBy,
      publishedAt: filings.publishedAt,
      mail: mailState,
    })
    .from(filings)
    .innerJoin(
      organisations,
      and(eq(organisations.firmId, filings.firmId), eq(organisations.id, filings.organisationId)),
    )
    .where(and(eq(filings.firmId, ctx.actor.firmId), olderThan(after)))
    .orderBy(desc(filings.publishedAt), desc(filings.id))
    .limit(pageSize + 1);
  const { shown, next } = cutAt(pageSize, rows);
  return { rows: shown.map(({ start, end, ...row }) => ({ ...row, period: { start, end } })), next };
}

export type Prepared = {
  pdf: { id: string; name: string; pages: number };
  xbrl: { id: string; name: string };
  reading: VatReading;
};

/** Two uploads of one organisation that are ready to be confirmed; null when one is gone or was used. */
export async function preparedUploads(
  ctx: Scoped<Staff>,
  organisationId: string,
  ids: { pdf: string; xbrl: string },
): Promise<Prepared | null> {
  const pdf = await findUpload(ctx, organisationId, ids.pdf);
  const xbrl = await findUpload(ctx, organisationId, ids.xbrl);
  if (pdf?.kind !== "pdf" || xbrl?.kind !== "xbrl") return null;
  // Written by the upload route and never changed since.
  const reading = xbrl.reading as VatReading;
  return {
    pdf: { id: pdf.id, name: pdf.name, pages: pdf.pages ?? 1 },
    xbrl: { id: xbrl.id, name: xbrl.name },
    reading: { ...reading, questions: await questionsAbout(ctx, organisationId, reading) },
  };
}
