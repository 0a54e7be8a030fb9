import { digest, digestIdentifier, OIDS } from "@/lib/pades/algorithms";
import { inside, partsOfSet, rawOf, readBer, sequenceOf } from "@/lib/pades/asn1/ber";
import { der, explicit, integer, objectId, octets, sequence, setOf, unsigned } from "@/lib/pades/asn1/der";
import { signedData } from "@/lib/pades/cms/write";
import type { DigestAlgorithm, Signer } from "@/lib/pades/shapes";
import { timestampRequest } from "@/lib/pades/timestamps/request";

/** What was asked for in these tests. */
export const asked = {
  imprint: digest("SHA-256", Buffer.from("een jaarrekening")),
  algorithm: "SHA-256" as DigestAlgorithm,
  nonce: Buffer.from("4001020304050607", "hex"),
};
export const request = timestampRequest(asked.imprint, asked.algorithm, asked.nonce);

type Said = {
  imprint?: Buffer;
  digestId?: Buffer;
  nonce?: Buffer | null;
  time?: string;
  contentType?: string;
};

/** A token as a service would write it that gets one thing wrong; what is not given is right. */
export function aToken(signer: Signer, at: Date, said: Said = {}): Promise<Buffer> {
  const { imprint = asked.imprint, digestId = digestIdentifier("SHA-256"), nonce = asked.nonce } = said;
  const { time = `${at.toISOString().replace(/\D/g, "").slice(0, 14)}Z`, contentType } = said;
  const info = sequence(
    integer(1),
    objectId("1.3.6.1.4.1.32473.1.1"),
    sequence(digestId, octets(imprint)),
    integer(4711),
    der(0x18, Buffer.from(time)),
    ...(nonce ? [unsigned(nonce)] : []),
  );
  return signedData({
    signer,
    algorithm: "SHA-256",
    content: { type: contentType ?? OIDS.timestampInfo, bytes: info },
  });
}

/** @param status PKIStatus: 0 is granted */
export function aReply(token: Buffer | null, status = 0): Buffer {
  return sequence(sequence(integer(status)), ...(token ? [token] : []));
}

/**
 * The token with another certificate in the place of its signer's: of the same key, number and issuer, so that nothing
 * but the attribute that names the certificate tells them apart.
 */
export function withTwin(token: Buffer, certificate: Uint8Array): Buffer {
  const twin = Buffer.from(certificate);
  twin[twin.length - 1] = (twin[twin.length - 1] ?? 0) ^ 1;
  const at = token.indexOf(Buffer.from(certificate));
  return Buffer.concat([token.subarray(0, at), twin, token.subarray(at + twin.length)]);
}

/** The token with its one signer written twice. */
export function withTwoSigners(token: Buffer): Buffer {
  const [type, tagged] = sequenceOf(readBer(token).element);
  const parts = sequenceOf(inside(tagged)[0]).map(rawOf);
  const signer = partsOfSet(readBer(parts.at(-1) ?? Buffer.alloc(0)).element).map(rawOf);
  const content = sequence(...parts.slice(0, -1), setOf(...signer, ...signer));
  return sequence(rawOf(type), explicit(0, content));
}
