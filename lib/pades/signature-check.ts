import { constants, createHash, type KeyObject, verify } from "node:crypto";
import type { BaseBlock } from "asn1js";
import { digest, digestByOid, nodeDigest, OIDS } from "./algorithms";
import { isTagged, numberOf, octetsOf, oidOf, partsOf, sequenceOf, Unreadable } from "./ber-strict";
import { isWeakKey } from "./certificates";
import type { DigestAlgorithm, Fault } from "./shapes";
import type { SignedData, SignerInfo } from "./signed-data-strict";

const SIGNING_CERTIFICATE_V1 = "1.2.840.113549.1.9.16.2.12";
const WEAK_DIGESTS = ["1.3.14.3.2.26", "1.2.840.113549.2.5", "1.2.840.113549.2.2"];
const WEAK_SIGNATURES = [
  "1.2.840.113549.1.1.4",
  "1.2.840.113549.1.1.5",
  "1.2.840.10045.4.1",
  "1.3.14.3.2.29",
];
const RSA = "1.2.840.113549.1.1.1";
const PSS = "1.2.840.113549.1.1.10";
const EC = "1.2.840.10045.2.1";
const WITH_DIGEST: Record<string, ["rsa" | "ec", DigestAlgorithm]> = {
  "1.2.840.113549.1.1.11": ["rsa", "SHA-256"],
  "1.2.840.113549.1.1.12": ["rsa", "SHA-384"],
  "1.2.840.113549.1.1.13": ["rsa", "SHA-512"],
  "1.2.840.10045.4.3.2": ["ec", "SHA-256"],
  "1.2.840.10045.4.3.3": ["ec", "SHA-384"],
  "1.2.840.10045.4.3.4": ["ec", "SHA-512"],
};

/**
 * What is wrong with the one signature in this; null: its certificate's key signed attributes that name this very
 * content and this very certificate (RFC 5652, 5.4 and 5.6; RFC 5035). Says nothing of whether the certificate is
 * trusted.
 * @param digestOf the digest of the content that was signed
 * @param binding whether an attribute must name the certificate, as it does in CAdES and in time stamps
 */
export function faultOfSignature(
  { contentType, signers }: SignedData,
  digestOf: (algorithm: DigestAlgorithm) => Uint8Array,
  binding: "required" | "optional",
): Fault | null {
  const [signer, second] = signers;
  if (!signer) return "unreadable";
  if (second) return "several-signers";
  const { certificate, signed } = signer;
  if (!certificate) return "other-certificate";
  if (WEAK_DIGESTS.includes(signer.digestAlgorithm)) return "weak-algorithm";
  const algorithm = digestByOid(signer.digestAlgorithm);
  if (!algorithm || !signer.signedAttributes) return "unknown-kind";
  if (oidOf(only(signed, OIDS.contentType)) !== contentType) return "unreadable";
  const said = octetsOf(only(signed, OIDS.messageDigest));
  if (!said.equals(digestOf(algorithm))) return "bytes-changed";
  return (
    faultOfKey(signer, certificate.publicKey, algorithm) ?? faultOfBinding(signer, certificate.raw, binding)
  );
}

function faultOfKey(signer: SignerInfo, key: KeyObject, algorithm: DigestAlgorithm): Fault | null {
  const { signatureAlgorithm, signedAttributes, signature } = signer;
  const kind = kindOf(signatureAlgorithm, algorithm);
  if (typeof kind === "string") return kind;
  if (key.asymmetricKeyType !== kind.type && !(kind.pss && key.asymmetricKeyType === "rsa-pss"))
    return "not-its-key";
  if (isWeakKey(key)) return "weak-algorithm";
  const padding = kind.pss
    ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: kind.pss.saltLength }
    : {};
  try {
    const right = verify(
      nodeDigest(kind.digest),
      signedAttributes ?? Buffer.alloc(0),
      { key, ...padding },
      signature,
    );
    return right ? null : "not-its-key";
  } catch {
    return "not-its-key";
  }
}

type Kind = { type: "rsa" | "ec"; digest: DigestAlgorithm; pss?: { saltLength: number } };

function kindOf(
  { oid, parameters }: SignerInfo["signatureAlgorithm"],
  algorithm: DigestAlgorithm,
): Kind | Fault {
  if (WEAK_SIGNATURES.includes(oid)) return "weak-algorithm";
  if (oid === RSA) return { type: "rsa", digest: algorithm };
  if (oid === EC) return { type: "ec", digest: algorithm };
  if (oid === PSS) return pssOf(parameters);
  const [type, named] = WITH_DIGEST[oid] ?? [];
  return type && named ? { type, digest: named } : "unknown-kind";
}

/** RSASSA-PSS-params (RFC 8017, A.2.3): without a digest it is SHA-1. The mask's digest must be the same one. */
function pssOf(parameters: BaseBlock | null): Kind | Fault {
  const parts = parameters ? sequenceOf(parameters) : [];
  const under = (tag: number) => {
    const found = parts.find((part) => isTagged(part, tag));
    return found && partsOf(found)[0];
  };
  const [hash, mask, salt] = [under(0), under(1), under(2)];
  if (!hash || !mask) return "weak-algorithm";
  const named = digestByOid(oidOf(sequenceOf(hash)[0]));
  const masked = digestByOid(oidOf(sequenceOf(sequenceOf(mask)[1])[0]));
  if (!named || !masked) return "weak-algorithm";
  if (named !== masked) return "unknown-kind";
  const bytes = salt ? numberOf(salt) : Buffer.from([20]);
  if (bytes.length > 2) return "unknown-kind";
  return {
    type: "rsa",
    digest: named,
    pss: { saltLength: bytes.length ? bytes.readUIntBE(0, bytes.length) : 0 },
  };
}

/**
 * The first certificate that the attribute names is the signer's (RFC 5035). The old attribute names it by SHA-1:
 * services for time stamps use it still (RFC 5816), and what would be forged is a certificate of theirs.
 */
function faultOfBinding(
  signer: SignerInfo,
  certificate: Buffer,
  binding: "required" | "optional",
): Fault | null {
  const v2 = signer.signed.get(OIDS.signingCertificateV2);
  const v1 = signer.signed.get(SIGNING_CERTIFICATE_V1);
  if (!v1 && !v2) return binding === "required" ? "other-certificate" : null;
  const right = [
    ...(v2 ? [namesByV2(v2, certificate)] : []),
    ...(v1 ? [firstHash(v1, 0).equals(createHash("sha1").update(certificate).digest())] : []),
  ];
  return right.every(Boolean) ? null : "other-certificate";
}

function namesByV2(values: BaseBlock[], certificate: Buffer): boolean {
  const [first] = sequenceOf(sequenceOf(sequenceOf(values[0])[0])[0]);
  if (first?.idBlock.tagNumber === 4) return firstHash(values, 0).equals(digest("SHA-256", certificate));
  const algorithm = digestByOid(oidOf(sequenceOf(first)[0]));
  return algorithm !== null && firstHash(values, 1).equals(digest(algorithm, certificate));
}

function firstHash(values: BaseBlock[], at: 0 | 1): Buffer {
  const ids = sequenceOf(sequenceOf(values[0])[0]);
  return octetsOf(sequenceOf(ids[0])[at]);
}

/** The one value of an attribute that has exactly one. */
function only(attributes: SignerInfo["signed"], oid: string): BaseBlock {
  const [value, second] = attributes.get(oid) ?? [];
  if (!value || second) throw new Unreadable(`attribute ${oid}`);
  return value;
}
