import { createPrivateKey, generateKeyPairSync, randomBytes, verify, X509Certificate } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { integer, octets, sequence } from "@/lib/pades/asn1/der";
import { type Identity, makeCertificate, type Purpose } from "@/lib/pades/certificates/authority";
import { writePkcs12 } from "@/lib/pades/certificates/pkcs12";
import { type OwnKey, signerFromPem, signerFromPkcs12 } from "@/lib/ports/signing-key/own-key";
import { pemOf } from "@/lib/shared/pem";
import { makeAuthority } from "@/tests/support/digipoort/certificates";
import { hasOpenssl, openssl } from "@/tests/support/signing/openssl";
import { anAuthority, type TestAuthority } from "@/tests/support/signing/people";

const at = new Date();
const day = 86_400_000;
const days = (count: number) => new Date(at.getTime() + count * day);
let authority: TestAuthority;
let firm: Identity;
let other: Identity;
const pem = (der: Uint8Array) => pemOf(der, "CERTIFICATE");
const pemKey = ({ key }: Identity) => key.export({ type: "pkcs8", format: "pem" }).toString();

beforeAll(async () => {
  authority = await anAuthority({ keyType: "RSA" });
  firm = await authority.issue("Kantoor, Jansen & Zn.");
  other = await authority.issue("Een ander");
});

function packed(identity: Identity, chain: Uint8Array[] = [authority.issuing.certificate]) {
  return writePkcs12(identity, { chain, password: "wachtwoord", name: "Kantoor" });
}

const opened = async (identity: Identity, chain?: Uint8Array[]) =>
  signerFromPkcs12(await packed(identity, chain), "wachtwoord", at);
const reasonOf = (answer: OwnKey) => (answer.ok ? "taken" : answer.reason);

async function signs(answer: OwnKey): Promise<void> {
  if (!answer.ok) throw new Error(answer.reason);
  const { certificate, sign } = answer.signer;
  const bytes = randomBytes(100);
  for (const algorithm of ["SHA-256", "SHA-384", "SHA-512"] as const) {
    const signature = await sign(bytes, algorithm);
    const { publicKey } = new X509Certificate(certificate);
    expect(verify(algorithm.replace("-", ""), bytes, publicKey, signature)).toBe(true);
  }
}

describe("a key in a PKCS#12", () => {
  it.each(["RSA", "EC"] as const)("of %s signs by every digest", async (keyType) => {
    const answer = await opened(await authority.issue("Kantoor, Jansen & Zn.", { keyType }));
    await signs(answer);
    // What is kept of it signs as well, without the password.
    const kept = answer.ok ? answer.pem : { certificate: "", key: "" };
    await signs(signerFromPem({ ...kept, passphrase: "" }, at));
    expect(kept.certificate.match(/BEGIN/g)).toHaveLength(2);
    expect(answer).toMatchObject({
      facts: {
        name: "Kantoor, Jansen & Zn.",
        organisation: "Kantoor Voorbeeld",
        issuer: "Testuitgever",
        keyType,
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
  });

  it("finds its certificate and its issuers in any order, and leaves out who only came along", async () => {
    const { root, issuing } = authority;
    const shuffled = { key: firm.key, certificate: root.certificate };
    const answer = await opened(shuffled, [other.certificate, issuing.certificate, firm.certificate]);
    await signs(answer);
    expect(answer.ok && answer.signer.certificate).toEqual(firm.certificate);
    expect(answer.ok && answer.signer.chain).toEqual([issuing.certificate, root.certificate]);
  });

  it("is not opened by another password, nor when it is something else", async () => {
    const bytes = await packed(firm);
    for (const password of ["", "Wachtwoord", "wachtwoord "])
      expect(reasonOf(await signerFromPkcs12(bytes, password, at))).toBe("wrong-password");
    const { certificate } = firm;
    for (const some of [Buffer.alloc(0), certificate, Buffer.from(pem(certificate)), bytes.subarray(0, 900)])
      expect(reasonOf(await signerFromPkcs12(some, "wachtwoord", at))).toBe("unreadable");
  });

  it("is refused when there are two, of which nobody can tell which is meant", async () => {
    const more = { chain: [], password: "wachtwoord", name: "Kantoor" };
    const pack = (...keys: (typeof firm.key)[]) => writePkcs12(firm, { ...more, others: keys });
    expect(reasonOf(await signerFromPkcs12(await pack(other.key), "wachtwoord", at))).toBe("several-keys");
    // The same one twice is one.
    expect(reasonOf(await signerFromPkcs12(await pack(firm.key), "wachtwoord", at))).toBe("taken");
  });

  it("is refused when its certificate is another's", async () => {
    expect(reasonOf(await opened({ ...other, key: firm.key }))).toBe("other-key");
  });

  it.each<[string, Purpose, number, number]>([
    ["expired", "document-signing", -10, -1],
    ["not-yet-valid", "document-signing", 1, 10],
    ["not-for-signing", "time-stamping", -1, 1],
    ["not-for-signing", "issuing", -1, 1],
    ["taken", "document-signing", -1, 1],
  ])("is %s, for %s from day %i to day %i", async (reason, purpose, from, to) => {
    const period = { from: days(from), to: days(to) };
    expect(reasonOf(await opened(await authority.issue("Kantoor", { purpose, ...period })))).toBe(reason);
  });

  it("is refused when it is weak", async () => {
    const make = (key: Identity["key"]): Identity => ({
      key,
      certificate: makeCertificate(key, {
        subject: { commonName: "Zwak" },
        purpose: "document-signing",
        issuer: authority.issuing,
        from: days(-1),
        to: days(1),
      }),
    });
    const small = generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey;
    expect(reasonOf(await opened(make(small)))).toBe("weak-key");
    const curve = generateKeyPairSync("ec", { namedCurve: "secp256k1" }).privateKey;
    const files = { certificate: pem(make(curve).certificate), key: pemKey(make(curve)), passphrase: "" };
    expect(reasonOf(signerFromPem(files, at))).toBe("weak-key");
  });

  it("is refused when its key signs in no other way than RSASSA-PSS, which we do not write", async () => {
    const key = generateKeyPairSync("rsa-pss", { modulusLength: 2048 }).privateKey;
    const certificate = makeCertificate(key, {
      subject: { commonName: "Kantoor" },
      purpose: "document-signing",
      issuer: authority.issuing,
      from: days(-1),
      to: days(1),
    });
    const files = { certificate: pem(certificate), key: pemKey({ key, certificate }), passphrase: "" };
    expect(reasonOf(signerFromPem(files, at))).toBe("not-for-signing");
  });

  it("does not keep the portal busy for an hour", async () => {
    const began = performance.now();
    const salt = octets(randomBytes(8));
    for (const asked of [1_000_001, 2 ** 31 - 1, 2n ** 63n]) {
      const file = sequence(integer(3), sequence(), sequence(sequence(), salt, integer(asked)));
      expect(reasonOf(await signerFromPkcs12(file, "x", at))).toBe("unreadable");
      const nested = sequence(integer(3), octets(sequence(octets(sequence(salt, integer(asked))))));
      expect(reasonOf(await signerFromPkcs12(nested, "x", at))).toBe("unreadable");
    }
    expect(performance.now() - began).toBeLessThan(1000);
  });

  it("may be any bytes at all", async () => {
    const bytes = await packed(firm);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (place, mask) => {
        const changed = Buffer.from(bytes);
        changed[place] = (changed[place] ?? 0) ^ mask;
        await signerFromPkcs12(changed, "wachtwoord", at);
      }),
      // Each is opened in a thread of its own.
      { numRuns: 8 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (random) => {
        expect((await signerFromPkcs12(random, "wachtwoord", at)).ok).toBe(false);
      }),
    );
  });
});

describe.skipIf(!hasOpenssl)("a PKCS#12 that openssl wrote", () => {
  const written = (...options: string[]) => {
    const files = {
      key: pemKey(firm),
      certificate: pem(firm.certificate),
      chain: pem(authority.issuing.certificate),
    };
    const { ok, said, stdout } = openssl(
      [
        ...["pkcs12", "-export", "-inkey", "key", "-in", "certificate", "-certfile", "chain"],
        ...["-passout", "pass:wachtwoord", ...options],
      ],
      files,
    );
    expect(ok, said).toBe(true);
    return stdout;
  };

  it.each([
    ["as it does now", []],
    ["for a program of long ago", ["-legacy"]],
    ["with 3DES", ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1"]],
    ["with half a million rounds", ["-iter", "500000"]],
  ])("%s, is opened", async (_, options) => {
    const answer = await signerFromPkcs12(written(...options), "wachtwoord", at);
    await signs(answer);
    expect(answer.ok && answer.signer.chain).toEqual([authority.issuing.certificate]);
  });

  it("with many rounds leaves the portal to others meanwhile", async () => {
    const bytes = written("-iter", "500000");
    let [longest, last] = [0, performance.now()];
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 10);
    const began = performance.now();
    expect((await signerFromPkcs12(bytes, "wachtwoord", at)).ok).toBe(true);
    clearInterval(beat);
    expect(longest).toBeLessThan((performance.now() - began) / 2);
  });

  it("with too many rounds, or without a key, is refused", async () => {
    expect(reasonOf(await signerFromPkcs12(written("-iter", "1000001"), "wachtwoord", at))).toBe(
      "unreadable",
    );
    expect(reasonOf(await signerFromPkcs12(written("-nokeys"), "wachtwoord", at))).toBe("no-key");
  });
});

describe("a key in PEM", () => {
  const from = (changes: Partial<Parameters<typeof signerFromPem>[0]> = {}) =>
    signerFromPem({ certificate: pem(firm.certificate), key: pemKey(firm), passphrase: "", ...changes }, at);

  it("signs, with its issuers from beside it", async () => {
    const certificate = pem(authority.issuing.certificate) + pem(firm.certificate);
    const answer = from({ certificate });
    await signs(answer);
    expect(answer.ok && answer.signer.chain).toEqual([authority.issuing.certificate]);
  });

  it("is opened by its password", () => {
    const key = createPrivateKey(pemKey(firm))
      .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "een lange zin" })
      .toString();
    expect(reasonOf(from({ key, passphrase: "een lange zin" }))).toBe("taken");
    expect(reasonOf(from({ key, passphrase: "mis" }))).toBe("wrong-password");
  });

  it.each([
    ["no-key", { key: " " }],
    ["no-certificate", { certificate: "" }],
    ["unreadable", { key: "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----" }],
    ["unreadable", { certificate: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----" }],
  ])("is refused: %s", (reason, changes) => {
    expect(reasonOf(from(changes))).toBe(reason);
  });

  it("is refused when it is of another certificate", () => {
    expect(reasonOf(from({ key: pemKey(other) }))).toBe("other-key");
  });

  it("may have a certificate that says nothing of what it is for", () => {
    const { certificate, key } = makeAuthority("Een oude uitgever").issue({ commonName: "Kantoor" });
    expect(reasonOf(from({ certificate, key }))).toBe("taken");
  });
});
