import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { everyoneCanEnter } from "./binaries.mjs";
import { root } from "./install.mjs";
import { end, isAlive, noteOf } from "./processes.mjs";

/**
 * Where the demo keeps its database, keys and files: DATA_DIR, or .data in this folder. Root's PostgreSQL runs as
 * another user, who cannot enter /root; there it is a folder of this checkout's own under /var/tmp.
 */
export function dataDirectory(wish = process.env.DATA_DIR) {
  if (wish) return resolve(wish);
  if (process.getuid?.() !== 0 || everyoneCanEnter(root)) return join(root, ".data");
  return `/var/tmp/portal-${createHash("sha256").update(root).digest("hex").slice(0, 10)}`;
}

/**
 * Makes the folder ours until `release`: refuses when another launcher that lives uses it, and stops the portal of
 * one that was killed.
 * @returns {Promise<{ notePortal: (pid: number) => void, release: () => void }>}
 */
export async function claim(dataDir) {
  const path = join(dataDir, "running.json");
  try {
    mkdirSync(dataDir, { recursive: true });
    const { uid } = statSync(dataDir);
    const me = process.getuid?.();
    if (me !== undefined && uid !== me) throw Object.assign(new Error(), { code: "EACCES" });
    // The user that PostgreSQL runs as has to get through, though not to look around.
    if (me === 0) chmodSync(dataDir, 0o711);
  } catch (error) {
    if (error.code !== "EACCES" && error.code !== "EPERM") throw error;
    throw new Error(`${dataDir} belongs to another user. Choose another folder with DATA_DIR.`);
  }
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(path, JSON.stringify({ launcher: noteOf(process.pid) }), { flag: "wx", mode: 0o600 });
      break;
    } catch (error) {
      if (error.code !== "EEXIST" || attempt === 5) throw error;
      await dismiss(path, dataDir);
    }
  }
  return {
    notePortal: (pid) => {
      const note = { launcher: noteOf(process.pid), portal: noteOf(pid) };
      writeFileSync(path, JSON.stringify(note), { mode: 0o600 });
    },
    release: () => rmSync(path, { force: true }),
  };
}

async function dismiss(path, dataDir) {
  const { launcher, portal } = readNote(path);
  // One that is just stopping gets a moment.
  for (const until = Date.now() + 2000; isAlive(launcher) && Date.now() < until; ) await sleep(100);
  if (isAlive(launcher)) {
    throw new Error(
      `The portal is already running on ${dataDir} (process ${launcher.pid}).\nStop it first, or choose another DATA_DIR and PORT.`,
    );
  }
  await end(portal);
  rmSync(path, { force: true });
}

function readNote(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    // Killed while it was written: then there was no portal yet.
    return {};
  }
}
