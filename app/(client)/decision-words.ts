import { formWords } from "@/lib/access/form-words";

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
] as const;

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

/** What the forms may be answered that ask for the code of a decision, and that send it. */
export async function decisionWords(what: "approved" | "rejected" | "sent", ...more: string[]) {
  // About a single document they need no name, and say the same whatever was to happen.
  const plain = what === "sent" ? [] : stopping.filter((reason) => reason !== "not-ready");
  const renamed = what === "sent" ? [...worded, ...stopping] : worded;
  const own = renamed.map((reason) => `${reason}-${what}`);
  const words = await formWords(
    ...common,
    ...plain,
    ...own,
    ...["choose-documents", "too-many-documents"],
    ...more,
  );
  for (const reason of renamed) words.reasons[reason] = words.reasons[`${reason}-${what}`] ?? "";
  return words;
}
