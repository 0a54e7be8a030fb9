import type { X509Certificate } from "node:crypto";
import { type CertificateUses, hasWeakKey, usesOf } from "./certificates";
import type { Distrust } from "./shapes";

const ANY_PURPOSE = "2.5.29.37.0";
/** Real chains have three or four. */
const longest = 8;
/** A file may bring a thousand issuers of one name: so many are tried and no more. */
const mostTried = 64;

type Wanted = {
  /** Other certificates that came along, in any order. */
  pool: readonly X509Certificate[];
  /** Who is trusted: roots, or an authority below one. */
  anchors: readonly X509Certificate[];
  /** When they all must be valid. */
  at: Date;
  /** An extended key usage that issuers must not exclude; dotted. */
  purpose: string;
  /** Whether the certificate itself may be used for it. */
  suits: (uses: CertificateUses) => boolean;
};

export type Chain = {
  distrust: Distrust;
  /** From the certificate to the anchor; as far as it was found without one. */
  path: X509Certificate[];
};

/**
 * Looks for a way from a certificate to one that is trusted (RFC 5280, 6, without name constraints and policies: an
 * issuer that has critical ones is not followed). Says nothing of revocation.
 */
export function chainOf(certificate: X509Certificate, wanted: Wanted): Chain {
  const alone = (distrust: Distrust): Chain => ({ distrust, path: [certificate] });
  const uses = readUses(certificate);
  if (!uses || uses.unknownCritical || !wanted.suits(uses)) return alone("not-for-this");
  if (wanted.at < new Date(certificate.validFrom)) return alone("not-yet");
  if (wanted.at > new Date(certificate.validTo)) return alone("expired");
  if (hasWeakKey(certificate)) return alone("no-root");
  const path = wayUp([certificate], wanted, { tries: mostTried });
  return path ? { distrust: null, path } : alone("no-root");
}

function wayUp(path: X509Certificate[], wanted: Wanted, left: { tries: number }): X509Certificate[] | null {
  const [child] = path.slice(-1);
  if (!child || path.length > longest) return null;
  if (wanted.anchors.some((anchor) => anchor.raw.equals(child.raw))) return path;
  if (readUses(child)?.weaklySigned !== false) return null;
  for (const issuer of [...wanted.anchors, ...wanted.pool]) {
    if (left.tries <= 0) return null;
    // By name, which costs nothing; what follows is counted.
    if (!child.checkIssued(issuer)) continue;
    left.tries--;
    const isNew = !path.some((one) => one.raw.equals(issuer.raw));
    if (!isNew || !mayIssue(issuer, path.length - 1, wanted) || !isSignedBy(child, issuer)) continue;
    const whole = wayUp([...path, issuer], wanted, left);
    if (whole) return whole;
  }
  return null;
}

/** @param below how many authorities stand between it and the certificate that it is about */
function mayIssue(issuer: X509Certificate, below: number, { at, purpose }: Wanted): boolean {
  const uses = issuer.ca ? readUses(issuer) : null;
  if (!uses?.isAuthority || uses.unknownCritical || hasWeakKey(issuer)) return false;
  if (uses.pathLength !== null && below > uses.pathLength) return false;
  if (uses.purposes && ![purpose, ANY_PURPOSE].some((one) => uses.purposes?.oids.includes(one))) return false;
  return new Date(issuer.validFrom) <= at && at <= new Date(issuer.validTo);
}

function isSignedBy(child: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return child.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

function readUses(certificate: X509Certificate): CertificateUses | null {
  try {
    return usesOf(certificate);
  } catch {
    return null;
  }
}
