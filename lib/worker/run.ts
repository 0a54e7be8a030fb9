import { randomUUID } from "node:crypto";
import { onNewJobs, sweepThrottles } from "@/db/gate";
import { drain } from "@/lib/outbox/drain";
import { now } from "@/lib/ports/clock";
import { log } from "@/lib/ports/log";
import { handlers } from "./handlers";

const pollEvery = 2000;
const running = globalThis as typeof globalThis & { [workerKey]?: boolean };
const workerKey = Symbol.for("portal.worker");

/** The worker inside the portal's process: drains the outbox when something is written, and now and then anyhow. */
export function startWorker(): void {
  if (running[workerKey]) return;
  running[workerKey] = true;
  const name = `${process.pid}-${randomUUID().slice(0, 8)}`;
  let wake: () => void = () => {};
  let woken = false;
  const ring = () => {
    woken = true;
    wake();
  };
  onNewJobs(ring).catch((error) => log().warn({ err: error }, "cannot listen for jobs; polling"));
  void (async () => {
    let rounds = 0;
    while (true) {
      woken = false;
      const did = await drain(handlers, name).catch((error) => {
        log().warn({ err: error }, "the outbox is out of reach");
        return 0;
      });
      if (rounds++ % 1800 === 0) await sweepThrottles(new Date(now().getTime() - 86_400_000)).catch(() => {});
      if (did > 0 || woken) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pollEvery);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
}
