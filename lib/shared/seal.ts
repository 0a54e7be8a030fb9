import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** AES-256-GCM over small secrets. Layout: version (1), nonce (12), tag (16), ciphertext. */
const version = 1;
const nonceBytes = 12;
const tagBytes = 16;

/** Seals a secret for one place: without the same associated data it does not open. */
export function seal(key: Buffer, plain: Buffer, place: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), body]);
}

/** @throws when the key or the place is another one, or a bit has changed */
export function unseal(key: Buffer, sealed: Buffer, place: string): Buffer {
  if (sealed[0] !== version || sealed.length < 1 + nonceBytes + tagBytes)
    throw new Error("Not a sealed value");
  const nonce = sealed.subarray(1, 1 + nonceBytes);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(1 + nonceBytes, 1 + nonceBytes + tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(1 + nonceBytes + tagBytes)), decipher.final()]);
}

/** Keys from the environment, by id; the first is the current one, older ones still open what they wrapped. */
export type Keyring = { id: string; key: Buffer }[];
export type Wrapped = { keyId: string; wrapped: Buffer };

export function wrapKey(keyring: Keyring, key: Buffer, place: string): Wrapped {
  const current = keyring[0];
  if (!current) throw new Error("The keyring is empty");
  return { keyId: current.id, wrapped: seal(current.key, key, `${current.id}:${place}`) };
}

export function unwrapKey(keyring: Keyring, { keyId, wrapped }: Wrapped, place: string): Buffer {
  const used = keyring.find(({ id }) => id === keyId);
  if (!used) throw new Error(`The keyring has no key "${keyId}" any more`);
  return unseal(used.key, wrapped, `${keyId}:${place}`);
}
