import { PdfArray, PdfDict, PdfName, PdfNumber, PdfRef, PdfString } from "@libpdf/core";
import { arrayOf, catalogOf, dictOf, type Pdf, type PdfValue } from "./document";
import { increment } from "./increment";

/** Makes the values that PDFs are written with, and appends what was changed. */

export const name = (value: string): PdfName => PdfName.of(value);
export const number = (value: number): PdfNumber => PdfNumber.of(value);
export const numbers = (values: readonly number[]): PdfArray => new PdfArray(values.map(number));
export const dict = (entries: Record<string, PdfValue>): PdfDict => PdfDict.of(entries);

/** Text in ASCII as it is, and everything else in UTF-16 with its mark. */
export function text(value: string): PdfString {
  if (/^[\x20-\x7e]*$/.test(value)) return PdfString.fromString(value);
  const bytes = Buffer.from(value, "utf16le").swap16();
  return PdfString.fromBytes(Buffer.concat([Buffer.from([0xfe, 0xff]), bytes]));
}

/** D:20261130115800Z */
export function pdfDate(at: Date): PdfString {
  return PdfString.fromString(`D:${at.toISOString().replace(/[-:T]/g, "").slice(0, 14)}Z`);
}

/** The form of a document; made when it has none. */
export function formOf(pdf: Pdf): PdfDict {
  const catalog = catalogOf(pdf);
  const known = dictOf(pdf, catalog.get("AcroForm"));
  if (known) return known;
  const form = dict({ Fields: new PdfArray([]) });
  catalog.set("AcroForm", pdf.register(form));
  return form;
}

/** Adds to a list that is an entry of `holder`, which may be missing or stand elsewhere. */
export function addTo(pdf: Pdf, holder: PdfDict, key: string, value: PdfValue): void {
  const list = arrayOf(pdf, holder.get(key));
  if (list) list.push(value);
  else holder.set(key, new PdfArray([value]));
}

/** The document as it stood, byte for byte, and behind it what has changed. @throws RefusedDocument */
export function appended(pdf: Pdf, before: Uint8Array): Uint8Array {
  const tail = increment(pdf, before);
  const whole = new Uint8Array(before.length + tail.length);
  whole.set(before);
  whole.set(tail, before.length);
  return whole;
}

export { PdfArray, PdfDict, PdfRef };

/** Written exactly so: where something will be written over it later. */
export function raw(latin1: string): PdfValue {
  const bytes = Buffer.from(latin1, "latin1");
  const value = {
    type: "raw" as const,
    bytes,
    toBytes: (writer: { writeBytes(data: Uint8Array): void }) => writer.writeBytes(bytes),
  };
  return value as PdfValue;
}
