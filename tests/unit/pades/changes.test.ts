import { describe, expect, it } from "vitest";
import { changesAfter } from "@/lib/pades/changes";
import type { Change } from "@/lib/pades/shapes";
import { certified, look, metadata, STATEMENT, statement, widget } from "./statement";
import { appended, type Objects, signature, stream, type Update, type Way } from "./written";

type Row = [what: string, objects: Objects, told: Partial<Change>[], how?: Update];
const WAYS: Way[] = ["table", "stream", "packed", "hybrid"];

const allowed = (kind: Change["kind"], name: string | null, page: number | null = null): Change => ({
  allowed: true,
  kind,
  page,
  name,
});
const barred = (kind: Change["kind"], page: number | null, name: string | null = null): Change => ({
  allowed: false,
  kind,
  page,
  name,
});
const entry = (number: number, from: string | RegExp, to: string) =>
  (STATEMENT[number] ?? "").replace(from, to);
const and = (number: number, more: string) => entry(number, / >>$/, ` ${more} >>`);

const SIGNED: Objects = {
  11: widget(3, "260 100 400 150", "/FT /Sig /T (Client) /F 132 /V 40 0 R /AP << /N 41 0 R >>"),
  40: signature(),
  41: look(140, 50),
};
const FIELDS = "[10 0 R 11 0 R 12 0 R 13 0 R 14 0 R 15 0 R 34 0 R 42 0 R]";
/** A field put in later, at the foot of the first page. */
const added = (field: string, more: Objects = {}): Objects => ({
  3: entry(3, "34 0 R]", "34 0 R 42 0 R]"),
  8: entry(8, /\[.*?\]/, FIELDS),
  42: field,
  ...more,
});
const dss = { 1: and(1, "/DSS 50 0 R"), 50: "<< /Type /DSS /Certs [51 0 R] >>", 51: stream("a certificate") };
const timestamp = added(widget(3, "0 0 0 0", "/FT /Sig /T (Tijd) /V 40 0 R"), {
  40: signature("", "ETSI.RFC3161"),
});
const remark = {
  29: "[25 0 R 26 0 R 60 0 R]",
  60: "<< /Type /Annot /Subtype /FreeText /Rect [0 0 9 9] /Contents (Nee) >>",
};

async function told(row: Row, way: Way, before: Buffer): Promise<Change[]> {
  return changesAfter(appended(before, row[1], { way, ...row[3] }), before.length);
}

async function expectTold(row: Row, before = statement()): Promise<void> {
  for (const way of WAYS) expect(await told(row, way, before), way).toEqual(row[2]);
}

describe("what signing and archiving do", () => {
  const rows: Row[] = [
    ["a prepared field is signed", SIGNED, [allowed("signature-added", "Client", 1)]],
    [
      "a field is added and signed",
      added(widget(3, "60 20 200 70", "/FT /Sig /T (Tweede) /V 40 0 R /AP << /N 41 0 R >>"), {
        40: signature(),
        41: look(140, 50),
      }),
      [allowed("signature-added", "Tweede", 1)],
    ],
    [
      "an empty field is added",
      added(widget(3, "60 20 200 70", "/FT /Sig /T (Tweede) /AP << /N 41 0 R >>"), {
        41: look(140, 50, "% DSBlank"),
      }),
      [allowed("signature-field-added", "Tweede", 1)],
    ],
    [
      "a field that is not seen is added",
      { 8: entry(8, /\[.*?\]/, FIELDS), 42: "<< /FT /Sig /T (Stil) >>" },
      [allowed("signature-field-added", "Stil")],
    ],
    ["data for the long term", dss, [allowed("archive-data", "DSS")]],
    ["a time stamp of the document", timestamp, [allowed("archive-data", "Tijd", 1)]],
    [
      "a higher version with an extension",
      { 1: and(1, "/Version /2.0 /Extensions << /ESIC << /BaseVersion /1.7 /ExtensionLevel 5 >> >>") },
      [allowed("archive-data", "Version"), allowed("archive-data", "Extensions")],
    ],
    [
      "dates in the metadata",
      { 20: metadata("Jaarrekening", "2026-12-01") },
      [allowed("archive-data", "Metadata")],
    ],
    [
      "a text field is filled in",
      { 12: entry(12, "(Gouda)", "(Delft)"), 18: look(140, 20, "(Delft) Tj") },
      [allowed("form-filled", "Plaats", 1)],
    ],
    [
      "a box is ticked",
      { 13: entry(13, "/V /Off /AS /Off", "/V /Ja /AS /Ja") },
      [allowed("form-filled", "Akkoord", 1)],
    ],
    ["a field is made read-only", { 12: and(12, "/Ff 1") }, []],
    ["an object is written again", { 5: STATEMENT[5] ?? "", 3: STATEMENT[3] ?? "" }, []],
    ["a writer rounds", { 2: entry(2, "595.275590551", "595.27559") }, []],
    ["something that nothing refers to", { 70: stream("1 0 0 rg") }, []],
  ];
  it.each(rows)("%s", async (...row) => expectTold(row));

  it("the producer and the date in the information", async () => {
    const trailer = { Info: "32 0 R" };
    const before = appended(statement(), { 70: "null" }, { trailer });
    const now = appended(before, { 32: entry(32, "D:20261130", "D:20261201") }, { trailer });
    expect(await changesAfter(now, before.length)).toEqual([allowed("archive-data", "Info")]);
  });

  it("nothing behind it, or white space", async () => {
    const before = statement();
    expect(await changesAfter(before, before.length)).toEqual([]);
    expect(await changesAfter(Buffer.concat([before, Buffer.from("\r\n")]), before.length)).toEqual([]);
  });

  it("each revision by itself", async () => {
    const first = statement();
    const second = appended(first, SIGNED);
    const third = appended(second, dss);
    expect(await changesAfter(third, first.length)).toEqual([
      allowed("signature-added", "Client", 1),
      allowed("archive-data", "DSS"),
    ]);
    expect(await changesAfter(third, second.length)).toEqual([allowed("archive-data", "DSS")]);
  });
});

describe("the permission of the signatures before", () => {
  it.each([
    ["P=1: signing", certified(1), SIGNED, [barred("signature-added", 1, "Client")]],
    ["P=1: filling in", certified(1), { 15: entry(15, "1.000", "2") }, [barred("form-filled", 1, "Bedrag")]],
    ["P=1: a time stamp", certified(1), timestamp, [allowed("archive-data", "Tijd", 1)]],
    ["P=2: signing", certified(2), SIGNED, [allowed("signature-added", "Client", 1)]],
    ["P=2: a remark", certified(2), remark, [barred("annotation-added", 2, "FreeText")]],
    ["P=3: a remark", certified(3), remark, [allowed("annotation-added", "FreeText", 2)]],
    [
      "P=3: a remark taken away",
      certified(3),
      { 29: "[25 0 R]" },
      [allowed("annotation-removed", "Text", 2)],
    ],
    ["P=3: a link taken away", certified(3), { 29: "[26 0 R]" }, [barred("annotation-removed", 2, "Link")]],
    [
      "P=3: a remark with a script",
      certified(3),
      { ...remark, 60: "<< /Subtype /FreeText /Rect [0 0 9 9] /AA << /E 61 0 R >> >>" },
      [barred("annotation-added", 2, "FreeText")],
    ],
    ["P=4, which there is not", certified(4 as 3), SIGNED, [barred("signature-added", 1, "Client")]],
    [
      "a lock over the field",
      certified(2, "/Action /Include /Fields [(Bedrag)]"),
      { 15: entry(15, "1.000", "2") },
      [barred("form-filled", 1, "Bedrag")],
    ],
    [
      "a lock over another field",
      certified(2, "/Action /Include /Fields [(Totaal)]"),
      { 15: entry(15, "1.000", "2") },
      [allowed("form-filled", "Bedrag", 1)],
    ],
    [
      "a lock over all but another",
      certified(2, "/Action /Exclude /Fields [(Client)]"),
      { 15: entry(15, "1.000", "2") },
      [barred("form-filled", 1, "Bedrag")],
    ],
    ["a lock over all", certified(2, "/Action /All"), SIGNED, [barred("signature-added", 1, "Client")]],
    [
      "the signed field's own lock",
      { 10: and(10, "/Lock << /Type /SigFieldLock /Action /Include /Fields [(Client)] >>") },
      SIGNED,
      [barred("signature-added", 1, "Client")],
    ],
    [
      "the level that a lock brings",
      { 10: and(10, "/Lock << /Type /SigFieldLock /Action /Include /Fields [(Totaal)] /P 1 >>") },
      SIGNED,
      [barred("signature-added", 1, "Client")],
    ],
  ] as [string, Objects, Objects, Change[]][])("%s", async (what, before, objects, changes) =>
    expectTold([what, objects, changes], statement(before)),
  );
});
