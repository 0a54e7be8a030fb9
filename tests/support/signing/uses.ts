import type { Certificate } from "@/lib/pades/certificates/certificate";
import { USAGE } from "@/lib/pades/certificates/certificate";
import { isUnderstood } from "@/lib/pades/certificates/path";
import { schemeOf } from "@/lib/pades/certificates/signature-value";

/** What a certificate may be used for, as its extensions say. */
export function usesOf(certificate: Certificate) {
  const { authority, usage, purposes, signedBy } = certificate;
  return {
    isAuthority: authority?.allowed ?? false,
    pathLength: authority && Number.isFinite(authority.longest) ? authority.longest : null,
    signs: usage && (usage(USAGE.digitalSignature) || usage(USAGE.nonRepudiation)),
    purposes,
    weaklySigned: schemeOf(signedBy, null) === "weak-algorithm",
    unknownCritical: !isUnderstood(certificate),
  };
}
