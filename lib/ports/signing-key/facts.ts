import { type Certificate, keyOf } from "@/lib/pades/certificates/certificate";
import { isForAll, schemeOf } from "@/lib/pades/certificates/signature-value";
import { isForDocuments } from "@/lib/pades/certificates/trust";
import type { CertificateName } from "@/lib/pades/shapes";

/** Why nothing can be signed with it. */
export type SigningKeyRefusal =
  | "unreadable"
  | "wrong-password"
  | "no-key"
  | "several-keys" // nobody can tell which of them is meant
  | "no-certificate"
  | "other-key" // the key is of none of the certificates
  | "expired"
  | "not-yet-valid"
  | "not-for-signing" // an authority's, one for servers, programs or time stamps, or a key for RSASSA-PSS alone
  | "weak-key" // RSA under 2048 bits, or a curve that is not NIST's
  | "weak-certificate"; // signed with SHA-1 or worse

/** What is told of a certificate that signs; never anything of its key. */
export type SigningFacts = CertificateName & {
  /** SHA-256 of the DER, in hex. */
  fingerprint: string;
  keyType: "RSA" | "EC";
};

/** Whether documents can be signed with this at that moment; null: yes. */
export function refusalOf(certificate: Certificate, at: Date): SigningKeyRefusal | null {
  const { notBefore, notAfter, authority, signedBy } = certificate;
  if (at > notAfter) return "expired";
  if (at < notBefore) return "not-yet-valid";
  if (!isForAll(keyOf(certificate))) return "weak-key";
  // A key that is for RSASSA-PSS alone would sign so, and what is written beside it says PKCS#1.
  if (keyOf(certificate)?.asymmetricKeyType === "rsa-pss") return "not-for-signing";
  if (authority?.allowed || !isForDocuments(certificate)) return "not-for-signing";
  return schemeOf(signedBy, null) === "weak-algorithm" ? "weak-certificate" : null;
}

export function signingFacts({ name, x509 }: Certificate): SigningFacts {
  return {
    ...name,
    fingerprint: x509.fingerprint256.replaceAll(":", "").toLowerCase(),
    keyType: x509.publicKey.asymmetricKeyType === "ec" ? "EC" : "RSA",
  };
}
