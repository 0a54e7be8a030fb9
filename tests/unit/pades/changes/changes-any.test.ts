import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PDF, PdfArray, PdfDict, PdfName, PdfNumber, PdfString } from "@libpdf/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changesAfter } from "@/lib/pades/changes/changes";
import { arrayOf, dictOf, numbersOf, openPdf, signatureFields } from "@/lib/pades/document/document";
import { certified, inWords, STATEMENT, statement } from "./statement";
import { appended, type Objects, stream, WAYS } from "./written";

/** What page 3 or 4 is drawn with, by number: everything that one gets to from them but the form. */
const DRAWN = [3, 4, 5, 6, 7, 9, 21, 22, 23, 24, 30, 33];
/** What else is seen of the document and belongs to nobody who signs or fills in. */
const AROUND = [1, 2, 8, 10, 16, 17, 19, 25, 26, 27, 28, 29, 31, 34, 35, 36];

describe("whatever is written in the place of an object", () => {
  const simple = fc.oneof(
    fc.integer({ min: -999, max: 999 }).map(String),
    fc.constantFrom("null", "true", "/Name", "(text)", "<00ff>", "[]", "<< >>", "5 0 R", "6 0 R", "99 0 R"),
  );
  const body = fc.oneof(
    simple,
    fc.array(simple).map((items) => `[${items.join(" ")}]`),
    fc
      .dictionary(
        fc.constantFrom("Type", "Contents", "Kids", "Annots", "V", "T", "Font", "AP", "Length", "DSS"),
        simple,
        { maxKeys: 5 },
      )
      .map(
        (entries) =>
          `<< ${Object.entries(entries)
            .map(([key, value]) => `/${key} ${value}`)
            .join(" ")} >>`,
      ),
    fc.string({ unit: "grapheme-ascii", maxLength: 40 }).map((data) => stream(data)),
  );
  const update = fc.record({
    number: fc.constantFrom(...DRAWN, ...AROUND),
    body: fc.oneof({ weight: 5, arbitrary: body }, { weight: 1, arbitrary: fc.constant(null) }),
    level: fc.constantFrom(1, 2, 3, null),
    way: fc.constantFrom(...WAYS),
  });

  it("not all of it is allowed", async () => {
    await fc.assert(
      fc.asyncProperty(update, async ({ number, body, level, way }) => {
        fc.pre(body?.replace(/\s+/g, " ") !== STATEMENT[number]);
        const before = statement(level ? certified(level as 1 | 2 | 3) : {});
        const changes = await changesAfter(appended(before, { [number]: body }, { way }), before.length);
        expect(
          changes.some(({ allowed }) => !allowed),
          JSON.stringify(changes),
        ).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("an entry more, less or other is not allowed in what pages are drawn with", async () => {
    const dictionaries = DRAWN.filter((number) => STATEMENT[number]?.startsWith("<<"));
    const change = fc.record({
      number: fc.constantFrom(...dictionaries),
      key: fc.string({ unit: fc.constantFrom(..."abcXYZ"), minLength: 1, maxLength: 4 }),
      value: simple,
      way: fc.constantFrom(...WAYS),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ number, key, value, way }) => {
        fc.pre(value !== "null");
        const before = statement();
        const objects: Objects = { [number]: (STATEMENT[number] ?? "").replace("<<", `<< /${key} ${value}`) };
        const changes = await changesAfter(appended(before, objects, { way }), before.length);
        expect(
          changes.filter(({ allowed, kind }) => !allowed && kind === "page-changed").length,
        ).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });

  it("bytes that are changed behind it never make it throw", async () => {
    const before = statement();
    const now = appended(before, { 5: stream("other"), 3: STATEMENT[3] ?? "" });
    const bytes = fc.array(
      fc.tuple(fc.integer({ min: before.length, max: now.length - 1 }), fc.integer({ min: 0, max: 255 })),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (places) => {
        const other = Buffer.from(now);
        for (const [at, byte] of places) other[at] = byte;
        const changes = await changesAfter(other, before.length);
        expect(
          changes.some(({ allowed }) => !allowed),
          inWords(changes).join(),
        ).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("files of other writers", () => {
  const qpdf = existsSync("/usr/bin/qpdf");
  it.skipIf(!qpdf)("have no complaints of qpdf, so that it is the change that is found", () => {
    const folder = mkdtempSync(join(tmpdir(), "portal-changes-"));
    for (const way of WAYS) {
      const path = join(folder, `${way}.pdf`);
      writeFileSync(path, appended(statement(), { 5: stream("0 g"), 3: STATEMENT[3] ?? "" }, { way }));
      const said = execFileSync("qpdf", ["--check", path], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
      });
      expect(said, way).toContain("No syntax or stream encoding errors found");
    }
    rmSync(folder, { recursive: true });
  });

  it.skipIf(!qpdf)("linearized, with object streams, or rewritten by the library that signs", async () => {
    const folder = mkdtempSync(join(tmpdir(), "portal-changes-"));
    const [from, to] = [join(folder, "from.pdf"), join(folder, "to.pdf")];
    writeFileSync(from, statement());
    for (const options of [
      ["--linearize"],
      ["--object-streams=generate"],
      ["--linearize", "--object-streams=generate"],
    ]) {
      execFileSync("qpdf", [...options, from, to]);
      const before = readFileSync(to);
      const [added, shadowed] = [await withField(before, false), await withField(before, true)];
      expect(inWords(await changesAfter(added, before.length)), options.join()).toEqual([
        "yes signature-field-added 1 Derde",
      ]);
      expect(inWords(await changesAfter(shadowed, before.length)), options.join()).toContain(
        "no page-changed 1 -",
      );
    }
    rmSync(folder, { recursive: true });
  });

  const folder = fileURLToPath(new URL("../../../../../shared/testdata/pdf/", import.meta.url));
  it.skipIf(!existsSync(folder))("signed ones out of the field", async () => {
    const before = readFileSync(`${folder}bug854315.pdf`);
    const pdf = await openPdf(before);
    const [field] = signatureFields(pdf);
    const [, , start = 0, rest = 0] = numbersOf(pdf, field?.signature?.get("ByteRange")) ?? [];
    expect(start + rest).toBe(before.length);
    expect(await changesAfter(before, start + rest)).toEqual([]);
    expect(inWords(await changesAfter(await withField(before, false), before.length))).toEqual([
      "yes signature-field-added 1 Derde",
    ]);
    expect(inWords(await changesAfter(await withField(before, true), before.length))).toContain(
      "no page-changed 1 -",
    );
    const fuzzed = readFileSync(`${folder}poppler-395-0-fuzzed.pdf`);
    for (const end of [1, 5_000, 20_000])
      expect(inWords(await changesAfter(fuzzed, end))).toEqual(["no unreadable - -"]);
  });
});

/** A signature field on the first page, appended by the library; and other contents of that page too, if told. */
async function withField(bytes: Uint8Array, shadow: boolean): Promise<Buffer> {
  const pdf = await PDF.load(bytes);
  // To append to a linearized file is in order; the library refuses it all the same.
  Object.assign(pdf, { _isLinearized: false });
  const page = pdf.context.pages.getPage(0);
  const dict = dictOf(pdf, page);
  if (!page || !dict) throw new Error("no page");
  const field = pdf.register(
    PdfDict.of({
      Type: PdfName.of("Annot"),
      Subtype: PdfName.of("Widget"),
      FT: PdfName.of("Sig"),
      T: PdfString.fromString("Derde"),
      P: page,
      Rect: PdfArray.of(...[20, 20, 120, 60].map((one) => PdfNumber.of(one))),
    }),
  );
  const form = dictOf(pdf, pdf.context.catalog.getDict().get("AcroForm"));
  arrayOf(pdf, form?.get("Fields"))?.push(field);
  const annotations = arrayOf(pdf, dict.get("Annots"));
  if (annotations) annotations.push(field);
  else dict.set("Annots", PdfArray.of(field));
  if (shadow)
    dict.set("Contents", pdf.createStream({}, new Uint8Array(Buffer.from("1 0 0 rg 0 0 99 99 re f"))));
  return Buffer.from(await pdf.save({ incremental: true }));
}
