import { and, asc, count, eq, gt, lte, max, sql } from "drizzle-orm";
import { auditAnchors, auditEvents, auditHeads } from "@/db/schema/audit";
import { inScope, type Scoped } from "@/db/scope";
import { type System, systemOf } from "@/lib/access/actor";
import { now } from "@/lib/ports/clock";
import { type About, anchorLine, entryLine, headerLine, rootLine } from "./format";

/** So many rows are in memory at a time. */
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
  yield* inPages(id, extent.head.seq, entriesAfter, entryLine);
  for (const root of await reading(id, (ctx) => rootsUntil(ctx, anchored.last))) yield rootLine(root);
  yield* inPages(id, anchored.last, anchorsAfter, anchorLine);
}

/** Nothing is written by whoever exports: the database holds to that too. */
function reading<T>(firmId: string, work: (ctx: Scoped<System>) => Promise<T>): Promise<T> {
  return inScope(systemOf(firmId, "audit-export"), async (ctx) => {
    await ctx.db.execute(sql`set transaction read only`);
    return work(ctx);
  });
}

async function* inPages<Row extends { seq: number }>(
  firmId: string,
  until: number,
  pageAfter: (ctx: Scoped<System>, seq: number, until: number) => Promise<Row[]>,
  line: (row: Row) => string,
): AsyncGenerator<string> {
  let last = 0;
  while (last < until) {
    const page = await reading(firmId, (ctx) => pageAfter(ctx, last, until));
    for (const row of page) yield line(row);
    const [end] = page.slice(-1);
    if (!end) return;
    last = end.seq;
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

function entriesAfter({ db, actor }: Scoped<System>, seq: number, until: number) {
  return db
    .select()
    .from(auditEvents)
    .where(and(eq(auditEvents.firmId, actor.firmId), gt(auditEvents.seq, seq), lte(auditEvents.seq, until)))
    .orderBy(asc(auditEvents.seq))
    .limit(perPage);
}

function anchorsAfter({ db, actor }: Scoped<System>, seq: number, until: number) {
  const { seq: number, hash, at, givenBy: by, token } = auditAnchors;
  return db
    .select({ seq: number, hash, at, by, token })
    .from(auditAnchors)
    .where(
      and(eq(auditAnchors.firmId, actor.firmId), gt(auditAnchors.seq, seq), lte(auditAnchors.seq, until)),
    )
    .orderBy(asc(auditAnchors.seq))
    .limit(perPage);
}

/** The certificates that these anchors were believed by, each once. */
async function rootsUntil({ db, actor }: Scoped<System>, until: number): Promise<Buffer[]> {
  const rows = await db
    .selectDistinct({ root: auditAnchors.root })
    .from(auditAnchors)
    .where(and(eq(auditAnchors.firmId, actor.firmId), lte(auditAnchors.seq, until)));
  return rows.map(({ root }) => root);
}
