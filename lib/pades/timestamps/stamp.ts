import { digest, OIDS } from "@/lib/pades/algorithms";
import { rawOf } from "@/lib/pades/asn1/ber";
import type { Certificate } from "@/lib/pades/certificates/certificate";
import { checkSigned } from "@/lib/pades/cms/check";
import { attributeValues, type SignerInfo } from "@/lib/pades/cms/read";
import type { DigestAlgorithm, Fault } from "@/lib/pades/shapes";
import { readToken, type Token } from "./token";

/** A time stamp (RFC 3161) that was checked. */
export type Stamp = {
  fault: Fault | null;
  /** Null when it cannot be read. */
  at: Date | null;
  certificate: Certificate | null;
  /** All that came with it. */
  certificates: Buffer[];
};

/**
 * Checks a time stamp as it lies in a file, perhaps for years: what it was made over, and its own signature. Whether its
 * certificate is trusted is another question. Never throws over what stands in it.
 * @param digestOf the digest of what it should be over, by the algorithm that it names
 * @param others certificates in the file, for one that comes without its own
 */
export function checkStamp(
  token: Uint8Array,
  digestOf: (algorithm: DigestAlgorithm) => Uint8Array,
  others: Certificate[] = [],
): Stamp {
  try {
    return checkToken(readToken(token), digestOf, others);
  } catch {
    return { fault: "unreadable", at: null, certificate: null, certificates: [] };
  }
}

function checkToken(
  { signed, content, info }: Token,
  digestOf: (algorithm: DigestAlgorithm) => Uint8Array,
  others: Certificate[],
): Stamp {
  const { fault, certificate } = checkSigned(signed, [content], { named: true, others });
  const stamped = { at: info.at, certificate, certificates: signed.certificates };
  if (fault) return { fault, ...stamped };
  if (!info.algorithm) return { fault: "weak-algorithm", ...stamped };
  return { fault: info.imprint.equals(digestOf(info.algorithm)) ? null : "bytes-changed", ...stamped };
}

/** The stamps that a signature carries over its own value, no more than five. */
export function stampsOf(signer: SignerInfo, others: Certificate[]): Stamp[] {
  return attributeValues(signer.unsigned, OIDS.timestampToken)
    .flat()
    .slice(0, 5)
    .map((token) => checkStamp(rawOf(token), (algorithm) => digest(algorithm, signer.value), others));
}
