import { type Certificate, keyOf, USAGE } from "./certificate";
import { schemeOf, weaknessOf } from "./signature-value";

/** What a hostile file may cost: checks of signatures, and steps up. */
const MOST_CHECKS = 64;
const MOST_STEPS = 50_000;
/** Real ones have three or four. */
const LONGEST = 8;

/**
 * Extensions whose meaning is taken into account here, or does not change it: RFC 5280's own but for name constraints,
 * statements of qualified certificates, and Adobe's. Every policy is good here, as it is to OpenSSL.
 */
const KNOWN = new Set([
  "2.5.29.9",
  "2.5.29.14",
  "2.5.29.15",
  "2.5.29.16",
  "2.5.29.17",
  "2.5.29.18",
  "2.5.29.19",
  "2.5.29.31",
  "2.5.29.32",
  "2.5.29.33",
  "2.5.29.35",
  "2.5.29.36",
  "2.5.29.37",
  "2.5.29.46",
  "2.5.29.54",
  "1.3.6.1.5.5.7.1.1",
  "1.3.6.1.5.5.7.1.3",
  "1.3.6.1.5.5.7.1.11",
  "1.3.6.1.5.5.7.48.1.5",
  "1.2.840.113583.1.1.9.1",
  "1.2.840.113583.1.1.9.2",
]);

/** Whether there is nothing critical in it that is not known here. */
export function isUnderstood({ critical }: Certificate): boolean {
  return critical.every((oid) => KNOWN.has(oid));
}

/**
 * The paths from a certificate to one of the trusted ones, itself first (RFC 5280, 6): names, signatures and what the
 * issuers are allowed. When each is valid, and whether it was revoked, is looked at by who asks.
 * @param purposes extended key usages, of which an issuer that has any must have one
 */
export function* pathsOf(
  leaf: Certificate,
  pool: Certificate[],
  anchors: Certificate[],
  purposes: readonly string[],
): Generator<Certificate[]> {
  const trusted = new Set(anchors.map(idOf));
  const everybody = [...anchors, ...pool.filter((one) => !trusted.has(idOf(one)))];
  const left = { checks: MOST_CHECKS, steps: MOST_STEPS };
  yield* up([leaf]);

  function* up(path: Certificate[]): Generator<Certificate[]> {
    const last = path.at(-1);
    if (!last) return;
    if (trusted.has(idOf(last))) yield path;
    if (path.length >= LONGEST) return;
    for (const issuer of everybody) {
      if (left.checks <= 0 || left.steps-- <= 0) return;
      if (path.some((one) => isSameParty(one, issuer)) || !last.x509.checkIssued(issuer.x509)) continue;
      if (!isFor(issuer, purposes) || !mayIssue(issuer, path, trusted.has(idOf(issuer)))) continue;
      left.checks--;
      if (isIssued(last, issuer)) yield* up([...path, issuer]);
    }
  }
}

function isFor({ purposes }: Certificate, wanted: readonly string[]): boolean {
  return !purposes || purposes.oids.some((oid) => wanted.includes(oid));
}

function idOf({ x509 }: Certificate): string {
  return x509.fingerprint256;
}

function isSelfIssued({ subject, issuer }: Certificate): boolean {
  return subject.equals(issuer);
}

/** The same name with the same key: going round in a circle. */
function isSameParty(a: Certificate, b: Certificate): boolean {
  const [keyOfA, keyOfB] = [keyOf(a), keyOf(b)];
  return a.subject.equals(b.subject) && !!keyOfA && !!keyOfB && keyOfA.equals(keyOfB);
}

/** An old root may say nothing of being an authority: it is one because it is trusted, and issued itself. */
function mayIssue(issuer: Certificate, below: Certificate[], trusted: boolean): boolean {
  const { authority, usage } = issuer;
  if (!(authority ? authority.allowed : trusted && isSelfIssued(issuer))) return false;
  if (usage && !usage(USAGE.keyCertSign)) return false;
  if (!isUnderstood(issuer)) return false;
  // The certificate at the bottom does not count, nor do those that an authority gives to itself (RFC 5280, 4.2.1.9).
  const between = below.slice(1).filter((one) => !isSelfIssued(one)).length;
  return between <= (authority?.longest ?? Number.POSITIVE_INFINITY);
}

function isIssued(certificate: Certificate, issuer: Certificate): boolean {
  const key = keyOf(issuer);
  if (!key || weaknessOf(key) !== null) return false;
  try {
    return typeof schemeOf(certificate.signedBy, null) !== "string" && certificate.x509.verify(key);
  } catch {
    return false;
  }
}
