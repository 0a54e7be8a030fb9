"use client";

import { Keyboard, PenLine } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { cn } from "@/components/ui/cn";

export type Way = "draw" | "type";
const ways: Way[] = ["draw", "type"];

/** "Tekenen" and "Typen": two ways to one signature, side by side; the arrow keys go from one to the other. */
export function Ways({
  way,
  words,
  onWay,
  children,
}: {
  way: Way;
  words: Record<Way | "ways", string>;
  onWay: (way: Way) => void;
  children: ReactNode;
}) {
  const list = useRef<HTMLDivElement>(null);
  const turn = (event: KeyboardEvent) => {
    if (!["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) return;
    event.preventDefault();
    const next = event.key === "Home" ? "draw" : event.key === "End" || way === "draw" ? "type" : "draw";
    onWay(next);
    list.current?.querySelector<HTMLElement>(`#way-${next}`)?.focus();
  };
  return (
    <div>
      <div
        ref={list}
        role="tablist"
        aria-label={words.ways}
        className="grid grid-cols-2 rounded bg-sunken p-1"
      >
        {ways.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            id={`way-${one}`}
            aria-selected={way === one}
            aria-controls="way-panel"
            tabIndex={way === one ? 0 : -1}
            onClick={() => onWay(one)}
            onKeyDown={turn}
            className={cn(
              "inline-flex min-h-control-sm items-center justify-center gap-2 rounded px-3 font-[600] text-sm [&_svg]:size-5",
              way === one ? "bg-surface text-ink shadow-e1" : "text-ink-2 hover:text-ink",
            )}
          >
            {one === "draw" ? <PenLine aria-hidden /> : <Keyboard aria-hidden />}
            {words[one]}
          </button>
        ))}
      </div>
      <div id="way-panel" role="tabpanel" aria-labelledby={`way-${way}`} className="mt-4">
        {children}
      </div>
    </div>
  );
}
