"use client";

import { FieldFrame, inputLook } from "@/components/ui/field";
import { isAccounts } from "@/lib/approvals/kinds";
import type { UploadState } from "./use-upload";

export type StreamChoice = {
  key: string;
  name: string;
  /** What it is for, where its name does not say enough. */
  about: string | null;
  data: "required" | "optional" | "none";
  /** The portal itself hands it over, with its annexes. */
  delivers: boolean;
};

/**
 * What a document is: what was read, unless that leaves a choice or nothing was read. Of accounts staff say what they
 * are for; where the file is not made for that, it says so at the file, and nothing changes unseen.
 */
export function streamOf(upload: UploadState, wish: string): string {
  const read = upload.state === "done" ? upload.stream : null;
  if (read === null) return wish;
  return isAccounts(read) && isAccounts(wish) ? wish : read;
}

/** "Soort stuk": asked only where no file says it. */
export function StreamField({
  streams,
  upload,
  wish,
  onWish,
  fault,
  words,
}: {
  streams: StreamChoice[];
  upload: UploadState;
  wish: string;
  onWish: (key: string) => void;
  fault: string | null;
  words: Record<"stream" | "streamHint" | "chooseStream" | "streamRead", string>;
}) {
  const stream = streamOf(upload, wish);
  const read = upload.state === "done" ? upload.stream : null;
  if (read !== null && !isAccounts(read)) {
    return (
      <p>
        <span className="block font-[620]">{words.stream}</span>
        {streams.find(({ key }) => key === stream)?.name}{" "}
        <span className="text-ink-2">{words.streamRead}</span>
      </p>
    );
  }
  const offered = read === null ? streams : streams.filter(({ key }) => isAccounts(key));
  return (
    <FieldFrame name="soort" label={words.stream} hint={words.streamHint} fault={fault}>
      <select
        id="soort"
        value={stream}
        onChange={(event) => onWish(event.target.value)}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? "soort-hint soort-fault" : "soort-hint"}
        className={inputLook}
      >
        {read === null && <option value="">{words.chooseStream}</option>}
        {offered.map(({ key, name }) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
      <p role="status" className="mt-2 text-ink-2 text-sm empty:hidden">
        {streams.find(({ key }) => key === stream)?.about}
      </p>
    </FieldFrame>
  );
}
