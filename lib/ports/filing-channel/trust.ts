import { X509Certificate } from "node:crypto";
import type { Checked } from "./config";

/** The certificate in a BinarySecurityToken, if it is one whose signature is believed at that moment; else null. */
export function trustedSigner(token: string, signers: Checked["signers"], at: Date): X509Certificate | null {
  const certificate = read(token);
  if (!certificate || !validAt(certificate, at)) return null;
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  if (asymmetricKeyType !== "rsa" || (asymmetricKeyDetails?.modulusLength ?? 0) < 2048) return null;
  const fingerprint = certificate.fingerprint256.replaceAll(":", "").toLowerCase();
  if (signers.fingerprints.has(fingerprint)) return certificate;
  const named = certificate.subject
    .split("\n")
    .some(
      (line) =>
        line.startsWith("serialNumber=") && signers.serialNumbers.has(line.slice("serialNumber=".length)),
    );
  const issued = signers.authorities.some(
    (authority) =>
      authority.ca &&
      validAt(authority, at) &&
      certificate.checkIssued(authority) &&
      certificate.verify(authority.publicKey),
  );
  return named && issued && !certificate.ca ? certificate : null;
}

function read(token: string): X509Certificate | null {
  try {
    return new X509Certificate(Buffer.from(token, "base64"));
  } catch {
    return null;
  }
}

function validAt({ validFrom, validTo }: X509Certificate, at: Date): boolean {
  return new Date(validFrom) <= at && at <= new Date(validTo);
}
