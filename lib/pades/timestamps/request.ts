import { digestIdentifier } from "@/lib/pades/algorithms";
import { integer, octets, sequence, TRUE, unsigned } from "@/lib/pades/asn1/der";
import type { DigestAlgorithm } from "@/lib/pades/shapes";

/** A request for a time stamp over this digest (RFC 3161, 2.4.1), with the certificate asked for. */
export function timestampRequest(imprint: Uint8Array, algorithm: DigestAlgorithm, nonce: Uint8Array): Buffer {
  const messageImprint = sequence(digestIdentifier(algorithm, "with NULL"), octets(imprint));
  return sequence(integer(1), messageImprint, unsigned(nonce), TRUE);
}
