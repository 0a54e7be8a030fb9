import type { PdfDict } from "@libpdf/core";
import type { Place } from "@/lib/pades/shapes";
import { arrayOf, dictOf, numberOf, numbersOf, type Pdf, pageAt, pageCount, sizeOf } from "./document";
import { placeOf } from "./place";

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
 * Where a widget stands on the page as it is looked at, in points from the upper left corner, with the page counted from
 * 1; null when it is hidden, has no size or stands on no page.
 */
export function seenPlace(pdf: Pdf, widget: PdfDict, pages: Map<PdfDict, number>): Place | null {
  const index = pages.get(widget);
  const rect = numbersOf(pdf, widget.get("Rect"));
  if (index === undefined || rect?.length !== 4 || ((numberOf(pdf, widget.get("F")) ?? 0) & UNSEEN) !== 0)
    return null;
  const page = pageAt(pdf, index);
  const place = placeOf(page, rect as [number, number, number, number]);
  const size = sizeOf(page);
  const { x, y, width, height } = place;
  const outside = x >= size.width || y >= size.height || x + width <= 0 || y + height <= 0;
  return width > 0 && height > 0 && !outside ? { page: index + 1, ...place } : null;
}
