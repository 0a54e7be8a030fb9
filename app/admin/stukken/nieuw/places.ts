import type { Place } from "@/lib/pades/shapes";

export type PageSize = { width: number; height: number };

/** One signature that needs a place: of one person in one capacity. */
export type Spot = {
  accountId: string;
  /** Of the field `ondertekenaar`. */
  value: string;
  n: number;
  label: string;
};

/** Points: room for a name, a drawing and a date. */
export const usualSize: PageSize = { width: 200, height: 72 };

export const fieldOf = ({ accountId, n }: Pick<Spot, "accountId" | "n">) => `plek-${accountId}-${n}`;

/** As the form carries it: page, and from its upper left corner in points. Never more: it would be off its page. */
export function written({ page, x, y, width, height }: Place): string {
  return [page, ...[x, y, width, height].map((value) => Math.floor(value * 100) / 100)].join(",");
}

/** What `written` wrote; null when it is something else. */
export function parsed(text: string | undefined): Place | null {
  const numbers = (text ?? "").split(",").map(Number);
  const [page, x, y, width, height] = numbers;
  if (numbers.length !== 5 || numbers.some((one) => !Number.isFinite(one))) return null;
  return { page: page ?? 1, x: x ?? 0, y: y ?? 0, width: width ?? 0, height: height ?? 0 };
}

/** The nearest place that lies on its page as a whole; a page smaller than the field gets a smaller one. */
export function onPage(place: Place, pages: readonly PageSize[]): Place {
  const page = Math.min(Math.max(Math.round(place.page) || 1, 1), pages.length);
  const size = pages[page - 1] ?? usualSize;
  const width = Math.min(place.width, size.width);
  const height = Math.min(place.height, size.height);
  return {
    page,
    x: Math.min(Math.max(place.x, 0), size.width - width),
    y: Math.min(Math.max(place.y, 0), size.height - height),
    width,
    height,
  };
}

/** Around the point that was clicked. */
export function around(page: number, x: number, y: number, pages: readonly PageSize[]): Place {
  const { width, height } = usualSize;
  return onPage({ page, x: x - width / 2, y: y - height / 2, width, height }, pages);
}

const POINTS_IN_MM = 72 / 25.4;
export const toMm = (points: number) => Math.round(points / POINTS_IN_MM);
export const fromMm = (mm: number) => mm * POINTS_IN_MM;
