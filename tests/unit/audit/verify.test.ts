import { describe, expect, it } from "vitest";
import { entryHash } from "@/lib/audit/chain";
import { verdictWords } from "@/lib/audit/verdict-words";
import { aCertificate, KEYS } from "../../support/pades/certificates";
import { CLIENT, ROOT } from "../../support/pades/people";
import { aToken } from "../../support/stamper";
import {
  anAnchor,
  aTrail,
  chained,
  type Entry,
  judge,
  linesIn,
  minutesOn,
  type Trail,
} from "../../support/trail";

const swapped = <T>(list: T[], a: number, b: number): T[] => {
  const copy = [...list];
  [copy[a], copy[b]] = [list[b] as T, list[a] as T];
  return copy;
};
const without = <T>(list: T[], at: number, many = 1): T[] => list.toSpliced(at, many);
/** The entries with this one changed, and nothing else with it. */
const changed = (entries: Entry[], seq: number, change: Partial<Entry>): Entry[] =>
  entries.map((entry) => (entry.seq === seq ? { ...entry, ...change } : entry));
/** The same by somebody who makes the entry's own hash right. */
const rehashed = (entries: Entry[], seq: number, change: Partial<Entry>): Entry[] =>
  changed(entries, seq, change).map((entry) =>
    entry.seq === seq ? { ...entry, hash: entryHash(entry) } : entry,
  );
/** And by somebody who makes all that follows right too, and the head that the first line names. */
const rewritten = (trail: Trail, seq: number, change: Partial<Entry>): Trail =>
  withEntries(trail, chained(changed(trail.entries, seq, change)));
const withEntries = (trail: Trail, entries: Entry[]): Trail => {
  const last = entries.at(-1);
  const head = { seq: last?.seq ?? 0, hash: last?.hash.toString("hex") ?? "" };
  return { ...trail, entries, about: { ...trail.about, entries: entries.length, head } };
};

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
const forged = { action: "filing.approved" };

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

describe("of a trail with an anchor that is not right, it is named:", () => {
  const stranger = aCertificate({ name: "Vreemd", key: KEYS.other, purposes: ["1.3.6.1.5.5.7.3.8"] });
  const [, eighth = anAnchor(8)] = ten.anchors;
  const hash = entries[7]?.hash as Buffer;
  const eighthIs = (change: Partial<typeof eighth>): Trail => ({
    ...ten,
    anchors: ten.anchors.with(1, { ...eighth, ...change }),
  });
  it.each<[string, number, RegExp, Trail]>([
    [
      "made by somebody else",
      8,
      /false anchor: nobody who is trusted/,
      eighthIs({ token: aToken(hash, { by: stranger, at: eighth.at }) }),
    ],
    [
      "made with a certificate for documents",
      8,
      /not one for time stamps/,
      eighthIs({ token: aToken(hash, { by: CLIENT, at: eighth.at }) }),
    ],
    [
      "with a time stamp over another hash",
      8,
      /false anchor: it is not over that hash/,
      eighthIs({ token: aToken(entries[6]?.hash as Buffer, { at: eighth.at }) }),
    ],
    [
      "with a time that its time stamp does not say",
      8,
      /it says 2026-03-01 08:01:00/,
      eighthIs({ at: minutesOn(1) }),
    ],
    [
      "with a signature that is not right",
      8,
      /not signed by whom/,
      eighthIs({ token: aToken(hash, { spoil: true, at: eighth.at }) }),
    ],
    ["that is no time stamp", 8, /cannot be read/, eighthIs({ token: Buffer.from("no") })],
    [
      "of another firm",
      8,
      /changed after it was anchored.*or that anchor is of another trail/,
      eighthIs(anAnchor(8, other.entries[7]?.hash)),
    ],
    [
      "with a hash made to fit what was rewritten",
      8,
      /false anchor: it is not over that hash/,
      {
        ...rewritten(ten, 7, forged),
        anchors: ten.anchors.with(1, {
          ...eighth,
          hash: rewritten(ten, 7, forged).entries[7]?.hash as Buffer,
        }),
      },
    ],
    [
      "of before the entry was there",
      8,
      /its time: it says 2026-03-01 08:08:00 UTC, and was anchored at 2026-03-01 07:40:00/,
      eighthIs(anAnchor(8, hash, minutesOn(-20))),
    ],
    [
      "twice",
      4,
      /out of its order/,
      { ...ten, anchors: ten.anchors.with(1, ten.anchors[0] as typeof eighth) },
    ],
    [
      "of an entry that is gone",
      11,
      /is missing: entry 12 was there/,
      { ...ten, anchors: [...ten.anchors, anAnchor(12, hash)] },
    ],
  ])("%s", async (_what, seq, words, trail) => {
    const { fault } = await judge(trail);
    expect(fault?.what).toMatch(words);
    expect(fault?.seq).toBe(seq);
  });

  it("an entry that was added after an anchor, and says that it is older", async () => {
    const late = {
      ...ten,
      anchors: [anAnchor(4, entries[3]?.hash, minutesOn(100))],
      about: { ...ten.about, anchors: 1 },
    };
    expect((await judge(late)).fault).toMatchObject({
      seq: 5,
      what: expect.stringContaining("its time: it says"),
    });
  });

  it("anchors that were taken out are missed", async () => {
    const { fault } = await judge({ ...ten, anchors: ten.anchors.slice(0, 1) });
    expect(fault).toEqual({ seq: null, what: "holds 1 anchors, and its first line says 2" });
  });

  it("roots in the file are nothing to who gives others", async () => {
    const mine = aCertificate({ name: "Eigen", key: KEYS.other, usage: 0x06 });
    const clock = aCertificate({
      name: "Eigen klok",
      issuer: mine,
      key: KEYS.p256,
      usage: 0x80,
      purposes: ["1.3.6.1.5.5.7.3.8"],
    });
    const made = rewritten(ten, 2, forged);
    const anchors = [4, 8].map((seq) => {
      const own = made.entries[seq - 1]?.hash as Buffer;
      const { at } = anAnchor(seq, own);
      return { ...anAnchor(seq, own, at), token: aToken(own, { by: clock, at }) };
    });
    const invented = { ...made, anchors, roots: [mine.der] };
    expect((await judge(invented, null)).fault).toBeNull();
    expect((await judge(invented, [ROOT.der])).fault).toMatchObject({
      seq: 4,
      what: expect.stringContaining("no-root"),
    });
  });
});

describe("a file that cannot be read is said to be so:", () => {
  const lines = linesIn(ten);
  const bytes = (list: string[]) => Buffer.from(list.map((line) => `${line}\n`).join(""));
  const with4 = (line: string) => bytes(lines.with(4, line));
  it.each<[string, RegExp, Buffer]>([
    ["empty", /empty/, Buffer.alloc(0)],
    ["some other text", /not an exported audit trail/, Buffer.from("Geachte heer,\n")],
    ["some other JSON", /not an exported audit trail/, Buffer.from('{"format":"x"}\n')],
    ["null", /not an exported audit trail/, Buffer.from("null\n")],
    [
      "another version",
      /version 2 of the format; version 1 is known/,
      bytes([(lines[0] as string).replace('"version":1', '"version":2')]),
    ],
    [
      "a header that lacks something",
      /header is not complete: head/,
      bytes([(lines[0] as string).replace('"head"', '"tail"')]),
    ],
    [
      "cut in the middle of a line",
      /breaks off in line 6/,
      bytes(lines).subarray(0, bytes(lines.slice(0, 5)).length + 40),
    ],
    [
      "a line that is half there",
      /line 5 is no line of an audit trail/,
      with4((lines[4] as string).slice(0, 80)),
    ],
    ["an empty line", /line 5 is no line/, with4("")],
    [
      "an entry behind the anchors",
      /line 14 is out of its place/,
      bytes([...lines, lines[4] as string].toSpliced(11, 1)),
    ],
    [
      "UTF-16",
      /UTF-16/,
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(lines.join("\n"), "utf16le")]),
    ],
    ["Latin-1", /line 2 is not in UTF-8/, Buffer.from(`${lines.slice(0, 3).join("\n")}\n`, "latin1")],
    ["gzip", /gzip/, Buffer.from([0x1f, 0x8b, 8, 0, 0])],
    [
      "an endless line",
      /longer than 16 MB/,
      Buffer.concat([bytes(lines.slice(0, 3)), Buffer.alloc(17 * 1024 * 1024, 97)]),
    ],
  ])("%s", async (_what, words, file) => {
    await expect(judge(file)).rejects.toThrow(words);
  });

  it("but line ends of Windows and a byte order mark change nothing", async () => {
    const text = `\ufeff${lines.join("\r\n")}\r\n`;
    expect(await judge(Buffer.from(text))).toMatchObject({ fault: null, right: 10 });
  });
});
