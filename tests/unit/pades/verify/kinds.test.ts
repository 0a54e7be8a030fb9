import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { OIDS } from "@/lib/pades/algorithms";
import { verifyPdf } from "@/lib/pades/verify/verify";
import { aCertificate, KEYS } from "@/tests/support/pades/certificates";
import { aSignedPaper, CLIENT, FIRM, ROOT, reportOf, signatureOf } from "@/tests/support/pades/people";
import { aSignature, inBer, type Odd } from "@/tests/support/pades/signatures";
import { aPaper, gapOf, revised, signed } from "@/tests/support/pades/signed-pdf";

const P256 = aCertificate({ name: "P-256", issuer: ROOT, key: KEYS.p256 });
const P521 = aCertificate({ name: "P-521", issuer: ROOT, key: KEYS.p521 });

describe("a signature", () => {
  it("is told with all that is known of it", async () => {
    const more = "/M (D:20260504100000+02'00') /Name (Jan) /Reason (Akkoord \\(1\\)) /Location (Zwolle)";
    const { bytes } = await aSignedPaper({}, { more });
    expect(await reportOf(bytes)).toEqual({
      pages: 1,
      archived: false,
      signatures: [
        {
          field: "Klant",
          kind: "signature",
          verdict: "valid",
          fault: null,
          signer: {
            name: "Jan Noorderlicht",
            organisation: "Proef B.V.",
            issuer: "Wortel",
            serial: FIRM.serial.subarray(2).toString("hex").toUpperCase(),
            notBefore: new Date("2020-01-01"),
            notAfter: new Date("2040-01-01"),
          },
          distrust: null,
          time: { at: new Date("2026-05-04T08:00:00Z"), source: "claimed", by: null, distrust: null },
          claimed: { name: "Jan", reason: "Akkoord (1)", location: "Zwolle" },
          place: { page: 1, x: 100, y: 650, width: 200, height: 50 },
          revisionEnd: bytes.length,
          coversAll: true,
          permission: null,
          changes: [],
        },
      ],
    });
  });

  it.each([
    ["RSA", FIRM, {}],
    ["RSA with SHA-384", FIRM, { algorithm: "SHA-384" }],
    ["RSA with SHA-512", FIRM, { algorithm: "SHA-512" }],
    ["RSASSA-PSS", FIRM, { pss: true }],
    ["RSASSA-PSS with SHA-512", FIRM, { pss: true, algorithm: "SHA-512" }],
    ["P-256", P256, {}],
    ["P-384 with SHA-384", CLIENT, { algorithm: "SHA-384" }],
    ["P-521 with SHA-512", P521, { algorithm: "SHA-512" }],
    ["the first kind of signing-certificate", FIRM, { named: "v1" }],
    ["a signer by its key", FIRM, { byKey: true }],
    ["attributes in another order", FIRM, { unsorted: true }],
  ] as [string, typeof FIRM, Odd][])("by %s is valid", async (_, by, odd) => {
    const { bytes } = await aSignedPaper(odd, { by });
    expect(await signatureOf(bytes)).toMatchObject({ verdict: "valid", fault: null, distrust: null });
  });

  it.each([
    [{ named: "none" }, "adbe.pkcs7.detached", "valid", null],
    [{ bare: true, named: "none" }, "adbe.pkcs7.detached", "valid", null],
    [{ named: "none" }, "ETSI.CAdES.detached", "unjudged", "unknown-kind"],
    [{ bare: true }, "ETSI.CAdES.detached", "unjudged", "unknown-kind"],
    [{ names: CLIENT }, "ETSI.CAdES.detached", "broken", "other-certificate"],
    [{ names: CLIENT }, "adbe.pkcs7.detached", "broken", "other-certificate"],
    [{ names: CLIENT, named: "v1" }, "adbe.pkcs7.detached", "broken", "other-certificate"],
    [{ sha1: true, named: "v1" }, "adbe.pkcs7.detached", "unjudged", "weak-algorithm"],
    [
      { inside: { type: OIDS.data, bytes: Buffer.alloc(20) } },
      "adbe.pkcs7.sha1",
      "unjudged",
      "weak-algorithm",
    ],
    [
      { inside: { type: OIDS.data, bytes: Buffer.alloc(9) } },
      "adbe.pkcs7.detached",
      "unjudged",
      "unknown-kind",
    ],
    [{}, "adbe.x509.rsa_sha1", "unjudged", "weak-algorithm"],
    [{}, "Eigen.vinding", "unjudged", "unknown-kind"],
    [{ signers: 2 }, "ETSI.CAdES.detached", "unjudged", "several-signers"],
    [{ signers: 0 }, "ETSI.CAdES.detached", "unjudged", "unreadable"],
    [{ certificates: [CLIENT.der] }, "ETSI.CAdES.detached", "unjudged", "unreadable"],
    [{ spoil: true }, "ETSI.CAdES.detached", "broken", "not-its-key"],
  ] as [Odd, string, string, string | null][])("%o as %s is %s", async (odd, subFilter, verdict, fault) => {
    const { bytes } = await aSignedPaper(odd, { subFilter });
    expect(await signatureOf(bytes)).toMatchObject({ verdict, fault });
  });

  it("is read in BER, with lengths at the end and octets in pieces", async () => {
    const paper = await signed(aPaper(), { make: (pieces) => inBer(aSignature(FIRM, pieces)) });
    expect(await signatureOf(paper.bytes)).toMatchObject({ verdict: "valid", distrust: null });
  });

  it("is no ASN.1, and unreadable", async () => {
    const deep = Buffer.concat(Array.from({ length: 2000 }, () => Buffer.from([0x30, 0x80])));
    for (const junk of [deep, Buffer.from("hello"), Buffer.alloc(0), Buffer.alloc(50, 0x30)]) {
      const { bytes } = await signed(aPaper(), { make: () => junk });
      expect(await signatureOf(bytes)).toMatchObject({ verdict: "unjudged", fault: "unreadable" });
    }
  });

  it("has nothing but zeros behind it", async () => {
    const { bytes } = await aSignedPaper();
    const { to } = gapOf(bytes);
    bytes.write("1", to - 4, "latin1");
    expect(await signatureOf(bytes)).toMatchObject({ verdict: "unjudged", fault: "unreadable" });
  });

  it("by a key that is too short is not judged", async () => {
    const key = generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey;
    const by = aCertificate({ name: "Kort", issuer: ROOT, key });
    const { bytes } = await aSignedPaper({}, { by });
    expect(await signatureOf(bytes)).toMatchObject({ verdict: "unjudged", fault: "weak-algorithm" });
  });

  it("is broken when a byte of what it is over is another", async () => {
    const { bytes } = await aSignedPaper();
    bytes.write("BX", bytes.indexOf("BT ET"), "latin1");
    expect(await signatureOf(bytes)).toMatchObject({ verdict: "broken", fault: "bytes-changed" });
  });
});

describe("two signers, one after the other", () => {
  it("are both valid, and the first does not cover all", async () => {
    const first = await aSignedPaper({}, { field: "Accountant" });
    const second = await aSignedPaper({}, { paper: first, by: CLIENT });
    const change = { allowed: true, kind: "signature-added" as const, page: 1, name: "Klant" };
    const { signatures } = await reportOf(second.bytes, { changes: [change] });
    expect(signatures).toMatchObject([
      { field: "Accountant", verdict: "valid", coversAll: false, revisionEnd: first.bytes.length },
      { field: "Klant", verdict: "valid", coversAll: true, signer: { name: "Bakker" } },
    ]);
    expect(signatures.map(({ changes }) => changes)).toEqual([[change], []]);
  });

  it("has changes that cannot be read, when they cannot", async () => {
    const { bytes } = revised(await aSignedPaper(), {});
    const { signatures } = await verifyPdf(bytes, [ROOT.der], new Date(), async () => {
      throw new Error("no");
    });
    expect(signatures[0]).toMatchObject({
      verdict: "valid",
      changes: [{ allowed: false, kind: "unreadable" }],
    });
  });
});

describe("what a certifying signature allows", () => {
  const certifies = (parameters: string) =>
    `/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /V /1.2 ${parameters} >> >>]`;

  it.each([
    ["/P 1", 1],
    ["/P 2", 2],
    ["/P 3", 3],
    ["", 2],
    ["/P 9", 1],
    ["/P (2)", 1],
  ])("%s is %s", async (parameters, permission) => {
    const { bytes } = await aSignedPaper({}, { more: certifies(parameters) });
    expect(await signatureOf(bytes)).toMatchObject({ verdict: "valid", permission });
  });
});

describe("where it stands", () => {
  it.each([
    ["/MediaBox [0 0 600 800] /Rotate 90", { x: 100, y: 100, width: 50, height: 200 }],
    ["/MediaBox [0 0 600 800] /Rotate 180", { x: 300, y: 100, width: 200, height: 50 }],
    ["/MediaBox [0 0 600 800] /Rotate 270", { x: 650, y: 300, width: 50, height: 200 }],
    ["/MediaBox [0 0 600 800] /CropBox [50 20 600 700]", { x: 50, y: 550, width: 200, height: 50 }],
  ])("on a page with %s", async (page, place) => {
    const { bytes } = await aSignedPaper({}, { paper: aPaper(page) });
    expect(await signatureOf(bytes)).toMatchObject({ place: { page: 1, ...place } });
  });

  it.each(["[0 0 0 0]", "[10 10 10 50]", "[900 900 950 950]", "[1 2 3]"])(
    "is nowhere with %s",
    async (rect) => {
      const { bytes } = await aSignedPaper({}, { rect });
      expect(await signatureOf(bytes)).toMatchObject({ verdict: "valid", place: null });
    },
  );

  it.each(["/F 2", "/F 32"])("is nowhere when it is hidden by %s", async (hidden) => {
    const { bytes } = await aSignedPaper();
    bytes.write(hidden.padEnd(6), bytes.indexOf("/F 132"), "latin1");
    expect(await signatureOf(bytes)).toMatchObject({ place: null });
  });
});
