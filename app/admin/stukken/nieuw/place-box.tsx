"use client";

import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import type { Place } from "@/lib/pades/shapes";

const steps: Record<string, [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** A place that was chosen, with whose it is: dragged, or moved by the arrow keys; with Shift ten times as far. */
export function PlaceBox({
  place,
  scale,
  label,
  spoken,
  onMove,
}: {
  place: Place;
  /** CSS pixels for a point. */
  scale: number;
  label: string;
  spoken: string;
  onMove: (place: Place) => void;
}) {
  const grip = useRef<{ x: number; y: number } | null>(null);
  const press = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const far = event.shiftKey ? 20 : 2;
    onMove({ ...place, x: place.x + step[0] * far, y: place.y + step[1] * far });
  };
  const drag = (event: PointerEvent) => {
    if (!grip.current) return;
    const [dx, dy] = [event.clientX - grip.current.x, event.clientY - grip.current.y];
    grip.current = { x: event.clientX, y: event.clientY };
    onMove({ ...place, x: place.x + dx / scale, y: place.y + dy / scale });
  };
  return (
    <button
      type="button"
      aria-label={spoken}
      onKeyDown={press}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = { x: event.clientX, y: event.clientY };
      }}
      onPointerMove={drag}
      onPointerUp={() => {
        grip.current = null;
      }}
      onPointerCancel={() => {
        grip.current = null;
      }}
      style={{
        left: place.x * scale,
        top: place.y * scale,
        width: place.width * scale,
        height: place.height * scale,
      }}
      className="absolute flex cursor-move touch-none items-center justify-center overflow-hidden rounded border-2 border-success bg-success-tint/90 px-1 text-center font-[620] text-success text-xs leading-tight"
    >
      {label}
    </button>
  );
}
