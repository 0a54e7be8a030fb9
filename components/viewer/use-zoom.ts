import { type RefObject, useCallback, useEffect, useState } from "react";

const least = 0.25;
const most = 4;
/** CSS pixels by point at 100%. */
const cssScale = 96 / 72;

/**
 * How wide a page is drawn: as wide as there is room until one zooms, by button, Ctrl and plus or minus,
 * Ctrl and wheel, or two fingers.
 * @param widest no wider than so many CSS pixels of itself
 */
export function useZoom(
  desk: RefObject<HTMLElement | null>,
  naturalWidth: number | null,
  widest = Number.POSITIVE_INFINITY,
) {
  const [room, setRoom] = useState(0);
  const [chosen, setChosen] = useState<number | null>(null);

  useEffect(() => {
    const element = desk.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => setRoom(entry?.contentRect.width ?? 0));
    observer.observe(element);
    return () => observer.disconnect();
  }, [desk]);

  const fit = naturalWidth ? Math.min(Math.min(room, widest) / (naturalWidth * cssScale), 1.6) : 1;
  const zoom = chosen ?? fit;
  const by = useCallback((factor: number) => setChosen((now) => clamp((now ?? fit) * factor)), [fit]);

  useEffect(() => {
    const element = desk.current;
    if (!element) return;
    let distance = 0;
    const spread = ({ touches }: TouchEvent) => {
      const [a, b] = [touches[0], touches[1]];
      return a && b ? Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) : 0;
    };
    const start = (event: TouchEvent) => {
      distance = spread(event);
    };
    const move = (event: TouchEvent) => {
      const next = spread(event);
      if (!next || !distance) return;
      event.preventDefault();
      by(next / distance);
      distance = next;
    };
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      by(Math.exp(-event.deltaY / 300));
    };
    element.addEventListener("touchstart", start, { passive: true });
    element.addEventListener("touchmove", move, { passive: false });
    element.addEventListener("wheel", wheel, { passive: false });
    return () => {
      element.removeEventListener("touchstart", start);
      element.removeEventListener("touchmove", move);
      element.removeEventListener("wheel", wheel);
    };
  }, [desk, by]);

  return {
    zoom,
    width: Math.round((naturalWidth ?? 0) * cssScale * zoom),
    by,
    fit: useCallback(() => setChosen(null), []),
  };
}

function clamp(zoom: number): number {
  return Math.max(least, Math.min(most, zoom));
}
