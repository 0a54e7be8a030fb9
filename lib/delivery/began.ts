import type { StatusAnswer } from "@/lib/ports/filing-channel/channel";
import type { Asked } from "./asked";

type Began = { outcome: "began"; at: Date | null } | Exclude<StatusAnswer, { outcome: "statuses" }>;

/** More than all the clients of this machine have; the oldest makes room. */
const mostRemembered = 10_000;
const remembered = new Map<string, Promise<Began>>();

/**
 * When a process began at the recipient; null when nothing was told of it yet. The list of processes does not say so,
 * and its first status never becomes a later one: each process is asked about once, and all deliveries that are looked
 * for share the answer, also while it is being waited for. Only an answer is kept, per firm and channel. It is for what
 * is offered to a person; the kenmerk that they choose is asked about again (claim.ts).
 */
export function beganAt({ place, channel, authorised }: Asked, processReference: string): Promise<Began> {
  const key = JSON.stringify([...place, processReference]);
  const known = remembered.get(key);
  if (known) return known;
  const asking = channel
    .statuses({ processReference, ...authorised })
    .then(
      (told): Began =>
        told.outcome === "statuses" ? { outcome: "began", at: told.statuses[0]?.at ?? null } : told,
    );
  if (remembered.size >= mostRemembered) remembered.delete(remembered.keys().next().value ?? "");
  remembered.set(key, asking);
  const forget = () => remembered.delete(key);
  asking.then((answer) => (answer.outcome === "began" && answer.at) || forget(), forget);
  return asking;
}
