import { describe, expect, it } from "vitest";
import type { FilingState, Stream, Turn } from "@/db/schema/approvals";
import { actionsFor, mayDrop, type OfficeAction, remedyOf, staysAfterWithdrawal } from "@/lib/staff/actions";

const day = "2026-11-26";
const filing = {
  state: "open" as FilingState,
  stream: "dividendTax" as Stream,
  approveBy: "2026-11-25" as string | null,
  fileBy: "2026-11-30" as string | null,
  publishedAt: new Date("2026-11-20T09:00:00Z"),
  filedAt: null as Date | null,
  waitsFor: null as { state: FilingState } | null,
};

describe("what staff may do with a document", () => {
  const fiscal: [FilingState, OfficeAction[]][] = [
    ["open", ["replace", "fileWithoutApproval", "withdraw"]],
    ["readyToSend", ["replace", "fileWithoutApproval", "withdraw"]],
    ["completed", ["file", "replace", "withdraw"]],
    ["rejected", ["replace", "fileWithoutApproval", "withdraw"]],
    ["expired", ["replace", "fileWithoutApproval", "withdraw"]],
    ["withdrawn", []],
    ["filedWithoutApproval", ["withdraw"]],
  ];
  it.each(fiscal)("of a return that is %s", (state, actions) => {
    expect(actionsFor({ ...filing, state }, day)).toEqual(actions);
  });

  const others: [string, Partial<typeof filing>, OfficeAction[]][] = [
    ["a day before the cut-off", { approveBy: "2026-11-27" }, ["replace", "withdraw"]],
    ["the cut-off itself, which is the client's", { approveBy: day }, ["replace", "withdraw"]],
    [
      "the cut-off itself, where the law has the same day",
      { approveBy: day, fileBy: day },
      ["replace", "fileWithoutApproval", "withdraw"],
    ],
    [
      "the day on which this version was put ready, by a cut-off that was over",
      { publishedAt: new Date("2026-11-25T23:30:00Z") },
      ["replace", "withdraw"],
    ],
    [
      "the day after that",
      { publishedAt: new Date("2026-11-25T22:30:00Z") },
      ["replace", "fileWithoutApproval", "withdraw"],
    ],
    [
      "the day on which it was put ready, which is the legal date",
      { publishedAt: new Date("2026-11-26T09:00:00Z"), fileBy: day },
      ["replace", "fileWithoutApproval", "withdraw"],
    ],
    ["no day at all, where the law has one", { approveBy: null, fileBy: day }, ["replace", "withdraw"]],
    ["filed", { state: "completed", filedAt: new Date() }, ["withdraw"]],
    ["annual accounts, which go nowhere", { stream: "annualAccounts" }, ["replace", "withdraw"]],
    [
      "annual accounts that were approved",
      { stream: "annualAccounts", state: "completed" },
      ["replace", "withdraw"],
    ],
    [
      "publication that waits",
      { stream: "filingAccounts", waitsFor: { state: "open" }, approveBy: "2026-12-31" },
      ["replace", "release", "withdraw"],
    ],
    [
      "publication that waits past its cut-off, which nobody could approve",
      { stream: "filingAccounts", waitsFor: { state: "rejected" } },
      ["replace", "release", "withdraw"],
    ],
    [
      "the same on the legal date",
      { stream: "filingAccounts", waitsFor: { state: "completed" }, fileBy: day },
      ["replace", "release", "withdraw"],
    ],
    [
      "publication that waits in vain past its cut-off",
      { stream: "filingAccounts", waitsFor: { state: "withdrawn" } },
      ["replace", "release", "fileWithoutApproval", "withdraw"],
    ],
    [
      "publication that was withdrawn",
      { stream: "filingAccounts", waitsFor: { state: "open" }, state: "withdrawn" },
      [],
    ],
    ["publication on its way", { stream: "filingAccounts", state: "delivered" }, ["withdraw"]],
    [
      "publication that the KvK has",
      { stream: "filingAccounts", state: "acceptedByRecipient" },
      ["withdraw"],
    ],
    [
      "refused by the KvK",
      { stream: "filingAccounts", state: "refusedByRecipient" },
      ["replace", "withdraw"],
    ],
    ["a letter", { stream: "letter", state: "toRead", approveBy: null }, ["replace", "withdraw"]],
  ];
  it.each(others)("%s", (_what, part, actions) => {
    expect(actionsFor({ ...filing, ...part }, day)).toEqual(actions);
  });
});

describe("before they withdraw it", () => {
  it.each<[FilingState, Date | null, ReturnType<typeof staysAfterWithdrawal>]>([
    ["open", null, null],
    ["approved", null, "perhapsUnderWay"],
    ["delivered", null, "underWay"],
    ["outcomeUnknown", null, "underWay"],
    ["refusedByRecipient", null, null],
    ["acceptedByRecipient", null, "filed"],
    ["filedWithoutApproval", new Date(), "filed"],
    ["completed", new Date(), "filed"],
    ["completed", null, null],
  ])("staff read of one that is %s (filed %s): %s", (state, filedAt, stays) => {
    expect(staysAfterWithdrawal({ state, filedAt })).toBe(stays);
  });
});

describe("letting go of one approval", () => {
  const seats = (...turns: Turn[]) => turns.map((turn) => ({ turn }));
  it.each<[Turn[], Turn, FilingState, boolean]>([
    [["asked", "asked"], "asked", "open", true],
    [["asked", "approved"], "asked", "open", true],
    [["asked", "approved"], "approved", "open", false],
    [["readyToSend", "readyToSend"], "readyToSend", "readyToSend", true],
    [["asked"], "asked", "open", false],
    [["asked", "dropped"], "asked", "open", false],
    [["asked", "asked"], "asked", "withdrawn", false],
  ])("%j: the one that is %s, when it is %s", (turns, turn, state, may) => {
    expect(mayDrop(seats(...turns), turn, state)).toBe(may);
  });
});

describe("a file that says less than the client", () => {
  it.each([
    ["open", "replace"],
    ["refusedByRecipient", "replace"],
    ["approved", "underway"],
    ["delivered", "underway"],
    ["outcomeUnknown", "underway"],
    ["acceptedByRecipient", "arrived"],
  ] as const)("in state %s: %s", (state, remedy) => {
    expect(remedyOf(state)).toBe(remedy);
    expect(actionsFor({ ...filing, stream: "filingAccounts", state }, "2026-11-30").includes("replace")).toBe(
      remedy === "replace",
    );
  });
});
