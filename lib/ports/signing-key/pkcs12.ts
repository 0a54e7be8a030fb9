import { join } from "node:path";
import { type Result, refuse } from "@/lib/shared/result";
import type { SigningKeyRefusal } from "./facts";

/** Both in DER, the key as PKCS#8; the certificates in the order of the file. */
export type Opened = Result<{ key: Uint8Array; certificates: Uint8Array[] }, SigningKeyRefusal>;

const WORKER_FILE = "lib/ports/signing-key/pkcs12-worker.mjs";
/** Half a million rounds, as Firefox writes, take five seconds on a busy machine. */
const milliseconds = 20_000;

// One at a time: ten uploads take no more than one core.
let queue: Promise<unknown> = Promise.resolve();

/**
 * Opens a PKCS#12 in a thread of its own: the rounds that make a key from a password are counted there in JavaScript, and
 * nobody else could be served meanwhile. A file that does not open within the limits of time and memory counts as
 * unreadable.
 */
export function openPkcs12(bytes: Uint8Array, password: string): Promise<Opened> {
  const turn = queue.then(() => inWorker(bytes, password));
  queue = turn.catch(() => {});
  return turn;
}

/** As a plain .mjs from the working directory, as the one that inspects PDFs is, and for the same reasons. */
function inWorker(bytes: Uint8Array, password: string): Promise<Opened> {
  const { Worker } = process.getBuiltinModule("node:worker_threads");
  const worker = new Worker(join(process.cwd(), WORKER_FILE), {
    workerData: { bytes: Uint8Array.from(bytes), password },
    resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    env: {},
    stdout: true,
    stderr: true,
  });
  return new Promise((resolve, reject) => {
    let started = false;
    const clock = setTimeout(() => finish(refuse("unreadable")), milliseconds);
    const finish = (opened: Opened) => {
      clearTimeout(clock);
      resolve(opened);
      void worker.terminate();
    };
    const fail = (error: Error) => {
      // Before the worker looked at the file, what went wrong is our installation's fault and not the file's.
      if (started) return finish(refuse("unreadable"));
      clearTimeout(clock);
      reject(error);
    };
    worker.on("message", (message: "started" | Opened) => {
      if (message === "started") started = true;
      else finish(message);
    });
    worker.once("error", fail);
    worker.once("exit", (code) => fail(new Error(`the worker that opens a PKCS#12 ended with code ${code}`)));
  });
}
