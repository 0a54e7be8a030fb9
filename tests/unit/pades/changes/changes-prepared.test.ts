import { describe, expect, it } from "vitest";
import { changesAfter } from "@/lib/pades/changes/changes";
import { and, but, expectTold, FIELDS, inWords, look, statement, widget } from "./statement";
import { appended, type Objects, signature, stream } from "./written";

describe("what was prepared before the signature, to be used after it", () => {
  it.each([
    [
      "a signature field that was kept off the pages",
      {
        8: but(8, /\[.*?\]/, FIELDS),
        42: widget(4, "0 0 595 842", "/FT /Sig /T (Verborgen) /AP << /N 41 0 R >>"),
        41: look(595, 842),
      },
      { 29: "[25 0 R 26 0 R 42 0 R]" },
      ["no annotation-added 2 Widget"],
    ],
    [
      "a text field over the whole page",
      { 12: but(12, "60 200 200 220", "0 0 595 842") },
      { 12: but(12, "60 200 200 220", "0 0 595 842").replace("(Gouda)", "( )"), 18: look(595, 842) },
      ["no form-filled 1 Plaats"],
    ],
    [
      "a text field that is a group of transparency too",
      {
        8: but(8, /\[.*?\]/, FIELDS),
        3: and(3, "/Group 42 0 R"),
        42: "<< /S /Transparency /I true /FT /Tx /T (Groep) /V (a) >>",
      },
      { 42: "<< /S /Transparency /I false /FT /Tx /T (Groep) /V (b) >>" },
      ["yes form-filled - Groep", "no page-changed 1 -"],
    ],
    [
      "a reference to nothing",
      { 3: but(3, "/Contents 5 0 R", "/Contents [5 0 R 80 0 R]") },
      { 80: stream("1 g 0 0 595 842 re f") },
      ["no page-changed 1 -"],
    ],
    [
      "contents that nothing refers to",
      { 80: stream("BT (Verlies) Tj ET") },
      { 3: but(3, "/Contents 5 0 R", "/Contents 80 0 R") },
      ["no page-changed 1 -"],
    ],
    [
      "a signature that the field has of its parent",
      {
        8: but(8, /\[.*?\]/, FIELDS),
        42: "<< /FT /Sig /T (Boven) /V 43 0 R /Kids [44 0 R] >>",
        43: signature(),
        44: "<< /T (Onder) /Parent 42 0 R >>",
      },
      { 44: "<< /T (Onder) /Parent 42 0 R /V 45 0 R >>", 45: signature() },
      ["no document-changed - Boven.Onder"],
    ],
    [
      "a layer that a signature would switch",
      { 11: and(11, "/AS /Off") },
      { 11: and(11, "/AS /Aan") },
      ["no annotation-changed 1 Client"],
    ],
  ] as [string, Objects, Objects, string[]][])("%s", async (what, prepared, objects, told) =>
    expectTold([what, objects, told], statement(prepared)),
  );

  it("contents that only the table leads to", async () => {
    // The shadow lies in the signed part, under the number of the contents, where an older entry hides it.
    const shadowed = appended(statement(), { 5: stream("BT (Verlies) Tj ET") });
    const before = appended(shadowed, {}, { rows: [[5, statement().indexOf("\n5 0 obj") + 1]] });
    const now = appended(before, {}, { rows: [[5, shadowed.lastIndexOf("\n5 0 obj") + 1]] });
    expect(inWords(await changesAfter(now, before.length))).toEqual(["no page-changed 1 -"]);
  });
});
