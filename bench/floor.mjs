import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "../scripts/lib/install.mjs";
import { freePort } from "../scripts/lib/processes.mjs";
import { buildNext, startNext } from "./next-server.mjs";

/**
 * Builds the floor app in a folder that is thrown away: two levels below the repository and ignored by git, so that
 * it finds the repository's packages and the portal's own components where bench/floor finds them.
 * @returns {Promise<string>} the folder
 */
export async function buildFloor(closers) {
  mkdirSync(join(root, ".data"), { recursive: true });
  const folder = mkdtempSync(join(root, ".data/bench-floor-"));
  closers.push(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(root, "bench/floor"), folder, { recursive: true });
  await buildNext(folder, closers);
  return folder;
}

/**
 * One copy of the floor app.
 * @param {object} known what the portal would look up, see bench/floor/memory/known.ts
 * @param {string} databaseUrl of a role that no policy binds
 * @param {"database" | "memory"} content where the content of its pages comes from
 * @returns {Promise<number>} its port
 */
export async function startFloor({ folder, known, databaseUrl, content }, closers) {
  const port = await freePort();
  const env = {
    FLOOR_KNOWN: JSON.stringify(known),
    FLOOR_DATABASE_URL: databaseUrl,
    FLOOR_CONTENT: content,
  };
  await startNext({ cwd: folder, port, env, path: "/leeg" }, closers);
  return port;
}
