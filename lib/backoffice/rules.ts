import type { OffReason, ProgramEvent } from "@/db/schema/webhooks";

/** What programs of the firm can be told of, in the order of the form. */
export const programEvents = [
  "filing.approved",
  "filing.signed",
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
/** A program may ask to be left alone for a day, and a worker may be late. */
const mostBetweenTries = 2 * 24 * 3_600_000;

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
 * Since when nothing arrives at an address, after one more failure of a message. Anew where the last failure is longer
 * ago than a message is ever waited with, or was of an address that may not be called while this one was called: that
 * the program failed in between nobody knows.
 */
export function failsSince(
  before: { since: Date | null; last: Date | null; called: boolean },
  called: boolean,
  at: Date,
): Date {
  const { since, last } = before;
  if (!since || !last || at.getTime() - last.getTime() > mostBetweenTries) return at;
  return called && !before.called ? at : since;
}

/**
 * Whether an address is given up after one more failure: the program said that it is gone for good (410), or nothing
 * arrived there for days, and neither did the message at hand.
 * @param waiting since when the message at hand is there to be sent; null for one that is sent once only, as a test is
 */
export function givenUp(
  status: number | null,
  since: Date,
  waiting: Date | null,
  at: Date,
): OffReason | null {
  if (status === 410) return "gone";
  const long = (from: Date) => at.getTime() - from.getTime() >= failingLimitHours * 3_600_000;
  return waiting && long(since) && long(waiting) ? "failing" : null;
}
