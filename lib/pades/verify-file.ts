import { changesAfter } from "@/lib/pades/changes/changes";
import { verifyPdf } from "@/lib/pades/verify/verify";
import { sha256Hex } from "@/lib/shared/hash";
import type { DocumentReport } from "./shapes";

/** What is said of a file, and by which of its revisions whoever made it may know it. */
export type VerifiedFile = DocumentReport & {
  /**
   * SHA-256 in hex of the file, and of what it was up to the end of each of its signatures. Of the file alone where one
   * of them does not hold, or something else was changed since: that is not the document that anybody knows.
   */
  hashes: string[];
};

/**
 * Judges the signatures of a PDF, and what was done to it after each.
 * @param anchors DER of the roots that are trusted for whoever signs
 * @param stampAnchors those that are trusted for time stamps, where they are others
 * @throws RefusedDocument
 */
export async function verifyFile(
  bytes: Uint8Array,
  anchors: Uint8Array[],
  now: Date,
  stampAnchors = anchors,
): Promise<VerifiedFile> {
  const report = await verifyPdf(bytes, anchors, now, changesAfter, stampAnchors);
  const { signatures } = report;
  const holds = signatures.every(
    ({ verdict, changes }) => verdict === "valid" && changes.every(({ allowed }) => allowed),
  );
  const ends = new Set([bytes.length, ...(holds ? signatures.map(({ revisionEnd }) => revisionEnd) : [])]);
  const hashes = [...ends].map((end) => sha256Hex(bytes.subarray(0, end)));
  return { ...report, hashes };
}
