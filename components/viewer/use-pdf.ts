import type { PDFDocumentProxy } from "pdfjs-dist";
import { useCallback, useEffect, useState } from "react";
import { closePdf, openPdf } from "./open-pdf";

export type Loaded =
  | { state: "loading" }
  | { state: "open"; pdf: PDFDocumentProxy; ratio: number; naturalWidth: number }
  | { state: "failed"; signedOut: boolean };

/** A PDF on its way, with a second try; says apart when it is the session that ended. */
export function usePdf(url: string): { loaded: Loaded; retry: () => void } {
  const [attempt, setAttempt] = useState(0);
  const [loaded, setLoaded] = useState<Loaded>({ state: "loading" });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt opens the same address again
  useEffect(() => {
    let over = false;
    let close = () => {};
    setLoaded({ state: "loading" });
    openPdf(url)
      .then(async (pdf) => {
        close = () => closePdf(pdf);
        if (over) return close();
        const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 });
        if (!over) setLoaded({ state: "open", pdf, ratio: height / width, naturalWidth: width });
      })
      .catch((error: { status?: number }) => {
        if (!over) setLoaded({ state: "failed", signedOut: error?.status === 401 });
      });
    return () => {
      over = true;
      close();
    };
  }, [url, attempt]);
  return { loaded, retry: useCallback(() => setAttempt((count) => count + 1), []) };
}
