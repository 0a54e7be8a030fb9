import { turnedAwayBy } from "@/lib/ports/filing-channel/status-codes";
import { daysBetween, type PlainDate } from "@/lib/shared/dates";
import { undecided } from "./rules";
import type { Approver, FilingDecision, FilingRow } from "./shapes";
import { streams } from "./streams";

/** One step of "Waar is dit stuk?". `name` and `detail` are keys of `steps` in the message file, filled in with the rest. */
export type TimelineStep = {
  mark: "done" | "now" | "todo" | "failed";
  name: string;
  detail?: string;
  at?: Date;
  by?: string;
  reference?: string;
};

export type Placed = FilingRow & {
  approvers?: Approver[];
  decisions?: FilingDecision[];
  /** Since when there is a version after this one. */
  replacedAt?: Date | null;
  filedReference?: string | null;
  refusedWith?: string | null;
  sentAt?: Date | null;
};

/**
 * Where a document is and whose turn it is, as far as is known and no further (B9). "Afgerond" is not "ingediend": what
 * the firm does after the approval stays open until its own program reports back (F52).
 */
export function timelineOf(filing: Placed): TimelineStep[] {
  const published: TimelineStep = {
    mark: "done",
    name: "published",
    at: filing.publishedAt,
    by: filing.publishedBy,
  };
  const { state } = filing;
  if (state === "replaced") return [published, ...decided(filing), replaced(filing)];
  if (state === "withdrawn") return [published, { mark: "failed", name: "withdrawn", at: filing.changedAt }];
  if (streams[filing.stream].approvers === "nobody") return [published, ...reading(filing)];
  return [published, ...deciding(filing), ...going(filing)];
}

/** To read, and for an assessment perhaps to pay: nobody is waited for. */
function reading(filing: Placed): TimelineStep[] {
  return [filing.opened ? { mark: "done", name: "read" } : { mark: "now", name: "toRead", detail: "toRead" }];
}

/** What was decided about this version, in the order of time: it stays said, whatever came after it. */
function decided({ approvers = [], decisions = [] }: Placed): TimelineStep[] {
  return decisions
    .toSorted((one, other) => one.at.getTime() - other.at.getTime())
    .map(({ decision, by: name, onBehalfOf, at }) => {
      const by = [name, onBehalfOf].filter(Boolean).join(", ");
      if (decision === "rejected") return { mark: "failed", name: "rejected", at, by };
      return { mark: "done", name: approvers.length > 1 ? "approvalOf" : "approval", at, by };
    });
}

function replaced({ replacedAt }: Placed): TimelineStep {
  return { mark: "failed", name: "replaced", ...(replacedAt ? { at: replacedAt } : {}) };
}

function deciding(filing: Placed): TimelineStep[] {
  const { state, approvers = [], decisions = [] } = filing;
  if (state === "rejected") {
    const made = decided(filing);
    return [
      // A list knows no decisions, only since when it is so.
      ...(made.length > 0 ? made : [{ mark: "failed", name: "rejected", at: filing.changedAt } as const]),
      { mark: "now", name: "corrects" },
      { mark: "todo", name: "newVersion" },
    ];
  }
  if (state === "expired")
    return [...decided(filing), { mark: "failed", name: "expired", detail: "expired" }];
  if (state === "filedWithoutApproval") return [...decided(filing), { mark: "failed", name: "noApproval" }];
  if (approvers.length > 1) return approvers.filter(({ turn }) => turn !== "dropped").map(seated(filing));
  if (!undecided.includes(state)) {
    const approval = decisions.find(({ decision }) => decision === "approved");
    const at = approval?.at ?? filing.completedAt;
    return [{ mark: "done", name: "approval", ...(at ? { at } : {}), ...by(approval) }];
  }
  return [waiting(filing)];
}

/** What the one approval that is needed waits for. */
function waiting(filing: Placed): TimelineStep {
  const name = filing.mine === null ? "approval" : "yourApproval";
  if (filing.inVain) return { mark: "todo", name, detail: "firmSolves" };
  if (filing.mine === "readyToSend") return { mark: "now", name, detail: "readyToSend" };
  // What cannot be approved yet is nobody's turn.
  if (filing.waits) return { mark: "todo", name, detail: "waits" };
  return { mark: "now", name, detail: filing.mine === null ? "others" : "yourTurn" };
}

/** Where several have to approve, each has a step. */
function seated(filing: Placed): (approver: Approver) => TimelineStep {
  return ({ name, onBehalfOf, turn, mine }) => {
    const who = [name, onBehalfOf].filter(Boolean).join(", ");
    const given = filing.decisions?.find(
      (one) => one.decision === "approved" && one.by === name && one.onBehalfOf === onBehalfOf,
    );
    if (turn === "approved") {
      return { mark: "done", name: "approvalOf", by: who, ...(given ? { at: given.at } : {}) };
    }
    if (!undecided.includes(filing.state)) return { mark: "todo", name: "approvalOf", by: who };
    // Others sign first.
    if (turn === "held") return { mark: "todo", name: "approvalOf", detail: "held", by: who };
    if (mine) return { ...waiting(filing), name: "approvalOf", by: who };
    // What cannot be approved yet, or never as it stands, is nobody's turn.
    if (filing.inVain || filing.waits)
      return {
        mark: "todo",
        name: "approvalOf",
        detail: filing.inVain ? "firmSolves" : "waits",
        by: who,
      };
    return { mark: "now", name: "approvalOf", detail: "waitsFor", by: who };
  };
}

/** What happens after the approval, by whom it is taken further. */
function going(filing: Placed): TimelineStep[] {
  const { goesTo, paid } = streams[filing.stream];
  const { state } = filing;
  if (state === "rejected" || state === "expired") return [];
  if (state === "filedWithoutApproval") return [filed(filing)];
  if (goesTo === "kvk" || goesTo === "bank") return delivering(filing, goesTo === "kvk" ? "Kvk" : "Bank");
  if (goesTo === "nobody") {
    return [{ mark: state === "completed" ? "done" : "todo", name: "completed" }];
  }
  const assessed: TimelineStep[] =
    paid === "after-assessment" ? [{ mark: "todo", name: "assessment", detail: assessmentOf(filing) }] : [];
  return [filed(filing), { mark: "todo", name: "receivedByTax", detail: "receivedHow" }, ...assessed];
}

/** Whoever gets money back has nothing to hold back until the assessment is there. */
function assessmentOf({ amount }: Placed): string {
  return amount !== null && amount <= 0 ? "assessmentToReceive" : "assessment";
}

function filed(filing: Placed): TimelineStep {
  const { filedAt, filedReference } = filing;
  if (filing.state === "filedWithoutApproval")
    return { mark: "done", name: "filedBy", at: filedAt ?? filing.changedAt };
  if (filedAt) {
    return {
      mark: "done",
      name: "filedBy",
      at: filedAt,
      ...(filedReference ? { reference: filedReference } : {}),
    };
  }
  const now = filing.state === "completed";
  return { mark: now ? "now" : "todo", name: "filingBy", detail: now ? "firmsTurn" : "usually" };
}

function delivering({ state, changedAt, refusedWith, sentAt }: Placed, to: "Kvk" | "Bank"): TimelineStep[] {
  const name = `sentTo${to}`;
  // A list does not know when.
  const done: TimelineStep = { mark: "done", name, ...(sentAt ? { at: sentAt } : {}) };
  const accepted = `acceptedBy${to}`;
  switch (state) {
    case "approved":
      return [
        { mark: "now", name, detail: "underWay" },
        { mark: "todo", name: accepted },
      ];
    case "delivered":
      return [done, { mark: "now", name: accepted, detail: "delivered" }];
    case "acceptedByRecipient":
      return [done, { mark: "done", name: accepted, detail: `received${to}`, at: changedAt }];
    case "refusedByRecipient":
      return turnedAway(refusedWith ?? null, to, done, changedAt);
    case "notDelivered":
      return [
        { mark: "failed", name: `notSentTo${to}`, detail: "notSent", at: changedAt },
        { mark: "todo", name: accepted },
      ];
    case "outcomeUnknown":
      return [
        { mark: "now", name, detail: "unknown" },
        { mark: "todo", name: accepted },
      ];
    default:
      return [
        { mark: "todo", name, detail: "atOnce" },
        { mark: "todo", name: accepted },
      ];
  }
}

/** Only what the recipient itself found wrong was with the recipient. */
function turnedAway(fault: string | null, to: "Kvk" | "Bank", done: TimelineStep, at: Date): TimelineStep[] {
  const whose = turnedAwayBy(fault);
  const names = {
    channel: `notTakenFor${to}`,
    undelivered: `notReached${to}`,
    recipient: `refusedBy${to}`,
  };
  return [
    ...(whose === "recipient" ? [done] : []),
    { mark: "failed", name: whose ? names[whose] : "notTaken", detail: "firmSolves", at },
    ...(whose === "recipient" ? [] : [{ mark: "todo" as const, name: `acceptedBy${to}` }]),
  ];
}

function by(decision: FilingDecision | undefined): { by: string } | object {
  return decision ? { by: decision.by } : {};
}

/**
 * By how many days a decision is late that people are waited for; 0 while there is time, while it cannot be made yet, and
 * once it was made.
 */
export function daysLate(
  { state, approveBy, waits }: Pick<FilingRow, "state" | "approveBy" | "waits">,
  day: PlainDate,
): number {
  return approveBy && undecided.includes(state) && !waits ? Math.max(0, daysBetween(approveBy, day)) : 0;
}
