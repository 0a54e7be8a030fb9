import { describe, expect, it } from "vitest";
import { type FilingEvent, after as stateAfter, whoActs } from "@/lib/approvals/rules";
import type { FilingState } from "@/lib/approvals/shapes";

/** Every state with every event: a new one of either does not compile until it stands here. */
const TABLE: Record<FilingState, Record<FilingEvent, ReturnType<typeof stateAfter>>> = {
  open: { approve: { ok: true, state: "completed" } },
  completed: { approve: { ok: false, reason: "already-completed" } },
};

/** The client's turn until the approval; then the firm's, which files. */
const TURNS: Record<FilingState, ReturnType<typeof whoActs>> = { open: "client", completed: "firm" };

const states = Object.keys(TABLE) as FilingState[];
const cases = states.flatMap((state) =>
  (Object.keys(TABLE[state]) as FilingEvent[]).map((event) => [state, event, TABLE[state][event]] as const),
);

describe("the states of a filing", () => {
  it.each(cases)("%s, %s: %j", (state, event, outcome) => {
    expect(stateAfter(state, event)).toEqual(outcome);
  });

  it.each(Object.entries(TURNS) as [FilingState, string][])("%s: the %s acts", (state, turn) => {
    expect(whoActs(state)).toBe(turn);
  });

  it("never change a second time by the same event", () => {
    for (const [state, event, outcome] of cases) {
      if (!outcome.ok) continue;
      expect(stateAfter(outcome.state, event).ok, `${state}, ${event}`).toBe(false);
    }
  });
});
