import type { Place } from "@/lib/pades/shapes";
import { type Page, sizeOf } from "./document";

type Rect = [left: number, bottom: number, right: number, top: number];

/** Where a place stands in the page's own coordinates. */
export function rectOf({ box, rotate }: Page, place: Omit<Place, "page">): Rect {
  const [left, bottom, right, top] = box;
  const { x, y, width, height } = place;
  if (rotate === 90) return [left + y, bottom + x, left + y + height, bottom + x + width];
  if (rotate === 180) return [right - x - width, bottom + y, right - x, bottom + y + height];
  if (rotate === 270) return [right - y - height, top - x - width, right - y, top - x];
  return [left + x, top - y - height, left + x + width, top - y];
}

/** Where a rectangle in the page's own coordinates stands on the page as it is looked at. */
export function placeOf(page: Page, [a, b, c, d]: Rect): Omit<Place, "page"> {
  const [left, bottom, right, top] = page.box;
  const [x0, y0, x1, y1] = [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
  if (page.rotate === 90) return { x: y0 - bottom, y: x0 - left, width: y1 - y0, height: x1 - x0 };
  if (page.rotate === 180) return { x: right - x1, y: y0 - bottom, width: x1 - x0, height: y1 - y0 };
  if (page.rotate === 270) return { x: top - y1, y: right - x1, width: y1 - y0, height: x1 - x0 };
  return { x: x0 - left, y: top - y1, width: x1 - x0, height: y1 - y0 };
}

/** The size of a rectangle as it is looked at on a page that is turned so. */
export function seenSize([a, b, c, d]: Rect, rotate: number): { width: number; height: number } {
  const [width, height] = [Math.abs(c - a), Math.abs(d - b)];
  return rotate % 180 === 0 ? { width, height } : { width: height, height: width };
}

/** The matrix that turns a drawing of this size upright on a page that is turned so. */
export function uprightMatrix(
  rotate: number,
  { width, height }: { width: number; height: number },
): number[] {
  if (rotate === 90) return [0, 1, -1, 0, height, 0];
  if (rotate === 180) return [-1, 0, 0, -1, width, height];
  if (rotate === 270) return [0, -1, 1, 0, 0, width];
  return [1, 0, 0, 1, 0, 0];
}

/** Whether a place lies on its page as a whole. */
export function fits(page: Page, { x, y, width, height }: Omit<Place, "page">): boolean {
  const size = sizeOf(page);
  return x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= size.width && y + height <= size.height;
}
