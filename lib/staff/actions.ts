import type { FilingState, Stream, Turn } from "@/db/schema/approvals";
import { isPastCutOff } from "@/lib/approvals/deadlines";
import { after, awaitable, isHeldUp, undecided } from "@/lib/approvals/rules";
import { streams } from "@/lib/approvals/streams";
import type { PlainDate } from "@/lib/shared/dates";

/** What staff may do with a document now, in the order in which it is offered. */
export type OfficeAction = "file" | "replace" | "release" | "fileWithoutApproval" | "withdraw";

type Filing = {
  state: FilingState;
  stream: Stream;
  approveBy: PlainDate | null;
  fileBy: PlainDate | null;
  publishedAt: Date;
  filedAt: Date | null;
  waitsFor: { state: FilingState } | null;
};

/**
 * What may be done with a document on this day. Filing without an approval (D1) is only offered once the client's time
 * is over, and where something is filed at all: never while they cannot approve it for what comes first.
 */
export function actionsFor(filing: Filing, day: PlainDate): OfficeAction[] {
  const { state, stream, filedAt, waitsFor } = filing;
  const { goesTo } = streams[stream];
  const may: Record<OfficeAction, boolean> = {
    file: toBeFiled(filing),
    replace: after(state, "replace").ok && filedAt === null,
    release: waitsFor !== null && undecided.includes(state),
    fileWithoutApproval:
      after(state, "fileWithoutApproval").ok &&
      goesTo !== "nobody" &&
      !isHeldUp(waitsFor) &&
      isPastCutOff(filing, day),
    withdraw: after(state, "withdraw").ok,
  };
  return (Object.keys(may) as OfficeAction[]).filter((action) => may[action]);
}

/**
 * How the annual accounts ended for which a publication waits in vain, so that somebody here has to act; null when they
 * can still be approved, and for whatever waits for nothing or is decided about.
 */
export function endedBefore({
  state,
  waitsFor,
}: Pick<Filing, "state"> & { waitsFor: { state: FilingState } | null }): "withdrawn" | "expired" | null {
  if (!waitsFor || !undecided.includes(state) || awaitable.includes(waitsFor.state)) return null;
  return waitsFor.state === "expired" ? "expired" : "withdrawn";
}

/**
 * What staff read before they withdraw: whether its delivery may be under way, is, or has ended, and that what was filed
 * stays filed. Null when it has gone nowhere yet.
 */
export function staysAfterWithdrawal({
  state,
  filedAt,
}: Pick<Filing, "state" | "filedAt">): "perhapsUnderWay" | "underWay" | "filed" | null {
  switch (state) {
    case "approved":
      return "perhapsUnderWay";
    case "delivered":
    case "outcomeUnknown":
      return "underWay";
    case "acceptedByRecipient":
      return "filed";
    default:
      return filedAt === null ? null : "filed";
  }
}

/** Approved by the client, and not yet filed by the firm in its own package (F52). */
export function toBeFiled({ state, stream, filedAt }: Pick<Filing, "state" | "stream" | "filedAt">): boolean {
  return state === "completed" && filedAt === null && streams[stream].goesTo === "tax-package";
}

/** Whether the approval of one of several people can be let go of: never the last one that is needed. */
export function mayDrop(seats: readonly { turn: Turn }[], turn: Turn, state: FilingState): boolean {
  const needed = seats.filter((seat) => seat.turn !== "dropped").length;
  return undecided.includes(state) && needed > 1 && ["asked", "readyToSend", "held"].includes(turn);
}

/** What can be done about a file that is wrong: a new version, or nothing yet, or (once it arrived) nothing in here. */
export function remedyOf(state: FilingState): "replace" | "underway" | "arrived" {
  if (after(state, "replace").ok) return "replace";
  return state === "acceptedByRecipient" ? "arrived" : "underway";
}
