import { digest, digestIdentifier, OIDS, signatureIdentifier } from "@/lib/pades/algorithms";
import { der, explicit, integer, objectId, octets, sequence, setOf, taggedSet } from "@/lib/pades/asn1/der";
import { type Certificate, readCertificate } from "@/lib/pades/certificates/certificate";
import type { DigestAlgorithm, Signer, Timestamper } from "@/lib/pades/shapes";

type Content = {
  signer: Signer;
  algorithm: DigestAlgorithm;
  /** What is signed, by its digest; or the content itself, which then stands inside. */
  content: { digest: Uint8Array } | { type: string; bytes: Uint8Array };
  /** Puts a time stamp over the signature's value. */
  timestamp?: Timestamper;
  /** Whoever asks for a time stamp may not want the certificates in it. */
  certificates?: "left out";
};

/**
 * A CMS SignedData with one signer, in DER: CAdES as PAdES wants it (ETSI EN 319 122-1 and 319 142-1), so with the
 * certificate bound by signing-certificate-v2 and without a signing time.
 */
export async function signedData(asked: Content): Promise<Buffer> {
  const { signer, algorithm, content, timestamp } = asked;
  const detached = "digest" in content;
  const type = detached ? OIDS.data : content.type;
  const contentDigest = detached ? content.digest : digest(algorithm, content.bytes);
  const { issuer, serial } = issuerAndSerial(signer.certificate);
  const attributes = [
    attribute(OIDS.contentType, objectId(type)),
    attribute(OIDS.messageDigest, octets(contentDigest)),
    attribute(OIDS.signingCertificateV2, certificateId(signer.certificate, algorithm)),
  ];
  const value = await signer.sign(setOf(...attributes), algorithm);
  const token = timestamp && (await timestamp(digest(algorithm, value), algorithm));
  const signerInfo = sequence(
    integer(1),
    sequence(issuer, serial),
    digestIdentifier(algorithm),
    taggedSet(0, ...attributes),
    signatureIdentifier(signer.keyType, algorithm),
    octets(value),
    ...(token ? [taggedSet(1, attribute(OIDS.timestampToken, token))] : []),
  );
  const inside = detached ? [] : [explicit(0, octets(content.bytes))];
  const certificates = asked.certificates ? [] : [taggedSet(0, signer.certificate, ...signer.chain)];
  return sequence(
    objectId(OIDS.signedData),
    explicit(
      0,
      sequence(
        // 3 when the content is another than plain data (RFC 5652, 5.1).
        integer(type === OIDS.data ? 1 : 3),
        setOf(digestIdentifier(algorithm)),
        sequence(objectId(type), ...inside),
        ...certificates,
        setOf(signerInfo),
      ),
    ),
  );
}

function attribute(oid: string, value: Uint8Array): Buffer {
  return sequence(objectId(oid), setOf(value));
}

/** ESSCertIDv2 (RFC 5035); SHA-256 is its default and is not said. */
function certificateId(certificate: Uint8Array, algorithm: DigestAlgorithm): Buffer {
  const { issuer, serial } = issuerAndSerial(certificate);
  const directoryName = der(0xa4, issuer);
  return sequence(
    sequence(
      sequence(
        ...(algorithm === "SHA-256" ? [] : [digestIdentifier(algorithm)]),
        octets(digest(algorithm, certificate)),
        sequence(sequence(directoryName), serial),
      ),
    ),
  );
}

/** The issuer and the serial number of a certificate, byte for byte as they stand in it. */
function issuerAndSerial(certificate: Uint8Array): IssuerAndSerial {
  const known = read.get(certificate);
  if (known) return known;
  const { issuer, serial } = readCertificate(certificate);
  read.set(certificate, { issuer, serial });
  return { issuer, serial };
}

type IssuerAndSerial = Pick<Certificate, "issuer" | "serial">;

// A firm signs with one certificate a thousand times, and to read it takes longer than to sign.
const read = new WeakMap<Uint8Array, IssuerAndSerial>();
