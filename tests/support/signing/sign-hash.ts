import { constants, createECDH, type KeyObject, privateEncrypt } from "node:crypto";
import { objectId, octets, sequence } from "@/lib/pades/asn1/der";

const NULL = Buffer.from([5, 0]);
/** The order of P-256. */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const numberOf = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
const bytesOf = (number: bigint) => Buffer.from(number.toString(16).padStart(64, "0"), "hex");

/** Signs a hash that somebody else made, as a service does that never sees the document. */
export function signHash(key: KeyObject, hash: Buffer, hashOid: string): Buffer {
  if (key.asymmetricKeyType === "ec") return ecdsa(key, hash);
  const digestInfo = sequence(sequence(objectId(hashOid), NULL), octets(hash));
  return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digestInfo);
}

/** ECDSA on P-256 (FIPS 186-5, 6.4), as its two numbers: Node itself signs no hash. */
function ecdsa(key: KeyObject, hash: Buffer): Buffer {
  const secret = numberOf(Buffer.from(String(key.export({ format: "jwk" }).d), "base64url"));
  const once = createECDH("prime256v1");
  once.generateKeys();
  const k = numberOf(once.getPrivateKey());
  const r = numberOf(once.getPublicKey().subarray(1, 33)) % order;
  const s = (inverse(k) * (numberOf(hash.subarray(0, 32)) + r * secret)) % order;
  return Buffer.concat([bytesOf(r), bytesOf(s)]);
}

/** By Fermat: the order is a prime. */
function inverse(value: bigint): bigint {
  let [base, exponent, result] = [value % order, order - 2n, 1n];
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % order;
    base = (base * base) % order;
  }
  return result;
}
