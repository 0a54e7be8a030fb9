import type { OffReason, ProgramEvent } from "@/db/schema/webhooks";

/** What programs of the firm can be told of, in the order of the form. */
export const programEvents = [
  "filing.approved",
  "filing.rejected",
  "filing.replaced",
  "filing.withdrawn",
  "filing.expired",
  "filing.filed",
  "filing.filedWithoutApproval",
  "filing.accepted",
  "filing.refused",
  "filing.notDelivered",
] as const satisfies readonly ProgramEvent[];

/** So many programs a firm may have listening. */
export const mostEndpoints = 10;
/** A secret that was replaced signs for so long beside the new one: time to put that in the program. */
export const secretOverlapMs = 24 * 3_600_000;
/**
 * Where nothing arrives for so long, nothing is sent any more until somebody switches it on again. A message is tried at
 * least as long: its last try is what finds out that the time is over.
 */
export const failingLimitHours = 72;

/**
 * What an event in the house is for the firm's programs; null when it is nothing to them. Of several approvals only the
 * last one is the approval.
 */
export function programEventOf(kind: string, payload: Record<string, unknown>): ProgramEvent | null {
  // The house speaks of an attempt that left nothing; to a program it is the document that was not delivered.
  if (kind === "filing.notSent") return "filing.notDelivered";
  const known = programEvents.find((one) => one === kind);
  if (known !== "filing.approved") return known ?? null;
  return payload.state === "completed" || payload.state === "approved" ? known : null;
}

/** Switched off by itself: what happens meanwhile is kept, and goes out when somebody switches it on again. */
export const offByItself: readonly OffReason[] = ["failing", "gone"];

/**
 * Whether an address is given up after one more failure: the program said that it is gone for good (410), or nothing
 * arrived there for days.
 */
export function givenUp(status: number | null, failingSince: Date | null, at: Date): OffReason | null {
  if (status === 410) return "gone";
  const since = failingSince?.getTime() ?? at.getTime();
  return at.getTime() - since >= failingLimitHours * 3_600_000 ? "failing" : null;
}
