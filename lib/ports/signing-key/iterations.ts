import { type BaseBlock, OctetString } from "asn1js";
import { numberOf, octetsOf, partsOf, readBer } from "@/lib/pades/ber";

/** OpenSSL writes 2048, Java 10 000, Firefox 600 000. */
const mostIterations = 1_000_000;
const deepest = 6;

/**
 * Whether opening a PKCS#12 would take minutes: a file may ask for a thousand million rounds to make its key from the
 * password. Looks at each salt with a number behind it (RFC 7292, MacData; RFC 8018, PBES and PBKDF2).
 */
export function isTooSlow(bytes: Uint8Array): boolean {
  try {
    return asksTooMuch(readBer(bytes), deepest);
  } catch {
    // What cannot be read is not opened either; whoever reads it says so.
    return false;
  }
}

function asksTooMuch(block: BaseBlock, depth: number): boolean {
  if (block instanceof OctetString) return depth > 0 && hidesTooMuch(block, depth - 1);
  if (!block.idBlock.isConstructed) return false;
  const parts = partsOf(block);
  return parts.some((part, at) => {
    const next = parts[at + 1];
    const counted = part instanceof OctetString && next && isNumber(next);
    return (counted && tooMany(numberOf(next))) || asksTooMuch(part, depth);
  });
}

/** The safes stand as octets in each other. */
function hidesTooMuch(octets: OctetString, depth: number): boolean {
  let inside: BaseBlock;
  try {
    inside = readBer(octetsOf(octets));
  } catch {
    return false;
  }
  return asksTooMuch(inside, depth);
}

function isNumber({ idBlock }: BaseBlock): boolean {
  return idBlock.tagClass === 1 && idBlock.tagNumber === 2;
}

function tooMany(bytes: Buffer): boolean {
  return bytes.length > 4 || (bytes.length > 0 && bytes.readUIntBE(0, bytes.length) > mostIterations);
}
