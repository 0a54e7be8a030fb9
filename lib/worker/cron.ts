import { randomUUID } from "node:crypto";
import type { Lane } from "@/db/schema/outbox";
import type { System } from "@/lib/access/actor";
import { whyNotSent } from "@/lib/approvals/before-sending";
import { pollDelivery } from "@/lib/delivery/poll";
import { searchDelivery } from "@/lib/delivery/search";
import { sendDelivery } from "@/lib/delivery/send";
import { drain } from "@/lib/outbox/drain";
import type { Handlers, Job } from "@/lib/outbox/job";
import { handlers } from "./handlers";
import { tidyUp } from "./housekeeping";

/**
 * A delivery that the platform cuts off is one that nobody can know about, and a question that is cut off comes back each
 * minute and is never settled. So they are begun only while there is time for their answers, and wait no longer than
 * that, whatever their channel allows: together well within the minute of the route.
 */
const deliveriesBeginWithin = 10_000;

/** So many audit chains are stamped in a call: of six hundred firms each one in an hour, and of more each one later. */
const anchorsAtOnce = 10;

/**
 * In milliseconds. A claimed kenmerk takes two questions; a search takes one, then looks for a while, and the last
 * question of that may begin at its end.
 */
type Times = { delivery: number; answer: number; question: number; look: number };
const times: Times = { delivery: 40_000, answer: 20_000, question: 15_000, look: 10_000 };

/** The worker's own table, of which some calls take less time: who hears what became of them is the same. */
export function handlersWithin({ delivery, answer, question, look }: Times): Handlers {
  const time = { longest: delivery, least: answer };
  return {
    ...handlers,
    "delivery.send": {
      ...handlers["delivery.send"],
      prepare: (actor: System, job: Job) => sendDelivery(actor, job, whyNotSent, time),
    },
    "delivery.poll": {
      ...handlers["delivery.poll"],
      outside: (actor: System, job: Job) => pollDelivery(actor, job, question),
    },
    "delivery.search": {
      ...handlers["delivery.search"],
      outside: (actor: System, job: Job) => searchDelivery(actor, job, look, question),
    },
  };
}
export const withinTheMinute = handlersWithin(times);

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
    const most = (lane: Lane) => {
      // A service for time stamps that hangs holds up one round, and not all of them.
      if (lane === "anchor") return done === 0 ? anchorsAtOnce : 0;
      return lane === "delivery" && late ? 0 : 10;
    };
    const took = await drain(withinTheMinute, name, most);
    // The lane that was left alone may have more: that is for the next call.
    if (took === 0) return { done, more: late };
    done += took;
  }
  return { done, more: true };
}
