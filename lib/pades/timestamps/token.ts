import { GeneralizedTime } from "asn1js";
import { digestByOid, OIDS } from "@/lib/pades/algorithms";
import {
  contentsOf,
  type Element,
  numberOf,
  octetsOf,
  oidOf,
  readBer,
  sequenceOf,
  tagOf,
  Unreadable,
} from "@/lib/pades/asn1/ber";
import { readSignedData, type SignedData } from "@/lib/pades/cms/read";
import type { DigestAlgorithm } from "@/lib/pades/shapes";

/** What a time stamp says (TSTInfo, RFC 3161, 2.4.2). */
export type TimestampInfo = {
  /** Null: by a digest that is not trusted any more, or not known. */
  algorithm: DigestAlgorithm | null;
  imprint: Buffer;
  at: Date;
  /** Without the zeros before it; null: none was asked for. */
  nonce: Buffer | null;
};

export type Token = { info: TimestampInfo; signed: SignedData; content: Buffer };

/** @param bytes the token in BER or DER. @throws Unreadable */
export function readToken(bytes: Uint8Array): Token {
  const signed = readSignedData(bytes);
  const { contentType, content } = signed;
  if (contentType !== OIDS.timestampInfo || !content) throw new Unreadable("no time stamp");
  return { signed, content, info: infoOf(content) };
}

function infoOf(content: Buffer): TimestampInfo {
  const { element, length } = readBer(content);
  const [, , messageImprint, , time, ...rest] = sequenceOf(element);
  const [algorithm, imprint] = sequenceOf(messageImprint);
  if (length !== content.length) throw new Unreadable("something stands behind it");
  const nonce = rest.find((one) => tagOf(one) === 2);
  return {
    algorithm: digestByOid(oidOf(sequenceOf(algorithm)[0])),
    imprint: octetsOf(imprint),
    at: momentOf(time),
    nonce: nonce ? numberOf(nonce) : null,
  };
}

/** Always in UTC, and maybe with parts of a second. */
function momentOf(time: Element | undefined): Date {
  const text = time instanceof GeneralizedTime ? contentsOf(time).toString("latin1") : "";
  const [, year, month, day, hour, minute, second, fraction = ""] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,20})?Z$/.exec(text) ?? [];
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}Z`);
  // The thirtieth of February would be taken for a day in March.
  if (at.getUTCDate() !== Number(day)) throw new Unreadable("a time stamp without a time");
  return at;
}
