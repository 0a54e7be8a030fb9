import { ensureBuilt } from "../scripts/lib/build.mjs";
import { openHouse } from "../scripts/lib/house.mjs";
import { root } from "../scripts/lib/install.mjs";
import { freePort } from "../scripts/lib/processes.mjs";
import { copySessions, openDatabases, withSql } from "./databases.mjs";
import { addFilings, filingId } from "./filings.mjs";
import { buildFloor, startFloor } from "./floor.mjs";
import { run } from "./next-server.mjs";
import { number4 } from "./number-4.mjs";
import { number6 } from "./number-6.mjs";
import { countStatements, number9Scope, number9Statements } from "./number-9.mjs";
import { known, organisation, signedInPages, signPeopleIn } from "./people.mjs";
import { onOwnCore, onServersCore, pinning } from "./pin.mjs";
import { logStatements } from "./statements.mjs";

const efforts = {
  full: { rounds: 9, requests: 100, warmUp: 300, reads: 300, readsToWarmUp: 300 },
  quick: { rounds: 3, requests: 60, warmUp: 200, reads: 100, readsToWarmUp: 50 },
};
const manyFilings = 5000;
/** The page that everybody sees first, and the heaviest list. */
const measuredPages = [
  ["welcome", `/o/${organisation}`],
  ["list of 50", `/o/${organisation}/accordering/overzicht`],
];

/**
 * Opens portal, floors and databases, measures, and answers the results.
 * @param {{ folder: string, quick: boolean, only: string | null, say: (line: string) => void }} wish `only`: the one
 *   number to measure
 */
export async function measure({ folder, quick, only, say }, closers) {
  const effort = quick ? efforts.quick : efforts.full;
  const wants = (number) => !only || only === number;
  await ensureBuilt((program, args, env) => run(program, args, { cwd: root, env }, closers), say);
  say("Building the floor …");
  const floor = await buildFloor(closers);

  say(`Node ${process.versions.node}, ${pinning}, ${effort.rounds} rounds`);
  const house = await openBenchHouse({ folder, say }, closers);
  const people = await signPeopleIn(house, closers);
  const filings = await withSql(house.ownerUrl, async (sql) => ({
    open: await filingId(sql, organisation, "open"),
    completed: await filingId(sql, organisation, "completed"),
  }));
  const pages = signedInPages(people, filings);
  const bySize = {};
  if (wants("9")) bySize["the story"] = await countOnce(house, pages);
  for (const url of [house.ownerUrl, house.openOwnerUrl]) {
    await withSql(url, (sql) => addFilings(sql, organisation, manyFilings));
  }
  if (wants("9")) bySize[`${manyFilings} filings`] = await countOnce(house, pages);
  // There are more open tasks now.
  people.client.known = await known(people.client.visitor, house, closers);

  const portal = { port: house.port, headers: people.client.visitor.headers() };
  const results = [];
  if (wants("4") || wants("6")) {
    const floors = await startFloors(
      { floor, known: people.client.known, databaseUrl: house.ownerUrl },
      closers,
    );
    for (const [page, path] of wants("4") ? measuredPages : []) {
      results.push(...(await number4({ page, path, portal, floors, effort, say })));
    }
    if (wants("6")) results.push(await number6({ portal, floorPort: floors.first }));
  }
  if (wants("9")) {
    const { loginUrl, openLoginUrl: openUrl } = house;
    await copySessions(house.ownerUrl, house.openOwnerUrl);
    const orders = await readOrders(house, people, filings);
    results.push(await number9Scope({ loginUrl, openUrl, orders, effort, say }, closers));
    results.push(number9Statements(bySize));
  }
  return results;
}

/** The portal on the servers' core, over databases of our own. @returns the house, its databases and settings */
async function openBenchHouse({ folder, say }, closers) {
  onServersCore();
  const databases = await openDatabases(folder, closers);
  const { ownerUrl } = databases;
  const port = await freePort();
  const { loginUrl } = await openHouse({ dataDir: folder, port, ownerUrl, durable: false, say }, closers);
  onOwnCore();
  const settings = {
    PORTAL_MODE: "demo",
    PORTAL_DOMAIN: `localhost:${port}`,
    DATA_DIR: folder,
    DATABASE_URL: loginUrl,
  };
  return { ...databases, port, loginUrl, settings };
}

async function startFloors({ floor: folder, known, databaseUrl }, closers) {
  onServersCore();
  const start = (content) => startFloor({ folder, known, databaseUrl, content }, closers);
  const floors = {
    first: await start("database"),
    second: await start("database"),
    memory: await start("memory"),
  };
  onOwnCore();
  return floors;
}

async function countOnce({ ownerUrl, logPath }, pages) {
  return withSql(ownerUrl, async (sql) => {
    const quiet = await logStatements(sql);
    try {
      return await countStatements({ pages, logPath });
    } finally {
      await quiet();
    }
  });
}

/** What bench/scoped.ts needs to know to read as these people do. */
async function readOrders({ ownerUrl }, { client, staff }, filings) {
  const { id: organisationId } = client.known.organisations.find(({ slug }) => slug === organisation);
  const orderOf = async ({ session }) => {
    const [row] = await withSql(
      ownerUrl,
      (sql) => sql`select encode(token_hash, 'hex') as hash from sessions where id = ${session.id}`,
    );
    return { session, tokenHash: row.hash, organisationId, filingId: filings.open };
  };
  const asClient = await orderOf(client.known);
  const asStaff = await orderOf(staff.known);
  return {
    welcome: asClient,
    overview: asClient,
    filing: asClient,
    "staff, documents": asStaff,
    "staff, clients": asStaff,
  };
}
