import { execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

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

/** Whether somebody listens on this port of 127.0.0.1. */
export function isTaken(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => (error.code === "EADDRINUSE" ? resolve(true) : reject(error)));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(false)));
  });
}

/**
 * What tells this process from any other that gets the same number: when it was born.
 * Null when there is no such process (or only what is left of it until its parent looks).
 */
function birthOf(pid) {
  try {
    if (!existsSync("/proc/self/stat")) {
      return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || null;
    }
    // The name stands between brackets and may hold anything; the fields are counted from its end.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1).split(" ");
    if (fields[0] === "Z") return null;
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot} ${fields[19]}`;
  } catch {
    return null;
  }
}

/** The command line of a process, or "" when it cannot be seen. */
export function commandOf(pid) {
  try {
    if (existsSync("/proc/self/cmdline"))
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}

/** @param {number} pid @returns {{ pid: number, birth: string | null }} */
export function noteOf(pid) {
  return { pid, birth: birthOf(pid) };
}

/** Whether the very process of this note is still alive. */
export function isAlive(note) {
  return Boolean(note?.pid && note.birth) && birthOf(note.pid) === note.birth;
}

/** Asks the process to stop with `signal`, and ends it when it has not listened after `patience` milliseconds. */
export async function end(note, signal = "SIGTERM", patience = 8000) {
  for (const [sign, ms] of [
    [signal, patience],
    ["SIGKILL", 2000],
  ]) {
    if (!isAlive(note)) return;
    signalTo(note.pid, sign);
    for (const until = Date.now() + ms; isAlive(note) && Date.now() < until; ) await sleep(20);
  }
}

/**
 * Stops a server as soon as this process is gone, however it went: a shell waits for the other end of a pipe that
 * only we hold. Call the answer when the server was stopped in the ordinary way.
 * @param {number} pid of the process; negative for its whole group
 */
export function stopWithUs(pid, signal) {
  const script = `read -r word; [ "$word" = leave ] || kill -s ${signal} -- ${Number(pid)}`;
  const guard = spawn("/bin/sh", ["-c", script], {
    detached: true,
    cwd: "/",
    stdio: ["pipe", "ignore", "ignore"],
  });
  guard.unref();
  guard.stdin.unref?.();
  guard.once("error", () => {});
  guard.stdin.on("error", () => {});
  return () => guard.stdin.end("leave\n");
}

function signalTo(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}
