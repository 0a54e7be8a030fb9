import { randomUUID } from "node:crypto";
import { onNewJobs } from "@/db/gate";
import type { Lane } from "@/db/schema/outbox";
import { begin, leaseSeconds, take } from "@/lib/outbox/drain";
import type { Handlers } from "@/lib/outbox/job";
import { log } from "@/lib/ports/log";

const pollEvery = 2000;
/** How many jobs of a lane are under way at a time: a mail service that hangs keeps no code waiting. */
const hands: Record<Lane, number> = { sms: 8, mail: 8, delivery: 4, webhook: 4, anchor: 2, work: 4 };

export type Worker = {
  /** Takes nothing new, and answers when what was begun is done. */
  stop(): Promise<void>;
};

/**
 * Does jobs as they come, and looks for what is due now and then anyhow. Goes on when the database was away.
 * @param seconds how long a job stays with a worker that died
 */
export function runWorker(handlers: Handlers, seconds = leaseSeconds): Worker {
  const name = `${process.pid}-${randomUUID().slice(0, 8)}`;
  const underWay = new Map<Promise<void>, Lane>();
  const free = (lane: Lane) => hands[lane] - [...underWay.values()].filter((busy) => busy === lane).length;
  let stopping = false;
  let away = false;
  let woken = false;
  let wake = () => {};
  const ring = () => {
    woken = true;
    wake();
  };
  const start = (job: Awaited<ReturnType<typeof take>>[number]) => {
    const doing = begin(handlers, name, job, seconds).finally(() => {
      underWay.delete(doing);
      ring();
    });
    underWay.set(doing, job.lane);
  };
  const look = async (): Promise<number> => {
    try {
      const leased = await take(name, free, seconds);
      for (const job of leased) start(job);
      if (away) log().info("the outbox is within reach again");
      away = false;
      return leased.length;
    } catch (error) {
      if (!away) log().warn({ err: error }, "the outbox is out of reach");
      away = true;
      return 0;
    }
  };
  const nap = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pollEvery);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const loop = (async () => {
    const listening = listen(ring, () => stopping);
    while (!stopping) {
      woken = false;
      const took = await look();
      if (took === 0 && !woken && !stopping) await nap();
    }
    await Promise.all(underWay.keys());
    await (await listening)?.unlisten().catch(() => {});
  })();
  return {
    stop() {
      stopping = true;
      ring();
      return loop;
    },
  };
}

/** Once it listens, the driver takes care of connections that break. Until then polling does. */
async function listen(ring: () => void, given_up: () => boolean) {
  while (!given_up()) {
    try {
      return await onNewJobs(ring);
    } catch (error) {
      log().warn({ err: error }, "cannot listen for jobs yet; polling");
      await new Promise((resolve) => setTimeout(resolve, pollEvery));
    }
  }
  return null;
}
