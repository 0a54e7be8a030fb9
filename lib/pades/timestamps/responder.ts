import { randomBytes } from "node:crypto";
import { digestByOid, OIDS } from "@/lib/pades/algorithms";
import {
  contentsOf,
  numberOf,
  octetsOf,
  oidOf,
  rawOf,
  readBer,
  sequenceOf,
  tagOf,
  Unreadable,
} from "@/lib/pades/asn1/ber";
import { der, integer, objectId, sequence, unsigned } from "@/lib/pades/asn1/der";
import { signedData } from "@/lib/pades/cms/write";
import type { Signer } from "@/lib/pades/shapes";

/** An example's number (RFC 5612): nobody promises anything by it. */
const POLICY = "1.3.6.1.4.1.32473.1.1";
/** Why a request is refused, by its bit (PKIFailureInfo, RFC 3161, 2.4.2). */
const REASONS = { badAlg: 0, badRequest: 2, badDataFormat: 5, unacceptedPolicy: 15, unacceptedExtension: 16 };
type Reason = keyof typeof REASONS;
const digestBytes = { "SHA-256": 32, "SHA-384": 48, "SHA-512": 64 };

type Request = { imprint: Buffer; nonce: Buffer | null; wantsCertificates: boolean };

/**
 * Answers a request for a time stamp as a service does (RFC 3161): for the demo and for tests alone.
 * @param signer with a certificate for time stamping
 * @param at the time that is told, to the second
 * @returns a TimeStampResp in DER, also when the request is refused
 */
export async function timestampReply(request: Uint8Array, signer: Signer, at: Date): Promise<Buffer> {
  const read = readRequest(request);
  if (typeof read === "string") return refusal(read);
  const bytes = timestampInfo(read, at);
  const token = await signedData({
    signer,
    algorithm: "SHA-256",
    content: { type: OIDS.timestampInfo, bytes },
    ...(read.wantsCertificates ? {} : { certificates: "left out" as const }),
  });
  return sequence(sequence(integer(0)), token);
}

function timestampInfo({ imprint, nonce }: Request, at: Date): Buffer {
  return sequence(
    integer(1),
    objectId(POLICY),
    imprint,
    unsigned(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    der(0x18, Buffer.from(`${at.toISOString().replace(/\D/g, "").slice(0, 14)}Z`)),
    // Right to the second.
    sequence(integer(1)),
    ...(nonce ? [nonce] : []),
  );
}

function readRequest(request: Uint8Array): Request | Reason {
  try {
    const [version, messageImprint, ...rest] = sequenceOf(readBer(request).element);
    const [algorithm, imprint] = sequenceOf(messageImprint);
    if (!numberOf(version).equals(Buffer.from([1]))) return "badRequest";
    const digest = digestByOid(oidOf(sequenceOf(algorithm)[0]));
    if (!digest) return "badAlg";
    if (octetsOf(imprint).length !== digestBytes[digest]) return "badDataFormat";
    if (rest.some((part) => [0x80, 0xa0].includes(tagOf(part) ?? 0))) return "unacceptedExtension";
    const withTag = (tag: number) => rest.find((part) => tagOf(part) === tag);
    const [policy, nonce, wishes] = [withTag(6), withTag(2), withTag(1)];
    if (policy && oidOf(policy) !== POLICY) return "unacceptedPolicy";
    return {
      imprint: rawOf(messageImprint),
      nonce: nonce ? rawOf(nonce) : null,
      wantsCertificates: wishes ? contentsOf(wishes)[0] !== 0 : false,
    };
  } catch (error) {
    if (error instanceof Unreadable) return "badDataFormat";
    throw error;
  }
}

function refusal(reason: Reason): Buffer {
  const bit = REASONS[reason];
  const bits = Buffer.alloc(Math.floor(bit / 8) + 1);
  bits[bits.length - 1] = 0x80 >> (bit % 8);
  return sequence(sequence(integer(2), der(3, Buffer.from([7 - (bit % 8)]), bits)));
}
