import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { DIGEST_ALGORITHMS, SIGNATURE_ALGORITHMS } from "./names";

export type WusConfig = {
  /** https; the first is also `wsa:To` of a delivery, the second of a question. */
  deliverUrl: string;
  statusUrl: string;
  /** Proves who we are to TLS, and signs. PEM; the certificate may be followed by its issuers. */
  clientCertificate: { key: string; certificate: string };
  /** PEM of who must have issued the server's certificate (PKIoverheid's is in no browser's list). */
  serverCa?: string;
  /** The WSDL prescribes rsa-sha1 and sha1. */
  signatureAlgorithm: keyof typeof SIGNATURE_ALGORITHMS;
  digestAlgorithm: keyof typeof DIGEST_ALGORITHMS;
  /** How long a signed request may be used. */
  timestampTtlSeconds: number;
  /** From dialling to the last byte of the answer, and of that at most for the connection. */
  timeoutMs: number;
  connectTimeoutMs?: number;
  maxResponseBytes?: number;
  trustedResponseSigners: TrustedSigners;
  /** How far the other clock may be off: 60 unless told otherwise. */
  clockSkewSeconds?: number;
};

/**
 * Whose signature is believed: these very certificates (SHA-256 of the DER, in hex, colons allowed), or those that
 * one of `authorities` (PEM) issued directly to a subject with one of these serial numbers. A PKIoverheid authority
 * alone would not do: every firm with a certificate of its own would be believed.
 */
export type TrustedSigners = {
  fingerprints?: readonly string[];
  authorities?: string;
  subjectSerialNumbers?: readonly string[];
};

/** The configuration with everything in it parsed, once. */
export type Checked = WusConfig & {
  key: KeyObject;
  /** Base64 of the DER, for the BinarySecurityToken. */
  token: string;
  signers: { fingerprints: Set<string>; authorities: X509Certificate[]; serialNumbers: Set<string> };
};

/** @throws an Error that names the setting that cannot work; never says a key */
export function checkConfig(config: WusConfig): Checked {
  for (const name of ["deliverUrl", "statusUrl"] as const)
    if (!URL.canParse(config[name]) || new URL(config[name]).protocol !== "https:")
      throw new Error(`${name} must be an https address`);
  if (!(config.signatureAlgorithm in SIGNATURE_ALGORITHMS)) throw new Error("signatureAlgorithm is unknown");
  if (!(config.digestAlgorithm in DIGEST_ALGORITHMS)) throw new Error("digestAlgorithm is unknown");
  for (const name of ["timestampTtlSeconds", "timeoutMs"] as const)
    if (!(config[name] > 0)) throw new Error(`${name} must be more than 0`);
  const certificate = parsed("clientCertificate.certificate", () =>
    first(config.clientCertificate.certificate),
  );
  const key = parsed("clientCertificate.key", () => createPrivateKey(config.clientCertificate.key));
  if (key.asymmetricKeyType !== "rsa") throw new Error("clientCertificate.key must be an RSA key");
  if (!certificate.checkPrivateKey(key))
    throw new Error("clientCertificate.key does not belong to the certificate");
  return { ...config, key, token: certificate.raw.toString("base64"), signers: signersOf(config) };
}

function signersOf({ trustedResponseSigners: trusted }: WusConfig): Checked["signers"] {
  const fingerprints = new Set(
    (trusted.fingerprints ?? []).map((one) => one.replaceAll(":", "").toLowerCase()),
  );
  if ([...fingerprints].some((one) => !/^[0-9a-f]{64}$/.test(one)))
    throw new Error("trustedResponseSigners.fingerprints must be SHA-256 in hex");
  const authorities = parsed("trustedResponseSigners.authorities", () =>
    certificatesOf(trusted.authorities ?? ""),
  );
  const serialNumbers = new Set(trusted.subjectSerialNumbers ?? []);
  if (authorities.length > 0 && serialNumbers.size === 0)
    throw new Error("trustedResponseSigners.authorities needs subjectSerialNumbers");
  if (authorities.length === 0 && fingerprints.size === 0)
    throw new Error("trustedResponseSigners names nobody");
  return { fingerprints, authorities, serialNumbers };
}

function first(pem: string): X509Certificate {
  const [certificate] = certificatesOf(pem);
  if (!certificate) throw new Error("no certificate");
  return certificate;
}

function certificatesOf(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block));
}

function parsed<T>(name: string, parse: () => T): T {
  try {
    return parse();
  } catch {
    throw new Error(`${name} cannot be read`);
  }
}
