import { type KeyObject, X509Certificate } from "node:crypto";
import { BasicConstraints, Certificate, ExtKeyUsage, type RelativeDistinguishedNames } from "pkijs";
import type { CertificateName } from "./shapes";

const NAMES = { commonName: "2.5.4.3", organisation: "2.5.4.10" };
const EXTENSIONS = { keyUsage: "2.5.29.15", basicConstraints: "2.5.29.19", extendedKeyUsage: "2.5.29.37" };
/** What may be marked critical without being judged here: other names, policies and where revocation is told. */
const UNDERSTOOD = [...Object.values(EXTENSIONS), "2.5.29.17", "2.5.29.31", "2.5.29.32"];
/** Signatures with MD2, MD5 or SHA-1, by RSA, DSA or ECDSA. */
const WEAK = [
  "1.2.840.113549.1.1.2",
  "1.2.840.113549.1.1.4",
  "1.2.840.113549.1.1.5",
  "1.3.14.3.2.29",
  "1.2.840.10040.4.3",
  "1.2.840.10045.4.1",
];

/** @param der one certificate; null when it cannot be read */
export function readCertificate(der: Uint8Array): X509Certificate | null {
  try {
    return new X509Certificate(Buffer.from(der));
  } catch {
    return null;
  }
}

/** Whom a certificate is of, and who says so. @throws when its names cannot be read */
export function certificateName(certificate: X509Certificate): CertificateName {
  const { subject, issuer } = Certificate.fromBER(certificate.raw);
  return {
    name: partOf(subject, NAMES.commonName) ?? certificate.subject.replaceAll("\n", ", "),
    organisation: partOf(subject, NAMES.organisation),
    issuer: partOf(issuer, NAMES.commonName) ?? certificate.issuer.replaceAll("\n", ", "),
    serial: certificate.serialNumber,
    notBefore: new Date(certificate.validFrom),
    notAfter: new Date(certificate.validTo),
  };
}

function partOf(name: RelativeDistinguishedNames, type: string): string | null {
  const found = name.typesAndValues.find((one) => one.type === type);
  const value: unknown = found?.value.valueBlock.value;
  return typeof value === "string" && value !== "" ? value : null;
}

/** What a certificate may be used for, as its extensions say (RFC 5280, 4.2.1). */
export type CertificateUses = {
  isAuthority: boolean;
  /** How many authorities may stand below it; null: any number. */
  pathLength: number | null;
  /** Whether its key may sign documents and data; null: nothing is said of it. */
  signs: boolean | null;
  /** Dotted; null: nothing is said of it. */
  purposes: { oids: string[]; critical: boolean } | null;
  /** It was signed by an algorithm that is not trusted any more. */
  weaklySigned: boolean;
  /** Something critical that is not understood here, so that it must not be relied on. */
  unknownCritical: boolean;
};

const known = new WeakMap<X509Certificate, CertificateUses>();

/** @throws when its extensions cannot be read */
export function usesOf(certificate: X509Certificate): CertificateUses {
  const uses = known.get(certificate) ?? readUses(certificate);
  // Looking for a chain asks this of each certificate again and again, and reading one takes milliseconds.
  known.set(certificate, uses);
  return uses;
}

function readUses(certificate: X509Certificate): CertificateUses {
  const { extensions = [], signatureAlgorithm } = Certificate.fromBER(certificate.raw);
  const found = (oid: string) => extensions.find(({ extnID }) => extnID === oid);
  const basic = found(EXTENSIONS.basicConstraints)?.parsedValue;
  const usage: unknown = found(EXTENSIONS.keyUsage)?.parsedValue;
  const extended = found(EXTENSIONS.extendedKeyUsage);
  const isAuthority = basic instanceof BasicConstraints && basic.cA;
  const pathLength = basic instanceof BasicConstraints ? basic.pathLenConstraint : undefined;
  return {
    isAuthority,
    // It is a number unless it is absurdly large.
    pathLength: typeof pathLength === "number" ? pathLength : null,
    signs: usage === undefined ? null : (firstByteOf(usage) & 0b1100_0000) !== 0,
    purposes: extended
      ? {
          oids: extended.parsedValue instanceof ExtKeyUsage ? extended.parsedValue.keyPurposes : [],
          critical: extended.critical,
        }
      : null,
    weaklySigned: WEAK.includes(signatureAlgorithm.algorithmId),
    unknownCritical: extensions.some(({ critical, extnID }) => critical && !UNDERSTOOD.includes(extnID)),
  };
}

/** digitalSignature and nonRepudiation are the first two bits of a key's usage. */
function firstByteOf(bits: unknown): number {
  const { valueBlock } = bits as { valueBlock?: { valueHexView?: Uint8Array } };
  return valueBlock?.valueHexView?.[0] ?? 0;
}

/** RSA under 2048 bits, or a curve other than NIST's of 256 bits and more (ETSI TS 119 312). */
export function isWeakKey({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): boolean {
  if (type === "rsa" || type === "rsa-pss") return (details?.modulusLength ?? 0) < 2048;
  if (type === "ec") return !["prime256v1", "secp384r1", "secp521r1"].includes(details?.namedCurve ?? "");
  return true;
}

/** The same of a certificate's key; one of a kind that Node does not know is as weak. */
export function hasWeakKey(certificate: X509Certificate): boolean {
  try {
    return isWeakKey(certificate.publicKey);
  } catch {
    return true;
  }
}
