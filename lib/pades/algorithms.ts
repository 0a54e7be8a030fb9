import { createHash } from "node:crypto";
import { NULL, objectId, sequence } from "@/lib/pades/asn1/der";
import type { DigestAlgorithm, Signer } from "./shapes";

/** Object identifiers by what they stand for (RFC 5754, RFC 5652, RFC 5035, RFC 3161). */
export const OIDS = {
  data: "1.2.840.113549.1.7.1",
  signedData: "1.2.840.113549.1.7.2",
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
  timestampToken: "1.2.840.113549.1.9.16.2.14",
  timestampInfo: "1.2.840.113549.1.9.16.1.4",
  timeStamping: "1.3.6.1.5.5.7.3.8",
} as const;

const DIGESTS = {
  "SHA-256": {
    node: "sha256",
    oid: "2.16.840.1.101.3.4.2.1",
    rsa: "1.2.840.113549.1.1.11",
    ec: "1.2.840.10045.4.3.2",
  },
  "SHA-384": {
    node: "sha384",
    oid: "2.16.840.1.101.3.4.2.2",
    rsa: "1.2.840.113549.1.1.12",
    ec: "1.2.840.10045.4.3.3",
  },
  "SHA-512": {
    node: "sha512",
    oid: "2.16.840.1.101.3.4.2.3",
    rsa: "1.2.840.113549.1.1.13",
    ec: "1.2.840.10045.4.3.4",
  },
} as const;

/** The digest of these pieces as if they were one. */
export function digest(algorithm: DigestAlgorithm, ...pieces: Uint8Array[]): Buffer {
  const hash = createHash(DIGESTS[algorithm].node);
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
}

/** The name of a digest by its identifier; null for one that is not trusted any more, or not known. */
export function digestByOid(oid: string): DigestAlgorithm | null {
  for (const name of ["SHA-256", "SHA-384", "SHA-512"] as const) if (DIGESTS[name].oid === oid) return name;
  return null;
}

/** Dotted. */
export function digestOid(algorithm: DigestAlgorithm): string {
  return DIGESTS[algorithm].oid;
}

/** Dotted, of the algorithm that names both the key and the digest. */
export function signatureOid(keyType: Signer["keyType"], algorithm: DigestAlgorithm): string {
  return DIGESTS[algorithm][keyType === "RSA" ? "rsa" : "ec"];
}

/** A key by its kind, where the digest is named beside it. */
export const KEY_OIDS = { RSA: "1.2.840.113549.1.1.1", EC: "1.2.840.10045.2.1" } as const;

/** The key and the digest that an algorithm of signatures names; null for one that is not trusted, or not known. */
export function signatureByOid(oid: string): { digest: DigestAlgorithm; kind: Signer["keyType"] } | null {
  for (const digest of ["SHA-256", "SHA-384", "SHA-512"] as const)
    for (const kind of ["RSA", "EC"] as const)
      if (signatureOid(kind, digest) === oid) return { digest, kind };
  return null;
}

/** What Node calls it. */
export function nodeDigest(algorithm: DigestAlgorithm): string {
  return DIGESTS[algorithm].node;
}

/** @param parameters left out as RFC 5754 wants it; services for time stamps expect the NULL that OpenSSL sends */
export function digestIdentifier(algorithm: DigestAlgorithm, parameters?: "with NULL"): Buffer {
  return sequence(objectId(DIGESTS[algorithm].oid), ...(parameters ? [NULL] : []));
}

export function signatureIdentifier(keyType: Signer["keyType"], algorithm: DigestAlgorithm): Buffer {
  const oid = objectId(signatureOid(keyType, algorithm));
  return keyType === "RSA" ? sequence(oid, NULL) : sequence(oid);
}
