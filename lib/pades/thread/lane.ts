import { Worker, type WorkerOptions } from "node:worker_threads";
import { type Guarded, guard } from "@/lib/pdf/guard";
import { RefusedDocument } from "../shapes";
import type { Answered, Asked, Works } from "./work";

export type LaneLimits = Guarded & { heapMb: number };

const LANE_LIMITS: LaneLimits = { heapMb: 512, growthMb: 800, milliseconds: 20_000 };

/** So long a thread waits for the next document before it goes. */
const PATIENCE = 60_000;

/** Why a document took no answer. */
export class DocumentTooHeavy extends Error {
  constructor() {
    super("the document takes more time or memory than one may");
  }
}

/**
 * A thread in which documents are opened, one after another: what strangers made must neither stop the pages of
 * others nor take the process with it. It stays while there is work; one that went over a limit is never used again.
 */
export class Lane {
  private thread: Worker | null = null;
  private ready: Promise<void> = Promise.resolve();
  private queue: Promise<unknown> = Promise.resolve();
  private rest: NodeJS.Timeout | undefined;

  constructor(private readonly limits: LaneLimits = LANE_LIMITS) {}

  /**
   * Bytes that are the whole of their buffer are handed over: the caller has them no longer.
   * @throws RefusedDocument | DocumentTooHeavy
   */
  ask<W extends keyof Works>(work: W, ...input: Parameters<Works[W]>): ReturnType<Works[W]> {
    const turn = this.queue.then(() => this.run({ work, input }, buffersOf(input)));
    this.queue = turn.catch(() => {});
    return turn as ReturnType<Works[W]>;
  }

  private async run(asked: Asked, handed: ArrayBuffer[]): Promise<unknown> {
    clearTimeout(this.rest);
    const thread = this.thread ?? this.begin();
    await this.ready;
    thread.ref();
    try {
      return outputOf(await this.answerOf(thread, asked, handed));
    } finally {
      // A thread with nothing to do keeps no process alive.
      thread.unref();
      this.rest = setTimeout(() => this.end(thread), PATIENCE).unref();
    }
  }

  private answerOf(thread: Worker, asked: Asked, handed: ArrayBuffer[]): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const stop = guard(this.limits, () => fail());
      const listening = {
        message: (answer: Answered) => settle(() => resolve(answer)),
        error: fail,
        exit: fail,
      };
      const settle = (how: () => void) => {
        stop();
        for (const [event, listener] of Object.entries(listening)) thread.off(event, listener);
        how();
      };
      function fail(): void {
        settle(() => reject(new DocumentTooHeavy()));
      }
      for (const [event, listener] of Object.entries(listening)) thread.on(event, listener);
      thread.postMessage(asked, handed);
    }).catch((error: unknown) => {
      this.end(thread);
      throw error;
    }) as Promise<Answered>;
  }

  private begin(): Worker {
    const thread = startThread(this.limits.heapMb);
    this.thread = thread;
    this.ready = new Promise((resolve, reject) => {
      thread.once("message", () => resolve());
      thread.once("error", reject);
    });
    this.ready.catch(() => this.end(thread));
    return thread;
  }

  private end(thread: Worker): void {
    if (this.thread === thread) this.thread = null;
    void thread.terminate();
  }
}

/** The build packs the thread's own file when it sees it named like this; without a build tsx reads it as it is. */
function startThread(maxOldGenerationSizeMb: number): Worker {
  const resourceLimits = { maxOldGenerationSizeMb, stackSizeMb: 4 };
  // Neither our environment nor our console is a stranger's business.
  const options: WorkerOptions = { resourceLimits, env: {}, stdout: true, stderr: true };
  if (process.env.NEXT_RUNTIME) return new Worker(new URL("./work.ts", import.meta.url), options);
  const threads = process.getBuiltinModule("node:worker_threads");
  const file = JSON.stringify(new URL("./work.ts", import.meta.url).href);
  const reading = `import("tsx/esm/api").then(({ register }) => { register(); return import(${file}); })`;
  return new threads.Worker(reading, { ...options, eval: true });
}

function outputOf(answer: Answered): unknown {
  if ("output" in answer) return answer.output;
  if ("refused" in answer) throw new RefusedDocument(answer.refused, answer.detail);
  throw new Error(answer.failed);
}

function buffersOf(input: unknown[]): ArrayBuffer[] {
  return input.flatMap((one) =>
    one instanceof Uint8Array && one.byteLength === one.buffer.byteLength ? [one.buffer as ArrayBuffer] : [],
  );
}
