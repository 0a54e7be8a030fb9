import { ensureBuilt } from "../scripts/lib/build.mjs";
import { root } from "../scripts/lib/install.mjs";
import { batch } from "./batch.mjs";
import { openCluster, withSql } from "./databases.mjs";
import { addFilings, storyIds } from "./filings.mjs";
import { buildFloor, startFloor } from "./floor.mjs";
import { openBenchHouse, openDossier } from "./houses.mjs";
import { run } from "./next-server.mjs";
import { number1 } from "./number-1.mjs";
import { number2 } from "./number-2.mjs";
import { number4 } from "./number-4.mjs";
import { number6 } from "./number-6.mjs";
import { countOnce, number9 } from "./number-9.mjs";
import { number11 } from "./number-11.mjs";
import { known, narrowed, organisation, signedInPages, signPeopleIn } from "./people.mjs";
import { onOwnCore, onServersCore, pinning } from "./pin.mjs";
import { publishing } from "./publishing.mjs";
import { wus } from "./wus.mjs";

const efforts = {
  full: {
    ...{ rounds: 9, requests: 100, warmUp: 300, reads: 300, readsToWarmUp: 300 },
    ...{ deliveries: 40, returns: 800, dossier: 100_000, most: 1_000_000 },
  },
  quick: {
    ...{ rounds: 3, requests: 60, warmUp: 200, reads: 100, readsToWarmUp: 50 },
    ...{ deliveries: 10, returns: 80, dossier: 10_000, most: 10_000 },
  },
};
const manyFilings = 5000;
const overview = `/o/${organisation}/accordering/overzicht`;
/** The page that everybody sees first, and the heaviest list. */
const measuredPages = [
  ["welcome", `/o/${organisation}`],
  ["list of 50", overview],
];
/** The overview as it opens, and as its filters narrow it. */
const overviews = [
  ["overview", overview],
  ["overview with filters", `${overview}?${narrowed}`],
];

/**
 * Opens portals, floors and databases, measures, and answers the results.
 * @param {{ folder: string, quick: boolean, only: string | null, say: (line: string) => void }} wish `only`: the one
 *   measurement to make
 */
export async function measure({ folder, quick, only, say }, closers) {
  const effort = quick ? efforts.quick : efforts.full;
  const wants = (...names) => !only || names.includes(only);
  say(`Node ${process.versions.node}, ${pinning}, ${effort.rounds} rounds`);
  const results = [];
  if (wants("11")) results.push(...(await number11({ effort, folder, say }, closers)));
  if (wants("wus")) results.push(...(await wus({ effort, say }, closers)));
  if (!wants("1", "2", "4", "6", "9", "batch", "publish")) return results;

  await ensureBuilt((program, args, env) => run(program, args, { cwd: root, env }, closers), say);
  // All of its processes stay where the first one began, with the portals and the floors.
  onServersCore();
  const cluster = await openCluster(folder, closers);
  onOwnCore();
  const bench = { cluster, folder, effort, say, wants };
  if (wants("batch")) results.push(await batch(bench, closers));
  if (wants("publish")) results.push(await publishing(bench, closers));
  if (wants("1", "4", "6", "9")) results.push(...(await inOneHouse(bench, closers)));
  if (wants("2")) results.push(...(await inThreeHouses(bench, closers)));
  return results;
}

async function inOneHouse({ effort, say, wants, ...bench }, closers) {
  const house = await openBenchHouse({ ...bench, name: "portal", copied: wants("9"), say }, closers);
  const people = await signPeopleIn(house, closers);
  const ids = await withSql(house.ownerUrl, (sql) => storyIds(sql, organisation));
  const pages = signedInPages(people, ids);
  const bySize = wants("9") ? { "the story": await countOnce(house, pages) } : {};
  for (const url of [house.ownerUrl, house.openOwnerUrl].filter(Boolean)) {
    await withSql(url, (sql) => addFilings(sql, organisation, { to: manyFilings }));
  }
  const results = [];
  if (wants("9")) {
    bySize[`${manyFilings} filings`] = await countOnce(house, pages);
    results.push(...(await number9({ house, people, ids, bySize, effort, say }, closers)));
  }
  if (!wants("1", "4", "6")) return results;

  say("Building the floor …");
  const floor = await buildFloor(closers);
  const portal = { port: house.port, headers: people.client.visitor.headers() };
  const start = async (content) => {
    onServersCore();
    const wish = { folder: floor, known: people.client.known, databaseUrl: house.ownerUrl, content };
    const port = await startFloor(wish, closers);
    onOwnCore();
    return port;
  };
  if (wants("4", "6")) {
    // There are more open tasks now.
    people.client.known = await known(people.client.visitor, house, closers);
    const floors = {
      first: await start("database"),
      second: await start("database"),
      memory: await start("memory"),
    };
    for (const [page, path] of wants("4") ? measuredPages : []) {
      results.push(...(await number4({ page, path, portal, floors, effort, say })));
    }
    if (wants("6")) results.push(await number6({ portal, floorPort: floors.first }));
  }
  if (wants("1")) {
    const count = effort.dossier;
    await withSql(house.ownerUrl, (sql) =>
      addFilings(sql, organisation, { from: manyFilings + 1, to: count }),
    );
    people.client.known = await known(people.client.visitor, house, closers);
    for (const [page, path] of overviews) {
      const floors = [await start("memory"), await start("memory")];
      results.push(...(await number1({ page, path, portal, floors, count, effort, say })));
    }
  }
  return results;
}

async function inThreeHouses({ effort, say, ...bench }, closers) {
  const count = effort.most;
  const dossier = (name, filings) => openDossier({ ...bench, name, filings, say }, closers);
  const few = [await dossier("few", 100), await dossier("few_again", 100)];
  say(`Writing ${count} documents …`);
  const dossiers = { many: await dossier("many", count), few };
  const results = [];
  for (const [page, path] of overviews) {
    results.push(...(await number2({ page, path, dossiers, count, effort, say })));
  }
  return results;
}
