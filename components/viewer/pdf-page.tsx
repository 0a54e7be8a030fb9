"use client";

import type { PDFDocumentProxy } from "pdfjs-dist";
import { useEffect, useRef, useState } from "react";
import { drawPage, loadPdfjs } from "./open-pdf";
import "./viewer.css";

/** One page: drawn when it comes near, its text laid over it to select, search and hear. */
export function PdfPage({
  pdf,
  number,
  width,
  ratio,
  label,
  onVisible,
}: {
  pdf: PDFDocumentProxy;
  number: number;
  /** CSS pixels. */
  width: number;
  /** Height by width of the first page, until this one is known. */
  ratio: number;
  label: string;
  onVisible: (number: number) => void;
}) {
  const box = useRef<HTMLElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const text = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(number === 1);
  const [shape, setShape] = useState(ratio);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const closer = new IntersectionObserver(([entry]) => setNear(Boolean(entry?.isIntersecting)), {
      // What scrolls, or what is near would count from where it is seen on.
      root: element.closest("[data-desk]"),
      rootMargin: "150% 0px",
    });
    const middle = new IntersectionObserver(([entry]) => entry?.isIntersecting && onVisible(number), {
      rootMargin: "-45% 0px -45% 0px",
    });
    closer.observe(element);
    middle.observe(element);
    return () => {
      closer.disconnect();
      middle.disconnect();
    };
  }, [number, onVisible]);

  useEffect(() => {
    if (!near) {
      // Telephones have room for a few pages, and draw none at all when a hundred are kept.
      for (const side of ["width", "height"] as const) if (canvas.current) canvas.current[side] = 0;
      text.current?.replaceChildren();
      return;
    }
    let stop = () => {};
    let over = false;
    // Zooming passes through many widths; only the one it stops at is drawn.
    const timer = setTimeout(async () => {
      const element = canvas.current;
      const layer = text.current;
      if (!element || !layer) return;
      const drawn = await drawPage(pdf, number, element, width);
      stop = drawn.stop;
      if (over) return drawn.stop();
      const natural = drawn.page.getViewport({ scale: 1 });
      setShape(natural.height / natural.width);
      if (!(await drawn.done) || over) return;
      const { TextLayer } = await loadPdfjs();
      const viewport = drawn.page.getViewport({ scale: width / natural.width });
      layer.replaceChildren();
      layer.style.setProperty("--total-scale-factor", String(viewport.scale));
      await new TextLayer({
        textContentSource: drawn.page.streamTextContent(),
        container: layer,
        viewport,
      }).render();
    }, 60);
    const quietly = () => {
      over = true;
      clearTimeout(timer);
      stop();
    };
    return quietly;
  }, [pdf, number, width, near]);

  return (
    <section
      ref={box}
      aria-label={label}
      className="relative mx-auto bg-paper shadow-e2"
      style={{ width, height: width * shape }}
    >
      <canvas ref={canvas} className="block size-full" />
      <div ref={text} className="textLayer" />
    </section>
  );
}
