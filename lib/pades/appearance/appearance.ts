import type { EmbeddedFont } from "@libpdf/core";
import type { Hand, Stroke } from "@/lib/pades/shapes";
import { drawable } from "@/lib/pdf/fonts";
import type { HandFonts } from "./hands";

/** How a signature looks on the page. */
export type Look = {
  hand: Hand;
  /** Under the hand; the first is the name. */
  lines: readonly string[];
};

type Size = { width: number; height: number };
type Operators = string[];

const PAD = 4;
/** Dark blue, as of a pen. */
const INK = "0.05 0.1 0.45";
const FRAME = "0.6 0.64 0.68 RG 0.5 w";
/** How many steps of a drawn line go into a point. */
const FINE = 100;
/** How wide the pen is, of the height that it writes on. */
const PEN = 1 / 45;

/**
 * The drawing of a signature in a box of this size, in points: the hand above, the lines below it in letters that are
 * as large as fit, the name in heavier ones. Names the fonts F and H (the hand of typed names).
 */
export function appearance(size: Size, { hand, lines }: Look, fonts: HandFonts): string {
  const letters = letterSize(size, lines, fonts);
  const under = lines.length * letters * LEADING;
  const room = {
    left: PAD,
    bottom: PAD + under,
    width: size.width - 2 * PAD,
    height: size.height - 2 * PAD - under,
  };
  const written =
    hand.kind === "drawn" ? drawn(hand.strokes, hand.ratio, room) : typed(hand.name, room, fonts);
  return ["q", frame(size), ...written, ...text(lines, letters, under, fonts), "Q"].join("\n");
}

/** The frame of a field that nobody has signed yet. */
export function emptyAppearance(size: Size): string {
  return ["q", "[3 2] 0 d", frame(size), "Q"].join("\n");
}

const LEADING = 1.25;
/** How wide the line around a heavier letter is, of its size. */
const HEAVY = 1 / 32;

function letterSize({ width, height }: Size, lines: readonly string[], { regular }: HandFonts): number {
  const most = Math.min(8, height / 8);
  const widest = Math.max(1, ...lines.map((line) => widthOf(line, regular)));
  return Math.max(3, Math.min(most, (width - 2 * PAD) / widest));
}

/** Of letters of one point. */
function widthOf(line: string, font: EmbeddedFont): number {
  return font.widthOfTextAtSize(drawable(line, font), 1);
}

function text(lines: readonly string[], size: number, top: number, { regular }: HandFonts): Operators {
  return lines.flatMap((line, index) => {
    const y = PAD + top - (index + 0.85) * size * LEADING;
    return show(line, regular, "F", { size, x: PAD, y, color: "0.1 0.12 0.14", heavy: index === 0 });
  });
}

type Room = { left: number; bottom: number; width: number; height: number };

function typed(name: string, room: Room, fonts: HandFonts): Operators {
  // A name of which the hand has not all letters is written in ordinary ones, and not half.
  const [font, key] = fonts.hand.canEncode(name)
    ? ([fonts.hand, "H"] as const)
    : ([fonts.regular, "F"] as const);
  const size = Math.min(room.height * 0.8, (room.width * 0.92) / Math.max(0.5, widthOf(name, font)));
  const y = room.bottom + (room.height - size * 0.6) / 2;
  return show(name, font, key, { size, x: room.left + room.width * 0.03, y, color: INK });
}

function show(
  words: string,
  font: EmbeddedFont,
  key: string,
  { size, x, y, color, heavy }: { size: number; x: number; y: number; color: string; heavy?: boolean },
): Operators {
  const glyphs = font.encodeTextToGids(drawable(words, font));
  const hex = glyphs.map((glyph) => glyph.toString(16).padStart(4, "0")).join("");
  return [
    "BT",
    `${color} rg`,
    `/${key} ${short(size)} Tf`,
    `${short(x)} ${short(y)} Td`,
    // Drawn around as well as filled, or filled alone.
    heavy ? `2 Tr ${color} RG ${short(size * HEAVY)} w` : "0 Tr",
    `<${hex}> Tj`,
    "ET",
  ];
}

/** As many points as a page can bear; whoever takes them in allows fewer. */
const MOST_POINTS = 20_000;

/** Keeps the shape in which it was drawn: a signature that is stretched is another's. */
function drawn(given: readonly Stroke[], wide: number, room: Room): Operators {
  const ratio = within(wide, 0.1, 20);
  let remaining = MOST_POINTS;
  const strokes = given.map((stroke) => {
    const kept = stroke.slice(0, remaining).map(([x, y]) => [within(x, 0, 1), within(y, 0, 1)] as const);
    remaining -= kept.length;
    return kept;
  });
  const height = Math.min(room.height, room.width / ratio);
  const width = height * ratio;
  const left = room.left + (room.width - width) / 2;
  const bottom = room.bottom + (room.height - height) / 2;
  const lines = strokes
    .filter((stroke) => stroke.length > 0)
    .map((stroke) =>
      curve(stroke.map(([x, y]) => [FINE * (left + x * width), FINE * (bottom + (1 - y) * height)] as const)),
    );
  const pen = Math.round(Math.max(0.6, height * PEN) * FINE);
  // Whole numbers are written three times as quickly, and there are hundreds of them.
  return [`q ${1 / FINE} 0 0 ${1 / FINE} 0 0 cm`, `${INK} RG ${pen} w 1 J 1 j`, ...lines, "Q"];
}

/** What is no number becomes the least. */
function within(value: number, least: number, most: number): number {
  return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : least;
}

type Point = readonly [x: number, y: number];

/** Smooth through all points, in steps: Catmull-Rom, written as Bézier curves. A single point is a dot. */
function curve(points: readonly Point[]): string {
  const [first = [0, 0], ...rest] = points;
  if (rest.length === 0) return `${pair(first)} m ${pair([first[0] + 1, first[1]])} l S`;
  const curves = rest.map((end, index) => {
    const start = points[index] ?? first;
    const before = points[index - 1] ?? start;
    const after = points[index + 2] ?? end;
    const control1: Point = [start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6];
    const control2: Point = [end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6];
    return `${pair(control1)} ${pair(control2)} ${pair(end)} c`;
  });
  return `${pair(first)} m\n${curves.join("\n")} S`;
}

function frame({ width, height }: Size): string {
  return `${FRAME} 0.5 0.5 ${short(width - 1)} ${short(height - 1)} re S`;
}

function pair([x, y]: Point): string {
  return `${Math.round(x)} ${Math.round(y)}`;
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}
