import { and, asc, eq, lt, or, type Placeholder, type SQL, sql } from "drizzle-orm";
import { type FilingState, filingApprovers, filings, filingVersions } from "@/db/schema/approvals";
import { filingOpenings } from "@/db/schema/decisions";
import { memberships, organisations } from "@/db/schema/organisations";
import type { Scoped } from "@/db/scope";
import type { Client } from "@/lib/access/actor";
import { isId } from "@/lib/shared/ids";
import type { Filters } from "./filters";
import { awaitable, mostCurrent, undecided } from "./rules";
import type { CurrentFiling, Figures, FilingRow } from "./shapes";
import { outcomesOf } from "./shown";

/** A value, or the name of one in a statement that is written once (db/written.ts). */
type Named<V> = { [K in keyof V]: V[K] extends readonly unknown[] | null ? V[K] : V[K] | Placeholder };
/** Whose lists these are. */
type Person = Named<Pick<Client, "firmId" | "accountId">>;

/**
 * That a document is still to be decided about, and nobody can approve any more what it waits for: that was withdrawn, or
 * expired and has no new version. Written as one within another: so its columns keep the names of their tables where
 * only one table is asked. What it waits for is one row, looked up by its key; asked by `exists`, the database would
 * read all there are of the firm, for one that waits.
 */
export const waitsInVain = sql<boolean>`(${sql`${inState(undecided)} and ${filings.waitsFor} is not null and (
  select b.state not in (${named(awaitable)}) from ${filings} b
    where b.firm_id = ${filings.firmId} and b.id = ${filings.waitsFor}) is true`})`;

/** What every list shows of a filing. A withdrawn one keeps its name, and nothing of what it said. */
export const rowColumns = {
  id: filings.id,
  stream: filings.stream,
  label: filings.label,
  periodStart: filings.periodStart,
  periodEnd: filings.periodEnd,
  year: filings.year,
  state: filings.state,
  stateReason: filings.stateReason,
  amount: sql<number | null>`case when ${filings.state} <> 'withdrawn' then ${filings.amount} end`.mapWith(
    Number,
  ),
  approveBy: filings.approveBy,
  // Whether there was anything to pay at all is said by this as well.
  payBy: sql<string | null>`case when ${filings.state} <> 'withdrawn' then ${filings.payBy} end`,
  publishedAt: filings.publishedAt,
  publishedBy: filings.publishedByName,
  changedAt: filings.changedAt,
  completedAt: filings.completedAt,
  filedAt: filings.filedAt,
  waits: sql<boolean>`${filings.waitsFor} is not null`,
  inVain: waitsInVain,
};

/**
 * That a document is in one of these states. They stand in the statement itself and are no parameters: which of them are
 * rare is what the database has to know to find a hundred open ones among a million without reading them all.
 */
export function inState(states: readonly FilingState[]): SQL {
  return sql`${filings.state} in (${named(states)})`;
}

function named(states: readonly FilingState[]): SQL {
  const known = states.filter((state) => /^[a-zA-Z]+$/.test(state)).map((state) => `'${state}'`);
  return sql.raw(known.join(", "));
}

type Row = { periodStart: string; periodEnd: string };

export function shaped<R extends Row>({ periodStart, periodEnd, ...rest }: R) {
  return { ...rest, period: { start: periodStart, end: periodEnd } };
}

/** That this person has the right to decide about this stream of this organisation. */
function mayApprove({ firmId, accountId }: Person): SQL {
  return sql`(${filings.organisationId}, ${filings.stream}) in (select m.organisation_id, unnest(m.approves)
    from ${memberships} m where m.firm_id = ${firmId} and m.account_id = ${accountId})`;
}

/** What a seat that somebody may fill asks of this person. */
function turnOf(accountId: Person["accountId"]): SQL {
  return sql`case when s.turn = 'readyToSend' and s.acted_by = ${accountId} then 'readyToSend' else 'asked' end`;
}

/**
 * The same, safe in what is selected from one table: there drizzle takes the table's name off every column that stands
 * directly in the expression, and in a subquery `filings.version` would come to mean its own `version`.
 */
function withTables<T>(expression: SQL<T>): SQL<T> {
  return sql<T>`${expression}`;
}

/**
 * Whose turn it is, as far as this person is concerned: by an own seat of the current version, or one that is for
 * anybody. "asked" goes before what this person has put off.
 */
export function mineOf(person: Person): SQL<FilingRow["mine"]> {
  const { accountId } = person;
  return withTables(sql`case when ${inState(undecided)} then (select min(${turnOf(accountId)})
    from ${filingApprovers} s where s.firm_id = ${filings.firmId} and s.filing_id = ${filings.id}
      and s.version = ${filings.version} and (s.account_id is null or s.account_id = ${accountId})
      and s.turn in ('asked', 'readyToSend') and ${mayApprove(person)}) end`);
}

/** That this is there to be read, and that this person opened it as it is now: one row at most, looked up by its key. */
export function openedBy({ accountId }: Person): SQL<boolean> {
  return withTables(sql<boolean>`(${inState(["toRead"])} and (select true from ${filingOpenings} x
    where x.firm_id = ${filings.firmId} and x.filing_id = ${filings.id} and x.version = ${filings.version}
    and x.account_id = ${accountId}) is true)`);
}

/**
 * What is under way: what this person put ready to be sent, then the tasks of this person, then what waits for others or
 * for the firm; each with the earliest date first. At most `mostCurrent`, and one more where there are more.
 * @param organisationId of one organisation, or of all that this person reaches
 */
export function currentFilings(ctx: Scoped<Client>, organisationId?: string): Promise<CurrentFiling[]> {
  const { firmId, accountId } = ctx.actor;
  const own = organisationId
    ? eq(filings.organisationId, organisationId)
    : sql`${filings.organisationId} in (select m.organisation_id from ${memberships} m
        where m.firm_id = ${firmId} and m.account_id = ${accountId})`;
  const underWay = inState([
    ...undecided,
    "rejected",
    "refusedByRecipient",
    "outcomeUnknown",
    "notDelivered",
  ]);
  return withOrganisation(ctx, and(own, underWay));
}

/**
 * Documents with the organisation that each is of, whose turn it is and who is waited for: at most `mostCurrent`, and one
 * more where there are more. What is this person's own goes first, then the earliest date.
 * @param where which of those that this person reaches
 */
export async function withOrganisation(
  ctx: Scoped<Client>,
  where: SQL | undefined,
): Promise<CurrentFiling[]> {
  const { accountId } = ctx.actor;
  // Both in one look: whose turn it is as far as this person is concerned, and who is waited for.
  const seats = sql`lateral (select min(case when (s.account_id is null or s.account_id = ${accountId})
      and ${mayApprove(ctx.actor)} then ${turnOf(accountId)} end) as mine,
    coalesce(json_agg(s.name order by s.seat) filter (where s.name is not null), '[]'::json) as waits_for,
    coalesce(bool_or(s.field is not null), false) as signing
    from ${filingApprovers} s where s.firm_id = ${filings.firmId} and s.filing_id = ${filings.id}
      and s.version = ${filings.version} and s.turn in ('asked', 'readyToSend')) seats`;
  // By its name in the order: what is this person's own is never cut off for what is somebody else's.
  const mine = sql<FilingRow["mine"]>`case when ${inState(undecided)} then seats.mine end`.as("mine");
  const rows = await ctx.db
    .select({
      ...rowColumns,
      version: filings.version,
      reference: filings.reference,
      comesAfter: filings.waitsFor,
      mine,
      opened: openedBy(ctx.actor),
      organisation: { slug: organisations.slug, name: organisations.name },
      // Of income tax alone: two may file together, and each has an outcome of their own.
      figures: sql<Figures | null>`case when ${filings.stream} = 'personalIncomeTax' then (
        select v.figures from ${filingVersions} v where v.firm_id = ${filings.firmId} and v.filing_id = ${filings.id}
          and v.version = ${filings.version}) end`,
      waitsFor: sql<string[]>`seats.waits_for`,
      signing: sql<boolean>`seats.signing`,
    })
    .from(filings)
    .innerJoin(
      organisations,
      and(eq(organisations.firmId, filings.firmId), eq(organisations.id, filings.organisationId)),
    )
    .innerJoin(seats, sql`true`)
    .where(and(eq(filings.firmId, ctx.actor.firmId), where))
    .orderBy(sql`${mine} desc nulls last`, asc(filings.approveBy), asc(filings.id))
    .limit(mostCurrent + 1);
  return rows.map(({ figures, waitsFor, ...row }) => ({
    ...shaped(row),
    // Who approves in two capacities has two seats, and is one person.
    waitsFor: [...new Set(waitsFor)],
    outcomes: figures && outcomesOf(figures),
  }));
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
export function olderThan(after: Named<Cursor> | null): SQL | undefined {
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

/** What a list of filings is narrowed to, apart from what is searched for. */
export function narrowedTo({
  states,
  year,
  stream,
}: Named<Pick<Filters, "states" | "year" | "stream">>): SQL[] {
  return [
    ...(states ? [inState(states)] : []),
    ...(year === null ? [] : [eq(filings.year, year)]),
    ...(stream === null ? [] : [eq(filings.stream, stream)]),
  ];
}
