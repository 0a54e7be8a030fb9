import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Result, refuse } from "@/lib/shared/result";
import { guard } from "./guard";

export type PdfRefusal = "not-a-pdf" | "locked" | "empty" | "damaged" | "too-large";
export type PdfInspection = Result<{ pages: number }, PdfRefusal>;

export type InspectionLimits = { bytes: number; heapMb: number; growthMb: number; milliseconds: number };

const WORKER_FILE = "lib/pdf/inspect-worker.mjs";
const MB = 1024 * 1024;
export const INSPECTION_LIMITS: InspectionLimits = {
  bytes: 50 * MB,
  heapMb: 256,
  growthMb: 400,
  milliseconds: 15_000,
};

/**
 * Says whether a file is a PDF that a client can open and read, and how many pages it has.
 *
 * Takes the path of a file or its bytes (which stay the caller's). "locked" means that it asks for a password to be
 * opened; a password against changes only is no hindrance. A file that would not be opened within the limits of
 * memory and time counts as damaged: a PDF of 20 kB can ask for gigabytes, and must not get them.
 */
export async function inspectPdf(
  source: string | Uint8Array,
  limits = INSPECTION_LIMITS,
): Promise<PdfInspection> {
  const size = typeof source === "string" ? (await stat(source)).size : source.byteLength;
  if (size === 0) return refuse("empty");
  if (size > limits.bytes) return refuse("too-large");
  if (!OPENING.test(await firstBytes(source))) return refuse("not-a-pdf");
  return inTurn(() => inWorker(source, limits));
}

/**
 * Readers look for the magic in the first 1024 bytes and not just at the start (ISO 32000-1, annex H). Blanks, a byte
 * order mark and what is said to a printer (PJL) may stand before it, and no other format: a file that is two things
 * at once shows another to each program.
 */
const OPENING = /^(?:\xef\xbb\xbf)?(?:\p{Cc}%-12345X[\x20-\x7e\s]*?)?[\s\0]*%PDF-/u;

async function firstBytes(source: string | Uint8Array): Promise<string> {
  if (typeof source !== "string") return Buffer.from(source.subarray(0, 1024)).toString("latin1");
  const handle = await open(source);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1024), 0, 1024, 0);
    return buffer.subarray(0, bytesRead).toString("latin1");
  } finally {
    await handle.close();
  }
}

// One at a time: the growth of memory can then be laid at one file's door, and ten uploads cannot ask ten times.
let queue: Promise<unknown> = Promise.resolve();

function inTurn(inspect: () => Promise<PdfInspection>): Promise<PdfInspection> {
  const turn = queue.then(inspect);
  queue = turn.catch(() => {});
  return turn;
}

/**
 * The worker is a plain .mjs found from the working directory, so that tsx, vitest and the built server run the same
 * file. Threads are asked for at run time because Turbopack packs a worker that it recognises, and a packed pdf.js
 * can open nothing.
 */
function inWorker(source: string | Uint8Array, limits: InspectionLimits): Promise<PdfInspection> {
  const { Worker } = process.getBuiltinModule("node:worker_threads");
  const worker = new Worker(join(process.cwd(), WORKER_FILE), {
    workerData: typeof source === "string" ? { file: source } : { data: Uint8Array.from(source) },
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    // Neither our environment nor our console is a stranger's business.
    env: {},
    stdout: true,
    stderr: true,
  });
  return new Promise((resolve, reject) => {
    let started = false;
    const stop = guard(limits, () => finish(refuse("damaged")));
    const finish = (inspection: PdfInspection) => {
      stop();
      resolve(inspection);
      void worker.terminate();
    };
    const fail = (error: Error) => {
      // Before the worker looked at the document, what went wrong is our installation's fault and not the file's.
      if (started) return finish(refuse("damaged"));
      stop();
      reject(error);
    };
    worker.on("message", (message: "started" | PdfInspection) => {
      if (message === "started") started = true;
      else finish(message);
    });
    worker.once("error", fail);
    worker.once("exit", (code) => fail(new Error(`the worker that inspects PDFs ended with code ${code}`)));
  });
}
