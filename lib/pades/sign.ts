import { signedData } from "@/lib/pades/cms/write";
import { closeSignature, type SignatureText } from "./append";
import type { Signer, Timestamper } from "./shapes";
import type { Lane } from "./thread/lane";

export type Signed = {
  /** The document as it was; the signed one is this, and the tail behind it. */
  before: Uint8Array;
  tail: Uint8Array;
  /** Where the signature stands in the tail; everything else was signed. */
  gap: { start: number; length: number };
};

/**
 * Puts one signature on a document: PAdES B-B, or B-T when a time stamp is given. The document is opened in the lane;
 * the key, and whoever gives the time, are asked from here.
 *
 * @param bytes handed over to the lane when they are the whole of their buffer
 * @throws RefusedDocument | DocumentTooHeavy | TimestampFailure, and what the key's keeper throws
 */
export async function sign(
  lane: Lane,
  bytes: Uint8Array,
  written: SignatureText,
  by: { signer: Signer; timestamp?: Timestamper },
): Promise<Signed> {
  const opened = await lane.ask("openSignature", bytes, written);
  const cms = await signedData({ ...by, algorithm: "SHA-256", content: { digest: opened.digest } });
  return { before: opened.before, tail: closeSignature(opened, cms), gap: opened.gap };
}
