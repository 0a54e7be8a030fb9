import { PdfDict, PdfRef } from "@libpdf/core";
import {
  arrayOf,
  dictOf,
  isStream,
  nameOf,
  numberOf,
  numbersOf,
  type Pdf,
  pageAt,
  resolve,
} from "@/lib/pades/document/document";
import type { Annotation, FormNode } from "./form";
import type { Revision } from "./revision";

/** The part of a page that a signature may take up; more would be a page over the page. */
const MOST_OF_A_PAGE = 1 / 2;
/** Points. Some readers draw the border of a widget outwards, however small the widget is. */
const WIDEST_BORDER = 4;
/** Bytes, as stored. What draws nothing is short. */
const BLANK = 1000;

/**
 * Whether a signature that was set later may be seen as it is. Its look can show anything, so whoever reads the page
 * has to be able to tell it from the page: it stands in one place, has no actions and covers at most half of the page.
 * A time stamp of the document and a field without a signature show nothing at all.
 */
export function looksHarmless(revision: Revision, node: FormNode): boolean {
  const { pdf } = revision;
  const signature = dictOf(pdf, node.dict.get("V"));
  const shows = signature !== undefined && !isTimestamp(revision, signature);
  return (
    node.looks.length <= 1 &&
    [node, ...node.looks].every(({ dict, number }) => {
      // Readers draw other annotations where their corners are, and not where their place is.
      if (dict.has("Subtype") && nameOf(pdf, dict.get("Subtype")) !== "Widget") return false;
      if (dict.has("A") || dict.has("AA") || borderOf(revision, dict) > WIDEST_BORDER) return false;
      if (areaOf(pdf, dict) === 0) return true;
      return shows ? leavesThePage(revision, { dict, number }) : drawsNothing(revision, dict);
    })
  );
}

/** Whether an annotation leaves at least half of each page free that it stands on. */
export function leavesThePage({ pdf, seenOn }: Revision, { dict, number }: Annotation): boolean {
  const pages = number === null ? [] : (seenOn.get(number) ?? []);
  return pages.every((page) => {
    const [left, bottom, right, top] = pageAt(pdf, page).box;
    return areaOf(pdf, dict) <= (right - left) * (top - bottom) * MOST_OF_A_PAGE;
  });
}

/** Whether all these annotations together leave at least half of each page free on which this one stands. */
export function leavesRoom({ pdf, seenOn }: Revision, looks: Annotation[], all: Set<number>): boolean {
  const taken = new Map<number, number>();
  for (const number of all) {
    const found = pdf.getObject(PdfRef.of(number));
    for (const page of seenOn.get(number) ?? [])
      taken.set(page, (taken.get(page) ?? 0) + (found instanceof PdfDict ? areaOf(pdf, found) : 0));
  }
  const pages = looks.flatMap(({ number }) => (number === null ? [] : (seenOn.get(number) ?? [])));
  return pages.every((page) => {
    const [left, bottom, right, top] = pageAt(pdf, page).box;
    return (taken.get(page) ?? 0) <= (right - left) * (top - bottom) * MOST_OF_A_PAGE;
  });
}

function areaOf(pdf: Pdf, dict: PdfDict): number {
  const [left = 0, bottom = 0, right = 0, top = 0] = numbersOf(pdf, dict.get("Rect")) ?? [];
  return Math.abs((right - left) * (top - bottom));
}

/** Whether a signature's dictionary is the one of a document time stamp. */
export function isTimestamp({ pdf }: Revision, signature: PdfDict): boolean {
  return nameOf(pdf, signature.get("SubFilter")) === "ETSI.RFC3161";
}

/**
 * Whether a signature's dictionary signs something that lies behind this revision and within the file: a copy of an
 * older one in another field signs nothing.
 */
export function signsLater({ pdf }: Revision, node: FormNode, revisionEnd: number, length: number): boolean {
  const signature = dictOf(pdf, node.dict.get("V"));
  const range = numbersOf(pdf, arrayOf(pdf, signature?.get("ByteRange")));
  if (signature?.type !== "dict" || range?.length !== 4) return false;
  const [start = 1, first = 0, second = 0, rest = 0] = range;
  const end = second + rest;
  return start === 0 && first > 0 && second > first && rest >= 0 && end > revisionEnd && end <= length;
}

/** The width of its border, where it is told. */
function borderOf({ pdf }: Revision, dict: PdfDict): number {
  const style = numberOf(pdf, dictOf(pdf, dict.get("BS"))?.get("W"));
  const old = numberOf(pdf, arrayOf(pdf, dict.get("Border"))?.at(2));
  return Math.max(0, style ?? 0, old ?? 0);
}

function drawsNothing(revision: Revision, dict: PdfDict): boolean {
  const { pdf } = revision;
  const colours = dictOf(pdf, dict.get("MK"));
  if (colours?.has("BG") || colours?.has("BC") || borderOf(revision, dict) > 0) return false;
  const states = dictOf(pdf, dict.get("AP"));
  return [...(states ?? [])].every(([, value]) => {
    const stream = resolve(pdf, value);
    if (!isStream(stream) || stream.data.length > BLANK) return false;
    const text = Buffer.from(stream.getDecodedData()).toString("latin1");
    return text.replace(/%[^\r\n]*/g, "").trim() === "";
  });
}
