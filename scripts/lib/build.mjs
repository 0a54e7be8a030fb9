import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "./install.mjs";

/** Everything that decides what a build looks like. */
const sources = [
  ...["app", "components", "lib", "db", "messages"],
  ...["middleware.ts", "instrumentation.ts", "next.config.ts", "tsconfig.json", "package-lock.json"],
  ...["tailwind.config.ts", "postcss.config.mjs", "scripts/lib/pdfjs-assets.mjs"],
];
/** Copied out of the packages by the build itself. */
const made = join(root, "public/pdfjs");
const stamp = join(root, ".next/portal-sources");

/** One hash over the paths and the contents of all sources. */
function sourceHash() {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0]);
  for (const path of sources.flatMap((name) => filesUnder(join(root, name)))) {
    const bytes = readFileSync(path);
    hash.update(`\n${relative(root, path)} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest("hex");
}

export function isBuilt() {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === sourceHash();
}

/**
 * Builds the portal, unless the build that is there was made of these very sources.
 * @param {(program: string, args: string[], env: object) => Promise<void>} run throws when the program fails
 */
export async function ensureBuilt(run, say) {
  if (isBuilt()) return;
  say("Building the portal (about a minute) …");
  const hash = sourceHash();
  rmSync(stamp, { force: true });
  const next = join(root, "node_modules/next/dist/bin/next");
  await run(process.execPath, [next, "build"], { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" });
  writeFileSync(stamp, hash);
}

function filesUnder(path) {
  if (path === made || !existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => name !== ".DS_Store");
  return names.sort().flatMap((name) => filesUnder(join(path, name)));
}
