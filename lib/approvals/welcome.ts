import { and, asc, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import { filings } from "@/db/schema/approvals";
import { memberships, organisations } from "@/db/schema/organisations";
import type { Scoped } from "@/db/scope";
import type { Client } from "@/lib/access/actor";
import { inState, mineOf, openedBy, rowColumns, shaped } from "./queries";
import { undecided } from "./rules";
import type { CurrentFiling, FilingRow } from "./shapes";
import { allStreams, streams } from "./streams";

const mostUnderWay = 100;
const mostUnread = 3;
/** Nothing of what is listed here waits for another document: the database need not look. */
const waitsForNothing = { inVain: sql<boolean>`false` };
/**
 * Whether its current version is signed in the PDF, asked of those kinds alone that can be. Written as one within another,
 * see `waitsInVain`.
 */
const signed = sql<boolean>`(${sql`${filings.stream} in (${sql.raw(
  allStreams
    .filter((stream) => streams[stream].signed !== "never")
    .map((stream) => `'${stream}'`)
    .join(", "),
)}) and (select v.signing from filing_versions v where v.firm_id = ${filings.firmId}
  and v.filing_id = ${filings.id} and v.version = ${filings.version}) is true`})`;

/** That it is there to be read, and that this person has not opened it as it is now (D19). */
function unreadBy(actor: Client): SQL {
  return sql`(${inState(["toRead"])} and not ${openedBy(actor)})`;
}

/**
 * What the welcome page tells, in one statement: what waits for a decision, the earliest date first, and the newest few
 * that were not read yet.
 */
export async function welcomeFilings(
  ctx: Scoped<Client>,
  organisationId: string,
): Promise<{ waiting: (FilingRow & Pick<CurrentFiling, "signing">)[]; unread: FilingRow[] }> {
  const own = and(eq(filings.firmId, ctx.actor.firmId), eq(filings.organisationId, organisationId));
  const rowsOf = () =>
    ctx.db
      .select({
        ...rowColumns,
        ...waitsForNothing,
        mine: mineOf(ctx.actor),
        opened: openedBy(ctx.actor),
        signing: signed,
      })
      .from(filings);
  const rows = await unionAll(
    // What comes after another document is no task yet; it stands locked in the lists of Accordering.
    rowsOf()
      .where(and(own, inState(undecided), isNull(filings.waitsFor)))
      .orderBy(asc(filings.approveBy), asc(filings.id))
      .limit(mostUnderWay),
    rowsOf()
      .where(and(own, unreadBy(ctx.actor)))
      .orderBy(desc(filings.publishedAt), desc(filings.id))
      .limit(mostUnread),
  );
  // One after the other, each in its order.
  const found = rows.map(shaped);
  return {
    waiting: found.filter(({ state }) => state !== "toRead"),
    unread: found.filter(({ state }) => state === "toRead"),
  };
}

/** The newest few that this person has not read yet, of every organisation. */
export async function unreadFilings(
  ctx: Scoped<Client>,
): Promise<(FilingRow & Pick<CurrentFiling, "organisation">)[]> {
  const { firmId, accountId } = ctx.actor;
  const rows = await ctx.db
    .select({
      ...rowColumns,
      ...waitsForNothing,
      mine: sql<null>`null`,
      opened: sql<boolean>`false`,
      organisation: { slug: organisations.slug, name: organisations.name },
    })
    .from(filings)
    .innerJoin(
      organisations,
      and(eq(organisations.firmId, filings.firmId), eq(organisations.id, filings.organisationId)),
    )
    .where(
      and(
        eq(filings.firmId, firmId),
        sql`${filings.organisationId} in (select m.organisation_id from ${memberships} m
          where m.firm_id = ${firmId} and m.account_id = ${accountId})`,
        unreadBy(ctx.actor),
      ),
    )
    .orderBy(desc(filings.publishedAt), desc(filings.id))
    .limit(mostUnread);
  return rows.map(shaped);
}
