import { keepLocalMessage } from "@/lib/notifications/local";
import { environment } from "@/lib/ports/environment";
import { keyring } from "@/lib/ports/keyring";
import { setLocalOutbox } from "@/lib/ports/local-outbox";
import { namedRoots } from "@/lib/ports/trusted-roots";
import { handlers } from "./handlers";
import { keepHouse } from "./housekeeping";
import { runWorker, type Worker } from "./run";

const running = globalThis as typeof globalThis & { [workerKey]?: Worker };
const workerKey = Symbol.for("portal.worker");

/** What a portal process does when it starts. Wrong settings stop it here, with words. */
export function start(): void {
  prepare();
  if (environment().PORTAL_WORKER === "on") running[workerKey] ??= startWorker();
}

/** A process that is nothing but a worker. @throws words, on wrong settings */
export function startWorkerAlone(): Worker {
  prepare();
  return startWorker();
}

function prepare(): void {
  const env = environment();
  keyring();
  namedRoots();
  if (env.PORTAL_MODE === "demo") setLocalOutbox(keepLocalMessage);
}

function startWorker(): Worker {
  const worker = runWorker(handlers);
  const stopTidying = keepHouse();
  return {
    async stop() {
      stopTidying();
      await worker.stop();
    },
  };
}
