import { describe, expect, it } from "vitest";
import { changesAfter } from "@/lib/pades/changes/changes";
import {
  added,
  and,
  but,
  certified,
  expectTold,
  FOOT,
  inWords,
  look,
  metadata,
  OTHER_RESULT,
  type Row,
  statement,
  widget,
} from "./statement";
import { appended, stream } from "./written";

/** Every page is drawn with it. */
const both = ["no page-changed 1 -", "no page-changed 2 -"];

describe("pages under a signature, hidden or replaced (shadow attacks)", () => {
  const rows: Row[] = [
    ["other contents under the same number", { 5: OTHER_RESULT }, ["no page-changed 1 -"]],
    [
      "other contents under another number",
      { 3: but(3, "5 0 R", "70 0 R"), 70: OTHER_RESULT },
      ["no page-changed 1 -"],
    ],
    [
      "contents put over the old ones",
      { 3: but(3, "5 0 R", "[5 0 R 70 0 R]"), 70: OTHER_RESULT },
      ["no page-changed 1 -"],
    ],
    ["contents taken away", { 5: null }, ["no page-changed 1 -"]],
    ["an image or form that lay over text taken away", { 21: null }, both],
    ["another image", { 21: look(10, 10, "0 g") }, both],
    ["another length of the contents", { 33: "37" }, ["no page-changed 2 -"]],
    [
      "another page in the place of one",
      {
        2: but(2, "4 0 R", "70 0 R"),
        70: "<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources 6 0 R >>",
      },
      ["no pages-added 2 -", "no pages-removed 2 -", "no document-changed - Pages"],
    ],
    [
      "a page more",
      {
        2: but(2, /Kids.*Count 2/, "Kids [3 0 R 4 0 R 70 0 R] /Count 3"),
        70: "<< /Type /Page /Parent 2 0 R >>",
      },
      ["no pages-added 3 -", "no document-changed - Pages"],
    ],
    [
      "a page that does not call itself one",
      {
        2: but(2, /Kids.*Count 2/, "Kids [3 0 R 4 0 R 70 0 R] /Count 3"),
        70: "<< /Parent 2 0 R /Contents 5 0 R >>",
      },
      ["no document-changed - Pages"],
    ],
    [
      "a page less",
      { 2: but(2, /Kids.*Count 2/, "Kids [3 0 R] /Count 1") },
      ["no pages-removed 2 -", "no document-changed - Pages"],
    ],
    [
      "pages in another order",
      { 2: but(2, "3 0 R 4 0 R", "4 0 R 3 0 R") },
      ["no page-changed 1 -", "no page-changed 2 -", "no document-changed - Pages"],
    ],
    [
      "another tree over the page",
      {
        4: but(4, "/Parent 2 0 R", "/Parent 70 0 R"),
        70: "<< /Type /Pages /Kids [4 0 R] /Count 1 /MediaBox [0 0 595.275590551 842] >>",
      },
      ["no page-changed 2 -"],
    ],
    ["a smaller box", { 3: and(3, "/CropBox [0 0 595 300]") }, ["no page-changed 1 -"]],
    ["a box above the page", { 2: but(2, "842]", "300]") }, [...both, "no document-changed - Pages"]],
    ["a turned page", { 4: and(4, "/Rotate 180") }, ["no page-changed 2 -"]],
    ["a page that is worth more points", { 4: and(4, "/UserUnit 10") }, ["no page-changed 2 -"]],
    [
      "an action of the page",
      { 4: and(4, "/AA << /O << /S /JavaScript /JS (1) >> >>") },
      ["no page-changed 2 -"],
    ],
  ];
  it.each(rows)("%s", async (...row) => expectTold(row));
});

describe("what pages are drawn with", () => {
  const rows: Row[] = [
    ["another font", { 9: but(9, "/Hanken ", "/Other ") }, both],
    ["another font program", { 24: stream("another program") }, both],
    ["other text to read aloud and to copy", { 22: stream("begincmap <01> <0042> endcmap") }, both],
    [
      "other resources",
      { 6: but(6, "/F1 9 0 R", "/F1 70 0 R"), 70: "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>" },
      both,
    ],
    ["a reference of another generation", { 3: but(3, "5 0 R", "5 1 R") }, ["no page-changed 1 -"]],
    ["a layer shown", { 31: but(31, "/OFF [30 0 R]", "/OFF []") }, ["no document-changed - OCProperties"]],
  ];
  it.each(rows)("%s", async (...row) => expectTold(row));
});

describe("the document around the pages", () => {
  const rows: Row[] = [
    [
      "a script at the opening",
      { 1: and(1, "/OpenAction << /S /JavaScript /JS (app.alert) >>") },
      ["no document-changed - OpenAction"],
    ],
    ["actions", { 1: and(1, "/AA << /WP << /S /JavaScript /JS (1) >> >>") }, ["no document-changed - AA"]],
    [
      "named scripts",
      { 1: and(1, "/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (1) >>] >> >>") },
      ["no document-changed - Names"],
    ],
    [
      "an attachment",
      { 1: and(1, "/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /F (a) >>] >> >>") },
      ["no document-changed - Names"],
    ],
    ["page labels", { 28: "<< /Nums [0 << /S /R >>] >>" }, ["no document-changed - PageLabels"]],
    ["outlines", { 27: "<< /Type /Outlines /Count 1 >>" }, ["no document-changed - Outlines"]],
    ["a collection of files", { 1: and(1, "/Collection << >>") }, ["no document-changed - Collection"]],
    [
      "another title in the metadata",
      { 20: metadata("Iets anders", "2026-12-01") },
      ["no document-changed - Metadata"],
    ],
    ["metadata taken away", { 1: but(1, "/Metadata 20 0 R", "") }, ["no document-changed - Metadata"]],
    ["a lower version", { 1: and(1, "/Version /1.3") }, ["no document-changed - Version"]],
    [
      "a certification afterwards",
      {
        ...added(widget(3, FOOT, "/FT /Sig /T (Tweede) /V 40 0 R")),
        1: and(1, "/Perms << /DocMDP 40 0 R >>"),
      },
      ["yes signature-added 1 Tweede", "no document-changed - Perms"],
    ],
  ];
  it.each(rows)("%s", async (...row) => expectTold(row));
});

it("is told of a link that its page is gone", async () => {
  const before = statement();
  const now = appended(before, { 2: but(2, "[3 0 R 4 0 R] /Count 2", "[4 0 R] /Count 1") });
  const told = inWords(await changesAfter(now, before.length));
  expect(told).toContain("no pages-removed 1 -");
  expect(told).toContain("no annotation-changed 1 Link");
});

it("is found under a certifying signature of every level", async () => {
  for (const level of [1, 2, 3] as const) {
    const before = statement(certified(level));
    const now = appended(before, { 5: OTHER_RESULT });
    expect(inWords(await changesAfter(now, before.length))).toEqual(["no page-changed 1 -"]);
  }
});
