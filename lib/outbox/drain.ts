import { type LeasedJob, takeJobs } from "@/db/gate";
import type { Lane } from "@/db/schema/outbox";
import { systemOf } from "@/lib/access/actor";
import { now } from "@/lib/ports/clock";
import { sendingPace } from "@/lib/ports/environment";
import type { Handlers } from "./job";
import { work } from "./work";

export type { Handler, Job } from "./job";

const lanes: Lane[] = ["sms", "mail", "delivery", "webhook", "anchor", "work"];
/** How long a worker that says nothing keeps its jobs; one that is alive renews its leases. */
export const leaseSeconds = 30;

/** Leases jobs that are due: of each lane at most as many as the worker has hands free for. */
export async function take(
  worker: string,
  free: (lane: Lane) => number,
  seconds = leaseSeconds,
): Promise<LeasedJob[]> {
  const pace: Partial<Record<Lane, number | null>> = sendingPace();
  const wishes = lanes
    .map((lane) => ({ lane, most: free(lane), perSecond: pace[lane] ?? null }))
    .filter(({ most }) => most > 0);
  return wishes.length > 0 ? takeJobs(worker, now(), seconds, wishes) : [];
}

/** Does one leased job, when its turn in the pace of its lane has come. */
export async function begin(
  handlers: Handlers,
  worker: string,
  leased: LeasedJob,
  seconds = leaseSeconds,
): Promise<void> {
  if (leased.wait_ms > 0) await new Promise((resolve) => setTimeout(resolve, leased.wait_ms));
  await work({ actor: systemOf(leased.firm_id, "outbox"), worker, leased, seconds }, handlers[leased.kind]);
}

/** Takes the jobs that are due, at most so many of each lane, and does them; answers how many there were. */
export async function drain(
  handlers: Handlers,
  worker: string,
  most: number | ((lane: Lane) => number) = 10,
): Promise<number> {
  const leased = await take(worker, typeof most === "number" ? () => most : most);
  await Promise.all(leased.map((job) => begin(handlers, worker, job)));
  return leased.length;
}
