import { randomBytes } from "node:crypto";
import type { Timestamper } from "@/lib/pades/shapes";
import { readTimestampReply } from "./reply";
import { timestampRequest } from "./request";

/**
 * Asks a service for time stamps, and answers only with tokens that are what was asked, by somebody who is trusted.
 * @param ask hands a request to the service and answers its reply, both in DER (RFC 3161); throws TimestampFailure
 * @param anchors who is trusted for time stamps; DER
 * @param now our clock, which the service's must not contradict
 */
export function timestamperBy(
  ask: (request: Uint8Array) => Promise<Uint8Array>,
  anchors: readonly Uint8Array[],
  now: () => Date,
): Timestamper {
  return async (imprint, algorithm) => {
    const nonce = randomBytes(8);
    // Positive and of eight bytes, so that no service can take it for a shorter or a negative number.
    nonce[0] = ((nonce[0] ?? 0) & 0x7f) | 0x40;
    const reply = await ask(timestampRequest(imprint, algorithm, nonce));
    return readTimestampReply(reply, { imprint, algorithm, nonce }, anchors, now()).token;
  };
}
