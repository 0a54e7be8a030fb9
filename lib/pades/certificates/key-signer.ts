import { type KeyObject, sign } from "node:crypto";
import { promisify } from "node:util";
import { nodeDigest } from "@/lib/pades/algorithms";
import type { Signer } from "@/lib/pades/shapes";

const signed = promisify(sign);

/**
 * A signer whose key lies in our own memory.
 * @param key private, RSA or EC
 * @param chain DER of the certificate's issuers
 */
export function keySigner(key: KeyObject, certificate: Uint8Array, chain: Uint8Array[]): Signer {
  return {
    certificate,
    chain,
    keyType: key.asymmetricKeyType === "ec" ? "EC" : "RSA",
    // In the thread pool: an RSA signature takes a millisecond that others need.
    sign: (bytes, algorithm) => signed(nodeDigest(algorithm), bytes, key),
  };
}
