import type { Publication } from "./publication";
import type { Reading } from "./reading";
import type { Figures } from "./shapes";
import { streams } from "./streams";

/** What a version says: what its file says, and what staff typed beside it or in its place. */
export function figuresOf(input: Publication, reading: Reading | null): Figures {
  const { typed } = streams[input.stream];
  const read = reading?.figures;
  if (read) {
    // What the file says stands; what it leaves out may be typed beside it.
    if (read.kind === "vat" || !reading.questions.includes("figures-missing")) return read;
    const said = read.lines.map(({ labelKey }) => labelKey);
    const added = typed.flatMap(({ labelKey }) => {
      const cents = input.typed[labelKey];
      return cents === undefined || said.includes(labelKey) ? [] : [{ labelKey, cents }];
    });
    // Where two file together the file says two outcomes, and no one amount: what is typed beside them is none of theirs.
    const key = typed.find(({ amount }) => amount)?.labelKey;
    const outcome = added.find(({ labelKey }) => labelKey === key)?.cents;
    return { ...read, lines: [...read.lines, ...added], amount: read.amount ?? outcome ?? null };
  }
  const lines = typed.flatMap(({ labelKey }) => {
    const cents = input.typed[labelKey];
    return cents === undefined ? [] : [{ labelKey, cents }];
  });
  const amountKey = typed.find(({ amount }) => amount)?.labelKey ?? "";
  return { kind: "typed", lines, amount: input.typed[amountKey] ?? null };
}
