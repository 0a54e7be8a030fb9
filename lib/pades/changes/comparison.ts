import { type PdfArray, type PdfDict, PdfRef, type PdfStream } from "@libpdf/core";
import type { PdfValue } from "@/lib/pades/document/document";
import type { Revision } from "./revision";

type Value = PdfValue | null | undefined;
/** Two values, and the object that they stand in. */
type Pair = { a: Value; b: Value; inside: number | null };

/** More objects than a document has: whoever wrote it wants us to be busy. */
const MOST_OBJECTS = 2_000_000;

export type Comparison = {
  /** Whether two values are the same with all that they refer to. */
  same(before: Value, after: Value): boolean;
  /** The keys of two dictionaries whose values are not. */
  changedKeys(before: PdfDict, after: PdfDict): string[];
};

/**
 * Compares values of two revisions of a file, each as its own cross-reference table gives it: nothing is taken to be
 * unchanged because an object's place is, for what it needs to be read (the length of a stream, the stream that it
 * lies in) may have changed. The walk goes side by side and holds no recursion; what refers to itself ends.
 * An object keeps its number: a reference to another object that looks alike is a change.
 * @param counts whether an object of this role (see `Revision`) is compared elsewhere and need not be walked into here
 * @throws when there are more than `MOST_OBJECTS` of them
 */
export function comparisonOf(
  before: Revision,
  after: Revision,
  counts: (role: string) => boolean = () => true,
): Comparison {
  const equal = new Set<number>();
  const different = new Set<number>();
  let left = MOST_OBJECTS;

  /** Whether two values are alike by themselves; what they hold is left in `pending`. */
  function alike({ a, b, inside }: Pair, pending: Pair[], walked: Set<number>): boolean {
    if (!a || !b) return !a && !b;
    if (a === b) return !(a instanceof PdfRef) || refersAlike(a, a, pending, walked);
    if (a.type !== b.type) return false;
    switch (a.type) {
      case "ref":
        return refersAlike(a, b as PdfRef, pending, walked);
      case "dict":
        return holdsAlike(a, b as PdfDict, inside, pending);
      case "stream":
        return (
          holdsAlike(a, b as PdfDict, inside, pending) &&
          sameBytes((a as PdfStream).data, (b as PdfStream).data)
        );
      case "array": {
        const [one, other] = [a.toArray(), (b as PdfArray).toArray()];
        for (const [index, item] of one.entries()) pending.push({ a: item, b: other[index], inside });
        return one.length === other.length;
      }
      case "string":
        return sameBytes(a.bytes, (b as typeof a).bytes);
      case "number":
        return sameNumber(a.value, (b as typeof a).value);
      case "name":
      case "bool":
        return a.value === (b as typeof a).value;
      case "null":
        return true;
      default:
        return false;
    }
  }

  function refersAlike(a: PdfRef, b: PdfRef, pending: Pair[], walked: Set<number>): boolean {
    const number = a.objectNumber;
    if (number !== b.objectNumber || a.generation !== b.generation) return false;
    const [was, now] = [before.roles.get(number), after.roles.get(number)];
    if ((was && counts(was)) || (now && counts(now))) return was === now;
    if (equal.has(number) || walked.has(number)) return true;
    if (different.has(number)) return false;
    if (left-- === 0) throw new Error("too many objects");
    walked.add(number);
    pending.push({ a: before.pdf.getObject(a), b: after.pdf.getObject(b), inside: number });
    return true;
  }

  function same(a: Value, b: Value): boolean {
    const walked = new Set<number>();
    const pending: Pair[] = [{ a, b, inside: null }];
    for (let pair = pending.pop(); pair; pair = pending.pop()) {
      if (alike(pair, pending, walked)) continue;
      if (pair.inside !== null) different.add(pair.inside);
      return false;
    }
    // Only now: as long as the walk may still end in a difference, what it passed is not known to be the same.
    for (const number of walked) equal.add(number);
    return true;
  }

  return {
    same,
    changedKeys: (a, b) => keysOf(a, b).filter((key) => !same(a.get(key), b.get(key))),
  };
}

function holdsAlike(a: PdfDict, b: PdfDict, inside: number | null, pending: Pair[]): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) {
    if (!b.has(key)) return false;
    pending.push({ a: value, b: b.get(key), inside });
  }
  return true;
}

function keysOf(...dicts: PdfDict[]): string[] {
  return [...new Set(dicts.flatMap((dict) => [...dict.keys()].map(({ value }) => value)))];
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  // Both revisions lie in one buffer, and most streams in one place of it.
  if (a.buffer === b.buffer && a.byteOffset === b.byteOffset) return a.length === b.length;
  return a.length === b.length && Buffer.compare(a, b) === 0;
}

/**
 * Writers round to five places when they write an object again, the one that signs here too. A number that is so small
 * that this could be seen has to stay what it was.
 */
function sameNumber(a: number, b: number): boolean {
  return a === b || (Number(a.toFixed(5)) === b && Math.abs(a - b) <= Math.abs(a) * 1e-4);
}
