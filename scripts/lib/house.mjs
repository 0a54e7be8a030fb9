import { spawn } from "node:child_process";
import { get } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ensureBuilt } from "./build.mjs";
import { claim } from "./claim.mjs";
import { root } from "./install.mjs";
import { startPostgres } from "./postgres.mjs";
import { end, isTaken, noteOf, stopWithUs } from "./processes.mjs";

/**
 * Opens the whole house in demo mode: database, schema, story, build, portal. The demo, the browser tests, the
 * pictures and the bench all start here.
 * @param {object} wish
 * @param {string} wish.dataDir absolute
 * @param {number} wish.port of 127.0.0.1
 * @param {string} [wish.ownerUrl] a PostgreSQL to use instead of the embedded one
 * @param {boolean} [wish.durable] false for a house that is thrown away afterwards
 * @param {Record<string, string>} [wish.env] more settings for the portal
 * @param {(line: string) => void} [wish.say] told what takes long
 * @param {(() => unknown)[]} closers gets what undoes each step, so that a start can be broken off anywhere
 * @returns {Promise<{ port: number, ownerUrl: string, loginUrl: string, ended: Promise<number | null> }>}
 *   `ended`: when the portal stops by itself
 */
export async function openHouse(wish, closers) {
  const { dataDir, port, durable = true, env = {}, say = () => {} } = wish;
  const { notePortal, release } = await claim(dataDir);
  closers.push(release);
  if (await isTaken(port)) {
    throw new Error(`Port ${port} is taken. Choose another, for example: PORT=${port + 100} npm run demo`);
  }
  const settings = {
    ...env,
    PORTAL_MODE: "demo",
    DATA_DIR: dataDir,
    PORTAL_DOMAIN: `localhost:${port}`,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
  };
  const cluster = wish.ownerUrl ? null : await startPostgres(join(dataDir, "postgres"), { durable });
  if (cluster) closers.push(cluster.stop);
  const ownerUrl = cluster ? cluster.url("portal") : wish.ownerUrl;
  const owned = { OWNER_DATABASE_URL: ownerUrl, OWN_CLUSTER: cluster ? "yes" : "" };
  const { loginUrl, told } = await makeReady({ ...settings, ...owned }, closers);
  if (told) say("The demo story has been told.");
  await ensureBuilt((program, args, more) => run(program, args, more, closers), say);
  const { ended } = await startPortal({ ...settings, DATABASE_URL: loginUrl }, { port, notePortal }, closers);
  return { port, ownerUrl, loginUrl, ended };
}

/** Undoes what was done, the last thing first. Can be called twice. */
export async function closeHouse(closers) {
  for (let close = closers.pop(); close; close = closers.pop()) await close();
}

async function makeReady(env, closers) {
  const output = await run(process.execPath, ["--import", "tsx", "scripts/ready.ts"], env, closers);
  return JSON.parse(output.trim().split("\n").at(-1));
}

async function startPortal(env, { port, notePortal }, closers) {
  const next = join(root, "node_modules/next/dist/bin/next");
  const child = spawn(process.execPath, [next, "start", "-H", "127.0.0.1", "-p", String(port)], {
    cwd: root,
    env: environmentWith(env),
    // Out of reach of the Ctrl-C in our terminal; it is asked to stop by us, before the database.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const note = noteOf(child.pid);
  const leave = stopWithUs(child.pid, "TERM");
  const ended = new Promise((resolve) => child.once("close", resolve));
  closers.push(async () => {
    await end(note);
    leave();
  });
  notePortal(child.pid);
  let early = "";
  let answered = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text) => {
      if (answered) process.stderr.write(text);
      else early += text;
    });
  }
  let over = false;
  void ended.then(() => {
    over = true;
  });
  for (const until = Date.now() + 60_000; !answered; ) {
    answered = await answers(port);
    if (answered) break;
    if (over || Date.now() > until) throw new Error(`The portal did not start:\n${early}`);
    await sleep(50);
  }
  return { ended };
}

/** Whether the portal serves a firm's first page; a refused connection is "not yet". */
function answers(port) {
  return new Promise((resolve) => {
    const headers = { host: `noorderlicht.localhost:${port}` };
    const request = get(
      { host: "127.0.0.1", port, path: "/inloggen", headers, timeout: 20_000 },
      (response) => {
        response.resume();
        resolve((response.statusCode ?? 500) < 400);
      },
    );
    request.once("timeout", () => request.destroy());
    request.once("error", () => resolve(false));
  });
}

/** Runs a program to its end; answers its output, or throws with it when the program does not succeed. */
async function run(program, args, env, closers) {
  const child = spawn(program, args, {
    cwd: root,
    env: environmentWith(env),
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const leave = stopWithUs(-child.pid, "TERM");
  const note = noteOf(child.pid);
  const stop = () => end(note);
  closers.push(stop);
  let output = "";
  let complaints = "";
  child.stdout.on("data", (text) => {
    output += text;
  });
  child.stderr.on("data", (text) => {
    complaints += text;
  });
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  leave();
  const at = closers.indexOf(stop);
  if (at >= 0) closers.splice(at, 1);
  if (code !== 0)
    throw new Error(`${output}${complaints}\n${args.join(" ")} did not succeed (code ${code}).`);
  return output;
}

/** Our environment with these settings; the owner's address is for the programs that are handed it. */
function environmentWith(env) {
  const { OWNER_DATABASE_URL: _, DATABASE_URL: __, ...rest } = process.env;
  return { ...rest, ...env };
}
