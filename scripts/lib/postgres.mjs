import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { everyoneCanEnter, postgresPrograms, postgresUser } from "./binaries.mjs";
import { commandOf, end, freePort, noteOf, stopWithUs } from "./processes.mjs";

/**
 * Starts the embedded PostgreSQL over a folder, and makes the folder when it is new.
 * As root the server runs as the user `postgres`, which has to be able to reach its folder.
 * A server that outlived its launcher is stopped first; this one stops by itself when we are gone.
 * @param {string} folder of this server alone; never two launchers over one folder
 * @param {object} options
 * @param {boolean} [options.durable] false skips fsync, for databases that are thrown away
 * @param {number} [options.port] the one it had before, for a portal that waits for it; otherwise a free one
 * @returns {Promise<{ port: number, url: (database: string) => string, stop: () => Promise<void> }>}
 */
export async function startPostgres(folder, { durable = true, port: wish } = {}) {
  const root = process.getuid?.() === 0;
  mkdirSync(folder, { recursive: true });
  // The other user has to get through to the cluster; what is secret here is readable by its owner alone.
  if (root) chmodSync(folder, 0o755);
  if (root && !everyoneCanEnter(folder)) {
    throw new Error(
      `Started by root, PostgreSQL runs as the user "postgres", who cannot enter ${folder}.\nChoose a DATA_DIR that everyone can enter, such as /var/tmp/portal.`,
    );
  }
  const place = {
    data: join(folder, "cluster"),
    log: join(folder, "server.log"),
    password: keptPassword(join(folder, "superuser")),
    programs: postgresPrograms(root ? join(folder, "programs") : null),
    spawn: { cwd: folder, env: bareEnvironment(), ...(root ? postgresUser() : {}) },
  };
  await stopOrphan(place.data);
  if (!existsSync(join(place.data, "PG_VERSION"))) await makeCluster(folder, place, durable);
  const { port, note } = await startServer(place, durable, wish);
  const leave = stopWithUs(note.pid, "INT");
  return {
    port,
    url: (database) => `postgres://postgres:${place.password}@127.0.0.1:${port}/${database}`,
    stop: async () => {
      await end(note, "SIGINT");
      leave();
    },
  };
}

/** PG* settings of the person who starts us belong to another server. */
function bareEnvironment() {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: "C" };
}

function keptPassword(path) {
  if (!existsSync(path)) writeFileSync(path, randomBytes(24).toString("base64url"), { mode: 0o600 });
  return readFileSync(path, "utf8").trim();
}

/** Made under another name first: an initdb that was interrupted leaves nothing that looks like a cluster. */
async function makeCluster(folder, { data, password, programs, spawn: as }, durable) {
  const half = `${data}.half`;
  const passwordFile = join(folder, "initdb-password");
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (as.uid !== undefined) for (const path of [half, passwordFile]) chownSync(path, as.uid, as.gid);
  const flags = [
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
  ];
  const access = ["--auth=scram-sha-256", "--username=postgres", `--pwfile=${passwordFile}`];
  if (!durable) flags.push("--no-sync");
  try {
    await promisify(execFile)(programs.initdb, [`--pgdata=${half}`, ...access, ...flags], as);
    renameSync(half, data);
  } catch (error) {
    throw new Error(`PostgreSQL could not make its folder ${data}:\n${error.stderr || error.message}`);
  } finally {
    rmSync(half, { recursive: true, force: true });
    rmSync(passwordFile, { force: true });
  }
}

/** Tries again when the port was taken in between, or when the children of a killed server still hold its memory. */
async function startServer({ data, log, programs, spawn: as }, durable, wish) {
  const careless = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"];
  const flags = [
    "-c",
    "listen_addresses=127.0.0.1",
    "-c",
    "unix_socket_directories=",
    ...(durable ? [] : careless),
  ];
  for (let attempt = 1; ; attempt++) {
    const port = wish ?? (await freePort());
    const output = openSync(log, "w", 0o600);
    const child = spawn(programs.postgres, ["-D", data, "-p", String(port), ...flags], {
      ...as,
      // Out of reach of the Ctrl-C in our terminal: the portal goes first, the database last.
      detached: true,
      stdio: ["ignore", output, output],
    });
    closeSync(output);
    let failure = null;
    child.once("error", (error) => {
      failure = error.message;
    });
    const stopped = () => {
      failure ??= readFileSync(log, "utf8").slice(-2000);
    };
    child.once("exit", stopped);
    for (const until = Date.now() + 60_000; failure === null && Date.now() < until; ) {
      if (isReady(data, child.pid)) {
        child.off("exit", stopped);
        child.unref();
        return { port, note: noteOf(child.pid) };
      }
      await sleep(20);
    }
    if (attempt === 20 || (failure && !/lock file|shared memory|could not bind/.test(failure))) {
      if (child.pid) await end(noteOf(child.pid), "SIGINT");
      throw new Error(
        `PostgreSQL did not start over ${data}:\n${failure ?? "it is not ready after a minute"}`,
      );
    }
    await sleep(500);
  }
}

/** The server writes its state into the eighth line of postmaster.pid. */
function isReady(data, pid) {
  const lines = postmaster(data);
  return Number(lines[0]) === pid && lines[7]?.trim() === "ready";
}

function postmaster(data) {
  try {
    return readFileSync(join(data, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return [];
  }
}

/** A server that outlived a launcher which was killed: asked to stop, so that the folder is free again. */
async function stopOrphan(data) {
  const pid = Number(postmaster(data)[0]);
  // After a restart of the machine the number can be anybody's.
  if (!pid || !commandOf(pid).includes(data)) return;
  await end(noteOf(pid), "SIGINT");
}
