import type { PdfDict } from "@libpdf/core";
import type { Place } from "@/lib/pades/shapes";
import {
  arrayOf,
  dictOf,
  type Field,
  numberOf,
  numbersOf,
  type Page,
  type Pdf,
  pageAt,
  pageCount,
  sizeOf,
} from "./document";

/** Flags of an annotation (ISO 32000-2, 12.5.3): Hidden and NoView. */
const UNSEEN = 2 | 32;

/** On which page each widget is looked at, from 0. */
export function pagesOfWidgets(pdf: Pdf): Map<PdfDict, number> {
  const found = new Map<PdfDict, number>();
  for (let index = 0; index < pageCount(pdf); index++) {
    const page = dictOf(pdf, pdf.context.pages.getPage(index));
    for (const item of arrayOf(pdf, page?.get("Annots"))?.toArray() ?? []) {
      const dict = dictOf(pdf, item);
      if (dict && !found.has(dict)) found.set(dict, index);
    }
  }
  return found;
}

/**
 * Where a field stands on the page as it is looked at, in points from the upper left corner, with the page counted from
 * 1; null when it is hidden, has no size or stands on no page.
 */
export function placeOf(pdf: Pdf, { widget }: Field, pages: Map<PdfDict, number>): Place | null {
  const index = pages.get(widget);
  const rect = numbersOf(pdf, widget.get("Rect"));
  if (index === undefined || rect?.length !== 4 || ((numberOf(pdf, widget.get("F")) ?? 0) & UNSEEN) !== 0)
    return null;
  const page = pageAt(pdf, index);
  const [a, b] = [looked(page, rect[0] ?? 0, rect[1] ?? 0), looked(page, rect[2] ?? 0, rect[3] ?? 0)];
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  const [width, height] = [Math.abs(a.x - b.x), Math.abs(a.y - b.y)];
  const size = sizeOf(page);
  const outside = x >= size.width || y >= size.height || x + width <= 0 || y + height <= 0;
  return width > 0 && height > 0 && !outside ? { page: index + 1, x, y, width, height } : null;
}

/** A point of the page's own coordinates as it is looked at: cut, turned clockwise, from the upper left corner. */
function looked(
  { box: [left, bottom, right, top], rotate }: Page,
  x: number,
  y: number,
): { x: number; y: number } {
  switch (rotate) {
    case 0:
      return { x: x - left, y: top - y };
    case 90:
      return { x: y - bottom, y: x - left };
    case 180:
      return { x: right - x, y: y - bottom };
    case 270:
      return { x: top - y, y: right - x };
  }
}
