"use client";

import { ArrowLeft, ChevronDown, ChevronUp, Download, MoveHorizontal, ZoomIn, ZoomOut } from "lucide-react";
import { Button, ButtonLink } from "@/components/ui/button";

export type ToolbarWords = {
  back: string;
  pageOf: string;
  previous: string;
  next: string;
  zoomIn: string;
  zoomOut: string;
  fit: string;
  keep: string;
};

/** Where one is in the document, how large it is, and the way back. */
export function Toolbar({
  title,
  back,
  url,
  page,
  count,
  zoom,
  by,
  fit,
  goTo,
  words,
}: {
  title: string;
  back: string;
  url: string;
  page: number;
  count: number;
  zoom: number;
  by: (factor: number) => void;
  fit: () => void;
  goTo: (page: number) => void;
  words: ToolbarWords;
}) {
  const where = words.pageOf.replace("{page}", String(page)).replace("{count}", String(count));
  return (
    <header className="flex flex-wrap items-center gap-x-2 gap-y-1 border-line border-b bg-surface px-3 py-2 text-sm">
      <ButtonLink variant="ghost" size="small" href={back}>
        <ArrowLeft aria-hidden />
        <span className="max-md:sr-only">{words.back}</span>
      </ButtonLink>
      <h1 className="min-w-0 flex-1 truncate text-base tracking-normal max-md:sr-only">{title}</h1>
      <span className="flex-1 md:hidden" />
      {count > 1 && (
        <>
          <Button
            variant="ghost"
            size="icon"
            aria-label={words.previous}
            onClick={() => goTo(Math.max(1, page - 1))}
          >
            <ChevronUp aria-hidden />
          </Button>
          <Button
            variant="ghost"
            size="icon"
            aria-label={words.next}
            onClick={() => goTo(Math.min(count, page + 1))}
          >
            <ChevronDown aria-hidden />
          </Button>
        </>
      )}
      {count > 0 && (
        <span role="status" className="num">
          {where}
        </span>
      )}
      <Button variant="ghost" size="icon" aria-label={words.zoomOut} onClick={() => by(1 / 1.2)}>
        <ZoomOut aria-hidden />
      </Button>
      <span className="num w-12 text-center max-md:hidden">{Math.round(zoom * 100)}%</span>
      <Button variant="ghost" size="icon" aria-label={words.zoomIn} onClick={() => by(1.2)}>
        <ZoomIn aria-hidden />
      </Button>
      <Button variant="ghost" size="icon" aria-label={words.fit} onClick={fit}>
        <MoveHorizontal aria-hidden />
      </Button>
      <ButtonLink
        variant="secondary"
        size="small"
        href={`${url}${url.includes("?") ? "&" : "?"}bewaren`}
        aria-label={words.keep}
      >
        <Download aria-hidden />
        <span className="max-md:hidden">{words.keep}</span>
      </ButtonLink>
    </header>
  );
}
