"use client";

import { useEffect, useState } from "react";
import { UploadField, type UploadWords } from "./upload-field";
import { type UploadState, useUpload } from "./use-upload";

const most = 5;
const none: UploadState = { state: "none" };

/** What goes with accounts to their recipient: one field for each file, and always an empty one below. */
export function AnnexFields({
  organisation,
  words,
  reasonOf,
  onChange,
}: {
  organisation: string;
  words: UploadWords & Record<"annex" | "annexHint", string>;
  reasonOf: (reason: string) => string | null;
  onChange: (uploads: UploadState[]) => void;
}) {
  const [uploads, setUploads] = useState<UploadState[]>([none]);
  useEffect(() => {
    onChange(uploads.filter(({ state }) => state !== "none"));
    return () => onChange([]);
  }, [uploads, onChange]);
  const set = (place: number, upload: UploadState) =>
    setUploads((before) => {
      const next = before.map((one, index) => (index === place ? upload : one));
      const full = next.every(({ state }) => state !== "none");
      return full && next.length < most ? [...next, none] : next;
    });
  return (
    <div className="space-y-3">
      {uploads.map((_, place) => (
        <AnnexField
          // biome-ignore lint/suspicious/noArrayIndexKey: a field stays at its place
          key={place}
          place={place}
          organisation={organisation}
          words={words}
          reasonOf={reasonOf}
          onState={set}
        />
      ))}
    </div>
  );
}

function AnnexField({
  place,
  organisation,
  words,
  reasonOf,
  onState,
}: {
  place: number;
  organisation: string;
  words: UploadWords & Record<"annex" | "annexHint", string>;
  reasonOf: (reason: string) => string | null;
  onState: (place: number, upload: UploadState) => void;
}) {
  const { upload, send, stop } = useUpload("annex");
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is told changes
  useEffect(() => onState(place, upload), [upload, place]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: sent anew for another organisation, and not otherwise
  useEffect(() => send(organisation), [organisation]);
  return (
    <UploadField
      name={`bijlagen-${place + 1}`}
      label={place === 0 ? words.annex : `${words.annex} ${place + 1}`}
      hint={words.annexHint}
      accept=".pdf,.xml,.xbrl,.p7s,.sig"
      upload={upload}
      fault={upload.state === "refused" ? reasonOf(upload.reason) : null}
      words={words}
      onFile={(file) => send(organisation, file)}
      onRetry={() => send(organisation)}
      onStop={stop}
    />
  );
}
