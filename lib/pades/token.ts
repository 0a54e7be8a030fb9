import type { X509Certificate } from "node:crypto";
import { digest, digestByOid, OIDS } from "./algorithms";
import { contentOf, numberOf, octetsOf, oidOf, readBer, sequenceOf, Unreadable } from "./ber-strict";
import { type CertificateUses, certificateName, readCertificate } from "./certificates";
import { chainOf } from "./chain";
import type { DigestAlgorithm, Distrust, Fault } from "./shapes";
import { faultOfSignature } from "./signature-check";
import { readSignedData, type SignedData } from "./signed-data-strict";

/** What a time stamp says (RFC 3161, TSTInfo). */
export type TimestampInfo = {
  /** Null: by a digest that is not trusted any more, or not known. */
  algorithm: DigestAlgorithm | null;
  imprint: Buffer;
  at: Date;
  /** Without the zeros before it; null: none was asked for. */
  nonce: Buffer | null;
};

export type Token = { info: TimestampInfo; signedData: SignedData; content: Buffer };

/** @param bytes the token in BER or DER. @throws Unreadable */
export function readToken(bytes: Uint8Array): Token {
  const signedData = readSignedData(bytes);
  const { contentType, content } = signedData;
  if (contentType !== OIDS.timestampInfo || !content) throw new Unreadable("no time stamp");
  const [, , messageImprint, , time, ...rest] = sequenceOf(readBer(content));
  const [algorithm, imprint] = sequenceOf(messageImprint);
  const nonce = rest.find(({ idBlock }) => idBlock.tagClass === 1 && idBlock.tagNumber === 2);
  return {
    signedData,
    content,
    info: {
      algorithm: digestByOid(oidOf(sequenceOf(algorithm)[0])),
      imprint: octetsOf(imprint),
      at: timeOf(contentOf(time).toString("latin1")),
      nonce: nonce ? numberOf(nonce) : null,
    },
  };
}

/** A GeneralizedTime in UTC, with fractions of a second or without (RFC 3161, 2.4.2). */
function timeOf(text: string): Date {
  const [, year, month, day, hour, minute, second, fraction = ""] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,20})?Z$/.exec(text) ?? [];
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}Z`);
  // The thirtieth of February would be taken for a day in March.
  if (at.getUTCDate() !== Number(day)) throw new Unreadable("no time");
  return at;
}

/** What can be said of a token that was made at some time by somebody. */
export type TokenReport = {
  /** Null when it cannot be read. */
  at: Date | null;
  /** The common name of who gave it. */
  by: string | null;
  certificate: X509Certificate | null;
  /** From the certificate to the anchor where there is a way; else all that came along. */
  certificates: X509Certificate[];
  fault: Fault | null;
  /** Of the certificate, at the time that the token itself says. */
  distrust: Distrust;
};

const nothing: TokenReport = {
  at: null,
  by: null,
  certificate: null,
  certificates: [],
  fault: "unreadable",
  distrust: "no-root",
};

/**
 * Judges a token as it lies in a file, perhaps for years: is it over this, is it signed, and was its certificate one
 * for time stamps and trusted at the moment it tells of. Never throws over what stands in it.
 *
 * @param digestOf the digest of what it should be over, by the algorithm that it names
 * @param anchors DER
 * @param more certificates in DER that stand elsewhere in the file, for the chain
 */
export function verifyToken(
  bytes: Uint8Array,
  digestOf: (algorithm: DigestAlgorithm) => Uint8Array,
  anchors: readonly Uint8Array[],
  more: readonly Uint8Array[] = [],
): TokenReport {
  try {
    const token = readToken(bytes);
    return { ...aboutCertificate(token, anchors, more), fault: faultOfToken(token, digestOf) };
  } catch {
    // Whatever somebody wrote there, it is no time stamp that can be read.
    return nothing;
  }
}

/** What is wrong with a token, but for the trust in its certificate. @throws Unreadable */
export function faultOfToken(
  { info, signedData, content }: Token,
  digestOf: (algorithm: DigestAlgorithm) => Uint8Array,
): Fault | null {
  if (!info.algorithm) return "weak-algorithm";
  if (!info.imprint.equals(digestOf(info.algorithm))) return "bytes-changed";
  return faultOfSignature(signedData, (algorithm) => digest(algorithm, content), "required");
}

/** Who gave a token, and whether that certificate is trusted for it at the time in the token. */
export function aboutCertificate(
  { info, signedData }: Token,
  anchors: readonly Uint8Array[],
  more: readonly Uint8Array[] = [],
): Omit<TokenReport, "fault"> {
  const certificate = signedData.signers[0]?.certificate ?? null;
  const { at } = info;
  if (!certificate)
    return { at, by: null, certificate, certificates: signedData.certificates, distrust: "no-root" };
  const { distrust, path } = chainOf(certificate, {
    pool: [...signedData.certificates, ...read(more)],
    anchors: read(anchors),
    at,
    purpose: OIDS.timeStamping,
    suits: isForTimeStamps,
  });
  const certificates = distrust === null ? path : signedData.certificates;
  return { at, by: certificateName(certificate).name, certificate, certificates, distrust };
}

/** Time stamping alone, and critical (RFC 3161, 2.3). */
function isForTimeStamps({ purposes, signs, isAuthority }: CertificateUses): boolean {
  const [only, second] = purposes?.oids ?? [];
  return !!purposes?.critical && only === OIDS.timeStamping && !second && signs !== false && !isAuthority;
}

function read(certificates: readonly Uint8Array[]): X509Certificate[] {
  return certificates.flatMap((der) => readCertificate(der) ?? []);
}
