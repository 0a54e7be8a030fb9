import { signedData } from "@/lib/pades/cms/write";
import type { LongTermData } from "@/lib/pades/document/long-term";
import { closeSignature, fits, type OpenSignature, type Room, type SignatureText } from "./append";
import { SignatureTooLarge, type Signer, type Timestamper } from "./shapes";
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
 * @throws RefusedDocument | DocumentTooHeavy | TimestampFailure | SignatureTooLarge, and what the key's keeper throws
 */
export async function sign(
  lane: Lane,
  bytes: Uint8Array,
  written: SignatureText,
  by: { signer: Signer; timestamp?: Timestamper },
): Promise<Signed> {
  return closed(
    bytes,
    (before, room) => lane.ask("openSignature", before, written, room),
    (digest) => signedData({ ...by, algorithm: "SHA-256", content: { digest } }),
  );
}

/**
 * Makes a signed document one that can be judged long after its certificates have ended: PAdES B-LTA, by what is needed
 * to judge it and a time stamp over the whole.
 *
 * @param field a name that no field of the document has, for the time stamp
 * @throws RefusedDocument | DocumentTooHeavy | TimestampFailure | SignatureTooLarge
 */
export async function makeLasting(
  lane: Lane,
  bytes: Uint8Array,
  data: LongTermData,
  { timestamp, field }: { timestamp: Timestamper; field: string },
): Promise<Signed> {
  return closed(
    await lane.ask("withLongTermData", bytes, data),
    (before, room) => lane.ask("openDocumentTimestamp", before, field, room),
    (digest) => timestamp(digest, "SHA-256"),
  );
}

/** Bytes: more than a time stamp and a chain of certificates come to, of all that is taken from anybody. */
const MOST = 384 * 1024;
/** For a service that answers with a few certificates more the second time. */
const SPARE = 8 * 1024;

/**
 * How large a signature is shows when it is there, and what it is over holds the room for it. So one that does not fit is
 * made a second time: most are small, and a room for all would make every document that much larger.
 */
async function closed(
  bytes: Uint8Array,
  open: (before: Uint8Array, room: Partial<Room>) => Promise<OpenSignature>,
  signatureOver: (digest: Uint8Array) => Promise<Uint8Array>,
): Promise<Signed> {
  let opened = await open(bytes, {});
  let signature = await signatureOver(opened.digest);
  if (!fits(opened, signature)) {
    const reserve = signature.length + SPARE;
    if (reserve > MOST) throw new SignatureTooLarge(signature.length);
    opened = await open(opened.before, { reserve });
    signature = await signatureOver(opened.digest);
  }
  return { before: opened.before, tail: closeSignature(opened, signature), gap: opened.gap };
}
