import { and, asc, count, eq, gt, lte, max, min, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { auditAnchors, auditEvents, auditHeads } from "@/db/schema/audit";
import { inScope, type Scoped } from "@/db/scope";
import { type System, systemOf } from "@/lib/access/actor";
import { now } from "@/lib/ports/clock";
import { type About, anchorLine, entryLine, headerLine, rootLine } from "./format";

/** So many rows are in memory at a time, or fewer. */
const perPage = 500;

type Firm = About["firm"];

/**
 * The audit trail of a firm in the format of an export: what it holds up to the head of this moment, and no more. It is
 * read in short pieces, each in the firm's own scope: what is there does not change meanwhile, for a chain only grows.
 * @param firm more of it may be given, and is left out
 * @param opened told what will come
 * @returns lines without their ends
 */
export async function* exportTrail(
  { id, slug, name }: Firm,
  opened: (about: About) => void = () => {},
): AsyncGenerator<string> {
  const firm = { id, slug, name };
  const anchored = await reading(id, anchorsNow);
  // After the anchors: an honest head is never behind them, and of one that was put back they tell.
  const extent = await reading(id, entriesNow);
  const about = { firm, exportedAt: now().toISOString(), ...extent, anchors: anchored.anchors };
  opened(about);
  yield headerLine(about);
  yield* inPages(id, extent.head.seq, entries, entryAfter, entryLine);
  for (const root of await reading(id, (ctx) => rootsUntil(ctx, anchored.last))) yield rootLine(root);
  yield* inPages(id, anchored.last, anchors, anchorAfter, anchorLine);
}

/** Nothing is written by whoever exports: the database holds to that too. */
function reading<T>(firmId: string, work: (ctx: Scoped<System>) => Promise<T>): Promise<T> {
  return inScope(systemOf(firmId, "audit-export"), async (ctx) => {
    await ctx.db.execute(sql`set transaction read only`);
    return work(ctx);
  });
}

type Page<Row> = (ctx: Scoped<System>, after: number, to: number) => Promise<Row[]>;

/**
 * Rows by number, some numbers at a time: to ask for so many rows instead, the database may sort all that are left, again
 * for each page. Where there is a gap it looks for what comes behind it.
 */
async function* inPages<Row extends { seq: number }>(
  firmId: string,
  until: number,
  page: Page<Row>,
  nextAfter: (ctx: Scoped<System>, after: number) => Promise<number | null>,
  line: (row: Row) => string,
): AsyncGenerator<string> {
  let after = 0;
  while (after < until) {
    const rows = await reading(firmId, (ctx) => page(ctx, after, Math.min(until, after + perPage)));
    for (const row of rows) yield line(row);
    after += perPage;
    if (rows.length > 0) continue;
    const next = await reading(firmId, (ctx) => nextAfter(ctx, after));
    if (next === null) return;
    after = next - 1;
  }
}

async function anchorsNow({ db, actor }: Scoped<System>): Promise<{ anchors: number; last: number }> {
  const [found] = await db
    .select({ anchors: count(), last: max(auditAnchors.seq) })
    .from(auditAnchors)
    .where(eq(auditAnchors.firmId, actor.firmId));
  return { anchors: found?.anchors ?? 0, last: found?.last ?? 0 };
}

async function entriesNow({ db, actor }: Scoped<System>): Promise<Pick<About, "entries" | "head">> {
  const { firmId } = actor;
  const [head] = await db.select().from(auditHeads).where(eq(auditHeads.firmId, firmId));
  if (!head) throw new Error("This firm has no audit chain");
  const { seq, hash } = head;
  const [found] = await db
    .select({ entries: count() })
    .from(auditEvents)
    .where(and(eq(auditEvents.firmId, firmId), lte(auditEvents.seq, seq)));
  return { entries: found?.entries ?? 0, head: { seq, hash: hash.toString("hex") } };
}

const entriesOf = between(auditEvents.firmId, auditEvents.seq);
const anchorsOf = between(auditAnchors.firmId, auditAnchors.seq);

function between(firm: PgColumn, seq: PgColumn) {
  return ({ actor }: Scoped<System>, after: number, to = Number.MAX_SAFE_INTEGER) =>
    and(eq(firm, actor.firmId), gt(seq, after), lte(seq, to));
}

function entries(ctx: Scoped<System>, after: number, to: number) {
  return ctx.db
    .select()
    .from(auditEvents)
    .where(entriesOf(ctx, after, to))
    .orderBy(asc(auditEvents.seq));
}

function anchors(ctx: Scoped<System>, after: number, to: number) {
  const { seq, hash, at, givenBy: by, token } = auditAnchors;
  return ctx.db
    .select({ seq, hash, at, by, token })
    .from(auditAnchors)
    .where(anchorsOf(ctx, after, to))
    .orderBy(asc(auditAnchors.seq));
}

async function entryAfter(ctx: Scoped<System>, after: number): Promise<number | null> {
  const [next] = await ctx.db
    .select({ seq: min(auditEvents.seq) })
    .from(auditEvents)
    .where(entriesOf(ctx, after));
  return next?.seq ?? null;
}

async function anchorAfter(ctx: Scoped<System>, after: number): Promise<number | null> {
  const [next] = await ctx.db
    .select({ seq: min(auditAnchors.seq) })
    .from(auditAnchors)
    .where(anchorsOf(ctx, after));
  return next?.seq ?? null;
}

/** The certificates that these anchors were believed by, each once. */
async function rootsUntil({ db, actor }: Scoped<System>, until: number): Promise<Buffer[]> {
  const rows = await db
    .selectDistinct({ root: auditAnchors.root })
    .from(auditAnchors)
    .where(and(eq(auditAnchors.firmId, actor.firmId), lte(auditAnchors.seq, until)));
  return rows.map(({ root }) => root);
}
