import { createPrivateKey, type KeyObject } from "node:crypto";
import { type Certificate, readCertificates } from "@/lib/pades/certificates/certificate";
import { keySigner } from "@/lib/pades/certificates/key-signer";
import type { Signer } from "@/lib/pades/shapes";
import { certificateDers, pemOf } from "@/lib/shared/pem";
import { type Result, refuse } from "@/lib/shared/result";
import { refusalOf, type SigningFacts, type SigningKeyRefusal, signingFacts } from "./facts";
import { openPkcs12 } from "./pkcs12";
import { canBeOpened } from "./rounds";

export type OwnKey = Result<
  {
    signer: Signer;
    facts: SigningFacts;
    /** The certificate with its issuers, and the key in plain PKCS#8: to be sealed at once. signerFromPem reads them. */
    pem: { certificate: string; key: string };
  },
  SigningKeyRefusal
>;

/** A key with its chain is a few thousand bytes. */
const mostBytes = 256 * 1024;

/**
 * Who signs with the key in a PKCS#12, if documents can be signed with it at that moment. Which of the certificates is
 * the key's is found by the key, whatever their order. Opening one takes up to seconds: whoever keeps the key keeps the
 * PEM, sealed.
 */
export async function signerFromPkcs12(bytes: Uint8Array, password: string, at: Date): Promise<OwnKey> {
  if (bytes.length > mostBytes || !canBeOpened(bytes)) return refuse("unreadable");
  const opened = await openPkcs12(bytes, password);
  if (!opened.ok) return opened;
  const key = createPrivateKey({ key: Buffer.from(opened.key), format: "der", type: "pkcs8" });
  return ownKey(key, opened.certificates, at);
}

/**
 * The same for PEM: the certificate first or last, its issuers beside it. An encrypted key is opened with `passphrase`.
 */
export function signerFromPem(
  pem: { certificate: string; key: string; passphrase: string },
  at: Date,
): OwnKey {
  const certificates = certificateDers(pem.certificate);
  if (!pem.key.trim()) return refuse("no-key");
  const encrypted = /ENCRYPTED/.test(pem.key);
  try {
    const key = createPrivateKey({ key: pem.key, ...(encrypted ? { passphrase: pem.passphrase } : {}) });
    return ownKey(key, certificates, at);
  } catch {
    // What OpenSSL says of it is of no use to anybody, and nothing of a key belongs in a log.
    return refuse(encrypted ? "wrong-password" : "unreadable");
  }
}

function ownKey(key: KeyObject, ders: Uint8Array[], at: Date): OwnKey {
  const certificates = readCertificates(ders);
  if (certificates.length === 0) return refuse(ders.length > 0 ? "unreadable" : "no-certificate");
  const certificate = certificates.find(({ x509 }) => x509.checkPrivateKey(key));
  if (!certificate) return refuse("other-key");
  const reason = refusalOf(certificate, at);
  if (reason) return refuse(reason);
  const chain = issuersOf(certificate, certificates);
  const pem = {
    certificate: [certificate.der, ...chain].map((der) => pemOf(der, "CERTIFICATE")).join(""),
    key: key.export({ type: "pkcs8", format: "pem" }).toString(),
  };
  return { ok: true, signer: keySigner(key, certificate.der, chain), facts: signingFacts(certificate), pem };
}

/** In their order, and nothing that only came along. */
function issuersOf(certificate: Certificate, others: Certificate[]): Uint8Array[] {
  const chain = [certificate];
  for (let child = certificate; chain.length < 8; ) {
    const issuer = others.find((one) => !chain.includes(one) && child.x509.checkIssued(one.x509));
    if (!issuer) break;
    chain.push(issuer);
    child = issuer;
  }
  return chain.slice(1).map(({ der }) => der);
}
