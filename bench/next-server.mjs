import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "../scripts/lib/install.mjs";
import { end, noteOf, stopWithUs } from "../scripts/lib/processes.mjs";
import { Visitor } from "./visitor.mjs";

const next = join(root, "node_modules/next/dist/bin/next");
const production = { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };

/** Runs a program to its end. @returns its output @throws with all that it said when it does not succeed */
export async function run(program, args, { cwd = root, env = {} }, closers) {
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = stopper(child, -child.pid);
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
  await stop();
  const at = closers.indexOf(stop);
  if (at >= 0) closers.splice(at, 1);
  if (code !== 0)
    throw new Error(`${output}${complaints}\n${args.join(" ")} did not succeed (code ${code}).`);
  return output;
}

export function buildNext(cwd, closers) {
  return run(process.execPath, [next, "build"], { cwd, env: production }, closers);
}

/** Starts what was built in `cwd`, and waits until `path` answers. */
export async function startNext({ cwd, port, env, path }, closers) {
  const child = spawn(process.execPath, [next, "start", "-H", "127.0.0.1", "-p", String(port)], {
    cwd,
    env: { ...process.env, ...production, ...env },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  closers.push(stopper(child, child.pid));
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text) => {
      if (said.length < 10_000) said += text;
    });
  }
  const visitor = new Visitor("bench", port);
  for (const until = Date.now() + 30_000; Date.now() < until && child.exitCode === null; ) {
    if (await visitor.page(path).catch(() => null)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${cwd} did not start:\n${said}`);
}

function stopper(child, target) {
  const note = noteOf(child.pid);
  const leave = stopWithUs(target, "TERM");
  return async () => {
    await end(note);
    leave();
  };
}
