import { type BaseBlock, fromBER, ObjectIdentifier, OctetString, Sequence, Set as SetOf } from "asn1js";

/** Something that is not what a standard says it is; what it was is told by whoever asked for it. */
export class Unreadable extends Error {}

// A signature of a long chain with its revocation lists has some thousands of blocks, and is smaller than a megabyte.
const limits = { maxDepth: 40, maxNodes: 50_000, maxContentLength: 16 * 1024 * 1024, parseEmbedded: false };

/**
 * Reads what other people wrote in BER (X.690), indefinite lengths too; what stands behind it is left out.
 * @throws Unreadable
 */
export function readBer(bytes: Uint8Array): BaseBlock {
  // A copy of its own: the pieces that come out of it are views on it.
  const { offset, result } = fromBER(new Uint8Array(bytes), limits);
  if (offset < 0) throw new Unreadable(result.error || "not ASN.1");
  return result;
}

/** What stands in a SEQUENCE, in a SET or under a tag. @throws Unreadable when it is none of these */
export function partsOf(block: BaseBlock | undefined): BaseBlock[] {
  if (!block?.idBlock.isConstructed || block instanceof OctetString) throw new Unreadable("no parts");
  const { value } = block.valueBlock as unknown as { value?: BaseBlock[] };
  if (!Array.isArray(value)) throw new Unreadable("no parts");
  return value;
}

/** The parts of a SEQUENCE, and of that alone. */
export function sequenceOf(block: BaseBlock | undefined): BaseBlock[] {
  if (!(block instanceof Sequence)) throw new Unreadable("not a sequence");
  return partsOf(block);
}

/** The parts of a SET, and of that alone. */
export function setPartsOf(block: BaseBlock | undefined): BaseBlock[] {
  if (!(block instanceof SetOf)) throw new Unreadable("not a set");
  return partsOf(block);
}

/** Whether it stands under [number]. */
export function isTagged(block: BaseBlock | undefined, number: number): boolean {
  return block?.idBlock.tagClass === 3 && block.idBlock.tagNumber === number;
}

/** Byte for byte as it stood there, its tag and its length too. */
export function rawOf(block: BaseBlock | undefined): Buffer {
  if (!block) throw new Unreadable("nothing there");
  return Buffer.from(block.valueBeforeDecodeView);
}

/** The bytes of something simple: an INTEGER, a time, what stands under a tag. */
export function contentOf(block: BaseBlock | undefined): Buffer {
  if (!block || block.idBlock.isConstructed) throw new Unreadable("no bytes");
  return Buffer.from(block.valueBeforeDecodeView.subarray(block.blockLength - block.lenBlock.length));
}

/** The bytes in an OCTET STRING, put together when they were written in pieces. */
export function octetsOf(block: BaseBlock | undefined): Buffer {
  if (!(block instanceof OctetString)) throw new Unreadable("no octets");
  return Buffer.from(block.getValue());
}

/** Dotted. */
export function oidOf(block: BaseBlock | undefined): string {
  if (!(block instanceof ObjectIdentifier)) throw new Unreadable("no identifier");
  return block.getValue();
}

/** A whole number's bytes without the zeros before them; empty for nought. */
export function numberOf(block: BaseBlock | undefined): Buffer {
  if (block?.idBlock.tagClass !== 1 || block.idBlock.tagNumber !== 2) throw new Unreadable("no number");
  const bytes = contentOf(block);
  const start = bytes.findIndex((byte) => byte !== 0);
  return start < 0 ? Buffer.alloc(0) : bytes.subarray(start);
}
