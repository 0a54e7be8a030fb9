import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Closers, closeHouse, openHouse } from "../../scripts/lib/house.mjs";
import { freePort } from "../../scripts/lib/processes.mjs";

/**
 * One portal for the browser tests, in a folder that is thrown away: the demo as `npm run demo` starts it.
 * The tests find it by PORTAL_PORT, and its database and files by the other three.
 */
export default async function portal(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "portal-e2e-"));
  const closers: Closers = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    const port = await freePort();
    // Where the portal may send webhooks to, on this machine.
    process.env.WEBHOOK_STAND_IN = `http://127.0.0.1:${await freePort()}`;
    const house = await openHouse({ dataDir: folder, port, durable: false, say: console.log }, closers);
    process.env.PORTAL_PORT = String(house.port);
    process.env.PORTAL_OWNER_URL = house.ownerUrl;
    process.env.PORTAL_LOGIN_URL = house.loginUrl;
    process.env.PORTAL_DATA_DIR = folder;
  } catch (error) {
    await closeHouse(closers);
    throw error;
  }
  return () => closeHouse(closers);
}
