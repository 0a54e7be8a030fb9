import { createPrivateKey, KeyObject, type X509Certificate } from "node:crypto";
import { P12Signer } from "@libpdf/core";
import { readCertificate } from "@/lib/pades/certificates";
import { keySigner } from "@/lib/pades/key-signer";
import type { Signer } from "@/lib/pades/shapes";
import { certificateBlocks } from "@/lib/shared/pem";
import { type Result, refuse } from "@/lib/shared/result";
import { refusalOf, type SigningFacts, type SigningKeyRefusal, signingFacts } from "./facts";
import { isTooSlow } from "./iterations";

export type OwnKey = Result<{ signer: Signer; facts: SigningFacts }, SigningKeyRefusal>;

/** A key with its chain is a few thousand bytes. */
const mostBytes = 256 * 1024;

/**
 * Who signs with the key in a PKCS#12, if documents can be signed with it at that moment. Which of the certificates is
 * the key's is found by the key, whatever their order.
 */
export async function signerFromPkcs12(bytes: Uint8Array, password: string, at: Date): Promise<OwnKey> {
  if (bytes.length > mostBytes || isTooSlow(bytes)) return refuse("unreadable");
  let read: P12Signer;
  try {
    read = await P12Signer.create(bytes, password);
  } catch (error) {
    return refuse(reasonOf(error));
  }
  // The library's own sign() hashes with SHA-256 whatever it is asked to, when the key is RSA.
  const { privateKey } = read as unknown as { privateKey: CryptoKey };
  const certificates = [read.certificate, ...(read.certificateChain ?? [])];
  return ownKey(KeyObject.from(privateKey), certificates, at);
}

/**
 * The same for PEM: the certificate first or last, its issuers beside it. An encrypted key is opened with `passphrase`.
 */
export function signerFromPem(
  pem: { certificate: string; key: string; passphrase: string },
  at: Date,
): OwnKey {
  const blocks = certificateBlocks(pem.certificate);
  const certificates = blocks.map((block) => Buffer.from(block.replace(/-----[^-]+-----|\s/g, ""), "base64"));
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
  const certificates = ders.map(readCertificate).filter((one) => one !== null);
  if (certificates.length === 0) return refuse(ders.length > 0 ? "unreadable" : "no-certificate");
  const certificate = certificates.find((one) => one.checkPrivateKey(key));
  if (!certificate) return refuse("other-key");
  const reason = refusalOf(certificate, at);
  if (reason) return refuse(reason);
  const signer = keySigner(key, certificate.raw, issuersOf(certificate, certificates));
  return { ok: true, signer, facts: signingFacts(certificate) };
}

/** In their order, and nothing that only came along. */
function issuersOf(certificate: X509Certificate, others: X509Certificate[]): Uint8Array[] {
  const chain = [certificate];
  for (let child = certificate; chain.length < 8; ) {
    const issuer = others.find((one) => !chain.includes(one) && child.checkIssued(one));
    if (!issuer) break;
    chain.push(issuer);
    child = issuer;
  }
  return chain.slice(1).map(({ raw }) => raw);
}

function reasonOf(error: unknown): SigningKeyRefusal {
  const message = error instanceof Error ? error.message : "";
  if (/integrity|password|\bH?MAC\b/i.test(message)) return "wrong-password";
  if (/no private key/i.test(message)) return "no-key";
  if (/no certificates/i.test(message)) return "no-certificate";
  return "unreadable";
}
