import { PDF, PdfArray, PdfDict, PdfName, PdfNumber, PdfRef, type PdfStream, PdfString } from "@libpdf/core";
import { RefusedDocument } from "@/lib/pades/shapes";

type Pdf = Awaited<ReturnType<typeof PDF.load>>;
export type PdfValue = ReturnType<PdfArray["toArray"]>[number];
export type { Pdf };

/**
 * Opens a PDF as it stands, to read it or to append to it. Nothing is repaired on the way.
 * @throws RefusedDocument "damaged", "no-pages" or "locked"
 */
export async function openPdf(bytes: Uint8Array): Promise<Pdf> {
  const pdf = await PDF.load(bytes).catch((error: unknown) => {
    throw new RefusedDocument(saysEncrypted(bytes) ? "locked" : "damaged", String(error));
  });
  if (pdf.isEncrypted && !pdf.isAuthenticated) throw new RefusedDocument("locked");
  if (pdf.recoveredViaBruteForce) throw new RefusedDocument("damaged", "its table of objects is broken");
  if (pageCount(pdf) === 0) throw new RefusedDocument("no-pages");
  return pdf;
}

/** Where objects are packed together nothing can be read without the password, not even the catalog. */
function saysEncrypted(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes("/Encrypt");
}

export function pageCount(pdf: Pdf): number {
  return pdf.context.pages.getPageCount();
}

/** What a reference points at, through as many as there are; undefined when it points at nothing. */
export function resolve(pdf: Pdf, value: PdfValue | null | undefined): PdfValue | undefined {
  let found = value;
  for (let steps = 0; found instanceof PdfRef && steps < 20; steps++) found = pdf.getObject(found);
  return found instanceof PdfRef ? undefined : (found ?? undefined);
}

export function dictOf(pdf: Pdf, value: PdfValue | null | undefined): PdfDict | undefined {
  const found = resolve(pdf, value);
  return found instanceof PdfDict ? found : undefined;
}

export function arrayOf(pdf: Pdf, value: PdfValue | null | undefined): PdfArray | undefined {
  const found = resolve(pdf, value);
  return found instanceof PdfArray ? found : undefined;
}

/** Whole or broken; undefined when it is no number. */
export function numberOf(pdf: Pdf, value: PdfValue | null | undefined): number | undefined {
  const found = resolve(pdf, value);
  return found instanceof PdfNumber ? found.value : undefined;
}

export function nameOf(pdf: Pdf, value: PdfValue | null | undefined): string | undefined {
  const found = resolve(pdf, value);
  return found instanceof PdfName ? found.value : undefined;
}

export function textOf(pdf: Pdf, value: PdfValue | null | undefined): string | undefined {
  const found = resolve(pdf, value);
  return found instanceof PdfString ? found.asString() : undefined;
}

/** The numbers of an array; undefined unless all of them are. */
export function numbersOf(pdf: Pdf, value: PdfValue | null | undefined): number[] | undefined {
  const items = arrayOf(pdf, value)?.toArray();
  const numbers = items?.map((item) => numberOf(pdf, item));
  return numbers?.every((one) => one !== undefined) ? (numbers as number[]) : undefined;
}

export function catalogOf(pdf: Pdf): PdfDict {
  return pdf.context.catalog.getDict();
}

/** An entry of a page or a field, or of the first of its parents that has it. */
export function inherited(pdf: Pdf, dict: PdfDict, key: string): PdfValue | undefined {
  let at: PdfDict | undefined = dict;
  for (let steps = 0; at && steps < 50; steps++) {
    const value = resolve(pdf, at.get(key));
    if (value !== undefined) return value;
    at = dictOf(pdf, at.get("Parent"));
  }
  return undefined;
}

export type Page = {
  ref: PdfRef;
  dict: PdfDict;
  /** What is seen of it, in its own coordinates: left, bottom, right, top. */
  box: [number, number, number, number];
  /** How it is turned when it is looked at, clockwise. */
  rotate: 0 | 90 | 180 | 270;
};

const LETTER: Page["box"] = [0, 0, 612, 792];

/** @param index from 0 @throws RefusedDocument "damaged" */
export function pageAt(pdf: Pdf, index: number): Page {
  const ref = pdf.context.pages.getPage(index);
  const dict = dictOf(pdf, ref);
  if (!ref || !dict) throw new RefusedDocument("damaged", `page ${index + 1} is not there`);
  const media = boxOf(numbersOf(pdf, inherited(pdf, dict, "MediaBox"))) ?? LETTER;
  const crop = boxOf(numbersOf(pdf, inherited(pdf, dict, "CropBox")));
  const turned = ((Math.round((numberOf(pdf, inherited(pdf, dict, "Rotate")) ?? 0) / 90) % 4) + 4) % 4;
  return { ref, dict, box: (crop && overlap(media, crop)) ?? media, rotate: (turned * 90) as Page["rotate"] };
}

/** The size of a page as it is looked at, in points. */
export function sizeOf({ box: [left, bottom, right, top], rotate }: Page): { width: number; height: number } {
  const [width, height] = [right - left, top - bottom];
  return rotate % 180 === 0 ? { width, height } : { width: height, height: width };
}

function boxOf(numbers: number[] | undefined): Page["box"] | undefined {
  if (numbers?.length !== 4) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = numbers;
  const box: Page["box"] = [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
  return box[2] > box[0] && box[3] > box[1] ? box : undefined;
}

/** What two boxes share; undefined when that is nothing. */
function overlap(a: Page["box"], b: Page["box"]): Page["box"] | undefined {
  const [left, bottom] = [Math.max(a[0], b[0]), Math.max(a[1], b[1])];
  const [right, top] = [Math.min(a[2], b[2]), Math.min(a[3], b[3])];
  return right > left && top > bottom ? [left, bottom, right, top] : undefined;
}

/** A form field that can be signed. */
export type Field = {
  /** Its full name, with its parents' before it. */
  name: string;
  ref: PdfRef | null;
  dict: PdfDict;
  /** What it looks like on the page: itself, or its first kid. */
  widget: PdfDict;
  /** The signature's dictionary, once it is signed. */
  signature: PdfDict | null;
};

/** All signature fields in the order of the form; fields that are no part of it are not fields. */
export function signatureFields(pdf: Pdf): Field[] {
  const form = dictOf(pdf, catalogOf(pdf).get("AcroForm"));
  const found: Field[] = [];
  const seen = new Set<PdfDict>();
  walk(form?.get("Fields"), "", 0);
  return found;

  function walk(list: PdfValue | undefined, before: string, depth: number): void {
    for (const item of arrayOf(pdf, list)?.toArray() ?? []) {
      const dict = dictOf(pdf, item);
      if (!dict || seen.has(dict) || depth > 30) continue;
      seen.add(dict);
      const own = textOf(pdf, dict.get("T"));
      const name = own === undefined ? before : before ? `${before}.${own}` : own;
      const kids = arrayOf(pdf, dict.get("Kids"))?.toArray() ?? [];
      // Kids without a name are no fields but places where this one is seen.
      const fields = kids.filter((kid) => dictOf(pdf, kid)?.has("T"));
      if (fields.length > 0) walk(dict.get("Kids"), name, depth + 1);
      else if (nameOf(pdf, inherited(pdf, dict, "FT")) === "Sig") found.push(fieldOf(dict, item, name, kids));
    }
  }

  function fieldOf(dict: PdfDict, item: PdfValue, name: string, kids: PdfValue[]): Field {
    return {
      name,
      ref: item instanceof PdfRef ? item : null,
      dict,
      widget: dictOf(pdf, kids[0]) ?? dict,
      signature: dictOf(pdf, inherited(pdf, dict, "V")) ?? null,
    };
  }
}

export function isStream(value: PdfValue | undefined): value is PdfStream {
  return value?.type === "stream";
}
