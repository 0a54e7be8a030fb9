import { formWords } from "@/lib/access/form-words";

/** Reasons that say what did not happen, and so are worded for each thing that could have happened. */
const worded = ["changed", "undeliverable", "attachment-changed", "no-number", "not-yours"] as const;

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
  "waits",
  "not-now",
  "shared-number",
  "answers-missing",
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

/** What the forms may be answered that ask for the code of a decision, and that send it. */
export async function decisionWords(what: "approved" | "rejected" | "sent", ...more: string[]) {
  const own = worded.map((reason) => `${reason}-${what}`);
  const words = await formWords(...common, ...own, "choose-documents", "too-many-documents", ...more);
  for (const reason of worded) words.reasons[reason] = words.reasons[`${reason}-${what}`] ?? "";
  return words;
}
