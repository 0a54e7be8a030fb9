/** Writes DER (X.690), as much of it as signatures need. */

export function der(tag: number, ...contents: Uint8Array[]): Buffer {
  const body = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), lengthOf(body.length), body]);
}

export const NULL = Buffer.from([5, 0]);

export function sequence(...items: Uint8Array[]): Buffer {
  return der(0x30, ...items);
}

/** Sorted, as DER wants of a SET OF. */
export function setOf(...items: Uint8Array[]): Buffer {
  return der(0x31, ...sorted(items));
}

/** A SET OF under a tag of its own ([0], [1]) in the place of its own (IMPLICIT). */
export function taggedSet(tag: number, ...items: Uint8Array[]): Buffer {
  return der(0xa0 | tag, ...sorted(items));
}

/** What stands inside [tag] as a whole (EXPLICIT). */
export function explicit(tag: number, content: Uint8Array): Buffer {
  return der(0xa0 | tag, content);
}

export function octets(bytes: Uint8Array): Buffer {
  return der(4, bytes);
}

/** A whole number that is not negative. */
export function integer(value: number | bigint): Buffer {
  const hex = value.toString(16);
  return unsigned(Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex"));
}

/** A whole number by its bytes, most significant first. */
export function unsigned(bytes: Uint8Array): Buffer {
  const start = bytes.findIndex((byte) => byte !== 0);
  const short = start < 0 ? Buffer.from([0]) : bytes.subarray(start);
  return der(2, ...((short[0] ?? 0) > 127 ? [Buffer.from([0])] : []), short);
}

export const TRUE = Buffer.from([1, 1, 0xff]);

/** @param dotted such as "1.2.840.113549.1.7.2" */
export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return der(6, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const digits = [value & 127];
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) {
    digits.unshift((left & 127) | 128);
  }
  return digits;
}

function sorted(items: Uint8Array[]): Uint8Array[] {
  return [...items].sort((a, b) => Buffer.compare(a, b));
}

function lengthOf(length: number): Buffer {
  if (length < 128) return Buffer.from([length]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex");
  return Buffer.concat([Buffer.from([128 | bytes.length]), bytes]);
}
