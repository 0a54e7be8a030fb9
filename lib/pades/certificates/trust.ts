import { OIDS } from "@/lib/pades/algorithms";
import type { Distrust } from "@/lib/pades/shapes";
import { type Certificate, readCertificates, USAGE } from "./certificate";
import { isUnderstood, pathsOf } from "./path";
import { type Revocation, revocationOf } from "./revocation";

type Purpose = "document" | "timestamp";

/** What a certificate is judged by. */
export type Circumstances = {
  /** Certificates to find the way with; that they are here says nothing. */
  pool: Certificate[];
  /** DER of the roots that are trusted, which may be thousands. */
  anchors: Uint8Array[];
  /** When it has to have been valid. */
  at: Date;
  /** Revocation lists in DER. */
  crls: Uint8Array[];
  purpose: Purpose;
};

const ANY_PURPOSE = "2.5.29.37.0";

/** E-mail, documents by RFC 9336, by Microsoft and by Adobe: what Acrobat takes a signature on a document from. */
const DOCUMENT_PURPOSES = [
  "1.3.6.1.5.5.7.3.4",
  "1.3.6.1.5.5.7.3.36",
  "1.3.6.1.4.1.311.10.3.12",
  "1.2.840.113583.1.1.5",
  ANY_PURPOSE,
];

/** Extended key usages that an issuer must not exclude. */
const PURPOSES = { document: DOCUMENT_PURPOSES, timestamp: [OIDS.timeStamping, ANY_PURPOSE] } as const;

/** Why this certificate is not trusted for this purpose at that time; null: it is. */
export function distrustOf(certificate: Certificate, circumstances: Circumstances): Distrust {
  return trustOf(certificate, circumstances).distrust;
}

export type Trust = {
  distrust: Distrust;
  /** From the certificate to the root; the certificate alone where it is not trusted. */
  path: Certificate[];
};

/** The same, with the way by which it is trusted. */
export function trustOf(certificate: Certificate, circumstances: Circumstances): Trust {
  let first: Distrust | undefined;
  const { pool, anchors, purpose } = circumstances;
  const roots = rootsFor([certificate, ...pool], anchors);
  for (const path of pathsOf(certificate, pool, roots, PURPOSES[purpose])) {
    const distrust = distrustOfPath(path, circumstances);
    if (distrust === null) return { distrust, path };
    first ??= distrust;
  }
  return { distrust: first ?? "no-root", path: [certificate] };
}

/** Those of the roots that may have issued one of these, or are one: reading all of a trust list takes seconds. */
function rootsFor(certificates: Certificate[], anchors: Uint8Array[]): Certificate[] {
  const issuers = [...new Map(certificates.map(({ issuer }) => [issuer.toString("hex"), issuer])).values()];
  const near = anchors.filter((anchor) => {
    const bytes = Buffer.from(anchor.buffer, anchor.byteOffset, anchor.byteLength);
    return (
      issuers.some((issuer) => bytes.includes(issuer)) || certificates.some(({ der }) => der.equals(bytes))
    );
  });
  return readCertificates(near);
}

function distrustOfPath(path: Certificate[], { at, crls, purpose }: Circumstances): Distrust {
  const [leaf] = path;
  if (!leaf || !isUnderstood(leaf) || !isFor(leaf, purpose)) return "not-for-this";
  for (const [index, one] of path.entries()) {
    const issuer = path[index + 1];
    const revocation = issuer && revocationOf(one, issuer, crls);
    if (revocation && isRevoked(revocation, at, index === 0 && purpose === "timestamp")) return "revoked";
  }
  if (path.some(({ notAfter }) => notAfter < at)) return "expired";
  return path.some(({ notBefore }) => notBefore > at) ? "not-yet" : null;
}

/** RFC 5280, 4.2.1.3 and 4.2.1.12; for time stamps RFC 3161, 2.3. */
function isFor(certificate: Certificate, purpose: Purpose): boolean {
  const { authority, purposes } = certificate;
  if (purpose === "document") return isForDocuments(certificate);
  if (!maySign(certificate)) return false;
  if (authority?.allowed) return false;
  return !!purposes?.critical && purposes.oids.length === 1 && purposes.oids[0] === OIDS.timeStamping;
}

/** Whether a certificate may sign documents (RFC 5280, 4.2.1.3 and 4.2.1.12; RFC 9336). */
export function isForDocuments(certificate: Certificate): boolean {
  const { purposes } = certificate;
  if (!maySign(certificate)) return false;
  return !purposes || purposes.oids.some((oid) => DOCUMENT_PURPOSES.includes(oid));
}

function maySign({ usage }: Certificate): boolean {
  return !usage || usage(USAGE.digitalSignature) || usage(USAGE.nonRepudiation);
}

/**
 * A stamp from before the revocation holds only if the list says that the key was not lost: whoever has the key can
 * stamp any time (RFC 3161, 4, the first consideration).
 */
function isRevoked({ at: since, reason }: Revocation, at: Date, stamps: boolean): boolean {
  const keyIsSafe = reason !== null && [0, 3, 4, 5].includes(reason);
  return (stamps && !keyIsSafe) || since <= at;
}
