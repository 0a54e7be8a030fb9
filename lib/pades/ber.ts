import { Constructed, fromBER, ObjectIdentifier, OctetString, Primitive } from "asn1js";
import { der } from "./der";

/** Reads BER (X.690), of which DER is the strict kind; old programs write lengths that are found at the end only. */
export type Element = ReturnType<typeof fromBER>["result"];

/** A signature that carries its revocation lists has tens of thousands of elements. */
const MOST = { maxNodes: 200_000, maxDepth: 60 };

/** What is read here and is not as it should be. */
export class Unreadable extends Error {}

/** The element at the start, and how many bytes it takes. @throws Unreadable */
export function readBer(bytes: Uint8Array): { element: Element; length: number } {
  const { result, offset } = fromBER(Buffer.from(bytes), MOST);
  if (offset <= 0 || result.error) throw new Unreadable(result.error || "this is no ASN.1");
  return { element: result, length: offset };
}

/** The elements inside, in a list of its own; none when it is a value. */
export function inside(element: Element | undefined): Element[] {
  return element instanceof Constructed ? ([...element.valueBlock.value] as Element[]) : [];
}

/** The element as it stands in the file. */
export function rawOf(element: Element): Buffer {
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
  if (element instanceof OctetString) return Buffer.from(element.getValue());
  // [0] IMPLICIT OCTET STRING
  if (element instanceof Primitive) return Buffer.from(element.valueBlock.valueHexView);
  throw new Unreadable("no octets");
}

/** The bytes of a value behind its tag and its length. @throws Unreadable */
export function contentsOf(element: Element | undefined): Buffer {
  if (!element || element instanceof Constructed) throw new Unreadable("no value");
  const { valueBeforeDecodeView: whole, lenBlock } = element;
  if (lenBlock.isIndefiniteForm) throw new Unreadable("no plain value");
  return Buffer.from(whole.subarray(whole.length - lenBlock.length));
}

/** The element with every length in front, as DER wants it; the order of a SET stays as it is. */
export function withLengths(element: Element): Buffer {
  const [tag = 0] = element.valueBeforeDecodeView;
  if (element instanceof OctetString) return der(4, Buffer.from(element.getValue()));
  return element instanceof Constructed ? der(tag, ...inside(element).map(withLengths)) : rawOf(element);
}
