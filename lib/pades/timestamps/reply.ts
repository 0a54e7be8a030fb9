import { numberOf, rawOf, readBer, sequenceOf } from "@/lib/pades/asn1/ber";
import { type Certificate, keyOf, readCertificates } from "@/lib/pades/certificates/certificate";
import { isForAll } from "@/lib/pades/certificates/signature-value";
import { trustOf } from "@/lib/pades/certificates/trust";
import { checkSigned } from "@/lib/pades/cms/check";
import { type DigestAlgorithm, TimestampFailure, type TimestampFault } from "@/lib/pades/shapes";
import { readToken, type Token } from "./token";

/** What was asked. */
export type Asked = { imprint: Uint8Array; algorithm: DigestAlgorithm; nonce: Uint8Array };

export type GrantedTimestamp = {
  /** Byte for byte as it came. */
  token: Buffer;
  at: Date;
  certificate: Certificate;
  /** From that certificate to the anchor. */
  certificates: Certificate[];
};

/** How far a service's clock may be from ours. */
const clockLimitMs = 5 * 60_000;
/** A token with its chain is some thousands of bytes. */
const mostBytes = 64 * 1024;
const mostElements = 10_000;

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
  const { fault, certificate } = readable(() => checkSigned(token.signed, [token.content], { named: true }));
  if (fault || !certificate) fail("not-its-signature", fault ?? "");
  const certificates = readable(() => wayToAnchor(certificate, token, anchors));
  if (Math.abs(info.at.getTime() - now.getTime()) > clockLimitMs)
    fail("off-by-minutes", info.at.toISOString());
  return { token: bytes, at: info.at, certificate, certificates };
}

/** What a service gives today is asked more of than what lies in an old file: others have to understand it, too. */
function wayToAnchor(
  certificate: Certificate,
  { signed, info }: Token,
  anchors: readonly Uint8Array[],
): Certificate[] {
  const pool = readCertificates(signed.certificates);
  const { distrust, path } = trustOf(certificate, {
    pool,
    anchors: [...anchors],
    at: info.at,
    crls: signed.crls,
    purpose: "timestamp",
  });
  if (distrust === "not-for-this") fail("not-for-time-stamps");
  if (distrust) fail("untrusted", distrust);
  if (!path.every(isPlain) || path.slice(1).some(({ authority }) => !authority?.allowed))
    fail("untrusted", "out of the ordinary");
  return path;
}

/** Names, uses and where revocation is told: what may be marked critical in a certificate for time stamps. */
const PLAIN = ["2.5.29.15", "2.5.29.17", "2.5.29.19", "2.5.29.31", "2.5.29.32", "2.5.29.37"];

function isPlain(certificate: Certificate): boolean {
  return isForAll(keyOf(certificate)) && certificate.critical.every((oid) => PLAIN.includes(oid));
}

function grantedToken(reply: Uint8Array): { bytes: Buffer; token: Token } {
  if (reply.length > mostBytes) fail("unreadable", `${reply.length} bytes`);
  const [statusInfo, token] = sequenceOf(readBer(reply, mostElements).element);
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
