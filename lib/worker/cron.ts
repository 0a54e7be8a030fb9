import { randomUUID } from "node:crypto";
import { drain } from "@/lib/outbox/drain";
import { handlers } from "./handlers";
import { tidyUp } from "./housekeeping";

/**
 * Does what is due, and tidies up, where no process lives that would do it by itself.
 * @param milliseconds after which it begins nothing new; what is under way is finished
 * @returns how many jobs there were, and whether it stopped before there were none left
 */
export async function drainFor(milliseconds: number): Promise<{ done: number; more: boolean }> {
  const until = Date.now() + milliseconds;
  const name = `cron-${randomUUID().slice(0, 8)}`;
  await tidyUp();
  let done = 0;
  while (Date.now() < until) {
    const took = await drain(handlers, name);
    if (took === 0) return { done, more: false };
    done += took;
  }
  return { done, more: true };
}
