import { GeneralizedTime, Sequence } from "asn1js";
import { digest, digestByOid, OIDS } from "./algorithms";
import { contentsOf, type Element, inside, octetsOf, oidOf, rawOf, readBer, Unreadable } from "./ber";
import type { Certificate } from "./certificate";
import type { DigestAlgorithm, Fault } from "./shapes";
import { type Checked, checkSigned } from "./signed-check";
import { attributeValues, readSignedData, type SignedData, type SignerInfo } from "./signed-data";

/** A time stamp (RFC 3161) that was checked. */
export type Stamp = {
  fault: Fault | null;
  /** Null when it cannot be read. */
  at: Date | null;
  certificate: Certificate | null;
  /** All that came with it. */
  certificates: Buffer[];
};

/** The digest, by this algorithm, of what should have been stamped. */
type DigestOf = (algorithm: DigestAlgorithm) => Uint8Array;

/**
 * Checks a time stamp over this content: what it was made over, and its own signature. Whether its certificate is
 * trusted is another question.
 * @param content the pieces that are stamped, as if they were one
 */
export function checkStamp(token: Uint8Array, content: Uint8Array[], others: Certificate[] = []): Stamp {
  return checkStampBy(token, (algorithm) => digest(algorithm, ...content), others);
}

/** The same of content that is known by its digest. */
export function checkStampBy(token: Uint8Array, digestOf: DigestOf, others: Certificate[] = []): Stamp {
  try {
    return checkToken(readSignedData(token), digestOf, others);
  } catch {
    return { fault: "unreadable", at: null, certificate: null, certificates: [] };
  }
}

function checkToken(signed: SignedData, digestOf: DigestOf, others: Certificate[]): Stamp {
  if (signed.contentType !== OIDS.timestampInfo || !signed.content) throw new Unreadable("no time stamp");
  const { fault, certificate }: Checked = checkSigned(signed, [signed.content], { named: true, others });
  const { imprint, algorithm, at } = infoOf(signed.content);
  const stamped = { at, certificate, certificates: signed.certificates };
  if (fault) return { fault, ...stamped };
  const digestAlgorithm = digestByOid(algorithm);
  if (!digestAlgorithm) return { fault: "weak-algorithm", ...stamped };
  return { fault: imprint.equals(digestOf(digestAlgorithm)) ? null : "bytes-changed", ...stamped };
}

/** TSTInfo (RFC 3161, 2.4.2). */
function infoOf(content: Buffer): { imprint: Buffer; algorithm: string; at: Date } {
  const { element, length } = readBer(content);
  const [, , messageImprint, , time] = element instanceof Sequence ? inside(element) : [];
  const [identifier, hash] = inside(messageImprint);
  if (length !== content.length || !time) throw new Unreadable("no time stamp");
  return { imprint: octetsOf(hash), algorithm: oidOf(inside(identifier)[0]), at: momentOf(time) };
}

/** Always in UTC, and maybe with broken seconds. */
function momentOf(time: Element): Date {
  const text = time instanceof GeneralizedTime ? contentsOf(time).toString("latin1") : "";
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d+)?Z$/.exec(text);
  const [, year, month, day, hour, minute, second, fraction = ""] = parts ?? [];
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}Z`);
  if (Number.isNaN(at.getTime())) throw new Unreadable("a time stamp without a time");
  return at;
}

/** The stamps that a signature carries over its own value, no more than five. */
export function stampsOf(signer: SignerInfo, others: Certificate[]): Stamp[] {
  return attributeValues(signer.unsigned, OIDS.timestampToken)
    .flat()
    .slice(0, 5)
    .map((token) => checkStamp(rawOf(token), [signer.value], others));
}
