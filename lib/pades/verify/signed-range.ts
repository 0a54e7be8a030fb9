import { randomBytes } from "node:crypto";
import { PDF, PdfArray, PdfDict, PdfNumber, PdfRef, PdfString } from "@libpdf/core";
import { type Field, type Pdf, resolve } from "@/lib/pades/document/document";

/** What a signature is over, and the signature. */
export type SignedRange = {
  /** The two pieces that are signed. */
  pieces: [Uint8Array, Uint8Array];
  /** What stands in the gap between them, decoded. */
  contents: Buffer;
  /** The number of bytes up to the end of the second piece. */
  end: number;
};

type Gap = { from: number; to: number; end: number };

/**
 * The signed ranges of these fields' signatures; a field that is not there has a wrong one. Right is what leaves out
 * the signature's own /Contents and nothing else (ISO 32000-2, 12.8.1), which is where forgeries are made: by other
 * numbers, by a gap that holds more (signature wrapping), or by a dictionary that was put in the place of the signed
 * one (Mladenov and others, "1 Trillion Dollar Refund", 2019).
 *
 * Whether a gap holds the dictionary's own /Contents is asked of the reader itself: in a copy each gap is filled with a
 * mark, and has to be seen in the dictionary then. So the dictionary begins before the gap, in signed bytes.
 */
export async function signedRanges(
  bytes: Uint8Array,
  pdf: Pdf,
  fields: Field[],
): Promise<Map<Field, SignedRange>> {
  const gaps = new Map<Field, Gap>();
  for (const field of fields) {
    const gap = field.signature && gapOf(bytes, field.signature);
    if (gap) gaps.set(field, gap);
  }
  if (gaps.size === 0) return new Map();
  const copy = Buffer.from(bytes);
  const marks = new Map<number, Buffer>();
  for (const { from, to } of gaps.values()) {
    const mark = marks.get(from) ?? randomBytes(Math.floor((to - from - 2) / 2));
    marks.set(from, mark);
    copy.write(`<${mark.toString("hex").padEnd(to - from - 2)}>`, from, "latin1");
  }
  // With a password that is wrong nothing is decrypted, and a signature's value never is encrypted.
  const marked = await PDF.load(copy, { credentials: randomBytes(16).toString("hex") });
  if (marked.recoveredViaBruteForce) return new Map();
  const found = new Map<Field, SignedRange>();
  for (const [field, { from, to, end }] of gaps) {
    const seen = contentsIn(marked, pdf, field);
    if (!seen || !marks.get(from)?.equals(seen)) continue;
    const pieces: SignedRange["pieces"] = [bytes.subarray(0, from), bytes.subarray(to, end)];
    found.set(field, { pieces, contents: decoded(bytes.subarray(from + 1, to - 1)), end });
  }
  return found;
}

function gapOf(bytes: Uint8Array, signature: PdfDict): Gap | null {
  // Both stand in the dictionary itself: what is referred to could be exchanged later.
  const range = signature.get("ByteRange");
  const contents = signature.get("Contents");
  if (!(range instanceof PdfArray) || !(contents instanceof PdfString) || contents.format !== "hex")
    return null;
  const numbers = range.toArray().map((one) => (one instanceof PdfNumber ? one.value : -1));
  const [start, from = 0, to = 0, length = 0] = numbers;
  if (numbers.length !== 4 || !numbers.every((one) => Number.isSafeInteger(one) && one >= 0)) return null;
  const end = to + length;
  if (start !== 0 || to < from + 2 || length === 0 || end > bytes.length) return null;
  return isHexString(bytes.subarray(from, to)) ? { from, to, end } : null;
}

/** A hex string as a whole, with blanks or without; a zero byte is none. */
function isHexString(bytes: Uint8Array): boolean {
  const within = bytes.subarray(1, -1);
  return bytes[0] === 0x3c && bytes.at(-1) === 0x3e && within.every((byte) => isDigit(byte) || isBlank(byte));
}

function isDigit(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d && byte !== 0x0b);
}

function decoded(hex: Uint8Array): Buffer {
  const digits = Buffer.from(hex.filter(isDigit)).toString("latin1");
  return Buffer.from(digits.length % 2 ? `${digits}0` : digits, "hex");
}

/** The /Contents that the field's signature has in the marked copy, where forms may not be readable. */
function contentsIn(marked: Pdf, pdf: Pdf, field: Field): Uint8Array | null {
  const { registry } = pdf.context;
  const own = field.signature && registry.getRef(field.signature);
  const direct = holderOf(pdf, field);
  const dict = own
    ? resolve(marked, own)
    : direct && resolve(marked, dictIn(resolve(marked, registry.getRef(direct)))?.get("V"));
  const contents = dictIn(dict)?.get("Contents");
  return contents instanceof PdfString ? contents.bytes : null;
}

function dictIn(value: unknown): PdfDict | null {
  return value instanceof PdfDict ? value : null;
}

/** The field, or the one of its parents, in which the signature's dictionary stands itself. */
function holderOf(pdf: Pdf, { dict }: Field): PdfDict | null {
  let at: PdfDict | null = dict;
  for (let steps = 0; at && steps < 50; steps++) {
    const value = at.get("V");
    if (value !== undefined) return value instanceof PdfRef ? null : at;
    at = dictIn(resolve(pdf, at.get("Parent")));
  }
  return null;
}
