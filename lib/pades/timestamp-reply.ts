import type { X509Certificate } from "node:crypto";
import { numberOf, rawOf, readBer, sequenceOf } from "./ber-strict";
import { type DigestAlgorithm, TimestampFailure, type TimestampFault } from "./shapes";
import { aboutCertificate, faultOfToken, readToken, type Token } from "./token";

/** What was asked. */
export type Asked = { imprint: Uint8Array; algorithm: DigestAlgorithm; nonce: Uint8Array };

export type GrantedTimestamp = {
  /** Byte for byte as it came. */
  token: Buffer;
  at: Date;
  certificate: X509Certificate;
  /** From that certificate to the anchor. */
  certificates: X509Certificate[];
};

/** How far a service's clock may be from ours. */
const clockLimitMs = 5 * 60_000;
/** A token with its chain is some thousands of bytes. */
const mostBytes = 64 * 1024;

/**
 * Reads what a service answered (TimeStampResp, RFC 3161, 2.4.2) and believes it only when everything is as it was
 * asked and as the standard wants it.
 * @param anchors who is trusted for time stamps; DER
 * @throws TimestampFailure and nothing else
 */
export function readTimestampReply(
  reply: Uint8Array,
  asked: Asked,
  anchors: readonly Uint8Array[],
  now: Date,
): GrantedTimestamp {
  const { bytes, token } = readable(() => grantedToken(reply));
  const { info } = token;
  if (info.algorithm !== asked.algorithm || !info.imprint.equals(asked.imprint)) fail("other-digest");
  if (!info.nonce?.equals(withoutZeros(asked.nonce))) fail("other-nonce");
  const fault = readable(() => faultOfToken(token, () => asked.imprint));
  if (fault) fail("not-its-signature", fault);
  const { certificate, certificates, distrust } = readable(() => aboutCertificate(token, anchors));
  if (distrust === "not-for-this") fail("not-for-time-stamps");
  if (distrust || !certificate) fail("untrusted", distrust ?? "");
  if (Math.abs(info.at.getTime() - now.getTime()) > clockLimitMs)
    fail("off-by-minutes", info.at.toISOString());
  return { token: bytes, at: info.at, certificate, certificates };
}

function grantedToken(reply: Uint8Array): { bytes: Buffer; token: Token } {
  if (reply.length > mostBytes) fail("unreadable", `${reply.length} bytes`);
  const [statusInfo, token] = sequenceOf(readBer(reply));
  const status = numberOf(sequenceOf(statusInfo)[0]);
  // granted (0) and grantedWithMods (1); what was modified shows below.
  const granted = status.length === 0 || (status.length === 1 && status[0] === 1);
  if (!granted) fail("refused", `status ${status.subarray(0, 4).toString("hex")}`);
  const bytes = rawOf(token);
  return { bytes, token: readToken(bytes) };
}

/** Whatever libraries make of what they cannot read. */
function readable<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof TimestampFailure) throw error;
    throw new TimestampFailure("unreadable", error instanceof Error ? error.message.slice(0, 100) : "");
  }
}

function withoutZeros(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0);
  return start < 0 ? new Uint8Array() : bytes.subarray(start);
}

function fail(fault: TimestampFault, detail = ""): never {
  throw new TimestampFailure(fault, detail);
}
