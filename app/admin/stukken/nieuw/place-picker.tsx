"use client";

import { type PointerEvent, useEffect, useRef, useState } from "react";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { drawPage } from "@/components/viewer/open-pdf";
import { usePdf } from "@/components/viewer/use-pdf";
import type { Place } from "@/lib/pades/shapes";
import { PlaceBox } from "./place-box";
import { PlaceRow, type PlaceRowWords } from "./place-row";
import { around, fieldOf, onPage, type PageSize, type Spot } from "./places";

export type PickerWords = PlaceRowWords &
  Record<"pick" | "pickFor" | "page" | "previous" | "next" | "loading" | "failed" | "again" | "box", string>;

/**
 * The pages of the PDF, to click where each signs: the one whose turn it is, and then the next who has no place. What was
 * placed is dragged or moved by the arrow keys; everything can be done by the numbers below as well.
 */
export function PlacePicker({
  url,
  pages,
  asked,
  places,
  set,
  words,
}: {
  url: string;
  pages: PageSize[];
  asked: Spot[];
  places: Map<string, Place | null>;
  set: (spot: Spot, place: Place) => void;
  words: PickerWords;
}) {
  const sheet = useRef<HTMLDivElement>(null);
  const [page, setPage] = useState(pages.length);
  const [wanted, setWanted] = useState<string | null>(null);
  const { loaded, retry } = usePdf(url);
  const [scale, setScale] = useState(0);
  const size = pages[page - 1] ?? { width: 595, height: 842 };
  const unplaced = asked.find((spot) => !places.get(fieldOf(spot)));
  const active = asked.find((spot) => fieldOf(spot) === wanted) ?? unplaced ?? asked[0];

  useEffect(() => {
    const element = sheet.current;
    if (!element) return;
    const measure = () => setScale(element.clientWidth / size.width);
    measure();
    const seen = new ResizeObserver(measure);
    seen.observe(element);
    return () => seen.disconnect();
  }, [size.width]);

  const place = (spot: Spot, next: Place) => set(spot, onPage(next, pages));
  const click = (event: PointerEvent<HTMLDivElement>) => {
    if (!active || scale === 0 || event.target !== event.currentTarget) return;
    const box = event.currentTarget.getBoundingClientRect();
    const next = around(page, (event.clientX - box.left) / scale, (event.clientY - box.top) / scale, pages);
    set(active, next);
    announce(words.box.replace("{name}", active.label).replace("{page}", String(page)));
    setWanted(null);
  };
  const turn = (by: number) => setPage((now) => Math.min(Math.max(now + by, 1), pages.length));

  return (
    <div className="space-y-3">
      <p className="text-ink-2 text-sm">
        {active ? words.pickFor.replace("{name}", active.label) : words.pick}
      </p>
      <div className="flex items-center justify-between gap-2">
        <Button variant="secondary" size="small" onClick={() => turn(-1)} aria-disabled={page === 1}>
          {words.previous}
        </Button>
        <span role="status" className="num text-sm">
          {words.page.replace("{page}", String(page)).replace("{count}", String(pages.length))}
        </span>
        <Button
          variant="secondary"
          size="small"
          onClick={() => turn(1)}
          aria-disabled={page === pages.length}
        >
          {words.next}
        </Button>
      </div>
      <div ref={sheet} className="relative bg-paper shadow-e2" style={{ height: size.height * scale }}>
        {loaded.state === "open" && scale > 0 && (
          <Drawn pdf={loaded.pdf} page={page} width={size.width * scale} />
        )}
        {loaded.state === "loading" && <p className="p-6 text-paper-ink">{words.loading}</p>}
        {loaded.state === "failed" && (
          <div role="alert" className="space-y-2 p-6 text-paper-ink">
            <p>{words.failed}</p>
            <Button variant="secondary" size="small" onClick={retry}>
              {words.again}
            </Button>
          </div>
        )}
        {loaded.state === "open" && (
          <div data-testid="sheet" onPointerDown={click} className="absolute inset-0 cursor-crosshair">
            {asked.map((spot) => {
              const own = places.get(fieldOf(spot));
              return own?.page === page ? (
                <PlaceBox
                  key={fieldOf(spot)}
                  place={own}
                  scale={scale}
                  label={spot.label}
                  spoken={words.box.replace("{name}", spot.label).replace("{page}", String(page))}
                  onMove={(next) => place(spot, next)}
                />
              ) : null;
            })}
          </div>
        )}
      </div>
      <ul className="space-y-3">
        {asked.map((spot) => (
          <PlaceRow
            key={fieldOf(spot)}
            spot={spot}
            place={places.get(fieldOf(spot)) ?? null}
            active={spot === active}
            pages={pages}
            words={words}
            onChoose={() => {
              setWanted(fieldOf(spot));
              const own = places.get(fieldOf(spot));
              if (own) setPage(own.page);
            }}
            onPlace={(next) => {
              place(spot, next);
              setPage(onPage(next, pages).page);
            }}
          />
        ))}
      </ul>
    </div>
  );
}

function Drawn({ pdf, page, width }: { pdf: Parameters<typeof drawPage>[0]; page: number; width: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let over = false;
    let stop = () => {};
    const timer = setTimeout(async () => {
      if (!canvas.current) return;
      const drawn = await drawPage(pdf, page, canvas.current, width);
      stop = drawn.stop;
      if (over) stop();
    }, 60);
    return () => {
      over = true;
      clearTimeout(timer);
      stop();
    };
  }, [pdf, page, width]);
  return <canvas ref={canvas} key={page} className="absolute inset-0 block size-full" />;
}
