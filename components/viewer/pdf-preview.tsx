"use client";

import { FileText } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { closePdf, drawPage, openPdf } from "./open-pdf";

/** The first page of a PDF, small, as soon as it is in sight. */
export function PdfPreview({ url }: { url: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    let over = false;
    const draw = async () => {
      const pdf = await openPdf(url);
      if (over) return closePdf(pdf);
      await (await drawPage(pdf, 1, element, element.clientWidth)).done;
    };
    const seen = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return;
      seen.disconnect();
      draw().catch(() => setFailed(true));
    });
    seen.observe(element);
    return () => {
      over = true;
      seen.disconnect();
    };
  }, [url]);
  return (
    <span className="relative block aspect-[210/297] bg-paper shadow-e2">
      <canvas ref={canvas} className="block size-full" />
      {failed && (
        <span className="absolute inset-0 grid place-items-center text-paper-ink/40">
          <FileText aria-hidden className="size-16" />
        </span>
      )}
    </span>
  );
}
