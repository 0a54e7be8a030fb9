import { describe, expect, it } from "vitest";
import { reasonKeys } from "@/app/(client)/decision-reasons";
import type { DecisionRefusal } from "@/lib/approvals/obstacles";
import type { AnswersFault } from "@/lib/approvals/questions";
import en from "@/messages/en/reasons.json";
import nl from "@/messages/nl/reasons.json";

/** Everything for which one document stops a batch: what is added to their types has to be added here. */
const stops: Record<Exclude<DecisionRefusal, "gone"> | AnswersFault | "shared-number", true> = {
  changed: true,
  "not-yours": true,
  "not-ready": true,
  "not-now": true,
  waits: true,
  "shared-number": true,
  "answers-missing": true,
  "adoption-differs": true,
  "adoption-before-end": true,
  "adoption-disagrees": true,
  "already-approved": true,
  "already-delivered": true,
  "already-completed": true,
  "already-rejected": true,
  "already-withdrawn": true,
  "already-expired": true,
  "already-filedWithoutApproval": true,
  "already-acceptedByRecipient": true,
  "already-refusedByRecipient": true,
  "already-outcomeUnknown": true,
  "already-notDelivered": true,
};

describe("what is said when one document stops a batch", () => {
  it.each([
    ["Dutch", nl, "niets verzonden"],
    ["English", en, "othing was sent"],
  ])("in %s names the document and says that nothing was sent", (_, { staff, ...words }, nothingSent) => {
    const known: Record<string, string> = words;
    const keys = reasonKeys("sent");
    const said = Object.keys(stops).map((reason) => [reason, known[keys[reason] ?? ""] ?? ""] as const);
    const unclear = said.filter(([, text]) => !text.includes("{title}") || !text.includes(nothingSent));
    expect(unclear).toEqual([]);
  });

  it.each(["approved", "rejected", "sent"] as const)("has words for every reason of what was %s", (what) => {
    const { staff, ...words } = nl;
    const unknown = Object.values(reasonKeys(what)).filter((key) => !(key in words));
    expect(unknown).toEqual([]);
  });
});
