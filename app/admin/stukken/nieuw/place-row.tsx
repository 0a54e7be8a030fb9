"use client";

import { useField } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Fault, inputLook } from "@/components/ui/field";
import type { Place } from "@/lib/pades/shapes";
import { fieldOf, fromMm, type PageSize, type Spot, toMm, usualSize } from "./places";

export type PlaceRowWords = Record<"choose" | "noPlace" | "pageField" | "fromLeft" | "fromTop", string>;

/** One signature's place in numbers: page, and how far from the left and the top, in millimetres. */
export function PlaceRow({
  spot,
  place,
  active,
  pages,
  words,
  onChoose,
  onPlace,
}: {
  spot: Spot;
  place: Place | null;
  /** Whose place the next click is. */
  active: boolean;
  pages: PageSize[];
  words: PlaceRowWords;
  onChoose: () => void;
  onPlace: (place: Place) => void;
}) {
  const name = fieldOf(spot);
  const { fault } = useField(name);
  const shown = place ? null : fault;
  const start: Place = place ?? { page: pages.length, x: fromMm(20), y: fromMm(20), ...usualSize };
  const inputs = [
    { part: "pagina", label: words.pageField, value: place?.page, change: (page: number) => ({ page }) },
    {
      part: "links",
      label: words.fromLeft,
      value: place && toMm(place.x),
      change: (mm: number) => ({ x: fromMm(mm) }),
    },
    {
      part: "boven",
      label: words.fromTop,
      value: place && toMm(place.y),
      change: (mm: number) => ({ y: fromMm(mm) }),
    },
  ];
  return (
    <li
      id={name}
      tabIndex={-1}
      className={cn("rounded border bg-surface p-3 outline-none", active ? "border-success" : "border-line")}
    >
      {shown && <Fault name={name}>{shown}</Fault>}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="font-[620]">{spot.label}</span>
        {place ? null : <span className="text-sm text-warning">{words.noPlace}</span>}
        <Button
          variant="secondary"
          size="small"
          aria-pressed={active}
          aria-label={`${words.choose}: ${spot.label}`}
          onClick={onChoose}
        >
          {words.choose}
        </Button>
      </div>
      <div className="mt-2 grid grid-cols-3 items-end gap-2">
        {inputs.map(({ part, label, value, change }) => (
          <label key={part} className="text-sm">
            {label}
            <input
              type="number"
              min={part === "pagina" ? 1 : 0}
              max={part === "pagina" ? pages.length : undefined}
              key={value ?? ""}
              defaultValue={value ?? ""}
              aria-label={`${label}: ${spot.label}`}
              onBlur={({ currentTarget }) => {
                const typed = Number(currentTarget.value);
                if (currentTarget.value === "" || !Number.isFinite(typed) || typed === value) return;
                onPlace({ ...start, ...change(typed) });
              }}
              className={inputLook}
            />
          </label>
        ))}
      </div>
    </li>
  );
}
