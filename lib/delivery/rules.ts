/** What the recipient has said so far, in order of time; duplicates and an order by number mean nothing. */
export type Told = { code: string; at: Date };

/** Whether a delivery is still underway, and otherwise how it ended and by which status. */
export type Verdict = { outcome: "underway" } | { outcome: "accepted" | "refused"; code: string };

/**
 * What all statuses together make of a delivery. Only the terminal code of the channel is an acceptance. Whether it was
 * refused, the latest status says: a 420 that was retried with success refuses nothing. Of several at that very moment
 * the refusal is the last word.
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
  const latest = inTime.at(-1)?.at.getTime();
  const refusal = inTime.findLast(({ code, at: since }) => {
    const { kind } = meaningOf(code, (at.getTime() - since.getTime()) / 3_600_000);
    return since.getTime() === latest && (kind === "refused" || kind === "failed");
  });
  return refusal ? { outcome: "refused", code: refusal.code } : { outcome: "underway" };
}

const waits = [5, 10, 20, 60, 300, 900, 3600];
/** A week of asking every hour: whatever has not ended by then, a person looks at too. */
const aWeek = waits.length + 7 * 24;
/** And two months of asking every day: what the recipient took under a kenmerk, it may still end. */
const longest = aWeek + 60;

/** When a delivery is asked about again, and from when on a person has to know that it does not end. */
export function nextQuestion(round: number): { seconds: number | null; late: boolean } {
  const late = round > aWeek;
  if (round > longest) return { seconds: null, late };
  return { seconds: late ? 86_400 : (waits[Math.min(round, waits.length - 1)] ?? 3600), late };
}

/** Where the questions go on after one that nobody answered for days: once a day, and never from the beginning. */
export function afterSilence(round: number): number {
  return Math.max(round, aWeek) + 1;
}

/** What the clocks of two parties may differ. */
const clocksMs = 10 * 60_000;

/** Whether something that began at this moment can be what was sent at that one. */
export function couldBe(began: Date, sentAt: Date): boolean {
  return began.getTime() >= sentAt.getTime() - clocksMs;
}

/**
 * Which of these processes can be what was sent at that moment: at most so many, the nearest to it first. Of what
 * nothing was told yet nobody knows that it is not: it comes last. What was never sent is none of them.
 */
export function likeliest(
  found: readonly { processReference: string; began: Date | null }[],
  sentAt: Date | null,
  most: number,
): string[] {
  if (!sentAt) return [];
  const away = (began: Date | null) =>
    began ? Math.abs(began.getTime() - sentAt.getTime()) : Number.MAX_VALUE;
  return found
    .filter(({ began }) => !began || couldBe(began, sentAt))
    .sort((a, b) => away(a.began) - away(b.began))
    .slice(0, most)
    .map(({ processReference }) => processReference);
}

/** Our reference of an attempt, at most 40 characters: the document's own, and which attempt it is. */
export function deliveryReferenceOf(reference: string, version: number, attempt: number): string {
  return `${reference}-v${version}-${attempt}`.slice(0, 40);
}
