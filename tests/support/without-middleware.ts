import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Closers } from "../../scripts/lib/house.mjs";
import { freePort } from "../../scripts/lib/processes.mjs";
import { visit } from "./visit";

const root = process.cwd();
/** Not needed to start, or what this is about. */
const leftOut = [".next", ".git", ".data", "public", "middleware.ts", "test-results"];

/**
 * A second portal over the same database and files as the first, of the same build, but without its middleware.
 * @returns the port; every firm's site is there as <slug>.localhost:<port>
 */
export async function openWithoutMiddleware(closers: Closers): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "portal-bare-"));
  closers.push(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of readdirSync(root)) {
    if (!leftOut.includes(name)) symlinkSync(join(root, name), join(folder, name));
  }
  takeOut(folder);
  const port = await freePort();
  const next = join(folder, "node_modules/next/dist/bin/next");
  const { PORTAL_LOGIN_URL, PORTAL_DATA_DIR } = process.env;
  const child = spawn(process.execPath, [next, "start", "-H", "127.0.0.1", "-p", String(port)], {
    cwd: folder,
    env: {
      ...process.env,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      PORTAL_MODE: "demo",
      PORTAL_DOMAIN: `localhost:${port}`,
      PORTAL_WORKER: "off",
      DATABASE_URL: PORTAL_LOGIN_URL,
      DATA_DIR: PORTAL_DATA_DIR,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  closers.push(() => stop(child));
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
  for (const until = Date.now() + 30_000; ; await sleep(100)) {
    if ((await visit(port, "/inloggen").catch(() => null))?.status === 200) return port;
    if (child.exitCode !== null || Date.now() > until)
      throw new Error(`No portal without middleware:\n${said}`);
  }
}

/** Copies the build and takes the middleware out of it. Fails where there is none: then it was never in question. */
function takeOut(folder: string): void {
  const build = join(folder, ".next");
  const useless = /\.next\/(cache|build|trace[^/]*|types|diagnostics|turbopack)$|\.map$/;
  cpSync(join(root, ".next"), build, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !useless.test(path),
  });
  const file = join(build, "server/functions-config-manifest.json");
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  if (!manifest.functions["/_middleware"]) throw new Error("The build has no middleware where it was");
  delete manifest.functions["/_middleware"];
  writeFileSync(file, JSON.stringify(manifest));
  rmSync(join(build, "server/middleware.js"));
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const patience = setTimeout(() => child.kill("SIGKILL"), 5000);
  await ended;
  clearTimeout(patience);
}
