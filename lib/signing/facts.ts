import { type Certificate, readCertificates } from "@/lib/pades/certificates/certificate";
import { trustOf } from "@/lib/pades/certificates/trust";
import { now } from "@/lib/ports/clock";
import { demoAuthority } from "@/lib/ports/demo-authority";
import { environment } from "@/lib/ports/environment";
import { type SigningFacts, signingFacts } from "@/lib/ports/signing-key/facts";
import { trustedRoots } from "@/lib/ports/trusted-roots";
import { certificateDers } from "@/lib/shared/pem";

/**
 * What a reader of a signed file will make of a certificate: it leads to a root that this portal trusts, to the demo's own
 * that has no legal value, or to none.
 */
export type Standing = "trusted" | "demo" | "untrusted";

/** What is told of a certificate that was kept. @param pem its issuers behind it */
export function factsOf(pem: string): SigningFacts {
  return signingFacts(chainOf(pem)[0]);
}

/** Whom it leads to, whether or not it has ended meanwhile. Reads the roots from files: not inside a transaction. */
export async function standingOf(pem: string): Promise<Standing> {
  const [certificate, ...pool] = chainOf(pem);
  const { signers: anchors } = await trustedRoots();
  const at = new Date(Math.min(now().getTime(), certificate.notAfter.getTime()));
  const { distrust, path } = trustOf(certificate, { pool, anchors, at, crls: [], purpose: "document" });
  if (distrust !== null) return "untrusted";
  const root = path.at(-1)?.der;
  const isDemo = environment().PORTAL_MODE === "demo" && root?.equals((await demoAuthority()).root);
  return isDemo ? "demo" : "trusted";
}

/** Issued by itself: whoever made it says who it is of, and nobody else does. */
export function isSelfSigned(pem: string): boolean {
  const [{ subject, issuer, x509 }] = chainOf(pem);
  return subject.equals(issuer) && x509.verify(x509.publicKey);
}

/** @throws when it is no certificate; only those are kept that were read */
function chainOf(pem: string): [Certificate, ...Certificate[]] {
  const [certificate, ...issuers] = readCertificates(certificateDers(pem));
  if (!certificate) throw new Error("A certificate was kept that cannot be read");
  return [certificate, ...issuers];
}
