import { randomUUID } from "node:crypto";
import type { System } from "@/lib/access/actor";
import { whyNotSent } from "@/lib/approvals/before-sending";
import { sendDelivery } from "@/lib/delivery/send";
import { drain } from "@/lib/outbox/drain";
import type { Handlers, Job } from "@/lib/outbox/job";
import { handlers } from "./handlers";
import { tidyUp } from "./housekeeping";

/**
 * A delivery that the platform cuts off is one that nobody can know about, so it is begun only while there is time for
 * its answer, and waits no longer than that, whatever its channel allows: together well within the minute of the route.
 */
const deliveriesBeginWithin = 10_000;
const longestDelivery = 40_000;

/** The worker's own table, of which one call takes less time: who hears what became of it is the same. */
export const withinTheMinute: Handlers = {
  ...handlers,
  "delivery.send": {
    ...handlers["delivery.send"],
    prepare: (actor: System, job: Job) => sendDelivery(actor, job, whyNotSent, longestDelivery),
  },
};

/**
 * Does what is due, and tidies up, where no process lives that would do it by itself.
 * @param milliseconds after which it begins nothing new; what is under way is finished
 * @param deliveries after which it begins nothing any more in the lane of authorities and banks
 * @returns how many jobs there were, and whether it stopped before there were none left
 */
export async function drainFor(
  milliseconds: number,
  deliveries = deliveriesBeginWithin,
): Promise<{ done: number; more: boolean }> {
  const began = Date.now();
  const name = `cron-${randomUUID().slice(0, 8)}`;
  await tidyUp();
  let done = 0;
  while (Date.now() - began < milliseconds) {
    const late = Date.now() - began >= deliveries;
    const took = await drain(withinTheMinute, name, (lane) => (lane === "delivery" && late ? 0 : 10));
    // The lane that was left alone may have more: that is for the next call.
    if (took === 0) return { done, more: late };
    done += took;
  }
  return { done, more: true };
}
