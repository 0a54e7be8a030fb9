import { digest, digestByOid, OIDS } from "@/lib/pades/algorithms";
import { type Element, inside, octetsOf, oidOf, rawOf, withLengths } from "@/lib/pades/asn1/ber";
import { setOf } from "@/lib/pades/asn1/der";
import { type Certificate, keyOf, readCertificates } from "@/lib/pades/certificates/certificate";
import { isSignedBy, type Scheme, schemeOf, weaknessOf } from "@/lib/pades/certificates/signature-value";
import type { Fault, Verdict } from "@/lib/pades/shapes";
import { isNamedBy } from "./bound-certificate";
import { attributeValue, type SignedData, type SignerInfo } from "./read";

export type Checked = {
  /** Null: this content is what was signed, with the key of this certificate. */
  fault: Fault | null;
  /** The signer's; null when it cannot be found or read. */
  certificate: Certificate | null;
  signer: SignerInfo | null;
};

const BROKEN: readonly Fault[] = [
  "bytes-changed",
  "not-its-key",
  "wrong-range",
  "other-certificate",
  "timestamp-broken",
];

export function verdictOf(fault: Fault | null): Verdict {
  if (fault === null) return "valid";
  return BROKEN.includes(fault) ? "broken" : "unjudged";
}

/**
 * Checks the one signature of a SignedData over this content. Whether its certificate is trusted is another question.
 * @param content the pieces that are signed, as if they were one
 * @param named whether the signed attributes have to name the certificate, as CAdES and RFC 3161 want it
 * @param others certificates to look among when the signer's is not inside
 */
export function checkSigned(
  signed: SignedData,
  content: Uint8Array[],
  { named, others = [] }: { named: boolean; others?: Certificate[] },
): Checked {
  const [signer, ...more] = signed.signers;
  if (!signer) return { fault: "unreadable", certificate: null, signer: null };
  if (more.length > 0) return { fault: "several-signers", certificate: null, signer: null };
  const candidates = [...readCertificates(signed.certificates), ...others].filter((one) => isBy(signer, one));
  try {
    // Of two that say they are the same one, the attribute tells.
    const certificate = candidates.find((one) => isNamedBy(signer, one)) ?? candidates[0] ?? null;
    const fault = certificate ? faultOf(signed, signer, certificate, content, named) : "unreadable";
    return { fault, certificate, signer };
  } catch {
    return { fault: "unreadable", certificate: candidates[0] ?? null, signer };
  }
}

function isBy({ by }: SignerInfo, certificate: Certificate): boolean {
  if ("keyId" in by) return certificate.keyId?.equals(by.keyId) ?? false;
  return certificate.serial.equals(by.serial) && certificate.issuer.equals(by.issuer);
}

function faultOf(
  { contentType }: SignedData,
  signer: SignerInfo,
  certificate: Certificate,
  content: Uint8Array[],
  named: boolean,
): Fault | null {
  const digestAlgorithm = digestByOid(signer.digestOid);
  if (!digestAlgorithm) return isOldDigest(signer.digestOid) ? "weak-algorithm" : "unknown-kind";
  const scheme = schemeOf(signer.algorithm, digestAlgorithm);
  if (typeof scheme === "string") return scheme;
  if (scheme.digest !== digestAlgorithm) return "unknown-kind";
  const key = keyOf(certificate);
  const weakness = weaknessOf(key);
  if (!key || weakness) return weakness;
  const isHis = (pieces: Uint8Array[]) => isSignedBy(key, scheme as Scheme, pieces, signer.value);
  // Without attributes the signature is over the content itself.
  if (!signer.signed) return named ? "unknown-kind" : isHis(content) ? null : "not-its-key";
  const type = attributeValue(signer.signed, OIDS.contentType);
  const messageDigest = attributeValue(signer.signed, OIDS.messageDigest);
  if (!type || !messageDigest || oidOf(type) !== contentType) return "unreadable";
  if (!octetsOf(messageDigest).equals(digest(digestAlgorithm, ...content))) return "bytes-changed";
  if (!waysToWrite(signer.signed).some((bytes) => isHis([bytes]))) return "not-its-key";
  const naming = isNamedBy(signer, certificate);
  if (naming === null) return named ? "unknown-kind" : null;
  return naming ? null : "other-certificate";
}

/**
 * What is signed are the attributes as a SET in DER (RFC 5652, 5.4). Some programs sign them in the order in which they
 * stand, some write lengths at the end only: it is the same set in all of these ways.
 */
function waysToWrite(attributes: Element): Buffer[] {
  const items = inside(attributes).map(withLengths);
  const asItStands = rawOf(attributes);
  const inOrder = withLengths(attributes);
  asItStands[0] = 0x31;
  inOrder[0] = 0x31;
  return [asItStands, inOrder, setOf(...items)];
}

/** MD2, MD5, SHA-1 and RIPEMD-160. */
function isOldDigest(oid: string): boolean {
  return ["1.2.840.113549.2.2", "1.2.840.113549.2.5", "1.3.14.3.2.26", "1.3.36.3.2.1"].includes(oid);
}
