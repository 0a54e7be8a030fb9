import { digestOid, KEY_OIDS, signatureOid } from "@/lib/pades/algorithms";
import { sequence, unsigned } from "@/lib/pades/asn1/der";
import type { DigestAlgorithm } from "@/lib/pades/shapes";
import { SigningServiceFailure } from "./service-call";

/**
 * How a credential is told to sign (CSC 1.0.4.0, 11.9): by the algorithm that names its digest when it has that, else
 * by its key's with the digest beside it.
 * @param offered dotted, as the credential lists them
 */
export function algorithmFor(
  offered: string[],
  keyType: "RSA" | "EC",
  algorithm: DigestAlgorithm,
): { signAlgo: string; hashAlgo: string } {
  const hashAlgo = digestOid(algorithm);
  const signAlgo = [signatureOid(keyType, algorithm), KEY_OIDS[keyType]].find((oid) => offered.includes(oid));
  if (!signAlgo) throw new SigningServiceFailure("refused", `no ${keyType} with ${algorithm}`);
  return { signAlgo, hashAlgo };
}

/** An ECDSA signature of two numbers of the same length, as the SEQUENCE that CMS wants (RFC 5753, 7.2). */
export function inDer(numbers: Uint8Array): Buffer {
  const half = numbers.length / 2;
  return sequence(unsigned(numbers.subarray(0, half)), unsigned(numbers.subarray(half)));
}
