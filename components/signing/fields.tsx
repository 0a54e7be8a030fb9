"use client";

import { Check, PenLine } from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { Place } from "@/lib/pades/shapes";

/** The field of one seat on the page: this person's own, that of who signed, or of who still has to. */
export type ShownField = {
  seat: number;
  place: Place;
  kind: "own" | "signed" | "others";
  /** Whether it is this person's, signed or not. */
  mine: boolean;
  /** Whose it is. */
  name: string;
  /** What is said in it, or of it. */
  text: string;
  /** The same where there is no room for all of it. */
  short?: string;
};

/** Where the fields of one page stand, exactly over the place that they have in the document. */
export function Fields({
  fields,
  scale,
  onSign,
}: {
  fields: readonly ShownField[];
  /** CSS pixels by point. */
  scale: number;
  onSign: () => void;
}) {
  return fields.map((field) => {
    const { x, y, width, height } = field.place;
    const box = { left: x * scale, top: y * scale, width: width * scale, height: height * scale };
    if (field.kind === "own") return <OwnField key={field.seat} field={field} box={box} onSign={onSign} />;
    return <OthersField key={field.seat} field={field} box={box} />;
  });
}

type Box = { left: number; top: number; width: number; height: number };

/** "Klik hier om te ondertekenen, Marieke van Dijk": the green field. */
function OwnField({ field, box, onSign }: { field: ShownField; box: Box; onSign: () => void }) {
  const full = fitting(field.text, box);
  const size = full ?? fitting(field.short ?? "", box);
  return (
    <button
      type="button"
      data-own-field
      aria-label={field.text}
      onClick={onSign}
      style={{ ...box, fontSize: size ?? 14 }}
      className="absolute z-2 grid place-content-center overflow-hidden rounded-sm border-[2.5px] border-sign-line bg-sign p-1 text-balance text-center font-[660] text-sign-ink leading-[1.3] hover:brightness-95"
    >
      {size === null ? <PenLine aria-hidden className="size-5" /> : full === null ? field.short : field.text}
    </button>
  );
}

/** The field of somebody else. What was signed is seen in the document itself; here it is said that it was checked. */
function OthersField({ field, box }: { field: ShownField; box: Box }) {
  const signed = field.kind === "signed";
  const size = Math.max(9, Math.min(13, box.height / 5.5));
  return (
    <div
      role="note"
      data-mine={field.mine || undefined}
      style={box}
      className={cn(
        "absolute z-2 rounded-sm border-[1.5px]",
        signed ? "border-sign-line" : "grid place-content-center border-[#8a929b] border-dashed bg-white/70",
      )}
    >
      <span className="sr-only">{`${field.name}: ${field.text}`}</span>
      {signed ? (
        <span
          aria-hidden
          title={`${field.name}: ${field.text}`}
          className="absolute -top-2.5 -right-2.5 grid size-5 place-items-center rounded-full bg-[oklch(0.44_0.105_152)] text-white"
        >
          <Check className="size-3.5" strokeWidth={3} />
        </span>
      ) : (
        <span
          aria-hidden
          style={{ fontSize: size }}
          className="overflow-hidden px-1 text-center text-[#3d444d] leading-tight"
        >
          <strong className="block">{field.name}</strong>
          {field.text}
        </span>
      )}
    </div>
  );
}

/** As large as the words can be in this box, in pixels, up to 16; null where they cannot be read in it. */
function fitting(text: string, { width, height }: Box): number | null {
  if (text === "") return null;
  const longest = Math.max(...text.split(/\s/).map(({ length }) => length));
  for (let size = 16; size >= 9; size -= 0.5) {
    // A letter is about half as wide as it is high; a line ends where the next word does not fit.
    const perLine = Math.floor((width - 12) / (size * 0.54));
    if (longest > perLine) continue;
    let [lines, left] = [1, perLine];
    for (const { length } of text.split(/\s/)) {
      if (length > left) [lines, left] = [lines + 1, perLine];
      left -= length + 1;
    }
    if (lines * size * 1.3 <= height - 10) return size;
  }
  return null;
}
