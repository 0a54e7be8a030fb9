import type { PDFDocumentProxy } from "pdfjs-dist";

/** The build for browsers of the last years: the other one asks for what only the newest can do. */
export const loadPdfjs = () => import("pdfjs-dist/legacy/build/pdf.mjs");

let closing: Promise<unknown> = Promise.resolve();

/** Closes a document. All of them share one worker, which takes no other before this one has let go of it. */
export function closePdf(pdf: PDFDocumentProxy): void {
  const closed = pdf.loadingTask.destroy().catch(() => {});
  closing = Promise.all([closing, closed]);
}

/**
 * Opens a PDF by ranges, with pdf.js and its worker from our own origin: no eval, no wasm, so that the page's
 * policy can stay strict. Loaded on demand; pages without a PDF do not carry it.
 */
export async function openPdf(url: string): Promise<PDFDocumentProxy> {
  const pdfjs = await loadPdfjs();
  pdfjs.GlobalWorkerOptions.workerPort ??= new Worker(
    new URL("pdfjs-dist/legacy/build/pdf.worker.min.mjs", import.meta.url),
    { type: "module" },
  );
  await closing;
  return pdfjs.getDocument({
    url,
    isEvalSupported: false,
    useWasm: false,
    enableXfa: false,
    disableAutoFetch: true,
    rangeChunkSize: 256 * 1024,
    standardFontDataUrl: "/pdfjs/standard_fonts/",
    cMapUrl: "/pdfjs/cmaps/",
    cMapPacked: true,
  }).promise;
}

/**
 * Draws one page into a canvas that is so many CSS pixels wide, sharp on any screen. Answers how to stop it, and whether
 * it was drawn to the end: being stopped is no fault.
 */
export async function drawPage(
  pdf: PDFDocumentProxy,
  number: number,
  canvas: HTMLCanvasElement,
  width: number,
) {
  const page = await pdf.getPage(number);
  const natural = page.getViewport({ scale: 1 });
  // Above 16 million pixels phones give up.
  const density = Math.min(
    window.devicePixelRatio || 1,
    Math.sqrt(16e6 / (width * width * (natural.height / natural.width))),
  );
  const viewport = page.getViewport({ scale: (width / natural.width) * density });
  canvas.width = Math.floor(viewport.width);
  canvas.height = Math.floor(viewport.height);
  const task = page.render({ canvas, viewport });
  let stopped = false;
  const done = task.promise.then(
    () => true,
    (error: unknown) => {
      if (stopped) return false;
      throw error;
    },
  );
  const stop = () => {
    stopped = true;
    task.cancel();
  };
  return { page, done, stop };
}
