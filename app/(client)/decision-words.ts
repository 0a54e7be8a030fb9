import { formWords } from "@/lib/access/form-words";
import { type Decision, reasonKeys } from "./decision-reasons";

/** What the forms may be answered that ask for the code of a decision, and that send it. */
export async function decisionWords(what: Decision, ...more: string[]) {
  const keys = reasonKeys(what);
  const words = await formWords(...Object.values(keys), ...more);
  for (const [reason, key] of Object.entries(keys)) words.reasons[reason] = words.reasons[key] ?? "";
  return words;
}
