"use client";

import { type PointerEvent, useCallback, useEffect, useRef } from "react";
import type { Stroke } from "@/lib/pades/shapes";
import { ink, padRatio } from "./strokes";

/**
 * Where one signs with a mouse, a finger or a pen. What is drawn is kept in parts of the pad and not in pixels, so it
 * stays what it is when the window or the telephone is turned. Whoever has a keyboard alone types the name instead.
 */
export function Pad({
  strokes,
  label,
  describedBy,
  onStroke,
}: {
  strokes: readonly Stroke[];
  /** What stands on it, for those who do not see it. */
  label: string;
  describedBy?: string | undefined;
  onStroke: (stroke: Stroke) => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const running = useRef<{ pointer: number; points: [number, number][] } | null>(null);

  const draw = useCallback(() => {
    const element = canvas.current;
    if (!element) return;
    const colour = getComputedStyle(element).color;
    ink(element, running.current ? [...strokes, running.current.points] : strokes, colour);
  }, [strokes]);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const refit = () => {
      const density = Math.min(window.devicePixelRatio || 1, 3);
      element.width = Math.round(element.clientWidth * density);
      element.height = Math.round(element.clientHeight * density);
      draw();
    };
    refit();
    const observer = new ResizeObserver(refit);
    observer.observe(element);
    return () => observer.disconnect();
  }, [draw]);

  const add = (event: PointerEvent<HTMLCanvasElement>) => {
    const line = running.current;
    if (line?.pointer !== event.pointerId) return;
    const box = event.currentTarget.getBoundingClientRect();
    // What came in between two frames belongs to the line as well, or it gets corners.
    const between = event.nativeEvent.getCoalescedEvents?.() ?? [];
    for (const { clientX, clientY } of between.length > 0 ? between : [event.nativeEvent]) {
      line.points.push([part(clientX - box.left, box.width), part(clientY - box.top, box.height)]);
    }
    draw();
  };
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    // One line at a time: the palm beside the pen, and a second finger, draw nothing.
    if (running.current || event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    running.current = { pointer: event.pointerId, points: [] };
    add(event);
  };
  const end = (event: PointerEvent<HTMLCanvasElement>) => {
    const line = running.current;
    if (line?.pointer !== event.pointerId) return;
    running.current = null;
    onStroke(line.points);
  };

  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      aria-describedby={describedBy}
      onPointerDown={begin}
      onPointerMove={add}
      onPointerUp={end}
      onPointerCancel={end}
      style={{ aspectRatio: String(padRatio) }}
      className="block w-full cursor-crosshair touch-none select-none text-pen"
    />
  );
}

function part(distance: number, whole: number): number {
  return Math.max(0, Math.min(1, distance / whole));
}
