import { readBer } from "@/lib/pades/asn1/ber";
import { type Item, itemsIn, walk } from "@/lib/pades/asn1/der-walk";
import { type Certificate, keyOf, timeOf, USAGE } from "./certificate";
import { isSignedBy, schemeOf, weaknessOf } from "./signature-value";

/** A certificate that a revocation list (RFC 5280, 5) takes back. */
export type Revocation = {
  /** From when on: the moment its key went lost, if the list tells that. */
  at: Date;
  /** RFC 5280, 5.3.1; null: it is not said. */
  reason: number | null;
};

const REASON = Buffer.from("0603551d15", "hex");
const INVALIDITY = Buffer.from("0603551d18", "hex");
const OTHER_ISSUER = Buffer.from("0603551d1d", "hex");
const REMOVED_FROM_LIST = 8;

/**
 * What the revocation lists of its issuer say of a certificate; null: nothing. A list whose signature is not the
 * issuer's, or that cannot be read, says nothing.
 */
export function revocationOf(
  certificate: Certificate,
  issuer: Certificate,
  crls: Uint8Array[],
): Revocation | null {
  for (const crl of crls) {
    const bytes = Buffer.from(crl.buffer, crl.byteOffset, crl.byteLength);
    // Most lists are of others or do not name it, and need not be read.
    if (!bytes.includes(certificate.serial) || !bytes.includes(certificate.issuer)) continue;
    try {
      const entry = entryIn(bytes, certificate, issuer);
      if (entry && entry.reason !== REMOVED_FROM_LIST) return entry;
    } catch {
      // A list that cannot be read.
    }
  }
  return null;
}

const DELTA = Buffer.from("0603551d1b", "hex");

/**
 * Whether this is a list of all that this issuer revoked, by itself and still of use at that time: what a reader needs to
 * say that a certificate was not revoked. One that tells only what came since another (a delta) is none.
 */
export function isListOf(issuer: Certificate, crl: Uint8Array, at: Date): boolean {
  try {
    const bytes = Buffer.from(crl.buffer, crl.byteOffset, crl.byteLength);
    const [list, ...more] = walk(bytes);
    const [body, algorithm, signature] = itemsIn(list);
    if (!body || more.length > 0 || !isItsOwn(body, algorithm, signature, issuer)) return false;
    const fields = itemsIn(body);
    const from = fields[0]?.tag === 2 ? 1 : 0;
    const [name, since, until] = fields.slice(from + 1);
    if (!name?.whole.equals(issuer.subject) || !since || !until || bytes.includes(DELTA)) return false;
    const [begins, ends] = [since, until].map(({ whole }) => timeOf(readBer(whole).element));
    return begins !== undefined && ends !== undefined && begins <= at && at <= ends;
  } catch {
    return false;
  }
}

function entryIn(bytes: Buffer, certificate: Certificate, issuer: Certificate): Revocation | null {
  const [list] = walk(bytes);
  const [body, algorithm, signature] = itemsIn(list);
  if (!body || !isItsOwn(body, algorithm, signature, issuer)) return null;
  const fields = itemsIn(body);
  // A version comes first, or not; then the algorithm, the issuer and one or two times.
  const from = fields[0]?.tag === 2 ? 1 : 0;
  if (!fields[from + 1]?.whole.equals(certificate.issuer)) return null;
  const entries = fields.slice(from + 3).find(({ tag }) => tag === 0x30);
  if (!entries) return null;
  for (const entry of walk(entries.contents)) {
    // From an entry of another issuer on, all are of others (an indirect list; RFC 5280, 5.3.3).
    if (entry.contents.includes(OTHER_ISSUER)) return null;
    if (!entry.contents.subarray(0, certificate.serial.length).equals(certificate.serial)) continue;
    return revocationFrom(entry);
  }
  return null;
}

function isItsOwn(
  body: Item,
  algorithm: Item | undefined,
  signature: Item | undefined,
  issuer: Certificate,
): boolean {
  const key = keyOf(issuer);
  if (!key || !algorithm || signature?.tag !== 3 || weaknessOf(key)) return false;
  if (issuer.usage && !issuer.usage(USAGE.cRLSign)) return false;
  const scheme = schemeOf(readBer(algorithm.whole).element, null);
  // A bit string begins with the number of bits that are left over: none.
  return typeof scheme !== "string" && isSignedBy(key, scheme, [body.whole], signature.contents.subarray(1));
}

function revocationFrom(entry: Item): Revocation {
  const [, time, extensions] = itemsIn(entry);
  const values = new Map(
    itemsIn(extensions).map((extension) => {
      const parts = itemsIn(extension);
      return [parts[0]?.whole.toString("hex"), parts.at(-1)?.contents];
    }),
  );
  const reason = values.get(REASON.toString("hex"));
  const since = values.get(INVALIDITY.toString("hex"));
  const dates = [time?.whole, since]
    .filter((one) => one !== undefined)
    .map((one) => timeOf(readBer(one).element));
  const at = new Date(Math.min(...dates.map(Number)));
  return { at, reason: reason ? (reason.at(-1) ?? null) : null };
}
