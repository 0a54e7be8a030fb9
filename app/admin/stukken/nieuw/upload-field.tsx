"use client";

import { CircleCheck } from "lucide-react";
import { useEffect } from "react";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { FieldFrame } from "@/components/ui/field";
import { FilePick, type FilePickWords, filePickLook } from "@/components/ui/file-field";
import type { UploadState } from "./use-upload";

export type UploadWords = FilePickWords &
  Record<"uploading" | "uploaded" | "retry" | "stop" | "toParent", string>;

/** Nothing is wrong with the file itself: the same may be sent once more. */
const again = ["upload-failed", "too-many-uploads", "uploads-busy"];

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
  // One that arrived and does not suit says what is wrong, and not that all is well.
  const done = upload.state === "done" && fault === null;
  useEffect(() => {
    if (done) announce(`${label}: ${words.uploaded}`);
  }, [done, label, words.uploaded]);
  useEffect(() => {
    if (fault) announce(fault, true);
  }, [fault]);
  return (
    <FieldFrame name={name} label={label} hint={hint} fault={fault}>
      <FilePick chosen={upload.state === "none" ? null : upload.name} words={words} fault={fault !== null}>
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
          className={filePickLook}
        />
      </FilePick>
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
      {upload.state === "refused" && again.includes(upload.reason) && (
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
