import type { DecisionRefusal } from "@/lib/approvals/obstacles";
import type { AnswersFault } from "@/lib/approvals/questions";

/** Reasons that say what did not happen, and so are worded for each thing that could have happened. */
const worded = ["changed", "undeliverable", "attachment-changed", "no-number", "not-yours"] as const;

/** Reasons that stop a batch because of one of its documents, which is named then. */
const stopping = [
  "waits",
  "not-now",
  "not-ready",
  "shared-number",
  "already-approved",
  "already-delivered",
  "already-completed",
  "already-rejected",
  "already-withdrawn",
  "already-expired",
  "already-filedWithoutApproval",
  "already-acceptedByRecipient",
  "already-refusedByRecipient",
  "already-outcomeUnknown",
  "already-notDelivered",
] as const satisfies (DecisionRefusal | "shared-number")[];

/** The same of what was answered when it was put off: there is no question on the page to say it beside. */
const answered = [
  "answers-missing",
  "adoption-differs",
  "adoption-before-end",
  "adoption-disagrees",
] as const satisfies AnswersFault[];

const common = [
  "code",
  "wrong-code",
  "wrong-code-last",
  "code-expired",
  "code-expired-sent",
  "code-expired-waiting",
  "not-delivered",
  "too-many-tries",
  "too-many-codes",
  "used",
  "expired",
  "wait",
  "gone",
  "answers-missing",
] as const;

/** What only what is signed can be refused for. */
const signing = [
  "hand",
  "hand-dot",
  "hand-typed",
  "consent",
  "offline",
  "signatures-wrong",
  "no-hand",
] as const;

export type Decision = "approved" | "signed" | "rejected" | "sent";

/** By which key of `reasons` in the message file each of them is worded, for what was to happen. */
export function reasonKeys(what: Decision): Record<string, string> {
  // About a single document they need no name, and say the same whatever was to happen.
  const plain = what === "sent" ? [] : stopping.filter((reason) => reason !== "not-ready");
  const renamed = what === "sent" ? [...worded, ...stopping, ...answered] : worded;
  // What is signed as one set stops as a whole, and yet each of it is shown: its name needs no saying.
  const more = what === "signed" ? signing : [];
  return Object.fromEntries([
    ...[...common, ...plain, ...more, "choose-documents", "too-many-documents"].map((reason) => [
      reason,
      reason,
    ]),
    ...renamed.map((reason) => [reason, `${reason}-${what}`]),
  ]);
}
