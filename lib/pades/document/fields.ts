import { emptyAppearance } from "@/lib/pades/appearance/appearance";
import { type Place, RefusedDocument } from "@/lib/pades/shapes";
import {
  arrayOf,
  dictOf,
  numberOf,
  numbersOf,
  type Page,
  type Pdf,
  type PdfValue,
  pageAt,
  pageCount,
  signatureFields,
} from "./document";
import { fits, rectOf, seenSize, uprightMatrix } from "./place";
import { pagesOfWidgets, seenPlace } from "./seen";
import { addTo, dict, formOf, name, number, numbers, PdfArray, type PdfDict, PdfRef, text } from "./write";

/** Where somebody is to sign. */
export type PlannedField = { name: string; place: Place };

/** A signature field that the document has already. */
export type FoundField = { name: string; signed: boolean; place: Place | null };

/** Print, and Locked: its place is not moved. */
const FLAGS = 4 | 128;

/** The signature fields of a document, in the order of its form. */
export function foundFields(pdf: Pdf): FoundField[] {
  const pages = pagesOfWidgets(pdf);
  return signatureFields(pdf).map((field) => ({
    name: field.name,
    signed: field.signature !== null,
    place: seenPlace(pdf, field.widget, pages),
  }));
}

/**
 * Adds empty signature fields, so that all of them are there before the first is signed. Signing one of them locks
 * every other kind of field of the form.
 *
 * So do those that the document has: as long as nobody signed it, our lock comes in the place of the field's own, which
 * may close the fields of those who sign later. To whoever signed it, that would be a change of a field.
 *
 * @param found the names of those of its own fields that will be signed
 * @throws RefusedDocument "field-signed" when there is one of that name already, "damaged" when a place is off its page
 */
export function addFields(pdf: Pdf, planned: readonly PlannedField[], found: readonly string[] = []): void {
  const names = signatureFields(pdf).map((field) => field.name);
  for (const { name: wanted } of planned) {
    if (names.includes(wanted)) throw new RefusedDocument("field-signed", wanted);
    names.push(wanted);
  }
  const fields = signatureFields(pdf);
  const open = fields.flatMap((field) => (field.signature ? [] : [field.name]));
  const lock = lockAllBut(pdf, [...open, ...planned.map((one) => one.name)]);
  // On a document that somebody signed nothing may be drawn before it is signed again.
  const unsigned = open.length === fields.length;
  for (const one of planned) addField(pdf, one, lock, unsigned);
  for (const field of fields) if (unsigned && found.includes(field.name)) field.dict.set("Lock", lock);
}

function lockAllBut(pdf: Pdf, names: string[]): PdfRef {
  return pdf.register(dict({ Type: name("SigFieldLock"), ...allBut(names) }));
}

/** Closes all fields but these, in a lock as in what a signature says of it. */
export function allBut(names: readonly string[]): Record<string, PdfValue> {
  return { Action: name("Exclude"), Fields: new PdfArray(names.map(text)) };
}

function addField(pdf: Pdf, planned: PlannedField, lock: PdfRef, framed: boolean): void {
  if (planned.place.page < 1 || planned.place.page > pageCount(pdf)) {
    throw new RefusedDocument("damaged", `there is no page ${planned.place.page}`);
  }
  const page = pageAt(pdf, planned.place.page - 1);
  if (!fits(page, planned.place)) throw new RefusedDocument("damaged", "the field does not lie on its page");
  const field = widget(planned.name, page, rectOf(page, planned.place));
  field.set("Lock", lock);
  const size = { width: planned.place.width, height: planned.place.height };
  setAppearance(pdf, field, page.rotate, framed ? emptyAppearance(size) : "");
  hang(pdf, page, field);
}

/** A field that nobody sees: where a time stamp over the whole document goes. */
export function addUnseenField(pdf: Pdf, fieldName: string): PdfDict {
  const page = pageAt(pdf, 0);
  const field = widget(fieldName, page, [0, 0, 0, 0]);
  hang(pdf, page, field);
  return field;
}

function widget(fieldName: string, page: Page, rect: readonly number[]): PdfDict {
  const field = dict({
    Type: name("Annot"),
    Subtype: name("Widget"),
    FT: name("Sig"),
    T: text(fieldName),
    F: number(FLAGS),
    P: page.ref,
    Rect: numbers(rect),
  });
  if (page.rotate !== 0) field.set("MK", dict({ R: number(page.rotate) }));
  return field;
}

function hang(pdf: Pdf, page: Page, field: PdfDict): void {
  const ref = pdf.register(field);
  const form = formOf(pdf);
  addTo(pdf, form, "Fields", ref);
  markSigned(pdf);
  addTo(pdf, page.dict, "Annots", ref);
}

/** Says that there are signatures, and that the file may only be appended to. */
export function markSigned(pdf: Pdf): void {
  const form = formOf(pdf);
  if (numberOf(pdf, form.get("SigFlags")) !== 3) form.set("SigFlags", number(3));
}

/** Gives a widget its drawing, which is upright on the page as it is looked at. */
export function setAppearance(
  pdf: Pdf,
  field: PdfDict,
  rotate: number,
  operators: string,
  fonts: Record<string, PdfRef> = {},
): void {
  const size = sizeOfWidget(pdf, field, rotate);
  const drawing = pdf.createStream(
    {
      Type: name("XObject"),
      Subtype: name("Form"),
      BBox: numbers([0, 0, size.width, size.height]),
      Matrix: numbers(uprightMatrix(rotate, size)),
      Resources: dict({
        ColorSpace: dict({ DefaultRGB: calibrated() }),
        ...(Object.keys(fonts).length > 0 ? { Font: dict(fonts) } : {}),
      }),
    },
    new Uint8Array(Buffer.from(operators, "latin1")),
  );
  field.set("AP", dict({ N: drawing }));
}

/**
 * What colours mean by themselves, about those of sRGB: in PDF/A a colour may not be left to the device, and which one
 * the document is made for differs.
 */
function calibrated(): PdfArray {
  const white = numbers([0.9505, 1, 1.089]);
  const matrix = numbers([0.4124, 0.2126, 0.0193, 0.3576, 0.7152, 0.1192, 0.1805, 0.0722, 0.9505]);
  const space = dict({ WhitePoint: white, Gamma: numbers([2.2, 2.2, 2.2]), Matrix: matrix });
  return new PdfArray([name("CalRGB"), space]);
}

export function sizeOfWidget(pdf: Pdf, field: PdfDict, rotate: number): { width: number; height: number } {
  const [a = 0, b = 0, c = 0, d = 0] = numbersOf(pdf, field.get("Rect")) ?? [];
  return seenSize([a, b, c, d], rotate);
}

/** The page on which a widget stands. @returns its index from 0, or -1 */
export function pageOf(pdf: Pdf, field: PdfDict): number {
  const pages = pdf.context.pages.getPages();
  const said = field.get("P");
  if (said instanceof PdfRef) {
    const index = pages.findIndex((ref) => ref.objectNumber === said.objectNumber);
    if (index >= 0) return index;
  }
  return pages.findIndex((ref) => {
    const annotations = arrayOf(pdf, dictOf(pdf, ref)?.get("Annots"));
    return annotations?.toArray().some((one) => dictOf(pdf, one) === field);
  });
}
