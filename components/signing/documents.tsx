"use client";

import { FileText } from "lucide-react";
import { cn } from "@/components/ui/cn";

export type DocumentTab = {
  id: string;
  title: string;
  url: string;
  /** Where it can be kept as a file. */
  keep: string;
  pages: number | null;
  label: string;
};

/** What is signed in one go: each can be read, and one signature is for all. */
export function Documents({
  documents,
  shown,
  onShow,
}: {
  documents: readonly DocumentTab[];
  shown: string;
  onShow: (id: string) => void;
}) {
  return (
    <nav
      aria-label={documents[0]?.label}
      className="flex flex-none items-center gap-2 overflow-x-auto border-line border-b bg-surface px-3 py-1.5 text-sm md:px-5"
    >
      {documents.map(({ id, title }) => (
        <button
          key={id}
          type="button"
          aria-current={id === shown ? "true" : undefined}
          onClick={() => onShow(id)}
          className={cn(
            "inline-flex min-h-10 flex-none items-center gap-2 whitespace-nowrap rounded px-3 font-[600] focus-visible:-outline-offset-4 [&_svg]:size-4",
            id === shown ? "bg-tint-strong text-ink" : "text-ink-2 hover:bg-tint hover:text-ink",
          )}
        >
          <FileText aria-hidden />
          {title}
        </button>
      ))}
    </nav>
  );
}
