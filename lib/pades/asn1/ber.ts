import { Constructed, fromBER, ObjectIdentifier, OctetString } from "asn1js";
import { der } from "./der";

/** Reads BER (X.690), of which DER is the strict kind; old programs write lengths that are found at the end only. */
export type Element = ReturnType<typeof fromBER>["result"];

// A signature that carries its revocation lists has tens of thousands of elements.
const MOST = { maxNodes: 200_000, maxDepth: 40, maxContentLength: 16 * 1024 * 1024, parseEmbedded: false };

/** What is read here and is not as it should be; what it was is told by whoever asked for it. */
export class Unreadable extends Error {}

/**
 * The element at the start, and how many bytes it takes.
 * @param maxNodes how many elements there may be in it
 * @throws Unreadable
 */
export function readBer(bytes: Uint8Array, maxNodes = MOST.maxNodes): { element: Element; length: number } {
  // A copy of its own: the pieces that come out of it are views on it.
  const { result, offset } = fromBER(new Uint8Array(bytes), { ...MOST, maxNodes });
  if (offset <= 0 || result.error) throw new Unreadable(result.error || "this is no ASN.1");
  return { element: result, length: offset };
}

/** The elements inside, in a list of its own; none when it is a value. */
export function inside(element: Element | undefined): Element[] {
  return element instanceof Constructed ? ([...element.valueBlock.value] as Element[]) : [];
}

/** The parts of a SEQUENCE, and of that alone. @throws Unreadable */
export function sequenceOf(element: Element | undefined): Element[] {
  if (tagOf(element) !== 0x30) throw new Unreadable("no sequence");
  return inside(element);
}

/** The parts of a SET, and of that alone. @throws Unreadable */
export function partsOfSet(element: Element | undefined): Element[] {
  if (tagOf(element) !== 0x31) throw new Unreadable("no set");
  return inside(element);
}

/** The element as it stands in the file. @throws Unreadable when there is none */
export function rawOf(element: Element | undefined): Buffer {
  if (!element) throw new Unreadable("nothing there");
  return Buffer.from(element.valueBeforeDecodeView);
}

/** The first byte: class, constructed or not, and number. */
export function tagOf(element: Element | undefined): number | undefined {
  return element?.valueBeforeDecodeView[0];
}

/** @throws Unreadable */
export function oidOf(element: Element | undefined): string {
  if (!(element instanceof ObjectIdentifier)) throw new Unreadable("no object identifier");
  return element.valueBlock.toString();
}

/** The bytes of an OCTET STRING, in one piece or in many. @throws Unreadable */
export function octetsOf(element: Element | undefined): Buffer {
  if (!(element instanceof OctetString)) throw new Unreadable("no octets");
  return Buffer.from(element.getValue());
}

/** The bytes of a value behind its tag and its length. @throws Unreadable */
export function contentsOf(element: Element | undefined): Buffer {
  if (!element || element.idBlock.isConstructed) throw new Unreadable("no value");
  const { valueBeforeDecodeView: whole, lenBlock } = element;
  if (lenBlock.isIndefiniteForm) throw new Unreadable("no plain value");
  return Buffer.from(whole.subarray(whole.length - lenBlock.length));
}

/** An INTEGER's bytes without the zeros before them; empty for nought. @throws Unreadable */
export function numberOf(element: Element | undefined): Buffer {
  if (tagOf(element) !== 2) throw new Unreadable("no number");
  const bytes = contentsOf(element);
  const start = bytes.findIndex((byte) => byte !== 0);
  return start < 0 ? Buffer.alloc(0) : bytes.subarray(start);
}

/** The element with every length in front, as DER wants it; the order of a SET stays as it is. */
export function withLengths(element: Element): Buffer {
  const [tag = 0] = element.valueBeforeDecodeView;
  if (element instanceof OctetString) return der(4, Buffer.from(element.getValue()));
  return element instanceof Constructed ? der(tag, ...inside(element).map(withLengths)) : rawOf(element);
}
