import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Turn } from "@/db/schema/approvals";
import {
  decisive,
  eventOf,
  type FilingEvent,
  lastStanding,
  after as stateAfter,
  stateOfVersion,
  transitions,
  undecided,
  whoActs,
} from "@/lib/approvals/rules";
import type { FilingState } from "@/lib/approvals/shapes";

/** Every way there is, one line each: a new one does not pass until it stands here. */
const WAYS = `
open sendLater readyToSend
open approve completed
open approveForDelivery approved
open reject rejected
open replace open
open withdraw withdrawn
open fileWithoutApproval filedWithoutApproval
open expire expired
readyToSend takeBack open
readyToSend approve completed
readyToSend approveForDelivery approved
readyToSend reject rejected
readyToSend replace open
readyToSend withdraw withdrawn
readyToSend fileWithoutApproval filedWithoutApproval
readyToSend expire expired
approved deliver delivered
approved accept acceptedByRecipient
approved refuse refusedByRecipient
approved loseTrack outcomeUnknown
approved notSent notDelivered
notDelivered accept acceptedByRecipient
notDelivered deliverAgain approved
notDelivered replace open
notDelivered withdraw withdrawn
approved withdraw withdrawn
delivered accept acceptedByRecipient
delivered refuse refusedByRecipient
delivered loseTrack outcomeUnknown
delivered withdraw withdrawn
outcomeUnknown deliver delivered
outcomeUnknown accept acceptedByRecipient
outcomeUnknown refuse refusedByRecipient
outcomeUnknown deliverAgain approved
refusedByRecipient accept acceptedByRecipient
refusedByRecipient deliver delivered
outcomeUnknown withdraw withdrawn
refusedByRecipient deliverAgain approved
refusedByRecipient replace open
refusedByRecipient withdraw withdrawn
completed replace open
completed withdraw withdrawn
rejected replace open
rejected withdraw withdrawn
rejected fileWithoutApproval filedWithoutApproval
expired replace open
expired withdraw withdrawn
expired fileWithoutApproval filedWithoutApproval
toRead replace toRead
toRead withdraw withdrawn
acceptedByRecipient withdraw withdrawn
filedWithoutApproval withdraw withdrawn`
  .trim()
  .split("\n")
  .toSorted();

const TURNS: Record<FilingState, ReturnType<typeof whoActs>> = {
  open: "client",
  readyToSend: "client",
  approved: "recipient",
  delivered: "recipient",
  completed: "firm",
  rejected: "firm",
  refusedByRecipient: "firm",
  notDelivered: "firm",
  outcomeUnknown: "firm",
  acceptedByRecipient: "nobody",
  withdrawn: "nobody",
  expired: "nobody",
  replaced: "nobody",
  filedWithoutApproval: "nobody",
  toRead: "nobody",
};
const states = Object.keys(TURNS) as FilingState[];
const ways = states.flatMap((from) =>
  Object.entries(transitions[from]).map(([event, to]) => ({ from, event: event as FilingEvent, to })),
);

describe("the states of a document", () => {
  it("have exactly these ways from one to another", () => {
    expect(ways.map(({ from, event, to }) => `${from} ${event} ${to}`).toSorted()).toEqual(WAYS);
  });

  it.each(states)("%s: whatever happens to it gives a state or a reason, and never throws", (state) => {
    const events = [...new Set(ways.map(({ event }) => event))];
    for (const event of events) {
      const to = transitions[state][event];
      const outcome = stateAfter(state, event);
      if (to) expect(outcome).toEqual({ ok: true, state: to });
      else expect(outcome).toEqual({ ok: false, reason: expect.stringMatching(/^(already-\w+|not-now)$/) });
    }
    expect(whoActs(state)).toBe(TURNS[state]);
  });

  it("never change a second time by the same event, but for a new version of what is open", () => {
    for (const { event, to } of ways) {
      if (!to || event === "replace") continue;
      expect(stateAfter(to, event).ok, `${to} ${event}`).toBe(false);
    }
  });

  it("come to nothing that a client could still decide, once it was decided", () => {
    for (const { from, event } of ways.filter(({ to }) => to && undecided.includes(to))) {
      expect(undecided.includes(from) || event === "replace", `${from} ${event}`).toBe(true);
    }
  });

  it("call a version replaced that is not the newest", () => {
    expect(stateOfVersion({ state: "open", version: 2 }, 1)).toBe("replaced");
    expect(stateOfVersion({ state: "open", version: 2 }, 2)).toBe("open");
  });

  const drawing = "docs/accordering.md";
  it("are drawn in the docs as they are here", () => {
    expect(existsSync(drawing)).toBe(true);
    const drawn = [...readFileSync(drawing, "utf8").matchAll(/^ *(\w+) --> (\w+): (\w+)$/gm)];
    expect(drawn.map(([, from, to, event]) => `${from} ${event} ${to}`).toSorted()).toEqual(WAYS);
  });
});

describe("what the turns of all approvers make of it", () => {
  const cases: [Turn[], FilingState, boolean, FilingEvent | null][] = [
    [["asked"], "open", false, null],
    [["approved"], "open", false, "approve"],
    [["approved"], "readyToSend", true, "approveForDelivery"],
    [["readyToSend"], "open", false, "sendLater"],
    [["readyToSend"], "readyToSend", false, null],
    [["asked"], "readyToSend", false, "takeBack"],
    [["rejected"], "open", false, "reject"],
    [["approved", "asked"], "open", false, null],
    [["approved", "readyToSend"], "open", false, "sendLater"],
    [["approved", "approved"], "open", false, "approve"],
    [["approved", "rejected"], "open", false, "reject"],
    [["approved", "dropped"], "open", false, "approve"],
    [["dropped", "asked"], "open", false, null],
    // Nobody is left: that is no approval.
    [["dropped"], "open", false, null],
    [[], "open", false, null],
  ];
  it.each(cases)("%j, %s, delivered by the portal: %s: %s", (turns, state, delivers, event) => {
    expect(eventOf(turns, state, delivers)).toBe(event);
  });

  it("is an approval only when everybody who is needed has given one", () => {
    const turn = fc.constantFrom<Turn>("asked", "readyToSend", "approved", "rejected", "dropped");
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 6 }), fc.boolean(), (turns, delivers) => {
        const event = eventOf(turns, "open", delivers);
        const needed = turns.filter((one) => one !== "dropped");
        const all = needed.length > 0 && needed.every((one) => one === "approved");
        expect(event === "approve" || event === "approveForDelivery").toBe(all);
        expect(event === "reject").toBe(turns.includes("rejected"));
      }),
    );
  });
});

describe("by which attempt a document stands", () => {
  it.each([
    [["waiting", "unknown"], 0],
    [["failed", "unknown", "refused"], 1],
    [["refused", "unknown"], 0],
    [["failed", "failed"], 0],
  ] as const)("of %j, the newest first", (states, place) => {
    const attempts = states.map((state, index) => ({ state, index }));
    expect(decisive(attempts)?.index).toBe(place);
  });

  it("is none where nothing was tried", () => {
    expect(decisive([])).toBeUndefined();
  });

  it.each([
    [["refused", "failed", "unknown", "refused"], 2],
    [["waiting", "unknown"], 0],
    [["refused", "underway"], 1],
    [["refused", "failed"], undefined],
  ] as const)("which of %j still stands", (states, place) => {
    const attempts = states.map((state, index) => ({ state, index }));
    expect(lastStanding(attempts)?.index).toBe(place);
  });
});
