import { constants, createHash, sign } from "node:crypto";
import { digest, digestIdentifier, OIDS, signatureIdentifier } from "@/lib/pades/algorithms";
import {
  der,
  explicit,
  integer,
  NULL,
  objectId,
  octets,
  sequence,
  setOf,
  taggedSet,
} from "@/lib/pades/asn1/der";
import type { DigestAlgorithm } from "@/lib/pades/shapes";
import { type Made, time, typeOf } from "./certificates";

export type Odd = {
  algorithm?: DigestAlgorithm;
  /** RSASSA-PSS in place of PKCS#1. */
  pss?: boolean;
  /** SHA-1 throughout. */
  sha1?: boolean;
  /** What names the certificate: the second kind, the first, both or nothing. */
  named?: "v1" | "v2" | "none";
  /** The certificate that is named, when it is another. */
  names?: Made;
  /** No signed attributes at all. */
  bare?: boolean;
  /** The signer by its key. */
  byKey?: boolean;
  /** Signs the attributes in this order, and writes them in it. */
  unsorted?: boolean;
  /** What stands inside, and its kind. */
  inside?: { type: string; bytes: Buffer };
  /** What a time stamp is made over is the signature's value. */
  stamp?: (value: Buffer) => Buffer;
  certificates?: Buffer[];
  /** How often the signer's info comes. */
  signers?: number;
  /** Changes the value after it was made. */
  spoil?: boolean;
};

/** A CMS SignedData over these pieces, as PAdES wants it or odd in one way or another. */
export function aSignature(by: Made, pieces: Uint8Array[], odd: Odd = {}): Buffer {
  const { algorithm = "SHA-256", named = "v2" } = odd;
  const content = odd.inside ? [odd.inside.bytes] : pieces;
  const type = odd.inside?.type ?? OIDS.data;
  const hashed = odd.sha1 ? sha1(...content) : digest(algorithm, ...content);
  const attributes = [
    attribute(OIDS.contentType, objectId(type)),
    attribute(OIDS.messageDigest, octets(hashed)),
    ...naming(odd.names ?? by, algorithm, named),
  ];
  const set = odd.unsorted ? der(0x31, ...attributes.reverse()) : setOf(...attributes);
  const value = signatureOver(by, odd.bare ? Buffer.concat(content) : set, algorithm, odd);
  if (odd.spoil) value[value.length - 3] = (value.at(-3) ?? 0) ^ 1;
  const hash = odd.sha1 ? sequence(objectId("1.3.14.3.2.26"), NULL) : digestIdentifier(algorithm);
  const info = sequence(
    integer(odd.byKey ? 3 : 1),
    odd.byKey ? der(0x80, by.keyId) : sequence(by.issuer?.name ?? by.name, by.serial),
    hash,
    ...(odd.bare ? [] : [Buffer.concat([Buffer.from([0xa0]), set.subarray(1)])]),
    identifier(by, algorithm, odd),
    octets(value),
    ...(odd.stamp ? [taggedSet(1, attribute(OIDS.timestampToken, odd.stamp(value)))] : []),
  );
  const chain = odd.certificates ?? [by.der, ...(by.issuer ? [by.issuer.der] : [])];
  return sequence(
    objectId(OIDS.signedData),
    explicit(
      0,
      sequence(
        integer(1),
        setOf(hash),
        sequence(objectId(type), ...(odd.inside ? [explicit(0, octets(odd.inside.bytes))] : [])),
        taggedSet(0, ...chain),
        der(0x31, ...Array.from({ length: odd.signers ?? 1 }, () => info)),
      ),
    ),
  );
}

/** A time stamp over these pieces, or over this SHA-256 hash of them. */
export function aStamp(
  by: Made,
  at: string,
  pieces: Uint8Array[],
  odd: Odd & { weakImprint?: boolean; imprint?: Buffer } = {},
): Buffer {
  const imprint = odd.weakImprint
    ? sequence(sequence(objectId("1.3.14.3.2.26"), NULL), octets(sha1(...pieces)))
    : sequence(digestIdentifier("SHA-256", "with NULL"), octets(odd.imprint ?? digest("SHA-256", ...pieces)));
  const info = sequence(integer(1), objectId("1.2.3.4"), imprint, integer(77), time(at));
  return aSignature(by, [], { ...odd, inside: { type: OIDS.timestampInfo, bytes: info } });
}

/**
 * The same in BER, with lengths that are found at the end: every element that holds others, octets in two pieces.
 * Attributes stay in DER when they are to be read by who wants them so.
 */
export function inBer(bytes: Buffer, { attributes = true } = {}): Buffer {
  const [tag = 0] = bytes;
  const { start, end } = lengthsOf(bytes);
  const contents = bytes.subarray(start, end);
  const eoc = Buffer.from([0, 0]);
  if (tag === 4 && contents.length > 2) {
    const pieces = [octets(contents.subarray(0, 2)), octets(contents.subarray(2))];
    return Buffer.concat([Buffer.from([0x24, 0x80]), ...pieces, eoc]);
  }
  if ((tag & 0x20) === 0) return bytes.subarray(0, end);
  const parts: Buffer[] = [];
  for (let at = 0; at < contents.length; ) {
    const part = contents.subarray(at);
    const { end: length } = lengthsOf(part);
    // Certificates are signed in DER, and stay as they are.
    const stays =
      (tag === 0xa0 && isCertificate(part)) || (!attributes && part[0] === 0xa0 && isAttributes(part));
    parts.push(stays ? part.subarray(0, length) : inBer(part, { attributes }));
    at += length;
  }
  return Buffer.concat([Buffer.from([tag, 0x80]), ...parts, eoc]);
}

/** A sequence in which a sequence begins with its version, [0]. */
function isCertificate(bytes: Buffer): boolean {
  const inner = bytes.subarray(lengthsOf(bytes).start);
  return bytes[0] === 0x30 && inner[0] === 0x30 && inner[lengthsOf(inner).start] === 0xa0;
}

/** What holds sequences that begin with an object identifier. */
function isAttributes(bytes: Buffer): boolean {
  const inner = bytes.subarray(lengthsOf(bytes).start);
  return inner[0] === 0x30 && inner[lengthsOf(inner).start] === 6;
}

function lengthsOf(bytes: Buffer): { start: number; end: number } {
  const first = bytes[1] ?? 0;
  const more = first > 0x80 ? first & 0x7f : 0;
  const start = 2 + more;
  return { start, end: start + (more ? bytes.readUIntBE(2, more) : first) };
}

function signatureOver(by: Made, bytes: Buffer, algorithm: DigestAlgorithm, { pss, sha1: old }: Odd): Buffer {
  const hash = old ? "sha1" : algorithm.replace("-", "").toLowerCase();
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  return Buffer.from(sign(hash, bytes, pss ? { key: by.key, ...padding } : by.key));
}

function identifier(by: Made, algorithm: DigestAlgorithm, { pss, sha1: old }: Odd): Buffer {
  if (old) return sequence(objectId("1.2.840.113549.1.1.5"), NULL);
  if (!pss) return signatureIdentifier(typeOf(by.key), algorithm);
  const hash = digestIdentifier(algorithm);
  const mask = sequence(objectId("1.2.840.113549.1.1.8"), hash);
  const parameters = sequence(explicit(0, hash), explicit(1, mask), explicit(2, integer(32)));
  return sequence(objectId("1.2.840.113549.1.1.10"), parameters);
}

function naming(certificate: Made, algorithm: DigestAlgorithm, named: Odd["named"]): Buffer[] {
  if (named === "none") return [];
  const issuer = sequence(
    sequence(der(0xa4, certificate.issuer?.name ?? certificate.name)),
    certificate.serial,
  );
  const id =
    named === "v1"
      ? sequence(octets(sha1(certificate.der)), issuer)
      : sequence(
          ...(algorithm === "SHA-256" ? [] : [digestIdentifier(algorithm)]),
          octets(digest(algorithm, certificate.der)),
          issuer,
        );
  const oid = named === "v1" ? "1.2.840.113549.1.9.16.2.12" : OIDS.signingCertificateV2;
  return [attribute(oid, sequence(sequence(id)))];
}

function attribute(oid: string, value: Buffer): Buffer {
  return sequence(objectId(oid), setOf(value));
}

function sha1(...pieces: Uint8Array[]): Buffer {
  const hash = createHash("sha1");
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
}
