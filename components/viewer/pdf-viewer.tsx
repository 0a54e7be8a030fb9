"use client";

import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";
import { DeskState, type DeskWords } from "./desk-state";
import { PdfPage } from "./pdf-page";
import { Toolbar, type ToolbarWords } from "./toolbar";
import { usePdf } from "./use-pdf";
import { useZoom } from "./use-zoom";

export type ViewerWords = ToolbarWords & DeskWords & { document: string };

/** "Bijlage openen": the whole document, to read, select, zoom and keep; by mouse, keyboard or two fingers. */
export function PdfViewer({
  url,
  title,
  back,
  words,
}: {
  url: string;
  title: string;
  back: string;
  words: ViewerWords;
}) {
  const desk = useRef<HTMLDivElement>(null);
  const [page, setPage] = useState(1);
  const { loaded, retry } = usePdf(url);
  const open = loaded.state === "open" ? loaded : null;
  const { zoom, width, by, fit } = useZoom(desk, open?.naturalWidth ?? null);
  const count = open?.pdf.numPages ?? 0;
  // The arrow keys turn the document from the start, not after a walk through the toolbar.
  useEffect(() => desk.current?.focus({ preventScroll: true }), []);

  const goTo = useCallback((number: number) => {
    desk.current?.querySelector(`[data-page="${number}"]`)?.scrollIntoView({ block: "start" });
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.ctrlKey && !event.metaKey) return;
    const step = { "+": () => by(1.2), "=": () => by(1.2), "-": () => by(1 / 1.2), "0": fit }[event.key];
    if (!step) return;
    event.preventDefault();
    step();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Ctrl with plus and minus zooms wherever the focus is
    <div className="flex h-dvh flex-col" onKeyDown={onKeyDown}>
      <Toolbar {...{ title, back, url, page, count, zoom, by, fit, goTo, words }} />
      <section
        ref={desk}
        data-desk
        // Keys scroll what has the focus; so this can have it.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        aria-label={words.document}
        className="min-h-0 flex-1 touch-pan-x touch-pan-y overflow-auto bg-(--desk) px-3 py-4 focus-visible:-outline-offset-4 md:px-8 md:py-6"
      >
        <DeskState
          loaded={loaded}
          retry={retry}
          signIn={`/inloggen?reden=sessie&terug=${encodeURIComponent(back)}`}
          words={words}
        />
        {open && width > 0 && (
          <div className="flex w-max min-w-full flex-col gap-4">
            {Array.from({ length: count }, (_none, index) => index + 1).map((number) => (
              <div key={number} data-page={number} className="scroll-mt-4">
                <PdfPage
                  pdf={open.pdf}
                  number={number}
                  width={width}
                  ratio={open.ratio}
                  label={words.pageOf.replace("{page}", String(number)).replace("{count}", String(count))}
                  onVisible={setPage}
                />
              </div>
            ))}
          </div>
        )}
      </section>
    </div>
  );
}
