import { constants, createVerify, type KeyObject } from "node:crypto";
import { digestByOid, KEY_OIDS, nodeDigest, signatureByOid } from "@/lib/pades/algorithms";
import { type Element, inside, numberOf, oidOf, sequenceOf, tagOf } from "@/lib/pades/asn1/ber";
import type { DigestAlgorithm, Fault } from "@/lib/pades/shapes";

/** How a signature's value was made. */
export type Scheme = { digest: DigestAlgorithm; kind: "RSA" | "PSS" | "EC"; saltLength?: number };

const PSS = "1.2.840.113549.1.1.10";

/** MD2, MD5, SHA-1 (by two numbers) and SHA-224 with RSA, SHA-1 and SHA-224 with ECDSA, DSA with SHA-1. */
const WEAK = new Set([
  "1.2.840.113549.1.1.2",
  "1.2.840.113549.1.1.4",
  "1.2.840.113549.1.1.5",
  "1.2.840.113549.1.1.14",
  "1.3.14.3.2.29",
  "1.2.840.10045.4.1",
  "1.2.840.10045.4.3.1",
  "1.2.840.10040.4.3",
]);

const NIST = ["prime256v1", "secp384r1", "secp521r1"];
const BRAINPOOL = ["brainpoolP256r1", "brainpoolP384r1", "brainpoolP512r1"];

/**
 * Reads an AlgorithmIdentifier of signatures.
 * @param digest the digest that is named beside it, for the identifiers that name none
 * @throws Unreadable
 */
export function schemeOf(identifier: Element | undefined, digest: DigestAlgorithm | null): Scheme | Fault {
  const [type, parameters] = sequenceOf(identifier);
  const oid = oidOf(type);
  if (WEAK.has(oid)) return "weak-algorithm";
  if (oid === PSS) return pssOf(parameters);
  if (digest && oid === KEY_OIDS.RSA) return { digest, kind: "RSA" };
  if (digest && oid === KEY_OIDS.EC) return { digest, kind: "EC" };
  return signatureByOid(oid) ?? "unknown-kind";
}

/** RSASSA-PSS-params (RFC 4055, 3.1); what is left out stands for SHA-1. */
function pssOf(parameters: Element | undefined): Scheme | Fault {
  const fields = new Map(inside(parameters).map((field) => [tagOf(field), inside(field)[0]]));
  const hash = fields.get(0xa0);
  const mask = inside(fields.get(0xa1))[1];
  if (!hash || !mask) return "weak-algorithm";
  const digest = digestByOid(oidOf(sequenceOf(hash)[0]));
  if (!digest) return "weak-algorithm";
  // Node masks with the digest that it signs with.
  if (digestByOid(oidOf(sequenceOf(mask)[0])) !== digest) return "unknown-kind";
  const salt = fields.get(0xa2);
  const bytes = salt ? numberOf(salt) : Buffer.from([20]);
  if (bytes.length > 2) return "unknown-kind";
  return { digest, kind: "PSS", saltLength: bytes.length > 0 ? bytes.readUIntBE(0, bytes.length) : 0 };
}

/** Why a key's signatures prove nothing any more, or cannot be checked here; null: they do. */
export function weaknessOf(key: KeyObject | null): Fault | null {
  const details = key?.asymmetricKeyDetails;
  switch (key?.asymmetricKeyType) {
    case "rsa":
    case "rsa-pss":
      return (details?.modulusLength ?? 0) < 2048 ? "weak-algorithm" : null;
    case "ec":
      return [...NIST, ...BRAINPOOL].includes(details?.namedCurve ?? "") ? null : "unknown-kind";
    default:
      return "unknown-kind";
  }
}

/** Whether every program can judge what this key signs: what we make ourselves, or ask of others, has to be so. */
export function isForAll(key: KeyObject | null): boolean {
  const { namedCurve } = key?.asymmetricKeyDetails ?? {};
  return weaknessOf(key) === null && (namedCurve === undefined || NIST.includes(namedCurve));
}

/** Whether this is the key's signature over these pieces, as if they were one. */
export function isSignedBy(key: KeyObject, scheme: Scheme, pieces: Uint8Array[], value: Uint8Array): boolean {
  if ((key.asymmetricKeyType === "ec") !== (scheme.kind === "EC")) return false;
  // Node would check it as PSS, whatever it says that it is.
  if (key.asymmetricKeyType === "rsa-pss" && scheme.kind !== "PSS") return false;
  const verify = createVerify(nodeDigest(scheme.digest));
  for (const piece of pieces) verify.update(piece);
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: scheme.saltLength };
  try {
    return verify.verify(scheme.kind === "PSS" ? { key, ...pss } : key, value);
  } catch {
    return false;
  }
}
