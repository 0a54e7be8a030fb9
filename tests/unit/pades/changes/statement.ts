import { expect } from "vitest";
import { changesAfter } from "@/lib/pades/changes/changes";
import type { Change } from "@/lib/pades/shapes";
import { appended, file, type Objects, signature, stream, type Update, WAYS } from "./written";

const form = (width: number, height: number, draws = "0 0 1 rg 0 0 10 10 re f") =>
  stream(draws, `/Type /XObject /Subtype /Form /BBox [0 0 ${width} ${height}]`);
const xmp = (title: string, date: string) =>
  stream(
    `<x:xmpmeta><rdf:Description xmp:ModifyDate="${date}"><dc:title>${title}</dc:title></rdf:Description></x:xmpmeta>`,
    "/Type /Metadata /Subtype /XML",
  );

export const metadata = xmp;
export const look = form;

/** A widget, and what its field says of itself. */
export const widget = (page: number, rect: string, entries: string) =>
  `<< /Type /Annot /Subtype /Widget /P ${page} 0 R /Rect [${rect}] ${entries} >>`;

/**
 * A statement of accounts of two pages that the accountant signed and the client has yet to. Pages 3 and 4; contents 5
 * and 7; the font 9; fields 10 to 15; the accountant's signature 16; annotations 25 and 26.
 */
export const STATEMENT: Objects = {
  1: "<< /Type /Catalog /Pages 2 0 R /AcroForm 8 0 R /Metadata 20 0 R /Outlines 27 0 R /PageLabels 28 0 R /OCProperties 31 0 R >>",
  2: "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 /MediaBox [0 0 595.275590551 842] >>",
  3: "<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources 6 0 R /Annots [10 0 R 11 0 R 12 0 R 13 0 R 14 0 R 15 0 R 34 0 R] >>",
  4: "<< /Type /Page /Parent 2 0 R /Contents [7 0 R] /Resources 6 0 R /Annots 29 0 R >>",
  5: stream("BT /F1 12 Tf 60 700 Td (Winst 1.000) Tj ET /X Do"),
  6: "<< /Font << /F1 9 0 R >> /XObject << /X 21 0 R >> /Properties << /L 30 0 R >> >>",
  7: "<< /Length 33 0 R >>\nstream\nBT /F1 12 Tf 60 700 Td (Balans) Tj ET\nendstream\nendstream",
  8: "<< /Fields [10 0 R 11 0 R 12 0 R 13 0 R 14 0 R 15 0 R 34 0 R] /SigFlags 3 /DA (/F1 0 Tf) /DR << /Font << /F1 35 0 R >> >> >>",
  9: "<< /Type /Font /Subtype /TrueType /BaseFont /Hanken /FontDescriptor 23 0 R /ToUnicode 22 0 R >>",
  10: widget(3, "60 100 200 150", "/FT /Sig /T (Accountant) /V 16 0 R /AP << /N 17 0 R >> /F 132"),
  11: widget(3, "260 100 400 150", "/FT /Sig /T (Client) /F 4"),
  12: widget(3, "60 200 200 220", "/FT /Tx /T (Plaats) /V (Gouda) /AP << /N 18 0 R >>"),
  13: widget(3, "60 230 80 250", "/FT /Btn /T (Akkoord) /V /Off /AS /Off /AP << /N << /Ja 19 0 R >> >>"),
  14: widget(3, "60 260 200 280", "/FT /Tx /Ff 1 /T (Totaal) /V (1.000)"),
  15: widget(3, "60 290 200 310", "/FT /Tx /T (Bedrag) /V (1.000)"),
  16: signature("/Reason (Samenstelling)"),
  17: form(140, 50),
  18: form(140, 20),
  19: form(20, 20),
  20: xmp("Jaarrekening", "2026-11-30"),
  21: form(10, 10, "1 0 0 rg 0 0 5 5 re f"),
  22: stream("begincmap <01> <0041> endcmap"),
  23: "<< /Type /FontDescriptor /FontName /Hanken /FontFile2 24 0 R >>",
  24: stream("a font program"),
  25: "<< /Type /Annot /Subtype /Link /Rect [60 400 200 420] /Border [0 0 0] /Dest [3 0 R /Fit] >>",
  26: "<< /Type /Annot /Subtype /Text /Rect [300 400 320 420] /Contents (Nakijken) >>",
  27: "<< /Type /Outlines /Count 0 >>",
  28: "<< /Nums [0 << /S /D >>] >>",
  29: "[25 0 R 26 0 R]",
  30: "<< /Type /OCG /Name (Concept) >>",
  31: "<< /OCGs [30 0 R] /D << /OFF [30 0 R] >> >>",
  32: "<< /Producer (Portaal) /ModDate (D:20261130) /Title (Jaarrekening) >>",
  33: "47",
  34: widget(3, "60 320 200 340", "/FT /Btn /Ff 65536 /T (Druk) /AP << /N 36 0 R >>"),
  35: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  36: form(140, 20),
};

/** An object of the statement, changed. */
export function but(number: number, from: string | RegExp, to: string): string {
  const body = STATEMENT[number] ?? "";
  const changed = body.replace(from, to);
  if (changed === body) throw new Error(`object ${number} has no ${from}`);
  return changed;
}

/** An object of the statement with more entries. */
export function and(number: number, more: string): string {
  return but(number, / >>$/, ` ${more} >>`);
}

export const FIELDS = "[10 0 R 11 0 R 12 0 R 13 0 R 14 0 R 15 0 R 34 0 R 42 0 R]";

/** A field that is put onto the first page later, as object 42; 40 is a signature and 41 a look for it. */
export function added(field: string, more: Objects = {}): Objects {
  return {
    3: but(3, "34 0 R]", "34 0 R 42 0 R]"),
    8: but(8, /\[.*?\]/, FIELDS),
    40: signature(),
    41: form(140, 50),
    42: field,
    ...more,
  };
}

/** The place of a field that is put in later. */
export const FOOT = "60 20 200 70";
/** Contents that tell of another result. */
export const OTHER_RESULT = stream("BT /F1 12 Tf 60 700 Td (Winst 9.999.999) Tj ET");

/** An update by its objects, and what has to be told of it: whether it is allowed, the kind, the page, the name. */
export type Row = [what: string, objects: Objects, told: string[], how?: Update];

/** Appends it in every way that there is, and looks whether all of it is told. */
export async function expectTold([, objects, told, how]: Row, before = statement()): Promise<void> {
  for (const way of WAYS) {
    const changes = await changesAfter(appended(before, objects, { way, ...how }), before.length);
    expect(inWords(changes), way).toEqual(told);
  }
}

export function inWords(changes: Change[]): string[] {
  return changes.map(({ allowed, kind, page, name }) =>
    [allowed ? "yes" : "no", kind, page ?? "-", name ?? "-"].join(" "),
  );
}

/** The statement with other objects in the place of some. */
export function statement(others: Objects = {}): Buffer {
  return file({ ...STATEMENT, ...others });
}

/** The certifying signature with this permission, and with a lock over the field "Bedrag" alone where it is told. */
export function certified(level: 1 | 2 | 3, lock = ""): Objects {
  const parameters = `<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /V /1.2 /P ${level} >> >>`;
  const locked = lock
    ? `<< /Type /SigRef /TransformMethod /FieldMDP /Data 1 0 R /TransformParams << /V /1.2 ${lock} >> >>`
    : "";
  return {
    1: (STATEMENT[1] ?? "").replace(">>", "/Perms << /DocMDP 16 0 R >> >>"),
    16: signature(`/Reference [${parameters} ${locked}]`),
  };
}
