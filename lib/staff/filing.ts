import { and, eq, sql } from "drizzle-orm";
import { filingAnnexes, filingApprovers, filings, filingVersions, type Turn } from "@/db/schema/approvals";
import { decisions, filingOpenings } from "@/db/schema/decisions";
import { files } from "@/db/schema/files";
import { accounts } from "@/db/schema/identity";
import { notices } from "@/db/schema/notifications";
import { organisations } from "@/db/schema/organisations";
import { type JobStatus, outbox } from "@/db/schema/outbox";
import { signingProofs, signingRevisions } from "@/db/schema/signing";
import type { Scoped } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import { possibleApprovers } from "@/lib/approvals/approvers";
import type { Opening } from "@/lib/approvals/office";
import { undecided } from "@/lib/approvals/rules";
import type { Figures, FilingDecision, FilingState, Stream } from "@/lib/approvals/shapes";
import type { Signing } from "@/lib/approvals/signing/shapes";
import { signingOf } from "@/lib/approvals/signing/state";
import { findFile, type StoredFile } from "@/lib/dossier/files";
import type { FilingPeriod, PlainDate } from "@/lib/shared/dates";
import { type Finishing, finishingOf } from "./finishing";

/** A file of a document, as it was when that version was published. */
export type StaffFile = { id: string; name: string; bytes: number };

/** One whose approval the current version needs, and what came of it. `name` is null where anybody may give it. */
export type StaffApprover = {
  seat: number;
  accountId: string | null;
  name: string | null;
  capacity: string | null;
  onBehalfOf: string | null;
  turn: Turn;
  /** Who put it off or decided, and when; or when it was dropped, and why. */
  by: string | null;
  at: Date | null;
  reason: string | null;
};

export type StaffVersion = {
  version: number;
  at: Date;
  by: string;
  amount: number | null;
  note: string | null;
  attachment: StaffFile & { mime: string };
};

/** A mail or text message about a document. What stands in it, nobody reads here. */
export type StaffMessage = {
  kind: "mail" | "sms";
  /** Which of our mails it is; a text message is of one kind. */
  template: string | null;
  to: string | null;
  status: JobStatus;
  at: Date;
  sentAt: Date | null;
};

/** Everything that staff see of one document. Amounts in cents. */
export type StaffFilingDetail = {
  id: string;
  organisation: { id: string; slug: string; name: string };
  stream: Stream;
  label: string | null;
  period: FilingPeriod;
  reference: string;
  state: FilingState;
  stateReason: string | null;
  version: number;
  amount: number | null;
  approveBy: PlainDate | null;
  fileBy: PlainDate | null;
  payBy: PlainDate | null;
  expiresOn: PlainDate | null;
  publishedAt: Date;
  changedAt: Date;
  completedAt: Date | null;
  filedAt: Date | null;
  filedReference: string | null;
  waitsFor: {
    id: string;
    stream: Stream;
    label: string | null;
    period: FilingPeriod;
    state: FilingState;
  } | null;
  paymentReference: string | null;
  figures: Figures;
  details: Record<string, string>;
  attachment: StaffFile & { mime: string; pages: number | null; sha256: string };
  data: StaffFile | null;
  annexes: StaffFile[];
  approvers: StaffApprover[];
  /** While somebody has to decide: who may, and the telephone on which to call them. */
  callable: { accountId: string; name: string; mobile: string | null }[];
  /** Where it is signed: who signs, and how far the file is; null where it is approved alone. */
  signing: Signing | null;
  /** While everybody has signed and the file is not finished. */
  finishing: Finishing | null;
  /** In what it went further than it should: for accounts that were not adopted, or not signed by all. */
  releasedAs: "not-adopted" | "not-signed" | null;
  /** Of every version, the newest first. */
  decisions: (FilingDecision & {
    version: number;
    /** Whether that version was to be signed, and not to be approved alone. */
    signing: boolean;
    answers: Record<string, string>;
  })[];
  versions: StaffVersion[];
  messages: StaffMessage[];
  openings: Opening[];
};

/** Moments come out of JSON as text. */
type Stored<T extends { at: Date }> = Omit<T, "at"> & { at: string };

/** One document with everything that the firm knows of it; null when it is out of this colleague's reach. */
export async function staffFiling(ctx: Scoped<Staff>, id: string): Promise<StaffFilingDetail | null> {
  const ofFiling = sql`x.firm_id = ${filings.firmId} and x.filing_id = ${filings.id}`;
  const nameOf = (account: string) => sql`(select a.name from ${accounts} a
    where a.firm_id = x.firm_id and a.id = x.${sql.raw(account)})`;
  const waitsFor = sql<StaffFilingDetail["waitsFor"]>`(
    select json_build_object('id', x.id, 'stream', x.stream, 'label', x.label, 'state', x.state,
      'period', json_build_object('start', x.period_start, 'end', x.period_end))
    from filings x where x.firm_id = ${filings.firmId} and x.id = ${filings.waitsFor})`;
  const data = sql<StaffFile | null>`(
    select json_build_object('id', x.id, 'name', x.name, 'bytes', x.bytes) from ${files} x
    where x.firm_id = ${filings.firmId} and x.id = ${filingVersions.dataFileId})`;
  const annexes = sql<StaffFile[]>`(
    select coalesce(json_agg(json_build_object('id', f.id, 'name', f.name, 'bytes', f.bytes) order by x.place),
      '[]'::json) from ${filingAnnexes} x join ${files} f on f.firm_id = x.firm_id and f.id = x.file_id
    where ${ofFiling} and x.version = ${filings.version})`;
  const approvers = sql<(Omit<StaffApprover, "at"> & { at: string | null })[]>`(
    select coalesce(json_agg(json_build_object('seat', x.seat, 'accountId', x.account_id, 'name', x.name,
      'capacity', x.capacity, 'onBehalfOf', x.on_behalf_of, 'turn', x.turn, 'by', ${nameOf("acted_by")},
      'at', x.acted_at, 'reason', x.reason) order by x.seat), '[]'::json)
    from ${filingApprovers} x where ${ofFiling} and x.version = ${filings.version})`;
  const decided = sql<Stored<StaffFilingDetail["decisions"][number]>[]>`(
    select coalesce(json_agg(json_build_object('version', x.version, 'decision', x.decision, 'by', x.account_name,
      'capacity', x.capacity, 'onBehalfOf', x.on_behalf_of, 'at', x.at, 'method', x.method,
      'category', x.category, 'reason', x.reason, 'answers', x.answers,
      'assistedBy', x.assisted_by_name, 'signing', v.signing) order by x.at desc, x.seat), '[]'::json)
    from ${decisions} x join ${filingVersions} v on v.firm_id = x.firm_id and v.filing_id = x.filing_id
      and v.version = x.version where ${ofFiling})`;
  const versions = sql<Stored<StaffVersion>[]>`(
    select json_agg(json_build_object('version', x.version, 'at', x.created_at, 'by', x.created_by_name,
      'amount', x.amount, 'note', x.note, 'attachment', json_build_object('id', x.attachment_file_id,
        'name', x.attachment_name, 'bytes', x.attachment_bytes, 'mime', x.attachment_mime)) order by x.version desc)
    from filing_versions x where ${ofFiling})`;
  // A mail about several documents is of each of them.
  const message = sql.raw(
    "o.firm_id, o.id, o.kind, o.payload, o.account_id, o.status, o.created_at, o.done_at",
  );
  const messages = sql<(Omit<Stored<StaffMessage>, "sentAt"> & { sentAt: string | null })[]>`(
    select coalesce(json_agg(json_build_object('kind', x.kind, 'template', x.payload->>'template',
      'to', ${nameOf("account_id")}, 'status', x.status, 'at', x.created_at, 'sentAt', x.done_at)
      order by x.created_at desc, x.id desc), '[]'::json)
    from (
      select ${message} from ${outbox} o where o.firm_id = ${filings.firmId} and o.subject = 'filing:' || ${filings.id}
        and o.kind in ('mail', 'sms')
      union
      select ${message} from ${notices} x join ${outbox} o on o.firm_id = x.firm_id and o.id = x.mail_id where ${ofFiling}
    ) x)`;
  const openings = sql<Stored<Opening>[]>`(
    select coalesce(json_agg(json_build_object('name', coalesce(${nameOf("account_id")}, '–'), 'version', x.version,
      'sha256', x.sha256, 'at', x.at) order by x.at), '[]'::json) from ${filingOpenings} x where ${ofFiling})`;
  const [found] = await ctx.db
    .select({
      id: filings.id,
      organisation: { id: organisations.id, slug: organisations.slug, name: organisations.name },
      stream: filings.stream,
      label: filings.label,
      start: filings.periodStart,
      end: filings.periodEnd,
      reference: filings.reference,
      state: filings.state,
      stateReason: filings.stateReason,
      version: filings.version,
      amount: filings.amount,
      approveBy: filings.approveBy,
      fileBy: filings.fileBy,
      payBy: filings.payBy,
      expiresOn: filings.expiresOn,
      publishedAt: filings.publishedAt,
      changedAt: filings.changedAt,
      completedAt: filings.completedAt,
      filedAt: filings.filedAt,
      filedReference: filings.filedReference,
      waitsFor,
      releasedAs: filings.releasedAs,
      signed: filingVersions.signing,
      signingSet: filings.signingSet,
      paymentReference: filingVersions.paymentReference,
      figures: filingVersions.figures,
      details: filingVersions.details,
      attachment: {
        id: filingVersions.attachmentFileId,
        name: filingVersions.attachmentName,
        bytes: filingVersions.attachmentBytes,
        mime: filingVersions.attachmentMime,
        pages: filingVersions.attachmentPages,
        sha256: filingVersions.attachmentSha256,
      },
      data,
      annexes,
      approvers,
      decided,
      versions,
      messages,
      openings,
    })
    .from(filings)
    .innerJoin(
      filingVersions,
      and(
        eq(filingVersions.firmId, filings.firmId),
        eq(filingVersions.filingId, filings.id),
        eq(filingVersions.version, filings.version),
      ),
    )
    .innerJoin(
      organisations,
      and(eq(organisations.firmId, filings.firmId), eq(organisations.id, filings.organisationId)),
    )
    .where(and(eq(filings.firmId, ctx.actor.firmId), eq(filings.id, id)));
  if (!found) return null;
  const { start, end, decided: made, signed, signingSet, ...rest } = found;
  const signing = signed ? await signingOf(ctx, { ...rest, signingSet }) : null;
  return {
    ...rest,
    signing,
    finishing: signing && (await finishingOf(ctx, rest, signing)),
    period: { start, end },
    // Written by publishFiling and never changed since.
    figures: rest.figures as Figures,
    approvers: rest.approvers.map((one) => ({ ...one, at: one.at === null ? null : new Date(one.at) })),
    decisions: made.map(dated),
    versions: rest.versions.map(dated),
    messages: rest.messages.map((one) => ({
      ...dated(one),
      sentAt: one.sentAt ? new Date(one.sentAt) : null,
    })),
    openings: rest.openings.map(dated),
    callable: undecided.includes(rest.state)
      ? (await possibleApprovers(ctx, rest.organisation.id, rest.stream)).map(
          ({ accountId, name, mobile }) => ({ accountId, name, mobile }),
        )
      : [],
  };
}

function dated<T extends { at: string }>(row: T): Omit<T, "at"> & { at: Date } {
  return { ...row, at: new Date(row.at) };
}

/** A file of one document, of whichever version, signed or not, or the proof of a mandate or of the signing; null when it is none of it, or out of this colleague's reach. */
export async function fileOfFiling(
  ctx: Scoped<Staff>,
  filingId: string,
  fileId: string,
): Promise<StoredFile | null> {
  const { firmId } = ctx.actor;
  const [found] = await ctx.db
    .select({ id: filings.id })
    .from(filings)
    .where(
      and(
        eq(filings.firmId, firmId),
        eq(filings.id, filingId),
        sql`(exists (select 1 from ${filingVersions} v where v.firm_id = ${firmId} and v.filing_id = ${filings.id}
            and (v.attachment_file_id = ${fileId} or v.data_file_id = ${fileId}))
          or exists (select 1 from ${filingAnnexes} x where x.firm_id = ${firmId} and x.filing_id = ${filings.id}
            and x.file_id = ${fileId})
          or exists (select 1 from ${signingRevisions} r where r.firm_id = ${firmId} and r.filing_id = ${filings.id}
            and r.file_id = ${fileId})
          or exists (select 1 from ${signingProofs} p where p.firm_id = ${firmId} and p.filing_id = ${filings.id}
            and p.file_id = ${fileId})
          or exists (select 1 from ${filingApprovers} a where a.firm_id = ${firmId} and a.filing_id = ${filings.id}
            and a.mandate_file_id = ${fileId}))`,
      ),
    );
  return found ? findFile(ctx, fileId) : null;
}
