import { createHash, type KeyObject } from "node:crypto";
import { BmpString, OctetString } from "asn1js";
import {
  Attribute,
  AuthenticatedSafe,
  CertBag,
  Certificate,
  PFX,
  PKCS8ShroudedKeyBag,
  PrivateKeyInfo,
  SafeBag,
  SafeContents,
} from "pkijs";
import type { Identity } from "./authority";

const BAGS = { key: "1.2.840.113549.1.12.10.1.2", certificate: "1.2.840.113549.1.12.10.1.3" };
const iterations = 10_000;

/**
 * A PKCS#12 (RFC 7292) with a key and its certificates, sealed with AES-256 by PBKDF2 and HMAC-SHA-256: for the demo and
 * for tests alone.
 * @param chain DER of the certificate's issuers
 * @param name how programs list it
 * @param others keys beside its own, as nobody should pack them
 */
export async function writePkcs12(
  { certificate, key }: Identity,
  {
    chain,
    password,
    name,
    others = [],
  }: { chain: Uint8Array[]; password: string; name: string; others?: KeyObject[] },
): Promise<Buffer> {
  const sealing = {
    password: arrayOf(Buffer.from(password)),
    // The library's type wants an initial vector, and its code makes one each time.
    contentEncryptionAlgorithm: { name: "AES-CBC", length: 256, iv: new Uint8Array(16) },
    hmacHashAlgorithm: "SHA-256",
    iterationCount: iterations,
  };
  const attributes = labels(certificate, name);
  const keys: SafeBag[] = [];
  for (const one of [key, ...others]) {
    const bag = new PKCS8ShroudedKeyBag({
      parsedValue: PrivateKeyInfo.fromBER(arrayOf(one.export({ type: "pkcs8", format: "der" }))),
    });
    await bag.makeInternalValues(sealing);
    keys.push(new SafeBag({ bagId: BAGS.key, bagValue: bag, bagAttributes: attributes }));
  }
  const certificates = [
    certificateBag(certificate, attributes),
    ...chain.map((one) => certificateBag(one, undefined)),
  ];
  const pfx = new PFX({
    parsedValue: {
      integrityMode: 0,
      authenticatedSafe: new AuthenticatedSafe({
        parsedValue: {
          safeContents: [
            // The key is sealed in its bag.
            { privacyMode: 0, value: new SafeContents({ safeBags: keys }) },
            { privacyMode: 1, value: new SafeContents({ safeBags: certificates }) },
          ],
        },
      }),
    },
  });
  await pfx.parsedValue?.authenticatedSafe?.makeInternalValues({ safeContents: [{}, sealing] });
  await pfx.makeInternalValues({
    password: sealing.password,
    iterations,
    pbkdf2HashAlgorithm: { name: "SHA-256" },
    hmacHashAlgorithm: "SHA-256",
  });
  return Buffer.from(pfx.toSchema().toBER());
}

function certificateBag(der: Uint8Array, bagAttributes: Attribute[] | undefined): SafeBag {
  const bagValue = new CertBag({ parsedValue: Certificate.fromBER(arrayOf(der)) });
  return new SafeBag({ bagId: BAGS.certificate, bagValue, ...(bagAttributes ? { bagAttributes } : {}) });
}

/** The same on the key and on its certificate, so that readers know which belong together. */
function labels(certificate: Uint8Array, name: string): Attribute[] {
  const id = createHash("sha1").update(certificate).digest();
  return [
    new Attribute({ type: "1.2.840.113549.1.9.20", values: [new BmpString({ value: name })] }),
    new Attribute({ type: "1.2.840.113549.1.9.21", values: [new OctetString({ valueHex: arrayOf(id) })] }),
  ];
}

function arrayOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
