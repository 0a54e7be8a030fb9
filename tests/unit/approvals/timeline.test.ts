import { describe, expect, it } from "vitest";
import type { FilingState } from "@/db/schema/approvals";
import { transitions } from "@/lib/approvals/rules";
import type { Approver, FilingDecision } from "@/lib/approvals/shapes";
import { allStreams } from "@/lib/approvals/streams";
import { type Placed, timelineOf } from "@/lib/approvals/timeline";
import en from "@/messages/en/approvals.json";
import nl from "@/messages/nl/approvals.json";

const published = new Date("2026-11-20T09:14:00Z");
const later = new Date("2026-11-23T13:08:00Z");
const aFiling = (wish: Partial<Placed> = {}): Placed => ({
  id: "1",
  stream: "vat",
  label: null,
  period: { start: "2026-10-01", end: "2026-10-31" },
  year: 2026,
  state: "open",
  stateReason: null,
  amount: 100,
  approveBy: "2026-11-26",
  payBy: "2026-11-30",
  publishedAt: published,
  publishedBy: "Sander Hoekstra",
  changedAt: later,
  completedAt: null,
  filedAt: null,
  waits: false,
  inVain: false,
  mine: "asked",
  opened: false,
  ...wish,
});
const approval: FilingDecision = {
  decision: "approved",
  by: "Marieke van Dijk",
  capacity: "director",
  onBehalfOf: null,
  at: later,
  method: "sms",
  category: null,
  reason: null,
  assistedBy: null,
};
const rejection: FilingDecision = {
  ...approval,
  decision: "rejected",
  by: "Pieter van Dijk",
  at: new Date("2026-11-24T08:00:00Z"),
  category: "amount",
  reason: "De oven staat er niet bij.",
};
const seat = (place: number, name: string, turn: Approver["turn"], mine = false): Approver => ({
  seat: place,
  name,
  capacity: "director",
  onBehalfOf: null,
  turn,
  reason: null,
  mine,
});
const detailOf = (wish: Partial<Placed>, step: string) =>
  timelineOf(aFiling(wish)).find(({ name }) => name === step)?.detail;
/** Each step as its mark and name, such as "done published". */
const told = (wish: Partial<Placed>) => timelineOf(aFiling(wish)).map(({ mark, name }) => `${mark} ${name}`);

describe("where a document is", () => {
  it.each<[string, Partial<Placed>, string[]]>([
    ["open, my turn", {}, ["now yourApproval", "todo filingBy", "todo receivedByTax"]],
    ["open, somebody else's", { mine: null }, ["now approval", "todo filingBy", "todo receivedByTax"]],
    [
      "approved: completed is not filed",
      { state: "completed", mine: null },
      ["done approval", "now filingBy", "todo receivedByTax"],
    ],
    [
      "filed by the firm, and nobody has said that it arrived",
      { state: "completed", mine: null, filedAt: later },
      ["done approval", "done filedBy", "todo receivedByTax"],
    ],
    ["rejected", { state: "rejected", mine: null }, ["failed rejected", "now corrects", "todo newVersion"]],
    ["filed without approval", { state: "filedWithoutApproval" }, ["failed noApproval", "done filedBy"]],
    ["expired", { state: "expired" }, ["failed expired"]],
    ["replaced", { state: "replaced" }, ["failed replaced"]],
    [
      "an assessment that follows",
      { stream: "corporateIncomeTax" },
      ["now yourApproval", "todo filingBy", "todo receivedByTax", "todo assessment"],
    ],
    [
      "publicatiestukken that wait for the annual accounts",
      { stream: "filingAccounts", waits: true },
      ["todo yourApproval", "todo sentToKvk", "todo acceptedByKvk"],
    ],
    [
      "publicatiestukken that wait for the annual accounts, to whoever only reads",
      { stream: "filingAccounts", waits: true, mine: null },
      ["todo approval", "todo sentToKvk", "todo acceptedByKvk"],
    ],
    [
      "publicatiestukken that wait for annual accounts which nobody can approve any more, to whoever only reads",
      { stream: "filingAccounts", waits: true, inVain: true, mine: null },
      ["todo approval", "todo sentToKvk", "todo acceptedByKvk"],
    ],
    [
      "on its way to the KvK",
      { stream: "filingAccounts", state: "approved", mine: null },
      ["done approval", "now sentToKvk", "todo acceptedByKvk"],
    ],
    [
      "handed over, and no answer yet",
      { stream: "filingAccounts", state: "delivered", mine: null },
      ["done approval", "done sentToKvk", "now acceptedByKvk"],
    ],
    [
      "Akkoord Digipoort",
      { stream: "filingAccounts", state: "acceptedByRecipient", mine: null },
      ["done approval", "done sentToKvk", "done acceptedByKvk"],
    ],
    [
      "refused by a bank",
      { stream: "creditReport", state: "refusedByRecipient", mine: null, refusedWith: "510" },
      ["done approval", "done sentToBank", "failed refusedByBank"],
    ],
    [
      "nobody knows",
      { stream: "creditReport", state: "outcomeUnknown", mine: null },
      ["done approval", "now sentToBank", "todo acceptedByBank"],
    ],
    ["a letter", { stream: "letter", state: "toRead", mine: null }, ["now toRead"]],
    ["a letter that was opened", { stream: "letter", state: "toRead", opened: true }, ["done read"]],
  ])("%s", (_name, wish, steps) => {
    expect(told(wish)).toEqual(["done published", ...steps]);
  });

  it.each([
    ["ALS110", "failed notTakenForKvk"],
    ["210", "failed notTakenForKvk"],
    ["230", "failed notTakenForKvk"],
    ["311", "failed notTakenForKvk"],
    ["321", "failed notTakenForKvk"],
    ["410", "failed notReachedKvk"],
    ["420", "failed notReachedKvk"],
    [null, "failed notTaken"],
  ])("turned away with %s: the KvK never had it", (refusedWith, step) => {
    const steps = ["done published", "done approval", step, "todo acceptedByKvk"];
    const state = "refusedByRecipient";
    expect(told({ stream: "filingAccounts", state, mine: null, refusedWith })).toEqual(steps);
    const ofBank = steps.map((one) => one.replace("Kvk", "Bank"));
    expect(told({ stream: "creditReport", state, mine: null, refusedWith })).toEqual(ofBank);
  });

  it("has words for each step, in both languages", () => {
    for (const stream of allStreams) {
      for (const state of Object.keys(transitions) as FilingState[]) {
        for (const refusedWith of ["ALS110", "410", "510", null]) {
          for (const { name } of timelineOf(aFiling({ stream, state, refusedWith, mine: null }))) {
            expect(nl.steps, name).toHaveProperty(name);
            expect(en.steps, name).toHaveProperty(name);
          }
        }
      }
    }
  });

  it("has a step for each of those who have to approve", () => {
    const steps = timelineOf(
      aFiling({
        mine: null,
        approvers: [
          seat(0, "Marieke van Dijk", "approved", true),
          seat(1, "Pieter van Dijk", "asked"),
          seat(2, "Iemand anders", "dropped"),
        ],
        decisions: [approval],
      }),
    );
    expect(steps.slice(1, 3)).toEqual([
      { mark: "done", name: "approvalOf", by: "Marieke van Dijk", at: later },
      { mark: "now", name: "approvalOf", by: "Pieter van Dijk", detail: "waitsFor" },
    ]);
    expect(steps).toHaveLength(5);
  });

  it.each([
    ["the annual accounts have to come first", { waits: true }, "waits"],
    ["nobody can approve those any more", { waits: true, inVain: true }, "firmSolves"],
  ])("says that it is nobody's turn where %s", (_what, wish, detail) => {
    const approvers = [seat(0, "Marieke van Dijk", "asked", true), seat(1, "Pieter van Dijk", "asked")];
    const steps = timelineOf(aFiling({ stream: "filingAccounts", approvers, ...wish }));
    expect(steps.slice(1, 3)).toEqual([
      { mark: "todo", name: "approvalOf", by: "Marieke van Dijk", detail },
      { mark: "todo", name: "approvalOf", by: "Pieter van Dijk", detail },
    ]);
  });

  it.each(["delivered", "acceptedByRecipient", "refusedByRecipient"] as const)(
    "says when it was sent, once it is %s",
    (state) => {
      const sentAt = new Date("2026-11-23T13:09:00Z");
      // A refusal by the KvK itself: what was turned away before it came there was not sent to it.
      const wish = { stream: "filingAccounts", state, mine: null, sentAt, refusedWith: "510" } as const;
      expect(timelineOf(aFiling(wish))[2]).toEqual({ mark: "done", name: "sentToKvk", at: sentAt });
    },
  );

  describe("keeps what was decided", () => {
    const approvers = [seat(0, "Marieke van Dijk", "approved"), seat(1, "Pieter van Dijk", "rejected", true)];
    const made = [
      { mark: "done", name: "approvalOf", by: "Marieke van Dijk", at: later },
      { mark: "failed", name: "rejected", by: "Pieter van Dijk", at: rejection.at },
    ];
    const both = { mine: null, approvers, decisions: [rejection, approval] };

    it("when another rejected", () => {
      const steps = timelineOf(aFiling({ state: "rejected", ...both }));
      expect(steps.slice(1, 3)).toEqual(made);
      expect(steps.slice(3)).toMatchObject([{ name: "corrects" }, { name: "newVersion" }]);
    });

    it("when there is a new version, and says since when", () => {
      const replacedAt = new Date("2026-11-25T10:00:00Z");
      const steps = timelineOf(aFiling({ state: "replaced", ...both, replacedAt }));
      expect(steps.slice(1)).toEqual([...made, { mark: "failed", name: "replaced", at: replacedAt }]);
      const alone = timelineOf(aFiling({ state: "replaced", mine: null, decisions: [rejection] }));
      expect(alone.map(({ name }) => name)).toEqual(["published", "rejected", "replaced"]);
    });

    it.each([
      ["expired", "expired"],
      ["filedWithoutApproval", "noApproval"],
    ] as const)("when it is %s for want of the other", (state, name) => {
      const steps = timelineOf(aFiling({ state, ...both, decisions: [approval] }));
      expect(steps.slice(1, 3)).toMatchObject([made[0], { name }]);
    });
  });

  it("never says of itself that an authority has received or accepted anything", () => {
    for (const stream of allStreams) {
      for (const state of Object.keys(transitions) as FilingState[]) {
        const claims = timelineOf(aFiling({ stream, state, mine: null })).filter(
          ({ mark, name }) => mark === "done" && /^(received|accepted)/.test(name),
        );
        expect(claims.length === 0 || state === "acceptedByRecipient", `${stream} ${state}`).toBe(true);
      }
    }
  });
});

describe("an assessment that follows", () => {
  const incomeTax = { stream: "personalIncomeTax", state: "completed", mine: null } as const;
  it.each([
    ["to pay: not before it is there", 120_000, "assessment"],
    ["to receive: nothing to pay at all", -120_000, "assessmentToReceive"],
    ["nothing either way", 0, "assessmentToReceive"],
    ["not known how much", null, "assessment"],
  ])("%s", (_what, amount, detail) => {
    expect(detailOf({ ...incomeTax, amount }, "assessment")).toBe(detail);
  });
});
