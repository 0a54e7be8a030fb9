import type { X509Certificate } from "node:crypto";
import type { BaseBlock } from "asn1js";
import { OIDS } from "./algorithms";
import {
  contentOf,
  isTagged,
  numberOf,
  octetsOf,
  oidOf,
  partsOf,
  rawOf,
  readBer,
  sequenceOf,
  setPartsOf,
  Unreadable,
} from "./ber-strict";
import { readCertificate } from "./certificates";
import { setOf } from "./der";

/** A CMS SignedData (RFC 5652, 5.1) as somebody else wrote it. */
export type SignedData = {
  /** Dotted. */
  contentType: string;
  /** Null when it stands elsewhere. */
  content: Buffer | null;
  /** All that came along and could be read, the signer's too. */
  certificates: X509Certificate[];
  /** Revocation lists in DER. */
  crls: Buffer[];
  signers: SignerInfo[];
};

export type SignerInfo = {
  /** Null when the signature names one that did not come along. */
  certificate: X509Certificate | null;
  digestAlgorithm: string;
  /** In DER, as they were hashed; null: there are none, and the content itself was signed. */
  signedAttributes: Buffer | null;
  signed: Attributes;
  signatureAlgorithm: { oid: string; parameters: BaseBlock | null };
  signature: Buffer;
  unsigned: Attributes;
};

/** The values of each attribute by its type; one that stands there twice has them all. */
export type Attributes = Map<string, BaseBlock[]>;

/** @param bytes BER or DER; what stands behind it is left out. @throws Unreadable */
export function readSignedData(bytes: Uint8Array): SignedData {
  const [type, tagged] = sequenceOf(readBer(bytes));
  if (oidOf(type) !== OIDS.signedData || !isTagged(tagged, 0)) throw new Unreadable("no signed data");
  const [, , inside, ...rest] = sequenceOf(partsOf(tagged)[0]);
  const [contentType, wrapped] = sequenceOf(inside);
  const certificates = underTag(rest, 0).flatMap((one) => readCertificate(rawOf(one)) ?? []);
  return {
    contentType: oidOf(contentType),
    content: wrapped ? octetsOf(partsOf(wrapped)[0]) : null,
    certificates,
    crls: underTag(rest, 1).map(rawOf),
    signers: setPartsOf(rest.at(-1)).map((one) => readSigner(one, certificates)),
  };
}

function readSigner(block: BaseBlock, certificates: X509Certificate[]): SignerInfo {
  const [, sid, digest, ...rest] = sequenceOf(block);
  const attributes = isTagged(rest[0], 0) ? rest.shift() : undefined;
  const [algorithm, signature, unsigned] = rest;
  const [oid, parameters] = sequenceOf(algorithm);
  return {
    certificate: certificates.find((one) => isNamed(one, sid)) ?? null,
    digestAlgorithm: oidOf(sequenceOf(digest)[0]),
    signedAttributes: attributes ? asSet(attributes) : null,
    signed: readAttributes(attributes),
    signatureAlgorithm: { oid: oidOf(oid), parameters: parameters ?? null },
    signature: octetsOf(signature),
    unsigned: readAttributes(isTagged(unsigned, 1) ? unsigned : undefined),
  };
}

/** What is hashed is the SET OF in DER, whatever tag it stands under (RFC 5652, 5.4). */
function asSet(attributes: BaseBlock): Buffer {
  if (attributes.lenBlock.isIndefiniteForm) return setOf(...partsOf(attributes).map(rawOf));
  const bytes = rawOf(attributes);
  bytes[0] = 0x31;
  return bytes;
}

function readAttributes(block: BaseBlock | undefined): Attributes {
  const attributes: Attributes = new Map();
  for (const one of block ? partsOf(block) : []) {
    const [type, values] = sequenceOf(one);
    const oid = oidOf(type);
    attributes.set(oid, [...(attributes.get(oid) ?? []), ...setPartsOf(values)]);
  }
  return attributes;
}

/** By its issuer and serial number, or by its key's identifier. */
function isNamed(certificate: X509Certificate, sid: BaseBlock | undefined): boolean {
  const body = sequenceOf(readBer(certificate.raw))[0];
  const fields = sequenceOf(body);
  const [serial, , issuer] = isTagged(fields[0], 0) ? fields.slice(1) : fields;
  if (!isTagged(sid, 0)) {
    const [name, number] = sequenceOf(sid);
    return rawOf(name).equals(rawOf(issuer)) && numberOf(number).equals(numberOf(serial));
  }
  return keyIdentifierOf(fields)?.equals(contentOf(sid)) ?? false;
}

function keyIdentifierOf(fields: BaseBlock[]): Buffer | null {
  const extensions = fields.find((field) => isTagged(field, 3));
  for (const extension of extensions ? sequenceOf(partsOf(extensions)[0]) : []) {
    const [type, ...rest] = sequenceOf(extension);
    if (oidOf(type) === "2.5.29.14") return octetsOf(readBer(octetsOf(rest.at(-1))));
  }
  return null;
}

function underTag(blocks: BaseBlock[], tag: number): BaseBlock[] {
  const found = blocks.find((block) => isTagged(block, tag));
  return found ? partsOf(found) : [];
}
