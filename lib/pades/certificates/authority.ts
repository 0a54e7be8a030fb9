import { createHash, createPublicKey, generateKeyPair, type KeyObject, randomBytes, sign } from "node:crypto";
import { promisify } from "node:util";
import { BitString, Integer, OctetString, PrintableString, Utf8String } from "asn1js";
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  CRLDistributionPoints,
  DistributionPoint,
  Extension,
  ExtKeyUsage,
  GeneralName,
  PublicKeyInfo,
  type RelativeDistinguishedNames,
  Time,
} from "pkijs";
import { OIDS, signatureIdentifier } from "@/lib/pades/algorithms";

/**
 * Makes certificates of its own (X.509, RFC 5280): for the demo and for tests alone. What production signs with comes
 * from a trust service.
 */

export type Subject = { commonName: string; organisation?: string /** Two letters. */; country?: string };
export type Purpose = "root" | "issuing" | "document-signing" | "time-stamping";
export type KeyType = "RSA" | "EC";

export type Identity = { /** DER. */ certificate: Buffer /** Private. */; key: KeyObject };

export type CertificateRequest = {
  subject: Subject;
  purpose: Purpose;
  from: Date;
  to: Date;
  /** Who signs it; left out: it signs itself. */
  issuer?: Identity;
  keyType?: KeyType;
  /** Where its issuer tells what was revoked. */
  crlUrl?: string;
};

/**
 * Signing documents (RFC 9336), and mail beside it, as trust services do: readers that judge by NSS (pdfsig) know the
 * second alone.
 */
const DOCUMENT_SIGNING = ["1.3.6.1.5.5.7.3.36", "1.3.6.1.5.5.7.3.4"];
// The bits of keyUsage (RFC 5280, 4.2.1.3), with how many at the end are unused.
const USAGE = {
  root: { byte: 0b0000_0110, unused: 1 },
  issuing: { byte: 0b0000_0110, unused: 1 },
  "document-signing": { byte: 0b1100_0000, unused: 6 },
  "time-stamping": { byte: 0b1100_0000, unused: 6 },
} as const;

const generated = promisify(generateKeyPair);

/** A key and a certificate over it: RSA of 2048 bits, or P-256; signed with SHA-256. */
export async function makeIdentity(request: CertificateRequest): Promise<Identity> {
  const { privateKey: key } =
    request.keyType === "EC"
      ? await generated("ec", { namedCurve: "P-256" })
      : await generated("rsa", { modulusLength: 2048 });
  return { key, certificate: makeCertificate(key, request) };
}

/** @param key private, of whom the certificate is about. @returns DER */
export function makeCertificate(key: KeyObject, request: CertificateRequest): Buffer {
  const { subject, from, to, issuer } = request;
  const certificate = new Certificate();
  certificate.version = 2;
  certificate.serialNumber = randomSerial();
  writeName(certificate.subject, subject);
  certificate.issuer = issuer
    ? Certificate.fromBER(new Uint8Array(issuer.certificate)).subject
    : certificate.subject;
  certificate.notBefore = timeOf(from);
  certificate.notAfter = timeOf(to);
  certificate.subjectPublicKeyInfo = publicKeyOf(key);
  certificate.extensions = extensionsOf(key, request);
  return signedBy(certificate, issuer?.key ?? key);
}

function signedBy(certificate: Certificate, key: KeyObject): Buffer {
  const keyType = key.asymmetricKeyType === "ec" ? "EC" : "RSA";
  const algorithm = AlgorithmIdentifier.fromBER(new Uint8Array(signatureIdentifier(keyType, "SHA-256")));
  certificate.signature = algorithm;
  certificate.signatureAlgorithm = algorithm;
  const body = Buffer.from(certificate.encodeTBS().toBER());
  certificate.signatureValue = new BitString({ valueHex: new Uint8Array(sign("sha256", body, key)) });
  return Buffer.from(certificate.toSchema(true).toBER());
}

/** As GeneralizedTime from 2050 on, and before that not (RFC 5280, 4.1.2.5). */
export function timeOf(value: Date): Time {
  return new Time({ type: value.getUTCFullYear() < 2050 ? 0 : 1, value });
}

/** SHA-1 over the key itself (RFC 5280, 4.2.1.2): a name for it and no proof. */
export function authorityKeyId(key: KeyObject): Extension {
  const identifier = new AuthorityKeyIdentifier({ keyIdentifier: new OctetString({ valueHex: keyId(key) }) });
  return extension("2.5.29.35", false, identifier.toSchema());
}

function extensionsOf(key: KeyObject, { purpose, issuer, crlUrl }: CertificateRequest): Extension[] {
  const isAuthority = purpose === "root" || purpose === "issuing";
  const basic = new BasicConstraints({
    cA: isAuthority,
    ...(purpose === "issuing" ? { pathLenConstraint: 0 } : {}),
  });
  const { byte, unused } = USAGE[purpose];
  const usage = new BitString({ valueHex: Uint8Array.of(byte), unusedBits: unused });
  const purposes = new ExtKeyUsage({
    keyPurposes: purpose === "time-stamping" ? [OIDS.timeStamping] : DOCUMENT_SIGNING,
  });
  return [
    extension("2.5.29.19", true, basic.toSchema()),
    extension("2.5.29.15", true, usage),
    ...(isAuthority ? [] : [extension("2.5.29.37", purpose === "time-stamping", purposes.toSchema())]),
    extension("2.5.29.14", false, new OctetString({ valueHex: keyId(key) })),
    ...(issuer ? [authorityKeyId(issuer.key)] : []),
    ...(crlUrl ? [extension("2.5.29.31", false, distributionPoint(crlUrl))] : []),
  ];
}

function distributionPoint(url: string) {
  const name = new GeneralName({ type: 6, value: url });
  return new CRLDistributionPoints({
    distributionPoints: [new DistributionPoint({ distributionPoint: [name] })],
  }).toSchema();
}

function extension(extnID: string, critical: boolean, value: { toBER(): ArrayBuffer }): Extension {
  return new Extension({ extnID, critical, extnValue: value.toBER() });
}

function writeName(name: RelativeDistinguishedNames, { commonName, organisation, country }: Subject): void {
  const add = (type: string, value: Utf8String | PrintableString) =>
    name.typesAndValues.push(new AttributeTypeAndValue({ type, value }));
  if (country) add("2.5.4.6", new PrintableString({ value: country }));
  if (organisation) add("2.5.4.10", new Utf8String({ value: organisation }));
  add("2.5.4.3", new Utf8String({ value: commonName }));
}

/** Sixteen bytes, positive (RFC 5280, 4.1.2.2). */
function randomSerial(): Integer {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return new Integer({ valueHex: bytes });
}

function publicKeyOf(key: KeyObject): PublicKeyInfo {
  return PublicKeyInfo.fromBER(createPublicKey(key).export({ type: "spki", format: "der" }));
}

function keyId(key: KeyObject): Buffer {
  const bits = publicKeyOf(key).subjectPublicKey.valueBlock.valueHexView;
  return createHash("sha1").update(bits).digest();
}
