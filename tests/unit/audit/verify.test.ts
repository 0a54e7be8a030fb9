import { describe, expect, it } from "vitest";
import { verdictWords } from "@/lib/audit/verdict-words";
import { changed, forged, rehashed, rewritten, withEntries } from "../../support/forged-trail";
import { aTrail, type Entry, judge, linesIn, minutesOn, type Trail } from "../../support/trail";

const swapped = <T>(list: T[], a: number, b: number): T[] => {
  const copy = [...list];
  [copy[a], copy[b]] = [list[b] as T, list[a] as T];
  return copy;
};
const without = <T>(list: T[], at: number, many = 1): T[] => list.toSpliced(at, many);

describe("a trail that is as it was exported", () => {
  it("is right: entries, anchors, and what cannot be known", async () => {
    const verdict = await judge(aTrail());
    expect(verdict).toMatchObject({
      fault: null,
      entries: 10,
      right: 10,
      anchors: 2,
      from: minutesOn(1),
      to: minutesOn(10),
      lastAnchor: { seq: 8, by: "Klok", at: new Date("2026-03-01T08:08:30Z") },
    });
    const words = verdictWords(verdict, "given").join("\n");
    expect(words).toContain("OK. Every hash and every link is right");
    expect(words).toContain("entries 1 to 8 stood as they stand here at 2026-03-01 08:08:30 UTC");
    expect(words).toContain("entries 9 to 10 came after the last anchor");
  });

  it("says when there are no anchors, and whose word the roots are", async () => {
    const none = verdictWords(await judge(aTrail(3, [])), "named in the file").join("\n");
    expect(none).toContain("There are no anchors in it");
    expect(none).toContain("can have rewritten all of it");
    const named = await judge(aTrail(), null);
    expect(named.fault).toBeNull();
    expect(verdictWords(named, "named in the file").join("\n")).toContain("came with the file itself");
    expect(verdictWords(await judge(aTrail(8)), "given").join("\n")).toContain("were left out");
  });

  it("may be empty, and may be long", async () => {
    expect(await judge(aTrail(0, []))).toMatchObject({ fault: null, entries: 0, from: null });
    expect(await judge(aTrail(70_000, [65_536, 65_537, 70_000]))).toMatchObject({
      fault: null,
      right: 70_000,
    });
  });
});

const ten = aTrail();
const { entries } = ten;
const other = aTrail(10, [4, 8], "0199a000-0000-7000-8000-000000000002");

describe("of a trail in which something was changed, the first bad entry is named:", () => {
  it.each<[string, number, RegExp, Trail]>([
    ["what happened", 5, /its hash/, { ...ten, entries: changed(entries, 5, forged) }],
    [
      "whose it is",
      5,
      /another firm/,
      { ...ten, entries: changed(entries, 5, { firmId: other.about.firm.id }) },
    ],
    ["who did it", 1, /its hash/, { ...ten, entries: changed(entries, 1, { actorKind: "client" }) }],
    ["when", 10, /its hash/, { ...ten, entries: changed(entries, 10, { at: minutesOn(11) }) }],
    ["a detail", 7, /its hash/, { ...ten, entries: changed(entries, 7, { data: {} }) }],
    ["its hash", 3, /its hash/, { ...ten, entries: changed(entries, 3, { hash: Buffer.alloc(32, 7) }) }],
    [
      "what happened, and its hash with it",
      10,
      /the head/,
      { ...ten, entries: rehashed(entries, 10, forged) },
    ],
    [
      "the same in the middle",
      6,
      /its link to the one before.*another entry 5/,
      { ...ten, entries: rehashed(entries, 5, forged), anchors: [], about: { ...ten.about, anchors: 0 } },
    ],
    [
      "the same where an anchor is",
      4,
      /changed after it was anchored at 2026-03-01 08:04:30/,
      { ...ten, entries: rehashed(entries, 4, forged) },
    ],
    [
      "the same, linked all the way to the end",
      8,
      /or one of those from 5 on, was changed after it was anchored/,
      rewritten(ten, 5, forged),
    ],
    [
      "the same, from the first entry on",
      4,
      /from 1 on, was changed after it was anchored/,
      rewritten(ten, 1, forged),
    ],
    [
      "two entries swapped",
      4,
      /is missing: entry 5 stands in its place/,
      { ...ten, entries: swapped(entries, 3, 4) },
    ],
    [
      "two entries swapped, with their numbers",
      4,
      /its hash/,
      { ...ten, entries: swapped(entries, 3, 4).map((entry, at) => ({ ...entry, seq: at + 1 })) },
    ],
    ["one taken out", 4, /is missing: entry 5 stands/, { ...ten, entries: without(entries, 3) }],
    ["the first taken out", 1, /is missing: entry 2 stands/, { ...ten, entries: without(entries, 0) }],
    ["one told twice", 5, /once more/, { ...ten, entries: entries.toSpliced(4, 0, entries[3] as Entry) }],
    [
      "the end taken off",
      10,
      /is missing: the first line says .* entry 10/,
      { ...ten, entries: without(entries, 9) },
    ],
    ["all of them taken off", 1, /is missing/, { ...ten, entries: [] }],
    [
      "the end taken off, and the first line made to say so",
      8,
      /is missing: entry 8 was there, and was anchored at/,
      withEntries(ten, entries.slice(0, 7)),
    ],
    ["more written behind it", 11, /was added/, { ...ten, entries: aTrail(11).entries }],
    [
      "an entry of another firm put in",
      4,
      /another firm/,
      { ...ten, entries: entries.with(3, other.entries[3] as Entry) },
    ],
    [
      "something said that is not hashed",
      4,
      /not written as it was hashed/,
      { ...ten, entries: changed(entries, 4, {}) },
    ],
  ])("%s", async (what, seq, words, trail) => {
    const lines = linesIn(trail);
    if (what.startsWith("something said"))
      lines[4] = (lines[4] as string).replace('{"action"', '{"a":1,"action"');
    const verdict = await judge(lines);
    expect(verdict.fault?.seq, verdict.fault?.what).toBe(seq);
    expect(verdict.fault?.what).toMatch(words);
    expect(verdictWords(verdict, "given").join("\n")).toContain(`BAD. Entry ${seq}`);
  });

  it("of two, the earlier one, whichever is found first", async () => {
    const both = rewritten(ten, 2, forged);
    const verdict = await judge({ ...both, entries: changed(both.entries, 9, forged) });
    expect(verdict.fault).toMatchObject({ seq: 4, what: expect.stringContaining("from 1 on") });
  });
});
