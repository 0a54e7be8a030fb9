import { ArrowLeft, Download } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";

/** A page of HTML from elsewhere, in a sandbox without tokens: nothing in it runs, and it reaches nothing. */
export function HtmlViewer({
  url,
  back,
  title,
  words,
}: {
  url: string;
  back: string;
  title: string;
  words: { document: string; back: string; keep: string };
}) {
  return (
    <div className="flex h-dvh flex-col">
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1 border-line border-b bg-surface px-3 py-2 text-sm">
        <ButtonLink variant="ghost" size="small" href={back}>
          <ArrowLeft aria-hidden />
          <span className="max-md:sr-only">{words.back}</span>
        </ButtonLink>
        <h1 className="min-w-0 flex-1 truncate text-base tracking-normal max-md:sr-only">{title}</h1>
        <span className="flex-1 md:hidden" />
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
      <iframe sandbox="" src={url} title={words.document} className="w-full flex-1 bg-white" />
    </div>
  );
}
