import { entryHash } from "@/lib/audit/chain";
import { chained, type Entry, type Trail } from "./trail";

/** The entries with this one changed, and nothing else with it. */
export const changed = (entries: Entry[], seq: number, change: Partial<Entry>): Entry[] =>
  entries.map((entry) => (entry.seq === seq ? { ...entry, ...change } : entry));
/** The same by somebody who makes the entry's own hash right. */
export const rehashed = (entries: Entry[], seq: number, change: Partial<Entry>): Entry[] =>
  changed(entries, seq, change).map((entry) =>
    entry.seq === seq ? { ...entry, hash: entryHash(entry) } : entry,
  );
/** And by somebody who makes all that follows right too, and the head that the first line names. */
export const rewritten = (trail: Trail, seq: number, change: Partial<Entry>): Trail =>
  withEntries(trail, chained(changed(trail.entries, seq, change)));
export const withEntries = (trail: Trail, entries: Entry[]): Trail => {
  const last = entries.at(-1);
  const head = { seq: last?.seq ?? 0, hash: last?.hash.toString("hex") ?? "" };
  return { ...trail, entries, about: { ...trail.about, entries: entries.length, head } };
};

/** What somebody would have liked to have happened. */
export const forged = { action: "filing.approved" };
