"use client";

import { CircleCheck } from "lucide-react";
import { useEffect } from "react";
import { announce } from "@/components/ui/announce";
import { Button, buttonVariants } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { FieldFrame } from "@/components/ui/field";
import type { UploadState } from "./use-upload";

export type UploadWords = Record<
  "browse" | "noFile" | "uploading" | "uploaded" | "retry" | "stop" | "toParent",
  string
>;

/** A file input that says how far it is, and at the same place what was wrong with the file. */
export function UploadField({
  name,
  label,
  hint,
  accept,
  upload,
  fault,
  words,
  onFile,
  onRetry,
  onStop,
  onParent,
}: {
  name: string;
  label: string;
  hint: string;
  accept: string;
  upload: UploadState;
  fault: string | null;
  words: UploadWords;
  onFile: (file: File | null) => void;
  onRetry: () => void;
  onStop: () => void;
  /** Goes on at the parent of the fiscale eenheid that the file turned out to be of. */
  onParent?: (organisationId: string) => void;
}) {
  const done = upload.state === "done";
  useEffect(() => {
    if (done) announce(`${label}: ${words.uploaded}`);
  }, [done, label, words.uploaded]);
  useEffect(() => {
    if (fault) announce(fault, true);
  }, [fault]);
  return (
    <FieldFrame name={name} label={label} hint={hint} fault={fault}>
      {/* The browser's own button speaks the browser's language; ours lies over it, and dropping a file works too. */}
      <div
        className={cn(
          "relative flex min-h-control items-center gap-3 rounded border-[1.5px] border-control border-dashed bg-surface p-2 has-[:focus-visible]:outline-3 has-[:focus-visible]:outline-(--focus-out) has-[:focus-visible]:outline-offset-2",
          fault && "border-danger",
        )}
      >
        <span aria-hidden className={buttonVariants({ variant: "secondary", size: "small" })}>
          {words.browse}
        </span>
        <span aria-hidden className={cn("min-w-0 truncate", upload.state === "none" && "text-ink-2")}>
          {upload.state === "none" ? words.noFile : upload.name}
        </span>
        <input
          id={name}
          type="file"
          accept={accept}
          aria-invalid={fault ? true : undefined}
          aria-describedby={cn(`${name}-hint`, fault && `${name}-fault`)}
          onClick={(event) => {
            // Of a file that was stopped or refused the same one may be chosen again.
            if (upload.state === "none" || upload.state === "refused") event.currentTarget.value = "";
          }}
          onChange={(event) => onFile(event.target.files?.[0] ?? null)}
          className="absolute inset-0 size-full cursor-pointer opacity-0"
        />
      </div>
      {upload.state === "sending" && (
        <div className="mt-2 flex items-center gap-3">
          <progress
            value={upload.percent}
            max={100}
            aria-label={upload.name}
            className="h-2 flex-1 accent-brand"
          />
          <span className="num text-sm">{words.uploading.replace("{percent}", String(upload.percent))}</span>
          <Button variant="ghost" size="small" onClick={onStop}>
            {words.stop}
          </Button>
        </div>
      )}
      {done && (
        <p className="mt-2 flex items-center gap-1.5 text-success">
          <CircleCheck aria-hidden className="size-5" />
          {words.uploaded}
        </p>
      )}
      {upload.state === "refused" && upload.reason === "upload-failed" && (
        <Button variant="secondary" size="small" className="mt-2" onClick={onRetry}>
          {words.retry}
        </Button>
      )}
      {upload.state === "refused" && upload.parent && (
        <ToParent parent={upload.parent} word={words.toParent} go={onParent} />
      )}
    </FieldFrame>
  );
}

function ToParent({
  parent,
  word,
  go,
}: {
  parent: { id: string; name: string };
  word: string;
  go: ((organisationId: string) => void) | undefined;
}) {
  if (!go) return null;
  return (
    <Button variant="secondary" size="small" className="mt-2" onClick={() => go(parent.id)}>
      {word.replace("{name}", parent.name)}
    </Button>
  );
}
