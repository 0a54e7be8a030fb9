import { fork } from "node:child_process";
import { join } from "node:path";
import { root } from "../scripts/lib/install.mjs";
import { end, noteOf, stopWithUs } from "../scripts/lib/processes.mjs";

/**
 * Starts a program of this folder that answers every message with one.
 * @param {string} name such as "scoped.ts"
 * @param {Record<string, string>} env
 * @returns {(order: object) => Promise<any>} asks it something; it rejects when the program says so or stops
 */
export function startChild(name, env, closers) {
  const child = fork(join(root, "bench/in-tsx.mjs"), [name], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", ...env },
  });
  const note = noteOf(child.pid);
  const leave = stopWithUs(child.pid, "TERM");
  closers.push(async () => {
    await end(note);
    leave();
  });
  return (order) =>
    new Promise((resolve, reject) => {
      const gone = (code) => reject(new Error(`bench/${name} stopped (code ${code})`));
      child.once("exit", gone);
      child.once("message", (answer) => {
        child.off("exit", gone);
        resolve(answer);
      });
      child.send(order);
    });
}
