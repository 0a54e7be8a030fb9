"use client";

import { CircleCheck } from "lucide-react";
import { useEffect } from "react";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { FieldFrame } from "@/components/ui/field";
import type { UploadState } from "./use-upload";

type Words = { uploading: string; uploaded: string; retry: string; stop: string };

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
}: {
  name: string;
  label: string;
  hint: string;
  accept: string;
  upload: UploadState;
  fault: string | null;
  words: Words;
  onFile: (file: File | null) => void;
  onRetry: () => void;
  onStop: () => void;
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
      <input
        id={name}
        type="file"
        accept={accept}
        aria-invalid={fault ? true : undefined}
        aria-describedby={cn(`${name}-hint`, fault && `${name}-fault`)}
        onChange={(event) => onFile(event.target.files?.[0] ?? null)}
        className="block w-full rounded border border-control border-dashed bg-surface p-2 file:mr-3 file:min-h-control-sm file:rounded file:border file:border-control file:border-solid file:bg-surface file:px-3 file:font-[620] file:text-ink"
      />
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
    </FieldFrame>
  );
}
