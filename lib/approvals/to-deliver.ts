import type { NewJob } from "@/lib/outbox/enqueue";

/** The event that starts one attempt to hand a version over. @param accountId whoever caused it, where that is a client */
export function toDeliver(
  filing: { id: string; version: number; organisationId: string },
  attempt: number,
  accountId?: string,
): NewJob {
  return {
    kind: "filing.toDeliver",
    payload: { filing: filing.id, version: filing.version },
    subject: `filing:${filing.id}`,
    organisationId: filing.organisationId,
    ...(accountId ? { accountId } : {}),
    idempotencyKey: `filing.toDeliver:${filing.id}:${filing.version}:${attempt}`,
  };
}
