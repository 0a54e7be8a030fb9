import { OctetString } from "asn1js";
import { type Element, numberOf, octetsOf, readBer } from "@/lib/pades/asn1/ber";

/** OpenSSL writes 2048, Java 10 000, Firefox 600 000. */
const mostIterations = 1_000_000;
const deepest = 6;
const mostElements = 50_000;

/**
 * Whether it is worth while to open this as a PKCS#12: it is ASN.1, and does not take minutes. A file may ask for a
 * thousand million rounds to make its key from the password. Looks at each salt with a number behind it (RFC 7292,
 * MacData; RFC 8018, PBES and PBKDF2).
 */
export function canBeOpened(bytes: Uint8Array): boolean {
  try {
    return !asksTooMuch(readBer(bytes, mostElements).element, deepest);
  } catch {
    return false;
  }
}

function asksTooMuch(block: Element, depth: number): boolean {
  if (block instanceof OctetString) return depth > 0 && hidesTooMuch(block, depth - 1);
  const parts = childrenOf(block);
  return parts.some((part, at) => {
    const next = parts[at + 1];
    const counted = part instanceof OctetString && next && isNumber(next);
    return (counted && tooMany(numberOf(next))) || asksTooMuch(part, depth);
  });
}

/** The safes stand as octets in each other. */
function hidesTooMuch(octets: OctetString, depth: number): boolean {
  let inside: Element;
  try {
    inside = readBer(octetsOf(octets), mostElements).element;
  } catch {
    return false;
  }
  return asksTooMuch(inside, depth);
}

/** Never throws: what is sealed may look like anything, and what stands behind it is looked at too. */
function childrenOf(block: Element): Element[] {
  const { value } = block.valueBlock as unknown as { value?: unknown };
  return block.idBlock.isConstructed && Array.isArray(value) ? value : [];
}

function isNumber({ idBlock }: Element): boolean {
  return idBlock.tagClass === 1 && idBlock.tagNumber === 2 && !idBlock.isConstructed;
}

function tooMany(bytes: Buffer): boolean {
  return bytes.length > 4 || (bytes.length > 0 && bytes.readUIntBE(0, bytes.length) > mostIterations);
}
