import { readCertificates } from "@/lib/pades/certificates/certificate";
import { trustOf } from "@/lib/pades/certificates/trust";
import type { DigestAlgorithm } from "@/lib/pades/shapes";
import { checkStamp } from "@/lib/pades/timestamps/stamp";

/**
 * What is said of a token, of whoever gave it, and of the trust in that at the time it tells.
 * @param more certificates in DER that stand elsewhere in the file
 */
export function judgedToken(
  bytes: Uint8Array,
  digestOf: (algorithm: DigestAlgorithm) => Uint8Array,
  anchors: Uint8Array[],
  more: Uint8Array[] = [],
) {
  const { fault, at, certificate, certificates } = checkStamp(bytes, digestOf);
  const pool = readCertificates([...certificates, ...more]);
  const trust =
    certificate && at ? trustOf(certificate, { pool, anchors, at, crls: [], purpose: "timestamp" }) : null;
  const by = certificate?.name.name ?? null;
  return {
    at,
    by,
    certificate,
    certificates: trust?.path ?? [],
    fault,
    distrust: trust ? trust.distrust : "no-root",
  };
}
