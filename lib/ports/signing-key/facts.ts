import type { X509Certificate } from "node:crypto";
import { certificateName, hasWeakKey, usesOf } from "@/lib/pades/certificates";
import type { CertificateName } from "@/lib/pades/shapes";

/** Why nothing can be signed with it. */
export type SigningKeyRefusal =
  | "unreadable"
  | "wrong-password"
  | "no-key"
  | "no-certificate"
  | "other-key" // the key is of none of the certificates
  | "expired"
  | "not-yet-valid"
  | "not-for-signing" // an authority's, or one for servers, programs or time stamps
  | "weak-key" // RSA under 2048 bits, or a curve that is not NIST's
  | "weak-certificate"; // signed with SHA-1 or worse

/** What is told of a certificate that signs; never anything of its key. */
export type SigningFacts = CertificateName & {
  /** SHA-256 of the DER, in hex. */
  fingerprint: string;
  keyType: "RSA" | "EC";
};

/** Signing documents, mail, Adobe's and Microsoft's own for documents, and anything. */
const DOCUMENT_PURPOSES = [
  "1.3.6.1.5.5.7.3.36",
  "1.3.6.1.5.5.7.3.4",
  "1.2.840.113583.1.1.5",
  "1.3.6.1.4.1.311.10.3.12",
  "2.5.29.37.0",
];

/** Whether documents can be signed with this at that moment (RFC 5280, 4.2.1.3 and 4.2.1.12; RFC 9336); null: yes. */
export function refusalOf(certificate: X509Certificate, at: Date): SigningKeyRefusal | null {
  if (at > new Date(certificate.validTo)) return "expired";
  if (at < new Date(certificate.validFrom)) return "not-yet-valid";
  if (hasWeakKey(certificate)) return "weak-key";
  try {
    const { isAuthority, signs, purposes, weaklySigned } = usesOf(certificate);
    const suits = !purposes || purposes.oids.some((oid) => DOCUMENT_PURPOSES.includes(oid));
    if (isAuthority || signs === false || !suits) return "not-for-signing";
    return weaklySigned ? "weak-certificate" : null;
  } catch {
    return "unreadable";
  }
}

export function signingFacts(certificate: X509Certificate): SigningFacts {
  return {
    ...certificateName(certificate),
    fingerprint: certificate.fingerprint256.replaceAll(":", "").toLowerCase(),
    keyType: certificate.publicKey.asymmetricKeyType === "ec" ? "EC" : "RSA",
  };
}
