import { createHash } from "node:crypto";
import { digestByOid, nodeDigest, OIDS } from "@/lib/pades/algorithms";
import { inside, octetsOf, oidOf, rawOf, tagOf, Unreadable } from "@/lib/pades/asn1/ber";
import type { Certificate } from "@/lib/pades/certificates/certificate";
import { attributeValue, type SignerInfo } from "./read";

/** The first of the two, which always takes SHA-1: enough to name a certificate whose own signature is checked. */
const SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12";

/**
 * What the signed attributes signing-certificate and signing-certificate-v2 (RFC 5035) say of this certificate: that
 * it is the one, that it is another, or nothing (null).
 * @throws Unreadable
 */
export function isNamedBy(signer: SignerInfo, certificate: Certificate): boolean | null {
  const answers = [SIGNING_CERTIFICATE, OIDS.signingCertificateV2]
    .map((oid) => ({ oid, value: attributeValue(signer.signed, oid) }))
    .filter(({ value }) => value !== null)
    .map(({ oid, value }) => {
      // The first of the list is the signer's own (RFC 5035, 5.4).
      const fields = inside(inside(inside(value ?? undefined)[0])[0]);
      const algorithm =
        oid === SIGNING_CERTIFICATE ? "sha1" : nameOf(tagOf(fields[0]) === 0x30 ? fields.shift() : null);
      const [hash, issuerSerial] = fields;
      const same = createHash(algorithm).update(certificate.der).digest().equals(octetsOf(hash));
      return same && (!issuerSerial || isOf(issuerSerial, certificate));
    });
  return answers.length === 0 ? null : answers.every(Boolean);
}

type Value = Parameters<typeof inside>[0];

function nameOf(identifier: Value | null): string {
  if (!identifier) return nodeDigest("SHA-256");
  const digest = digestByOid(oidOf(inside(identifier)[0]));
  if (!digest) throw new Unreadable("a certificate's digest of an unknown kind");
  return nodeDigest(digest);
}

function isOf(issuerSerial: Value, certificate: Certificate): boolean {
  const [, serial] = inside(issuerSerial);
  // The names are in the digest already, and some programs write them in another kind of string here.
  return !serial || rawOf(serial).equals(certificate.serial);
}
