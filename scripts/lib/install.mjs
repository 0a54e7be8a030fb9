import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");

/** Ends the program with words when this Node is too old for the portal. */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`The portal needs Node 20.19 or newer; this is Node ${version}. See https://nodejs.org.`);
  process.exit(1);
}

/**
 * Whether node_modules holds what package-lock.json asks for. npm writes its own copy of the lock file into
 * node_modules as its last act, so an install that was interrupted is noticed as well.
 */
function isInstalled(folder = root) {
  const wished = packagesIn(join(folder, "package-lock.json"));
  const present = packagesIn(join(folder, "node_modules/.package-lock.json"));
  if (!wished || !present) return false;
  return Object.entries(wished).every(([path, entry]) => {
    if (path === "") return true;
    const found = present[path];
    // Packages for other machines are not there, and need not be.
    if (!found) return Boolean(entry.optional || entry.devOptional || entry.peer);
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/** Installs what is missing. @param say told in a line what takes so long */
export async function ensureInstalled(say = console.error) {
  if (isInstalled()) return;
  say("Installing the packages (about half a minute) …");
  const npm = process.env.npm_execpath;
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const [program, ...first] = npm?.endsWith("js") ? [process.execPath, npm] : ["npm"];
  const child = spawn(program, [...first, ...args], { cwd: root, stdio: ["ignore", 2, 2] });
  const stop = () => child.kill();
  process.once("exit", stop);
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  process.off("exit", stop);
  if (code !== 0) throw new Error(`npm ci did not succeed (code ${code}).`);
}

function packagesIn(path) {
  if (!existsSync(path)) return null;
  return JSON.parse(readFileSync(path, "utf8")).packages;
}
