import type { Certificate } from "@/lib/pades/certificate";
import { USAGE } from "@/lib/pades/certificate";
import { isUnderstood } from "@/lib/pades/path";
import { schemeOf } from "@/lib/pades/signature-value";

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
