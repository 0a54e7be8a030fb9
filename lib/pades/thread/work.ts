import { parentPort } from "node:worker_threads";
import { openDocumentTimestamp, openSignature } from "@/lib/pades/append";
import { withLongTermData } from "@/lib/pades/archive";
import { cameWith } from "@/lib/pades/came-with";
import { examine } from "@/lib/pades/examine";
import { prepare } from "@/lib/pades/prepare";
import { RefusedDocument } from "@/lib/pades/shapes";
import { verifyFile } from "@/lib/pades/verify-file";

/** What the thread can be asked, by name. Whatever is in it takes and gives what can be sent between threads. */
const works = {
  ...{ examine, prepare, openSignature, openDocumentTimestamp },
  ...{ cameWith, withLongTermData, verifyFile },
};

export type Works = typeof works;
export type Asked = { work: keyof Works; input: unknown[] };
export type Answered =
  | { output: unknown }
  | { refused: RefusedDocument["reason"]; detail: string }
  | { failed: string };

parentPort?.on("message", async ({ work, input }: Asked) => {
  const answer = await (works[work] as (...input: unknown[]) => Promise<unknown>)(...input).then(
    (output): Answered => ({ output: packed(output) }),
    (error: unknown): Answered =>
      error instanceof RefusedDocument
        ? { refused: error.reason, detail: error.detail }
        : { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) },
  );
  parentPort?.postMessage(answer, "output" in answer ? buffersIn(answer.output) : []);
});

// Loaded, so that what goes wrong from here on is the document's doing and not our installation's.
parentPort?.postMessage("ready");

/** A few bytes are copied: they may lie in a buffer that is shared with others. */
function packed(output: unknown): unknown {
  if (output instanceof Uint8Array) return output.length < SMALL ? new Uint8Array(output) : output;
  if (output === null || typeof output !== "object" || Array.isArray(output)) return output;
  return Object.fromEntries(Object.entries(output).map(([key, value]) => [key, packed(value)]));
}

const SMALL = 8192;

/** The buffers in an answer, which are handed over and not copied. */
function buffersIn(output: unknown): ArrayBuffer[] {
  if (output instanceof Uint8Array) return [output.buffer as ArrayBuffer];
  if (output === null || typeof output !== "object" || Array.isArray(output)) return [];
  return Object.values(output).flatMap(buffersIn);
}
