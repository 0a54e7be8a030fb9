import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

const cores = availableParallelism();
const canPin = cores > 1 && spawnSync("taskset", ["-p", String(process.pid)]).status === 0;

/**
 * Who is measured runs on the first core, with the database; who measures on the last. What is started between
 * `onServersCore` and `onOwnCore` stays on the first. Without taskset, or with one core, nothing is pinned.
 */
export const pinning = canPin ? `servers on core 0, load on core ${cores - 1}` : "not pinned";

export function onServersCore() {
  pinUs("0");
}

export function onOwnCore() {
  pinUs(String(cores - 1));
}

export function onAllCores() {
  pinUs(`0-${cores - 1}`);
}

function pinUs(list) {
  if (canPin) spawnSync("taskset", ["-a", "-p", "-c", list, String(process.pid)]);
}
