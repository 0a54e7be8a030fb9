import { digest, digestIdentifier, OIDS } from "@/lib/pades/algorithms";
import { signedData, timestampRequest } from "@/lib/pades/cms";
import { der, integer, objectId, octets, sequence, unsigned } from "@/lib/pades/der";
import type { DigestAlgorithm, Signer } from "@/lib/pades/shapes";

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
