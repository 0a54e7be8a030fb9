"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { Stroke } from "@/lib/pades/shapes";

/** What somebody is busy with who is about to sign. */
export type Kept = {
  way: "draw" | "type";
  strokes: Stroke[];
  name: string;
  consent: boolean;
  /** Whether the question for the signature stands open. */
  open: boolean;
};

/**
 * A hand that is there again after loading the page anew, in the other language, and after signing in once more. In
 * this tab alone, and never longer than until it was signed with.
 */
export function useKeptHand(place: string, name: string): [Kept, (more: Partial<Kept>) => void] {
  const [kept, setKept] = useState<Kept>({ way: "draw", strokes: [], name, consent: false, open: false });
  const latest = useRef(kept);
  const change = useCallback((more: Partial<Kept>) => {
    latest.current = { ...latest.current, ...more };
    setKept(latest.current);
  }, []);
  useEffect(() => {
    const found = read(place);
    if (found) change(found);
  }, [place, change]);
  const keep = useCallback(
    (more: Partial<Kept>) => {
      change(more);
      write(place, latest.current);
    },
    [place, change],
  );
  return [kept, keep];
}

function read(place: string): Partial<Kept> | null {
  try {
    const found: unknown = JSON.parse(window.sessionStorage.getItem(place) ?? "null");
    return found && typeof found === "object" && Array.isArray(Reflect.get(found, "strokes")) ? found : null;
  } catch {
    // What cannot be read is not given back.
    return null;
  }
}

function write(place: string, kept: Kept): void {
  try {
    window.sessionStorage.setItem(place, JSON.stringify(kept));
  } catch {
    // No room, or no storage in this browser: then it is kept as long as the page is.
  }
}
