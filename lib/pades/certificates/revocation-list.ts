import { sign } from "node:crypto";
import { signatureIdentifier } from "@/lib/pades/algorithms";
import { der, explicit, integer, objectId, octets, sequence, unsigned } from "@/lib/pades/asn1/der";
import { authorityKeyId, type Identity, timeOf } from "./authority";
import { readCertificate } from "./certificate";

/** The serial number in hex. */
export type Revoked = { serial: string; at: Date };

/**
 * Makes a list of what an authority revoked (RFC 5280, 5): for the demo and for tests alone.
 * @param number rises with every list
 * @returns DER
 */
export function makeRevocationList(
  { certificate, key }: Identity,
  { number, from, to, revoked = [] }: { number: number; from: Date; to: Date; revoked?: Revoked[] },
): Buffer {
  const algorithm = signatureIdentifier(key.asymmetricKeyType === "ec" ? "EC" : "RSA", "SHA-256");
  const entries = revoked.map(({ serial, at }) => sequence(unsigned(Buffer.from(serial, "hex")), time(at)));
  const body = sequence(
    // 1 stands for the second version.
    integer(1),
    algorithm,
    readCertificate(certificate).subject,
    time(from),
    time(to),
    ...(entries.length > 0 ? [sequence(...entries)] : []),
    explicit(
      0,
      sequence(
        Buffer.from(authorityKeyId(key).toSchema().toBER()),
        sequence(objectId("2.5.29.20"), octets(integer(number))),
      ),
    ),
  );
  const signature = sign("sha256", body, key);
  return sequence(body, algorithm, der(3, Buffer.from([0]), signature));
}

function time(at: Date): Buffer {
  return Buffer.from(timeOf(at).toSchema().toBER());
}
