import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openHouse } from "../scripts/lib/house.mjs";
import { freePort } from "../scripts/lib/processes.mjs";
import { openCopy, tellStory, withSql } from "./databases.mjs";
import { addFilings } from "./filings.mjs";
import { organisation, signClientIn } from "./people.mjs";
import { onOwnCore, onServersCore } from "./pin.mjs";

/**
 * A portal on the servers' core, over a database and a folder of its own.
 * @param {object} wish
 * @param {string} wish.name of the database and the folder
 * @param {boolean} [wish.copied] makes a copy of the database first in which no policy is on
 * @returns {Promise<object>} the house, its databases, and the settings of who reads them beside the portal
 */
export async function openBenchHouse({ cluster, folder, name, copied = false, filings = 0, say }, closers) {
  const dataDir = join(folder, name);
  mkdirSync(dataDir);
  onServersCore();
  const { ownerUrl } = await tellStory(cluster, name, dataDir, closers);
  const copy = copied ? await openCopy(cluster, name, dataDir, closers) : null;
  if (filings > 0) await withSql(ownerUrl, (sql) => addFilings(sql, organisation, { to: filings }));
  const port = await freePort();
  const { loginUrl } = await openHouse({ dataDir, port, ownerUrl, durable: false, say }, closers);
  onOwnCore();
  const settings = {
    PORTAL_MODE: "demo",
    PORTAL_DOMAIN: `localhost:${port}`,
    DATA_DIR: dataDir,
    DATABASE_URL: loginUrl,
  };
  const { logPath } = cluster;
  return {
    ...{ port, loginUrl, ownerUrl, logPath, settings },
    ...(copy ? { openOwnerUrl: copy.ownerUrl, openLoginUrl: copy.loginUrl } : {}),
  };
}

/** A portal whose organisation has this many filings, and somebody who is signed in there. */
export async function openDossier(wish, closers) {
  const house = await openBenchHouse(wish, closers);
  const visitor = await signClientIn(house.port);
  return { port: house.port, headers: visitor.headers() };
}
