"use client";

import { ChevronLeft, ChevronRight, ZoomIn, ZoomOut } from "lucide-react";
import type { PDFDocumentProxy } from "pdfjs-dist";
import { useCallback, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { DeskState } from "@/components/viewer/desk-state";
import { PdfPage } from "@/components/viewer/pdf-page";
import type { ViewerWords } from "@/components/viewer/pdf-viewer";
import { usePdf } from "@/components/viewer/use-pdf";
import { useZoom } from "@/components/viewer/use-zoom";
import { Fields, type ShownField } from "./fields";

export type PaneWords = Pick<
  ViewerWords,
  | "document"
  | "loading"
  | "failed"
  | "failedText"
  | "again"
  | "signedOut"
  | "signIn"
  | "pageOf"
  | "previous"
  | "next"
  | "zoomIn"
  | "zoomOut"
>;

/** As wide as one reads with ease, in CSS pixels. */
const WIDEST = 860;

/** The document that is signed, page under page, with the fields of everybody in their places. */
export function DocumentPane({
  url,
  fields,
  jump,
  signIn,
  words,
  onSign,
  onSeen,
  onNowhere,
  toOwn,
}: {
  url: string;
  fields: readonly ShownField[];
  /** Goes up each time that somebody wants to go to the own field. */
  jump: number;
  signIn: string;
  words: PaneWords;
  onSign: () => void;
  /** How many pages have been in sight, of how many: a help while reading, and nothing that is kept. */
  onSeen: (seen: number, count: number) => void;
  /** The document cannot be shown, so there is no field to go to. */
  onNowhere: () => void;
  /** That it opens at this person's own signature, which has just come into it. */
  toOwn: boolean;
}) {
  const desk = useRef<HTMLDivElement>(null);
  const [page, setPage] = useState(1);
  const seen = useRef(new Set<number>());
  const { loaded, retry } = usePdf(url);
  const open = loaded.state === "open" ? loaded : null;
  const { width, by } = useZoom(desk, open?.naturalWidth ?? null, WIDEST);
  const count = open?.pdf.numPages ?? 0;
  const widths = useWidths(open?.pdf ?? null, fields);
  const ready = width > 0 && widths !== null;

  const onVisible = useCallback(
    (number: number) => {
      setPage(number);
      seen.current.add(number);
      onSeen(seen.current.size, count);
    },
    [count, onSeen],
  );

  const failed = loaded.state === "failed";
  useEffect(() => {
    if (jump === 0) return;
    if (failed) return onNowhere();
    if (!ready) return;
    const field = desk.current?.querySelector<HTMLElement>("[data-own-field]");
    field?.scrollIntoView({ block: "center", inline: "center" });
    field?.focus({ preventScroll: true });
  }, [jump, ready, failed, onNowhere]);

  useEffect(() => {
    if (toOwn && ready) desk.current?.querySelector("[data-mine]")?.scrollIntoView({ block: "center" });
  }, [toOwn, ready]);

  const goTo = (number: number) =>
    desk.current?.querySelector(`[data-page="${number}"]`)?.scrollIntoView({ block: "start" });
  const said = (number: number) =>
    words.pageOf.replace("{page}", String(number)).replace("{count}", String(count));

  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <section
        ref={desk}
        data-desk
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        aria-label={words.document}
        className="min-h-0 flex-1 touch-pan-x touch-pan-y overflow-auto bg-(--desk) px-3 py-4 focus-visible:-outline-offset-4 md:px-8 md:py-6"
      >
        <DeskState loaded={loaded} retry={retry} signIn={signIn} words={words} />
        {open && width > 0 && (
          <div className="flex w-max min-w-full flex-col gap-4">
            {Array.from({ length: count }, (_none, index) => index + 1).map((number) => {
              const here = fields.filter(({ place }) => place.page === number);
              const points = widths?.get(number);
              return (
                <div
                  key={number}
                  data-page={number}
                  className="relative mx-auto scroll-mt-4"
                  style={{ width }}
                >
                  <PdfPage
                    pdf={open.pdf}
                    number={number}
                    width={width}
                    ratio={open.ratio}
                    label={said(number)}
                    onVisible={onVisible}
                  />
                  {points && <Fields fields={here} scale={width / points} onSign={onSign} />}
                </div>
              );
            })}
          </div>
        )}
      </section>
      <div className="flex items-center justify-center gap-1.5 border-line border-t bg-surface px-3 py-1.5 text-sm md:gap-2">
        <Button
          variant="secondary"
          size="small"
          aria-label={words.previous}
          onClick={() => goTo(Math.max(1, page - 1))}
        >
          <ChevronLeft aria-hidden />
        </Button>
        <span role="status" className="num min-w-30 text-center">
          {count > 0 && said(page)}
        </span>
        <Button
          variant="secondary"
          size="small"
          aria-label={words.next}
          onClick={() => goTo(Math.min(count, page + 1))}
        >
          <ChevronRight aria-hidden />
        </Button>
        <span aria-hidden className="mx-1 h-6 border-line border-l" />
        <Button variant="ghost" size="icon" aria-label={words.zoomOut} onClick={() => by(1 / 1.2)}>
          <ZoomOut aria-hidden />
        </Button>
        <Button variant="ghost" size="icon" aria-label={words.zoomIn} onClick={() => by(1.2)}>
          <ZoomIn aria-hidden />
        </Button>
      </div>
    </div>
  );
}

/** How wide the pages are that have a field, in points as they are looked at; null until it is known. */
function useWidths(pdf: PDFDocumentProxy | null, fields: readonly ShownField[]): Map<number, number> | null {
  const [widths, setWidths] = useState<Map<number, number> | null>(null);
  const pages = [...new Set(fields.map(({ place }) => place.page))].join();
  useEffect(() => {
    if (!pdf) return setWidths(null);
    let over = false;
    const numbers = pages.split(",").map(Number);
    const known = numbers.filter((number) => number >= 1 && number <= pdf.numPages);
    Promise.all(
      known.map(
        async (number) => [number, (await pdf.getPage(number)).getViewport({ scale: 1 }).width] as const,
      ),
    )
      .then((found) => {
        if (!over) setWidths(new Map(found));
      })
      .catch(() => {
        if (!over) setWidths(new Map());
      });
    return () => {
      over = true;
    };
  }, [pdf, pages]);
  return widths;
}
