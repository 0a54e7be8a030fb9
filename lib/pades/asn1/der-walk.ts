import { Unreadable } from "./ber";

/** An element of DER: its first byte, itself as a whole, and what is in it. */
export type Item = { tag: number; whole: Buffer; contents: Buffer };

/**
 * Goes through the elements that stand one after the other: a revocation list has hundreds of thousands, more than one
 * wants as objects. @throws Unreadable
 */
export function* walk(bytes: Buffer): Generator<Item> {
  for (let at = 0; at < bytes.length; ) {
    const [tag = 0, first = 0x80] = bytes.subarray(at, at + 2);
    const more = first > 0x80 ? first & 0x7f : 0;
    const start = at + 2 + more;
    if ((tag & 0x1f) === 0x1f || first === 0x80 || more > 4 || start > bytes.length)
      throw new Unreadable("no DER");
    const end = start + (more ? bytes.readUIntBE(at + 2, more) : first);
    if (end > bytes.length) throw new Unreadable("an element that ends behind the end");
    yield { tag, whole: bytes.subarray(at, end), contents: bytes.subarray(start, end) };
    at = end;
  }
}

/** The elements in one that has few. @throws Unreadable */
export function itemsIn(item: Item | undefined): Item[] {
  return item ? [...walk(item.contents)] : [];
}
