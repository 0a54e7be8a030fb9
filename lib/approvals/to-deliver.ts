import type { NewJob } from "@/lib/outbox/enqueue";
import { newId } from "@/lib/shared/ids";

/**
 * The event that starts an attempt to hand a version over. The first comes once, however often its cause is written; each
 * time that staff send it again is a wish of its own, also when the one before came to nothing because an attempt that
 * nobody was sure of turned out to be under way.
 * @param accountId whoever caused it, where that is a client
 */
export function toDeliver(
  filing: { id: string; version: number; organisationId: string },
  attempt: 1 | "again",
  accountId?: string,
): NewJob {
  return {
    kind: "filing.toDeliver",
    payload: { filing: filing.id, version: filing.version },
    subject: `filing:${filing.id}`,
    organisationId: filing.organisationId,
    ...(accountId ? { accountId } : {}),
    idempotencyKey: `filing.toDeliver:${filing.id}:${filing.version}:${attempt === 1 ? attempt : newId()}`,
  };
}
