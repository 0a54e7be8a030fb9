import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { certificateBlocks, certificatesIn } from "@/lib/shared/pem";
import { type Result, refuse } from "@/lib/shared/result";

/** What is told of a certificate; never anything of its key. */
export type CertificateFacts = {
  /** The common name of whom it is of. */
  subject: string;
  notAfter: Date;
  /** SHA-256 of the DER, in hex. */
  fingerprint: string;
};

/** By the field that is at fault. */
export type PairRefusal = {
  certificate?:
    | "certificate-missing"
    | "certificate-unreadable"
    | "certificate-expired"
    | "certificate-not-yet";
  key?: "key-missing" | "key-unreadable" | "key-passphrase" | "key-not-rsa" | "key-other-certificate";
};

/**
 * Whether a certificate and a key can sign for a firm: both readable, RSA, of each other, and valid at this moment.
 *
 * Takes PEM; the certificate may be followed by its issuers. The key may be encrypted with `passphrase`; it comes back
 * as plain PKCS#8, to be sealed at once.
 */
export function readPair(
  pem: { certificate: string | null; key: string | null; passphrase: string },
  at: Date,
):
  | { ok: true; certificate: string; key: string; facts: CertificateFacts }
  | { ok: false; faults: PairRefusal } {
  const faults: PairRefusal = {};
  const certificate = pem.certificate === null ? null : firstCertificate(pem.certificate);
  if (pem.certificate === null) faults.certificate = "certificate-missing";
  else if (!certificate) faults.certificate = "certificate-unreadable";
  else if (new Date(certificate.validTo) < at) faults.certificate = "certificate-expired";
  else if (new Date(certificate.validFrom) > at) faults.certificate = "certificate-not-yet";
  const key = pem.key === null ? refuse("key-missing") : privateKey(pem.key, pem.passphrase);
  if (!key.ok) faults.key = key.reason;
  else if (certificate && !certificate.checkPrivateKey(key.key)) faults.key = "key-other-certificate";
  if (!certificate || !key.ok || Object.keys(faults).length > 0) return { ok: false, faults };
  return {
    ok: true,
    certificate: certificatesIn(pem.certificate ?? ""),
    key: key.key.export({ type: "pkcs8", format: "pem" }).toString(),
    facts: factsOf(certificate),
  };
}

/** What is told of the certificate that was kept; null when there is none, or none that can be read. */
export function certificateFacts(pem: string | null): CertificateFacts | null {
  const certificate = pem === null ? null : firstCertificate(pem);
  return certificate && factsOf(certificate);
}

function factsOf({ subject, validTo, fingerprint256 }: X509Certificate): CertificateFacts {
  const name = subject.split("\n").find((line) => line.startsWith("CN="));
  return {
    subject: name?.slice(3) ?? subject.replaceAll("\n", ", "),
    notAfter: new Date(validTo),
    fingerprint: fingerprint256.replaceAll(":", "").toLowerCase(),
  };
}

function privateKey(
  pem: string,
  passphrase: string,
): Result<{ key: KeyObject }, "key-unreadable" | "key-passphrase" | "key-not-rsa"> {
  const encrypted = /ENCRYPTED/.test(pem);
  try {
    const key = createPrivateKey({ key: pem, ...(encrypted ? { passphrase } : {}) });
    return key.asymmetricKeyType === "rsa" ? { ok: true, key } : refuse("key-not-rsa");
  } catch {
    // What OpenSSL says of it is of no use to anybody, and nothing of a key belongs in a log.
    return refuse(encrypted ? "key-passphrase" : "key-unreadable");
  }
}

function firstCertificate(pem: string): X509Certificate | null {
  const [block] = certificateBlocks(pem);
  return block ? parsed(block) : null;
}

function parsed(block: string): X509Certificate | null {
  try {
    return new X509Certificate(block);
  } catch {
    return null;
  }
}
