import type { Stroke } from "@/lib/pades/shapes";

/** The pad is always twice as wide as it is high, so that turning the telephone does not change what was drawn. */
export const padRatio = 2;

/** Fewer than the server takes, so that nobody is told about a number. */
const MOST = { strokes: 190, points: 4500 } as const;
/** Closer to each other than this, points of a line say nothing more; a two-hundred-fiftieth of the pad. */
const NEAR = 0.004;

/** A dot is a slip of the finger and no signature. */
export function isDrawing(strokes: readonly Stroke[]): boolean {
  return strokes.some((stroke) => stroke.length > 2);
}

/** What was drawn, in as many points as it needs and not more than the server takes. */
export function thinned(strokes: readonly Stroke[]): Stroke[] {
  let thin = strokes.slice(0, MOST.strokes).map((stroke) => apart(stroke, NEAR));
  const points = () => thin.reduce((sum, { length }) => sum + length, 0);
  for (let near = NEAR * 2; points() > MOST.points; near *= 2) {
    const wider = near;
    thin = thin.map((stroke) => apart(stroke, wider));
  }
  return thin;
}

function apart(stroke: Stroke, near: number): Stroke {
  const kept: [number, number][] = [];
  for (const [x, y] of stroke) {
    const point: [number, number] = [rounded(x), rounded(y)];
    const last = kept.at(-1);
    const far = !last || Math.hypot((point[0] - last[0]) * padRatio, point[1] - last[1]) >= near;
    if (far) kept.push(point);
  }
  return kept;
}

/** A ten-thousandth of the pad is finer than any pen. */
function rounded(value: number): number {
  return Math.round(Math.max(0, Math.min(1, value)) * 1e4) / 1e4;
}

/** Draws lines of a pen into a canvas of any size: round, and through the middles of the points, so that they bend. */
export function ink(canvas: HTMLCanvasElement, strokes: readonly Stroke[], colour: string): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const { width, height } = canvas;
  context.clearRect(0, 0, width, height);
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = Math.max(2, height / 64);
  context.lineCap = "round";
  context.lineJoin = "round";
  for (const stroke of strokes) {
    const points = stroke.map(([x, y]) => [x * width, y * height] as const);
    const [first, ...rest] = points;
    if (!first) continue;
    context.beginPath();
    context.moveTo(...first);
    for (const [index, point] of rest.entries()) {
      const next = rest[index + 1];
      if (next) context.quadraticCurveTo(...point, (point[0] + next[0]) / 2, (point[1] + next[1]) / 2);
      else context.lineTo(...point);
    }
    if (rest.length === 0) context.lineTo(first[0] + 0.1, first[1]);
    context.stroke();
  }
}
