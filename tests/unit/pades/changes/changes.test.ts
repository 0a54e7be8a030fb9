import { describe, expect, it } from "vitest";
import { changesAfter } from "@/lib/pades/changes/changes";
import {
  added,
  and,
  but,
  certified,
  expectTold,
  FIELDS,
  FOOT,
  inWords,
  look,
  metadata,
  type Row,
  STATEMENT,
  statement,
  widget,
} from "./statement";
import { appended, type Objects, signature, stream } from "./written";

const SIGNED: Objects = {
  11: widget(3, "260 100 400 150", "/FT /Sig /T (Client) /F 132 /V 40 0 R /AP << /N 41 0 R >>"),
  40: signature(),
  41: look(140, 50),
};
const dss = { 1: and(1, "/DSS 50 0 R"), 50: "<< /Type /DSS /Certs [51 0 R] >>", 51: stream("a certificate") };
const timestamp = added(widget(3, "0 0 0 0", "/FT /Sig /T (Tijd) /V 40 0 R"), {
  40: signature("", "ETSI.RFC3161"),
});
const remark = {
  29: "[25 0 R 26 0 R 60 0 R]",
  60: "<< /Type /Annot /Subtype /FreeText /Rect [0 0 9 9] /Contents (Nee) >>",
};

describe("what signing and archiving do", () => {
  const rows: Row[] = [
    ["a prepared field is signed", SIGNED, ["yes signature-added 1 Client"]],
    [
      "a field is added and signed",
      added(widget(3, FOOT, "/FT /Sig /T (Tweede) /V 40 0 R /AP << /N 41 0 R >>")),
      ["yes signature-added 1 Tweede"],
    ],
    [
      "an empty field is added",
      added(widget(3, FOOT, "/FT /Sig /T (Tweede) /AP << /N 41 0 R >>"), {
        41: look(140, 50, "% DSBlank"),
      }),
      ["yes signature-field-added 1 Tweede"],
    ],
    [
      "a field that is not seen is added",
      { 8: but(8, /\[.*?\]/, FIELDS), 42: "<< /FT /Sig /T (Stil) >>" },
      ["yes signature-field-added - Stil"],
    ],
    ["data for the long term", dss, ["yes archive-data - DSS"]],
    ["a time stamp of the document", timestamp, ["yes archive-data 1 Tijd"]],
    [
      "a higher version with an extension",
      { 1: and(1, "/Version /2.0 /Extensions << /ESIC << /BaseVersion /1.7 /ExtensionLevel 5 >> >>") },
      ["yes archive-data - Version", "yes archive-data - Extensions"],
    ],
    [
      "dates in the metadata",
      { 20: metadata("Jaarrekening", "2026-12-01") },
      ["yes archive-data - Metadata"],
    ],
    [
      "a text field is filled in",
      { 12: but(12, "(Gouda)", "(Delft)"), 18: look(140, 20, "(Delft) Tj") },
      ["yes form-filled 1 Plaats"],
    ],
    ["a box is ticked", { 13: but(13, "/V /Off /AS /Off", "/V /Ja /AS /Ja") }, ["yes form-filled 1 Akkoord"]],
    ["a field is made read-only", { 12: and(12, "/Ff 1") }, []],
    ["an object is written again", { 5: STATEMENT[5] ?? "", 3: STATEMENT[3] ?? "" }, []],
    ["a writer rounds", { 2: but(2, "595.275590551", "595.27559") }, []],
    ["something that nothing refers to", { 70: stream("1 0 0 rg") }, []],
  ];
  it.each(rows)("%s", async (...row) => expectTold(row));

  it("the producer and the date in the information", async () => {
    const trailer = { Info: "32 0 R" };
    const before = appended(statement(), { 70: "null" }, { trailer });
    const now = appended(before, { 32: but(32, "D:20261130", "D:20261201") }, { trailer });
    expect(inWords(await changesAfter(now, before.length))).toEqual(["yes archive-data - Info"]);
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
    expect(inWords(await changesAfter(third, first.length))).toEqual([
      "yes signature-added 1 Client",
      "yes archive-data - DSS",
    ]);
    expect(inWords(await changesAfter(third, second.length))).toEqual(["yes archive-data - DSS"]);
  });
});

describe("the permission of the signatures before", () => {
  it.each([
    ["P=1: signing", certified(1), SIGNED, ["no signature-added 1 Client"]],
    ["P=1: filling in", certified(1), { 15: but(15, "1.000", "2") }, ["no form-filled 1 Bedrag"]],
    ["P=1: a time stamp", certified(1), timestamp, ["yes archive-data 1 Tijd"]],
    ["P=2: signing", certified(2), SIGNED, ["yes signature-added 1 Client"]],
    ["P=2: a remark", certified(2), remark, ["no annotation-added 2 FreeText"]],
    ["P=3: a remark", certified(3), remark, ["yes annotation-added 2 FreeText"]],
    ["P=3: a remark taken away", certified(3), { 29: "[25 0 R]" }, ["yes annotation-removed 2 Text"]],
    ["P=3: a link taken away", certified(3), { 29: "[26 0 R]" }, ["no annotation-removed 2 Link"]],
    [
      "P=3: a remark with a script",
      certified(3),
      { ...remark, 60: "<< /Subtype /FreeText /Rect [0 0 9 9] /AA << /E 61 0 R >> >>" },
      ["no annotation-added 2 FreeText"],
    ],
    ["P=4, which there is not", certified(4 as 3), SIGNED, ["no signature-added 1 Client"]],
    [
      "a lock over the field",
      certified(2, "/Action /Include /Fields [(Bedrag)]"),
      { 15: but(15, "1.000", "2") },
      ["no form-filled 1 Bedrag"],
    ],
    [
      "a lock over another field",
      certified(2, "/Action /Include /Fields [(Totaal)]"),
      { 15: but(15, "1.000", "2") },
      ["yes form-filled 1 Bedrag"],
    ],
    [
      "a lock over all but another",
      certified(2, "/Action /Exclude /Fields [(Client)]"),
      { 15: but(15, "1.000", "2") },
      ["no form-filled 1 Bedrag"],
    ],
    ["a lock over all", certified(2, "/Action /All"), SIGNED, ["no signature-added 1 Client"]],
    [
      "the signed field's own lock",
      { 10: and(10, "/Lock << /Type /SigFieldLock /Action /Include /Fields [(Client)] >>") },
      SIGNED,
      ["no signature-added 1 Client"],
    ],
    [
      "the level that a lock brings",
      { 10: and(10, "/Lock << /Type /SigFieldLock /Action /Include /Fields [(Totaal)] /P 1 >>") },
      SIGNED,
      ["no signature-added 1 Client"],
    ],
  ] as [string, Objects, Objects, string[]][])("%s", async (what, before, objects, changes) =>
    expectTold([what, objects, changes], statement(before)),
  );
});
