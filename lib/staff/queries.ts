import {
  and,
  asc,
  desc,
  eq,
  ilike,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { filingApprovers, filings, filingVersions } from "@/db/schema/approvals";
import { filingOpenings } from "@/db/schema/decisions";
import { accounts } from "@/db/schema/identity";
import { notices } from "@/db/schema/notifications";
import { organisations } from "@/db/schema/organisations";
import { outbox } from "@/db/schema/outbox";
import type { Scoped } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import { type Cursor, cutAt, inState, narrowedTo, olderThan, waitsInVain } from "@/lib/approvals/queries";
import { undecided } from "@/lib/approvals/rules";
import type { FilingState, Stream } from "@/lib/approvals/shapes";
import { allStreams, streams } from "@/lib/approvals/streams";
import { callFrom } from "@/lib/notifications/rules";
import { now } from "@/lib/ports/clock";
import { type FilingPeriod, type PlainDate, today } from "@/lib/shared/dates";
import { likeAnyWith } from "@/lib/shared/typed";
import type { StaffFilters } from "./filters";

const pageSize = 100;

/** On the way to the KvK or a bank, and not without somebody at the firm. */
const stuck = ["refusedByRecipient", "outcomeUnknown", "notDelivered"] as const;

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
  // As migration 0015 has names, and `parseFilters` what is searched for.
  const like = likeAnyWith(search.normalize("NFC"));
  const { firmId } = ctx.actor;
  const open = ctx.db
    .select({ organisationId: filings.organisationId, count: sql<number>`count(*)::int`.as("open_filings") })
    .from(filings)
    .where(and(eq(filings.firmId, firmId), inState(undecided)))
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
  organisationId: string;
  stream: Stream;
  label: string | null;
  period: FilingPeriod;
  amount: number | null;
  state: FilingState;
  /** Signed, and not approved alone. */
  signing: boolean;
  /** While it is: an accountant's turn, and no client's. */
  firmSigns: boolean;
  approveBy: PlainDate | null;
  publishedAt: Date;
  filedAt: Date | null;
  waits: boolean;
  /** It waits for what nobody can approve any more, until somebody at the firm acts. */
  inVain: boolean;
  mail: MailState;
  /** While somebody has to decide: who (null is anybody with the right), and who has opened the attachment. */
  asked: (string | null)[];
  openedBy: string[];
};

/**
 * What became of the mails that told the approvers. "planned": they go out in a while, with whatever else those people
 * have to hear, or once a document that comes first is done. "firmFirst": an accountant signs before any client is asked.
 * "nobody": there is nobody who may approve it.
 */
export type MailState = "sent" | "planned" | "waiting" | "failed" | "firmFirst" | "nobody";

const ofVersion = sql`x.firm_id = ${filings.firmId} and x.filing_id = ${filings.id} and x.version = ${filings.version}`;
const told = sql`${notices} x where ${ofVersion} and x.kind in ('approve', 'newVersion', 'read')`;
/** Those who are asked now are all of the firm. */
const firmSigns = sql<boolean>`coalesce((select bool_and(x.party = 'accountant') from ${filingApprovers} x
  where ${ofVersion} and x.turn = 'asked'), false)`;
const mailState = sql<MailState>`(select case
    when count(*) = 0 then 'sent'
    when bool_or(o.status in ('failed', 'expired')) then 'failed'
    when bool_or(o.status in ('waiting', 'running')) then 'waiting'
    when ${filings.waitsFor} is not null or exists (select 1 from ${told} and x.done_at is null) then 'planned'
    when not exists (select 1 from ${told}) and ${firmSigns} then 'firmFirst'
    when not exists (select 1 from ${told}) then 'nobody'
    else 'sent' end
  from (
    select p.status from ${outbox} p where p.firm_id = ${filings.firmId} and p.subject = 'filing:' || ${filings.id}
      and p.kind = 'filing.published'
    union all
    select m.status from ${outbox} m join (select x.mail_id from ${told}) t on m.id = t.mail_id
      where m.firm_id = ${filings.firmId}
  ) o)`;

const whileUndecided = (list: SQL) =>
  sql<string[]>`case when ${inState(undecided)} then ${list} else '[]'::json end`;
const asked = whileUndecided(sql`(select coalesce(json_agg(x.name order by x.seat), '[]'::json)
  from ${filingApprovers} x where ${ofVersion} and x.turn in ('asked', 'readyToSend'))`);
const openedBy = whileUndecided(sql`(select coalesce(json_agg(a.name order by x.at), '[]'::json)
  from ${filingOpenings} x join ${accounts} a on a.firm_id = x.firm_id and a.id = x.account_id where ${ofVersion})`);

const signing = sql<boolean>`(select v.signing from ${filingVersions} v where v.firm_id = ${filings.firmId}
  and v.filing_id = ${filings.id} and v.version = ${filings.version})`;

/** What was published, narrowed to the filters, newest first, by key and never by counting. */
export async function staffFilings(
  ctx: Scoped<Staff>,
  filters: StaffFilters,
  after: Cursor | null = null,
): Promise<{ rows: StaffFiling[]; next: string | null }> {
  const rows = await ctx.db
    .select({
      id: filings.id,
      organisation: organisations.name,
      organisationId: filings.organisationId,
      stream: filings.stream,
      label: filings.label,
      start: filings.periodStart,
      end: filings.periodEnd,
      amount: filings.amount,
      state: filings.state,
      signing,
      firmSigns,
      approveBy: filings.approveBy,
      publishedAt: filings.publishedAt,
      filedAt: filings.filedAt,
      waits: sql<boolean>`${filings.waitsFor} is not null`,
      inVain: waitsInVain,
      mail: mailState,
      asked,
      openedBy,
    })
    .from(filings)
    .innerJoin(
      organisations,
      and(eq(organisations.firmId, filings.firmId), eq(organisations.id, filings.organisationId)),
    )
    .where(and(eq(filings.firmId, ctx.actor.firmId), ...staffNarrowedTo(ctx, filters), olderThan(after)))
    .orderBy(desc(filings.publishedAt), desc(filings.id))
    .limit(pageSize + 1);
  const { shown, next } = cutAt(pageSize, rows);
  return { rows: shown.map(({ start, end, ...row }) => ({ ...row, period: { start, end } })), next };
}

const signedBy = ({ accountId }: Staff) => sql`exists (select 1 from ${filingApprovers} x
  where ${ofVersion} and x.party = 'accountant' and x.turn = 'asked' and x.account_id = ${accountId})`;

/** How many documents wait for the signature of this colleague. */
export async function countToSign(ctx: Scoped<Staff>): Promise<number> {
  const own = eq(filings.firmId, ctx.actor.firmId);
  const [row] = await ctx.db
    .select({ count: sql<number>`count(*)::int` })
    .from(filings)
    .where(and(own, inState(undecided), signedBy(ctx.actor)));
  return row?.count ?? 0;
}

/** The heaps of work, and a search that finds the client's name too. */
export function staffNarrowedTo(
  { actor }: Scoped<Staff>,
  { words, heap, ...rest }: StaffFilters,
): (SQL | undefined)[] {
  const at = now();
  const day = today(at);
  const toCall = and(inState(undecided), isNull(filings.waitsFor), lte(filings.approveBy, callFrom(at)));
  const inPackage = allStreams.filter((stream) => streams[stream].goesTo === "tax-package");
  const toFile = and(inState(["completed"]), isNull(filings.filedAt), inArray(filings.stream, inPackage));
  // What waits for another document is not late before it can be approved.
  const unapproved = or(and(inState(undecided), isNull(filings.waitsFor)), inState(["rejected", "expired"]));
  const undecidedLate = and(unapproved, lt(filings.approveBy, day));
  return [
    ...narrowedTo(rest),
    ...(heap === "call" ? [toCall] : []),
    ...(heap === "sign" ? [inState(undecided), signedBy(actor)] : []),
    ...(heap === "unfiled" ? [toFile] : []),
    ...(heap === "filed" ? [isNotNull(filings.filedAt)] : []),
    ...(heap === "stuck" ? [inState([...stuck, ...undecided]), or(inState(stuck), waitsInVain)] : []),
    ...(heap === "late" ? [or(undecidedLate, and(toFile, lt(filings.fileBy, day)))] : []),
    ...words.map((word) => {
      const like = likeAnyWith(word);
      return or(ilike(filings.searchText, like), ilike(organisations.name, like));
    }),
  ];
}
