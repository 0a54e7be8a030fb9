import type { FilingState, Turn } from "@/db/schema/approvals";
import type { DeliveryState } from "@/db/schema/delivery";
import { type Result, refuse } from "@/lib/shared/result";

/**
 * The states of a document that was put before a client, and every way from one to another. Drawn in docs/accordering.md,
 * which a test holds against this table.
 */
export type FilingEvent =
  /** Everybody who still has to decide chose "Later verzenden"; or one of them thought better of it. */
  | "sendLater"
  | "takeBack"
  /** The last approval that was needed: the firm's package goes on with it, or the portal delivers it itself. */
  | "approve"
  | "approveForDelivery"
  | "reject"
  /** Handed over to the recipient's channel; taken in; turned away; nobody knows. */
  | "deliver"
  | "accept"
  | "refuse"
  | "loseTrack"
  /** Nothing was sent, and nothing will be until the firm has done something about it. */
  | "notSent"
  | "deliverAgain"
  /** By staff. */
  | "replace"
  | "withdraw"
  | "fileWithoutApproval"
  /** By the calendar. */
  | "expire";

const byStaff = { replace: "open", withdraw: "withdrawn" } as const;

export const transitions: Record<FilingState, Partial<Record<FilingEvent, FilingState>>> = {
  open: {
    ...byStaff,
    sendLater: "readyToSend",
    approve: "completed",
    approveForDelivery: "approved",
    reject: "rejected",
    fileWithoutApproval: "filedWithoutApproval",
    expire: "expired",
  },
  readyToSend: {
    ...byStaff,
    takeBack: "open",
    approve: "completed",
    approveForDelivery: "approved",
    reject: "rejected",
    fileWithoutApproval: "filedWithoutApproval",
    expire: "expired",
  },
  approved: {
    deliver: "delivered",
    accept: "acceptedByRecipient",
    refuse: "refusedByRecipient",
    loseTrack: "outcomeUnknown",
    notSent: "notDelivered",
    withdraw: "withdrawn",
  },
  notDelivered: { ...byStaff, accept: "acceptedByRecipient", deliverAgain: "approved" },
  delivered: {
    accept: "acceptedByRecipient",
    refuse: "refusedByRecipient",
    loseTrack: "outcomeUnknown",
    withdraw: "withdrawn",
  },
  outcomeUnknown: {
    deliver: "delivered",
    accept: "acceptedByRecipient",
    refuse: "refusedByRecipient",
    deliverAgain: "approved",
    withdraw: "withdrawn",
  },
  refusedByRecipient: {
    ...byStaff,
    deliver: "delivered",
    accept: "acceptedByRecipient",
    deliverAgain: "approved",
  },
  completed: byStaff,
  rejected: { ...byStaff, fileWithoutApproval: "filedWithoutApproval" },
  expired: { ...byStaff, fileWithoutApproval: "filedWithoutApproval" },
  toRead: { replace: "toRead", withdraw: "withdrawn" },
  acceptedByRecipient: { withdraw: "withdrawn" },
  filedWithoutApproval: { withdraw: "withdrawn" },
  withdrawn: {},
  replaced: {},
};

/** Why something cannot happen to a document in this state; worded in the message files. */
export type StateRefusal =
  | `already-${Exclude<FilingState, "open" | "readyToSend" | "replaced" | "toRead">}`
  | "not-now";

/** The state after an event, or why it cannot happen now. */
export function after(state: FilingState, event: FilingEvent): Result<{ state: FilingState }, StateRefusal> {
  const next = transitions[state][event];
  return next ? { ok: true, state: next } : refuse(whyNot(state));
}

function whyNot(state: FilingState): StateRefusal {
  switch (state) {
    case "open":
    case "readyToSend":
    case "toRead":
    case "replaced":
      return "not-now";
    default:
      return `already-${state}`;
  }
}

/** The state of one version: whatever came before the current one has been replaced by it. */
export function stateOfVersion(
  filing: { state: FilingState; version: number },
  version: number,
): FilingState {
  return version < filing.version ? "replaced" : filing.state;
}

/**
 * By which of these attempts to hand one version over the document stands, the newest first: the last that left, or may
 * have. One that never left decides only where there is no other.
 */
export function decisive<T extends { state: DeliveryState }>(attempts: readonly T[]): T | undefined {
  return attempts.find(({ state }) => state !== "failed") ?? attempts[0];
}

/**
 * The last of these attempts, the newest first, that is with the recipient, may be, or will be: neither turned away nor
 * kept here. Only of that one a person can still say where it is.
 */
export function lastStanding<T extends { state: DeliveryState }>(attempts: readonly T[]): T | undefined {
  return attempts.find(({ state }) => state !== "failed" && state !== "refused");
}

/**
 * What the turns of all approvers make of a version: the event that brings its document up to date, or null when it
 * stays as it is. One rejection is enough; an approval takes all that are needed.
 */
export function eventOf(turns: readonly Turn[], state: FilingState, delivers: boolean): FilingEvent | null {
  const needed = turns.filter((turn) => turn !== "dropped");
  if (needed.includes("rejected")) return "reject";
  const left = needed.filter((turn) => turn !== "approved");
  if (needed.length > 0 && left.length === 0) return delivers ? "approveForDelivery" : "approve";
  const ready = left.length > 0 && left.every((turn) => turn === "readyToSend");
  if (ready && state === "open") return "sendLater";
  return !ready && state === "readyToSend" ? "takeBack" : null;
}

/** At most as many as a person can look over, and as one text message can be answerable for. */
export const mostInBatch = 50;

/** How many documents that are under way one list shows; what comes after them is said and can be reached. */
export const mostCurrent = 100;

/** States in which somebody may still decide. */
export const undecided: readonly FilingState[] = ["open", "readyToSend"];

/** Whether somebody approved it, or the firm filed it without that: what goes on from there is not taken back. */
export function wasApproved(state: FilingState): boolean {
  return approved.includes(state) || state === "filedWithoutApproval";
}

/** What a version that was approved can have come to since, and still be approved. */
export const approved: readonly FilingState[] = [
  ...(["completed", "approved", "delivered", "acceptedByRecipient"] as const),
  ...(["refusedByRecipient", "outcomeUnknown", "notDelivered"] as const),
];

/** Annual accounts that a publication can wait for: approved, or still to be, be it in a new version. */
export const awaitable: readonly FilingState[] = ["completed", ...undecided, "rejected"];

/** Whether a document cannot be approved yet, for one that comes first and that somebody can still approve. */
export function isHeldUp(first: { state: FilingState } | null): boolean {
  return first !== null && awaitable.includes(first.state);
}

/** Whose turn it is: the words on the screen follow from this. */
export function whoActs(state: FilingState): "client" | "firm" | "recipient" | "nobody" {
  switch (state) {
    case "open":
    case "readyToSend":
      return "client";
    case "completed":
    case "rejected":
    case "refusedByRecipient":
    case "outcomeUnknown":
    case "notDelivered":
      return "firm";
    case "approved":
    case "delivered":
      return "recipient";
    default:
      return "nobody";
  }
}
