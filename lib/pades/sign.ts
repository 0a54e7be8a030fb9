import { signedData } from "@/lib/pades/cms/write";
import type { LongTermData } from "@/lib/pades/document/long-term";
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

/**
 * Makes a signed document one that can be judged long after its certificates have ended: PAdES B-LTA, by what is needed
 * to judge it and a time stamp over the whole.
 *
 * @param field a name that no field of the document has, for the time stamp
 * @throws RefusedDocument | DocumentTooHeavy | TimestampFailure
 */
export async function makeLasting(
  lane: Lane,
  bytes: Uint8Array,
  data: LongTermData,
  { timestamp, field }: { timestamp: Timestamper; field: string },
): Promise<Signed> {
  const opened = await lane.ask(
    "openDocumentTimestamp",
    await lane.ask("withLongTermData", bytes, data),
    field,
  );
  const token = await timestamp(opened.digest, "SHA-256");
  return { before: opened.before, tail: closeSignature(opened, token), gap: opened.gap };
}
