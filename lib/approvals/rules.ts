import type { FilingState } from "@/db/schema/approvals";
import { type Result, refuse } from "@/lib/shared/result";

/**
 * The states of a filing. More join with their streams; every transition stands here and nowhere else.
 *
 *     open ──approve──▶ completed
 */
export type FilingEvent = "approve";

const transitions: Record<FilingState, Partial<Record<FilingEvent, FilingState>>> = {
  open: { approve: "completed" },
  completed: {},
};

/** The state after an event, or why it cannot happen now. */
export function after(
  state: FilingState,
  event: FilingEvent,
): Result<{ state: FilingState }, "already-completed"> {
  const next = transitions[state][event];
  return next ? { ok: true, state: next } : refuse("already-completed");
}

/** Whose turn it is: the words on the screen follow from this. */
export function whoActs(state: FilingState): "client" | "firm" {
  return state === "open" ? "client" : "firm";
}
