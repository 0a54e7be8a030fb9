/** What the recipient has said so far, in order of time; duplicates and an order by number mean nothing. */
export type Told = { code: string; at: Date };

/** Whether a delivery is still underway, and otherwise how it ended and by which status. */
export type Verdict = { outcome: "underway" } | { outcome: "accepted" | "refused"; code: string };

/**
 * What all statuses together make of a delivery. Only the terminal code of the channel is an acceptance; a refusal
 * counts when nothing was accepted after it.
 * @param meaningOf what a code means that is so many hours old
 */
export function verdictOf(
  told: readonly Told[],
  terminalCode: string,
  at: Date,
  meaningOf: (code: string, hours: number) => { kind: string },
): Verdict {
  const inTime = [...told].sort((a, b) => a.at.getTime() - b.at.getTime());
  if (inTime.some(({ code }) => code === terminalCode)) return { outcome: "accepted", code: terminalCode };
  const ended = inTime.filter(({ code, at: since }) => {
    const { kind } = meaningOf(code, (at.getTime() - since.getTime()) / 3_600_000);
    return kind === "refused" || kind === "failed";
  });
  const last = ended.at(-1);
  return last ? { outcome: "refused", code: last.code } : { outcome: "underway" };
}

const waits = [5, 10, 20, 60, 300, 900, 3600];
/** A week of asking: whatever has not ended by then waits for a person. */
const longest = 7 * 24;

/** Seconds until the next question, or null when it has been asked often enough. */
export function nextQuestion(round: number): number | null {
  if (round > waits.length + longest) return null;
  return waits[Math.min(round, waits.length - 1)] ?? 3600;
}

/** Our reference of an attempt, at most 40 characters: the document's own, and which attempt it is. */
export function deliveryReferenceOf(reference: string, version: number, attempt: number): string {
  return `${reference}-v${version}-${attempt}`.slice(0, 40);
}
