import { and, desc, eq, not, type SQL, sql } from "drizzle-orm";
import { filings } from "@/db/schema/approvals";
import type { Scoped } from "@/db/scope";
import { writtenOnce } from "@/db/written";
import type { Client } from "@/lib/access/actor";
import { likeAnyWith } from "@/lib/shared/typed";
import type { Filters } from "./filters";
import { type Cursor, cutAt, mineOf, narrowedTo, olderThan, openedBy, rowColumns, shaped } from "./queries";
import type { FilingRow } from "./shapes";

const pageSize = 50;

/** The values of the statement, by the names that stand in it. */
const value = {
  firmId: sql.placeholder("firmId"),
  accountId: sql.placeholder("accountId"),
  organisationId: sql.placeholder("organisationId"),
  year: sql.placeholder("year"),
  stream: sql.placeholder("stream"),
  at: sql.placeholder("at"),
  id: sql.placeholder("id"),
};
const mine = mineOf(value);
const opened = openedBy(value);

/** What the statement's text depends on: which filters there are, and not what is looked for. */
type Shape = Pick<Filters, "states" | "ready" | "read"> & {
  year: boolean;
  stream: boolean;
  words: number;
  after: boolean;
};

/** What "Overzicht documenten" shows of a document: not by when to approve, and not by whom it was published. */
export type OverviewRow = Omit<FilingRow, "approveBy" | "publishedBy" | "completedAt">;

const { approveBy, publishedBy, completedAt, ...shown } = rowColumns;

const page = writtenOnce({ ...shown, mine, opened, ...yearsOf() }, (select, shape: Shape) =>
  select
    .from(filings)
    .where(
      and(
        eq(filings.firmId, value.firmId),
        eq(filings.organisationId, value.organisationId),
        ...narrowedTo({
          states: shape.states,
          year: shape.year ? value.year : null,
          stream: shape.stream ? value.stream : null,
        }),
        ...found(shape.words),
        ...own(shape),
        olderThan(shape.after ? value : null),
      ),
    )
    .orderBy(desc(filings.publishedAt), desc(filings.id))
    .limit(pageSize + 1),
);

/** Every word of a search has to be found. */
function found(words: number): SQL[] {
  return Array.from(
    { length: words },
    (_, index) => sql`${filings.searchText} ilike ${sql.placeholder(`word${index}`)}`,
  );
}

/** What one person did or has to do, where the document's state is the same for everybody. */
function own({ ready, read }: Shape): SQL[] {
  return [
    ...(ready === null ? [] : [sql`(${mine} is not distinct from 'readyToSend') = ${ready}`]),
    ...(read === null ? [] : [read ? opened : not(opened)]),
  ];
}

/**
 * Every filing of one organisation that the filters leave, newest first, by key and never by counting.
 * `years` are the first and the last of all there are, for the filter to offer whatever it leaves; null when there is
 * nothing at all.
 */
export async function allFilings(
  ctx: Scoped<Client>,
  organisationId: string,
  filters: Filters,
  after: Cursor | null,
): Promise<{ rows: OverviewRow[]; next: string | null; years: Years | null }> {
  const { firmId, accountId } = ctx.actor;
  const { states, ready, read, year, stream, words } = filters;
  const shape = {
    ...{ states, ready, read, year: year !== null, stream: stream !== null },
    ...{ words: words.length, after: after !== null },
  };
  const rows = await page(ctx.db, shape, {
    ...{ firmId, accountId, organisationId, year, stream, at: after?.at.toISOString(), id: after?.id },
    ...Object.fromEntries(words.map((word, index) => [`word${index}`, likeAnyWith(word)])),
  });
  const { shown, next } = cutAt(pageSize, rows);
  const years = rows[0] ?? (await allYears(ctx, organisationId));
  return { rows: shown.map(({ first, last, ...row }) => shaped(row)), next, years: yearsIn(years) };
}

type Years = { first: number; last: number };

/** The same with every row, so that a page with rows need not ask twice; looked up once in a statement. */
function yearsOf() {
  const extreme = (which: "min" | "max") =>
    sql<number | null>`(select ${sql.raw(which)}(x.year) from ${filings} x
      where x.firm_id = ${value.firmId} and x.organisation_id = ${value.organisationId})`;
  return { first: extreme("min"), last: extreme("max") };
}

const noRow = writtenOnce(yearsOf(), (select) => select.from(sql`(values (1)) one`));

async function allYears({ db, actor }: Scoped<Client>, organisationId: string) {
  const [found] = await noRow(db, null, { firmId: actor.firmId, organisationId });
  return found;
}

function yearsIn(found: { first: number | null; last: number | null } | undefined): Years | null {
  if (!found || found.first === null || found.last === null) return null;
  return { first: found.first, last: found.last };
}
