import { startChild } from "./child.mjs";
import { copySessions, withSql } from "./databases.mjs";
import { organisation } from "./people.mjs";
import { onOwnCore, onServersCore } from "./pin.mjs";
import { compare, median } from "./rounds.mjs";
import { logStatements, statementsDuring } from "./statements.mjs";

/** Number 9, both halves. @param wish.bySize what countOnce found, by how many filings there were */
export async function number9({ house, people, ids, bySize, effort, say }, closers) {
  const { loginUrl, openLoginUrl: openUrl } = house;
  await copySessions(house.ownerUrl, house.openOwnerUrl);
  const orders = await readOrders(house, people, ids);
  return [await number9Scope({ loginUrl, openUrl, orders, effort, say }, closers), number9Statements(bySize)];
}

/**
 * Number 9, first half: a request's reads under row-level security / the same reads with their explicit filters
 * only. Both go through the portal's own queries and its scope (BEGIN, scope, COMMIT); the second runs over a copy
 * of the database whose policies are off. Answers are compared, so that nobody is quick with less.
 * @param {object} wish
 * @param {string} wish.loginUrl of the database with policies
 * @param {string} wish.openUrl of its copy without
 * @param {Record<string, object>} wish.orders what bench/scoped.ts is asked, by name of the request
 * @returns {Promise<object>} the result: the ratio is that of the worst request
 */
async function number9Scope({ loginUrl, openUrl, orders, effort, say }, closers) {
  const name = "9 scoped (RLS) request / same request with explicit filters only";
  say(name);
  onServersCore();
  const reader = (url) => startChild("scoped.ts", { DATABASE_URL: url, PORTAL_POOL: "2" }, closers);
  const readers = { portal: reader(loginUrl), floor: reader(openUrl), floorAgain: reader(openUrl) };
  onOwnCore();
  const pages = {};
  for (const [request, order] of Object.entries(orders)) {
    const sample = (times) =>
      Object.fromEntries(
        Object.entries(readers).map(([arm, read]) => [
          arm,
          async () => median((await read({ ...order, request, times })).took),
        ]),
      );
    const answers = [];
    for (const read of Object.values(readers)) {
      answers.push((await read({ ...order, request, times: effort.readsToWarmUp })).found);
    }
    if (new Set(answers).size > 1) throw new Error(`${request} answers otherwise when the policies are off`);
    pages[request] = await compare({ rounds: effort.rounds, arms: sample(effort.reads), say });
  }
  const conclusive = Object.values(pages).every((page) => page.conclusive);
  const worst = Math.max(...Object.values(pages).map(({ arms }) => arms.portal.ratio));
  return {
    name,
    ratio: conclusive ? worst : null,
    bound: 1.3,
    ok: conclusive && worst <= 1.3,
    ...(conclusive ? {} : { note: "inconclusive: two copies of the floor differ by more than 10 %" }),
    requests: Object.fromEntries(
      Object.entries(pages).map(([request, { arms, agreement }]) => [
        request,
        {
          ratio: arms.portal.ratio,
          scopedMs: arms.portal.p50,
          openMs: arms.floor.p50,
          floorsDifferBy: agreement,
        },
      ]),
    ),
    rounds: effort.rounds,
  };
}

/** What bench/scoped.ts needs to know to read as these people do. */
async function readOrders({ ownerUrl }, { client, staff }, { open }) {
  const { id: organisationId } = client.known.session.organisations.find(({ slug }) => slug === organisation);
  const orderOf = async ({ session }) => {
    const [row] = await withSql(
      ownerUrl,
      (sql) => sql`select encode(token_hash, 'hex') as hash from sessions where id = ${session.id}`,
    );
    return { session, tokenHash: row.hash, organisationId, filingId: open };
  };
  const asClient = await orderOf(client.known);
  const asStaff = await orderOf(staff.known);
  return {
    welcome: asClient,
    "open tasks": asClient,
    overview: asClient,
    "overview, narrowed": asClient,
    filing: asClient,
    everywhere: asClient,
    "staff, documents": asStaff,
    "staff, filing": asStaff,
    "staff, clients": asStaff,
  };
}

/**
 * Number 9, second half: the data statements of every signed-in page, counted in PostgreSQL's own log.
 * @param {{ name: string, path: string, visitor: object }[]} pages
 * @returns {Promise<Record<string, number>>} by name of the page, the most of three times
 */
async function countStatements({ pages, logPath }) {
  const counts = {};
  for (const { name, path, visitor } of pages) {
    // The first time connections open and statements are prepared.
    for (let i = 0; i < 3; i++) await visitor.page(path);
    const seen = [];
    for (let i = 0; i < 3; i++) {
      seen.push((await statementsDuring(logPath, () => visitor.page(path))).length);
    }
    counts[name] = Math.max(...seen);
  }
  return counts;
}

/** Number 9's counts at the moment, by name of the page. */
export async function countOnce({ ownerUrl, logPath }, pages) {
  return withSql(ownerUrl, async (sql) => {
    const quiet = await logStatements(sql);
    try {
      return await countStatements({ pages, logPath });
    } finally {
      await quiet();
    }
  });
}

/** @param {Record<string, Record<string, number>>} bySize counts per page, by how many filings there were */
function number9Statements(bySize) {
  const [first, ...others] = Object.values(bySize);
  const same = others.every((counts) => Object.keys(first).every((page) => counts[page] === first[page]));
  const all = Object.values(bySize).flatMap((counts) => Object.values(counts));
  const most = Math.max(...all);
  return {
    name: "9 data statements per page, the most of all signed-in pages, the same at any size",
    ratio: most,
    bound: 4,
    // Each looks up its session at least; a page that shows none was not counted.
    ok: most <= 4 && Math.min(...all) > 0 && same,
    unit: "statements",
    sameAtAnySize: same,
    pages: bySize,
    note: "the session included, BEGIN, scope and COMMIT not; once a minute a process also looks its firm up",
  };
}
