import { OIDS } from "@/lib/pades/algorithms";
import {
  contentsOf,
  type Element,
  inside,
  octetsOf,
  oidOf,
  partsOfSet,
  rawOf,
  readBer,
  sequenceOf,
  tagOf,
  Unreadable,
  withLengths,
} from "@/lib/pades/asn1/ber";

/** A CMS SignedData (RFC 5652, 5.1) as it was read. */
export type SignedData = {
  /** DER, as they stand in it. */
  certificates: Buffer[];
  crls: Buffer[];
  /** What kind of content is signed. */
  contentType: string;
  /** The content, when it stands inside. */
  content: Buffer | null;
  signers: SignerInfo[];
};

export type SignerInfo = {
  /** The certificate by its issuer and number, or by its key, each in DER, as it stands in the certificate. */
  by: { issuer: Buffer; serial: Buffer } | { keyId: Buffer };
  digestOid: string;
  /** Null when the content itself is signed. */
  signed: Element | null;
  algorithm: Element;
  value: Buffer;
  unsigned: Element | null;
};

/**
 * Reads a SignedData in BER or DER. Behind it may stand zeros, for a signature's place in a PDF is reserved beforehand.
 * @throws Unreadable
 */
export function readSignedData(bytes: Uint8Array): SignedData {
  const { element, length } = readBer(bytes);
  if (bytes.subarray(length).some((byte) => byte !== 0)) throw new Unreadable("something stands behind it");
  const [type, wrapped] = sequenceOf(element);
  if (oidOf(type) !== OIDS.signedData || tagOf(wrapped) !== 0xa0) throw new Unreadable("no signed data");
  const [, , encapsulated, ...rest] = sequenceOf(inside(wrapped)[0]);
  const [contentType, content] = sequenceOf(encapsulated);
  const sets = (tag: number) => inside(rest.find((one) => tagOf(one) === tag));
  return {
    certificates: sets(0xa0)
      .filter((one) => tagOf(one) === 0x30)
      .map(rawOf),
    crls: sets(0xa1)
      .filter((one) => tagOf(one) === 0x30)
      .map(rawOf),
    contentType: oidOf(contentType),
    content: content ? octetsOf(inside(content)[0]) : null,
    signers: partsOfSet(rest.at(-1)).map(signerInfo),
  };
}

function signerInfo(element: Element): SignerInfo {
  const [, by, digest, ...rest] = sequenceOf(element);
  const signed = tagOf(rest[0]) === 0xa0 ? rest.shift() : undefined;
  const [algorithm, value, unsigned] = rest;
  if (!by || !algorithm) throw new Unreadable("a signer without an algorithm");
  return {
    by: identifierOf(by),
    digestOid: oidOf(sequenceOf(digest)[0]),
    signed: signed ?? null,
    algorithm,
    value: octetsOf(value),
    unsigned: tagOf(unsigned) === 0xa1 ? (unsigned ?? null) : null,
  };
}

function identifierOf(element: Element): SignerInfo["by"] {
  const [issuer, serial] = inside(element);
  if (tagOf(element) === 0x30 && issuer && serial)
    return { issuer: withLengths(issuer), serial: rawOf(serial) };
  if (tagOf(element) !== 0x80) throw new Unreadable("a signer without a name");
  return { keyId: contentsOf(element) };
}

/** The values of each attribute of this kind; an attribute may come more than once. */
export function attributeValues(attributes: Element | null, oid: string): Element[][] {
  return inside(attributes ?? undefined)
    .map(sequenceOf)
    .filter(([type]) => oidOf(type) === oid)
    .map(([, values]) => partsOfSet(values));
}

/** The value of an attribute that comes once and has one; null: it is not there. @throws Unreadable */
export function attributeValue(attributes: Element | null, oid: string): Element | null {
  const [values, ...more] = attributeValues(attributes, oid);
  if (!values) return null;
  const [value] = values;
  if (more.length > 0 || values.length !== 1 || !value) throw new Unreadable("an attribute more than once");
  return value;
}
