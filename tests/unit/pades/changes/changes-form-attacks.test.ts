import { describe, it } from "vitest";
import { added, and, but, expectTold, FIELDS, FOOT, look, type Row, widget } from "./statement";
import { signature, stream } from "./written";

describe("the form under a signature", () => {
  const rows: Row[] = [
    [
      "looks that readers make anew",
      { 8: and(8, "/NeedAppearances true") },
      ["no document-changed - AcroForm.NeedAppearances"],
    ],
    [
      "an XFA form",
      { 8: and(8, "/XFA 70 0 R"), 70: stream("<xdp/>") },
      ["no document-changed - AcroForm.XFA"],
    ],
    [
      "another font for fields",
      { 8: but(8, "/F1 35 0 R", "/F1 70 0 R"), 70: "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>" },
      ["no document-changed - AcroForm.DR"],
    ],
    ["other looks for fields", { 8: but(8, "/F1 0 Tf", "/F1 90 Tf") }, ["no document-changed - AcroForm.DA"]],
    [
      "signatures disowned",
      { 8: but(8, "/SigFlags 3", "/SigFlags 0") },
      ["no document-changed - AcroForm.SigFlags"],
    ],
    [
      "the form taken away",
      { 1: but(1, "/AcroForm 8 0 R", "") },
      [
        ...["Accountant", "Client", "Plaats", "Akkoord", "Totaal", "Bedrag", "Druk"].map(
          (name) => `no document-changed 1 ${name}`,
        ),
        ...["SigFlags", "DA", "DR"].map((key) => `no document-changed - AcroForm.${key}`),
      ],
    ],
    [
      "a value that stays under another look",
      { 18: look(140, 20, "(Delft) Tj") },
      ["no annotation-changed 1 Plaats"],
    ],
    [
      "another look of a button",
      { 34: but(34, "36 0 R", "41 0 R"), 41: look(300, 300) },
      ["no annotation-changed 1 Druk"],
    ],
    [
      "another look of a ticked box",
      { 13: but(13, "/V /Off /AS /Off", "/V /Ja /AS /Ja").replace("19 0 R", "41 0 R"), 41: look(300, 300) },
      ["no annotation-changed 1 Akkoord"],
    ],
    [
      "a field moved while it is filled in",
      { 12: but(12, "(Gouda)", "(Delft)").replace("60 200 200 220", "0 0 595 842") },
      ["no annotation-changed 1 Plaats"],
    ],
    [
      "a script in a field",
      { 12: and(12, "/AA << /F << /S /JavaScript /JS (1) >> >>") },
      ["no annotation-changed 1 Plaats"],
    ],
    ["a read-only field filled in", { 14: but(14, "1.000", "9.000") }, ["no form-filled 1 Totaal"]],
    ["a read-only field opened", { 14: but(14, "/Ff 1", "/Ff 0") }, ["no annotation-changed 1 Totaal"]],
    ["a field renamed", { 12: but(12, "(Plaats)", "(Elders)") }, ["no document-changed 1 Plaats"]],
    [
      "a text field more",
      added(widget(3, FOOT, "/FT /Tx /T (Extra) /V (9.999)")),
      ["no annotation-added 1 Extra", "no annotation-added 1 Widget"],
    ],
  ];
  it.each(rows)("%s", async (...row) => expectTold(row));
});

describe("signatures that are there", () => {
  const rows: Row[] = [
    ["a signature taken away", { 10: but(10, "/V 16 0 R", "") }, ["no document-changed 1 Accountant"]],
    [
      "a signature's field taken away",
      { 3: but(3, "10 0 R ", ""), 8: but(8, "10 0 R ", "") },
      ["no document-changed 1 Accountant", "no annotation-removed 1 Widget"],
    ],
    ["a signature hidden", { 10: but(10, "/F 132", "/F 2") }, ["no annotation-changed 1 Accountant"]],
    ["another reason", { 16: signature("/Reason (Goedkeuring)") }, ["no document-changed 1 Accountant"]],
    [
      "another look of a signature",
      { 17: look(140, 50, "(Goedgekeurd) Tj") },
      ["no annotation-changed 1 Accountant"],
    ],
    [
      "another look in the signed field",
      { 10: but(10, "17 0 R", "41 0 R"), 41: look(140, 50, "0 g") },
      ["no annotation-changed 1 Accountant"],
    ],
    [
      "a lock put on a signed field",
      { 10: and(10, "/Lock << /Type /SigFieldLock /Action /All >>") },
      ["no annotation-changed 1 Accountant"],
    ],
    [
      "a lock put on an empty field",
      { 11: and(11, "/Lock << /Type /SigFieldLock /Action /All >>") },
      ["no annotation-changed 1 Client"],
    ],
    [
      "a look put on an empty field",
      { 11: and(11, "/AP << /N 41 0 R >>"), 41: look(140, 50) },
      ["no annotation-changed 1 Client"],
    ],
    ["an older signature in another field", { 11: and(11, "/V 16 0 R") }, ["no signature-added 1 Client"]],
    [
      "a signature over nothing",
      { 11: and(11, "/V << /Type /Sig /ByteRange [0 0 0 0] /Contents <00> >>") },
      ["no signature-added 1 Client"],
    ],
  ];
  it.each(rows)("%s", async (...row) => expectTold(row));
});

describe("what is laid over a page (evil annotations, sneaky signatures)", () => {
  const rows: Row[] = [
    [
      "a remark over the text",
      {
        29: "[25 0 R 26 0 R 60 0 R]",
        60: "<< /Subtype /FreeText /Rect [0 0 595 842] /AP << /N 41 0 R >> >>",
        41: look(595, 842),
      },
      ["no annotation-added 2 FreeText"],
    ],
    [
      "a remark written into the list",
      { 29: "[25 0 R 26 0 R << /Subtype /Stamp /Rect [0 0 595 842] >>]" },
      ["no annotation-added 2 Stamp"],
    ],
    [
      "a link that leads elsewhere",
      { 25: but(25, "/Dest [3 0 R /Fit]", "/A << /S /URI /URI (http://x) >>") },
      ["no annotation-changed 2 Link"],
    ],
    ["a remark changed", { 26: but(26, "Nakijken", "Akkoord") }, ["no annotation-changed 2 Text"]],
    ["a remark taken away", { 29: "[25 0 R]" }, ["no annotation-removed 2 Text"]],
    ["annotations in another order", { 29: "[26 0 R 25 0 R]" }, ["no annotation-changed 2 -"]],
    [
      "a widget that no field has",
      {
        29: "[25 0 R 26 0 R 60 0 R]",
        60: widget(4, "0 0 500 500", "/FT /Sig /T (Los) /AP << /N 41 0 R >>"),
        41: look(500, 500),
      },
      ["no annotation-added 2 Widget"],
    ],
    [
      "a signature seen on another page too",
      { 29: "[25 0 R 26 0 R 10 0 R]" },
      ["no annotation-added 2 Widget"],
    ],
    [
      "a new signature on two pages",
      { ...added(widget(3, FOOT, "/FT /Sig /T (Tweede) /V 40 0 R")), 29: "[25 0 R 26 0 R 42 0 R]" },
      ["yes signature-added 1 Tweede", "no annotation-added 1 Widget", "no annotation-added 2 Widget"],
    ],
    [
      "an empty signature field that shows something",
      added(widget(3, FOOT, "/FT /Sig /T (Tweede) /AP << /N 41 0 R >>")),
      ["no signature-field-added 1 Tweede"],
    ],
    [
      "an empty signature field with a ground",
      added(widget(3, FOOT, "/FT /Sig /T (Tweede) /MK << /BG [1] >>")),
      ["no signature-field-added 1 Tweede"],
    ],
    [
      "an empty signature field that is drawn as a polygon, whatever its place",
      added(
        "<< /Type /Annot /Subtype /Polygon /P 3 0 R /Rect [0 0 0 0] /Vertices [0 0 595 0 595 842 0 842] /IC [1 1 1] /FT /Sig /T (Tweede) >>",
      ),
      ["no signature-field-added 1 Tweede"],
    ],
    [
      "a signature that is a link",
      added(widget(3, FOOT, "/FT /Sig /T (Tweede) /V 40 0 R /Dest [4 0 R /Fit]").replace("/Widget", "/Link")),
      ["no signature-added 1 Tweede"],
    ],
    [
      "two signatures that cover the page together",
      {
        ...added(widget(3, "0 0 595 421", "/FT /Sig /T (Tweede) /V 40 0 R /AP << /N 41 0 R >>")),
        3: but(3, "34 0 R]", "34 0 R 42 0 R 43 0 R]"),
        8: but(8, /\[.*?\]/, FIELDS.replace("]", " 43 0 R]")),
        43: widget(3, "0 421 595 842", "/FT /Sig /T (Derde) /V 45 0 R /AP << /N 41 0 R >>"),
        45: signature(),
      },
      ["no signature-added 1 Tweede", "no signature-added 1 Derde"],
    ],
    [
      "a signature over the whole page",
      added(widget(3, "0 0 595 842", "/FT /Sig /T (Tweede) /V 40 0 R /AP << /N 41 0 R >>")),
      ["no signature-added 1 Tweede"],
    ],
    [
      "a signature with a border over the page",
      added(widget(3, FOOT, "/FT /Sig /T (Tweede) /V 40 0 R /Border [0 0 600]")),
      ["no signature-added 1 Tweede"],
    ],
    [
      "a time stamp of no size with a border over the page",
      added(widget(3, "300 400 300 400", "/FT /Sig /T (Tijd) /V 40 0 R /BS << /W 600 >>"), {
        40: signature("", "ETSI.RFC3161"),
      }),
      ["no archive-data 1 Tijd"],
    ],
    [
      "a signature seen in two places",
      added("<< /FT /Sig /T (Tweede) /V 40 0 R /Kids [43 0 R 44 0 R] >>", {
        3: but(3, "34 0 R]", "34 0 R 43 0 R 44 0 R]"),
        43: widget(3, FOOT, "/Parent 42 0 R /AP << /N 41 0 R >>"),
        44: widget(3, "60 700 200 750", "/Parent 42 0 R /AP << /N 41 0 R >>"),
      }),
      ["no signature-added 1 Tweede"],
    ],
    ["a link twice", { 29: "[25 0 R 26 0 R 25 0 R]" }, ["no annotation-changed 2 -"]],
    [
      "a signature field that names another parent",
      added(widget(3, FOOT, "/FT /Sig /T (Tweede) /Parent 12 0 R /V 40 0 R")),
      ["no signature-added 1 Tweede"],
    ],
    [
      "a signature with a script",
      added(widget(3, FOOT, "/FT /Sig /T (Tweede) /V 40 0 R /AA << /E << /S /JavaScript /JS (1) >> >>")),
      ["no signature-added 1 Tweede"],
    ],
    [
      "a time stamp that is seen",
      added(widget(3, FOOT, "/FT /Sig /T (Tijd) /V 40 0 R /AP << /N 41 0 R >>"), {
        40: signature("", "ETSI.RFC3161"),
      }),
      ["no archive-data 1 Tijd"],
    ],
    [
      "an old object as a new field",
      {
        8: but(8, /\[.*?\]/, FIELDS.replace("42", "26")),
        26: widget(4, "300 400 320 420", "/FT /Sig /T (Oud) /V 40 0 R"),
        40: signature(),
      },
      ["no signature-added 2 Oud", "no annotation-changed 2 Widget"],
    ],
    [
      "a signature field under a text field",
      {
        12: and(12, "/Kids [42 0 R]"),
        42: widget(3, FOOT, "/FT /Sig /T (Onder) /Parent 12 0 R /V 40 0 R"),
        40: signature(),
        3: but(3, "34 0 R]", "34 0 R 42 0 R]"),
      },
      ["no document-changed 1 Plaats", "yes signature-added 1 Plaats.Onder"],
    ],
  ];
  it.each(rows)("%s", async (...row) => expectTold(row));
});
