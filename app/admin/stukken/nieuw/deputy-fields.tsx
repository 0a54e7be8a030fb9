"use client";

import { useField } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { UploadField, type UploadWords } from "./upload-field";
import { useUpload } from "./use-upload";

export type DeputyWords = UploadWords &
  Record<"asDeputy" | "deputyFor" | "deputyHint" | "mandate" | "mandateHint", string> & {
    reasons: Record<string, string>;
  };

/**
 * In whose place somebody signs, and the proof of the mandate by which: a file that is sent as soon as it is chosen, of
 * which the form says which upload it became.
 */
export function DeputyFields({
  accountId,
  organisation,
  deputyFor,
  words,
}: {
  accountId: string;
  organisation: string;
  deputyFor: string;
  words: DeputyWords;
}) {
  const [whom, proof] = [`namens-${accountId}`, `machtiging-${accountId}`];
  const { upload, send, stop } = useUpload("annex");
  const { fault: whomFault, value: typed } = useField(whom);
  const { fault, value } = useField(proof);
  const refused = upload.state === "refused" ? (words.reasons[upload.reason] ?? words.reasons.unknown) : null;
  const done = upload.state === "done";
  const begun = Boolean(typed ?? deputyFor) || whomFault !== null || fault !== null;
  return (
    <details open={begun || undefined}>
      <summary className="link w-fit cursor-pointer text-sm">{words.asDeputy}</summary>
      <div className="mt-2 space-y-3">
        <Field
          name={whom}
          label={words.deputyFor}
          hint={words.deputyHint}
          autoComplete="off"
          defaultValue={deputyFor}
        />
        <input type="hidden" name={proof} value={done ? upload.id : (value ?? "")} />
        <UploadField
          name={proof}
          label={words.mandate}
          hint={words.mandateHint}
          accept=".pdf,.p7s,.sig"
          upload={upload}
          fault={refused ?? (done ? null : fault)}
          words={words}
          onFile={(file) => send(organisation, file)}
          onRetry={() => send(organisation)}
          onStop={stop}
        />
      </div>
    </details>
  );
}
