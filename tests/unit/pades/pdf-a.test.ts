import { PdfDict, PdfStream } from "@libpdf/core";
import { beforeAll, expect, it } from "vitest";
import {
  catalogOf,
  dictOf,
  nameOf,
  numberOf,
  openPdf,
  type Pdf,
  resolve,
} from "@/lib/pades/document/document";
import type { Hand, Signer } from "@/lib/pades/shapes";
import { sign } from "@/lib/pades/sign";
import { Lane } from "@/lib/pades/thread/lane";
import { aText, whole } from "@/tests/support/signing/documents";
import { anAuthority } from "@/tests/support/signing/people";
import { written } from "@/tests/unit/pdf/documents";

const lane = new Lane();
let signer: Signer;
beforeAll(async () => {
  signer = await (await anAuthority()).signer("Noorderlicht");
});

const XMP = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="2" pdfaid:conformance="B"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

/** A page that says it is PDF/A-2b, made for a printer in grey. */
const archivable = () =>
  written(
    "<< /Type /Catalog /Pages 2 0 R /Metadata 5 0 R /OutputIntents [<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (Grijs) /DestOutputProfile 6 0 R >>] >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>",
    "<< /Length 0 >>\nstream\n\nendstream",
    `<< /Type /Metadata /Subtype /XML /Length ${XMP.length} >>\nstream\n${XMP}\nendstream`,
    "<< /N 1 /Length 4 >>\nstream\nicc!\nendstream",
  );

/** Everything that a document is made of. */
function partsOf(pdf: Pdf): PdfDict[] {
  const size = numberOf(pdf, pdf.context.info.trailer.get("Size")) ?? 0;
  const found: PdfDict[] = [];
  for (let number = 1; number < size; number++) {
    const object = [...pdf.context.registry.getLoadedObjects().keys()].find(
      (ref) => ref.objectNumber === number,
    );
    const value = object && resolve(pdf, object);
    if (value instanceof PdfDict) found.push(value);
  }
  return found;
}

/** Reads all of it, so that the registry has it. */
function readAll(pdf: Pdf, value: unknown, seen = new Set<unknown>()): void {
  const found = resolve(pdf, value as Parameters<typeof resolve>[1]);
  if (!found || seen.has(found)) return;
  seen.add(found);
  if (found instanceof PdfDict) for (const [, inner] of found) readAll(pdf, inner, seen);
  if (found.type === "array") for (const inner of found.toArray()) readAll(pdf, inner, seen);
}

it.each([
  [
    "drawn",
    {
      kind: "drawn",
      strokes: [
        [
          [0, 0],
          [1, 1],
        ],
      ],
      ratio: 2,
    },
  ],
  ["typed", { kind: "typed", name: "Zoë de Vries-Özdemir" }],
] satisfies [string, Hand][])(
  "PDF/A stays what it says it is, with a hand that was %s",
  async (_what, hand) => {
    const page = {
      title: "Ondertekening",
      about: "Jaarrekening 2025",
      signers: [{ field: "Klant", lines: ["Zoë"] }],
    };
    const prepared = await lane.ask("prepare", archivable(), { fields: [], page });
    const text = { ...aText("Klant"), look: { hand, lines: ["Zoë de Vries-Özdemir", "30 november 2026"] } };
    const bytes = whole(await sign(lane, prepared, text, { signer }));
    const pdf = await openPdf(bytes);
    readAll(pdf, catalogOf(pdf));
    const parts = partsOf(pdf);
    const typed = (type: string) => parts.filter((one) => nameOf(pdf, one.get("Type")) === type);

    // Every font is in the file: no letter is left to whoever opens it.
    const fonts = typed("Font");
    expect(fonts.length).toBeGreaterThan(2);
    for (const font of fonts) {
      if (nameOf(pdf, font.get("Subtype")) === "Type0") continue;
      const descriptor = dictOf(pdf, font.get("FontDescriptor"));
      expect(descriptor?.has("FontFile2") || descriptor?.has("FontFile3")).toBe(true);
      // And which letter is which, is said.
      expect(font.has("CIDToGIDMap")).toBe(true);
    }
    // Every field is printed, has its looks with it, and fills in nothing by itself.
    const [widget] = typed("Annot");
    expect(numberOf(pdf, widget?.get("F"))).toBe(132);
    expect(dictOf(pdf, widget?.get("AP"))?.has("N")).toBe(true);
    expect(dictOf(pdf, catalogOf(pdf).get("AcroForm"))?.has("NeedAppearances")).toBe(false);
    // No colour is left to the device: the drawing says what its own mean.
    const drawings = parts.filter(
      (one) => one instanceof PdfStream && nameOf(pdf, one.get("Subtype")) === "Form",
    );
    expect(drawings.length).toBeGreaterThan(0);
    for (const drawing of drawings) {
      const spaces = dictOf(pdf, dictOf(pdf, drawing.get("Resources"))?.get("ColorSpace"));
      expect(spaces?.has("DefaultRGB")).toBe(true);
      expect(drawing.has("Group")).toBe(false);
    }
    // What it says of itself is as it was.
    const metadata = resolve(pdf, catalogOf(pdf).get("Metadata"));
    expect(metadata instanceof PdfStream && Buffer.from(metadata.getDecodedData()).toString()).toBe(XMP);
    expect(catalogOf(pdf).has("OutputIntents")).toBe(true);
  },
);
