import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { digest, digestIdentifier } from "@/lib/pades/algorithms";
import { objectId, sequence } from "@/lib/pades/asn1/der";
import { makeCertificate } from "@/lib/pades/certificates/authority";
import { keySigner } from "@/lib/pades/certificates/key-signer";
import { type Signer, TimestampFailure, type TimestampFault } from "@/lib/pades/shapes";
import { readTimestampReply } from "@/lib/pades/timestamps/reply";
import { timestampReply } from "@/lib/pades/timestamps/responder";
import { anAuthority, type TestAuthority } from "@/tests/support/signing/people";
import { aReply, asked, aToken, request, withTwin } from "@/tests/support/signing/timestamps";

const now = new Date("2026-07-01T12:00:00Z");
const minutes = (count: number) => new Date(now.getTime() + count * 60_000);
const [from, to] = [new Date("2026-01-01T00:00:00Z"), new Date("2027-01-01T00:00:00Z")];
let authority: TestAuthority;
let stranger: TestAuthority;
let tsa: Signer;
let anchors: Uint8Array[];

beforeAll(async () => {
  authority = await anAuthority({ from, to });
  stranger = await anAuthority({ from, to });
  tsa = await authority.signer("Tijdstempeldienst", { purpose: "time-stamping" });
  anchors = [authority.root.certificate];
});

/** What is said of a reply: granted, or the fault. */
function judged(reply: Uint8Array, trusted = anchors, clock = now): TimestampFault | "granted" {
  try {
    readTimestampReply(reply, asked, trusted, clock);
    return "granted";
  } catch (error) {
    // Whatever comes in, this and nothing else comes out.
    expect(error).toBeInstanceOf(TimestampFailure);
    return (error as TimestampFailure).fault;
  }
}

describe("a time stamp as it was asked for", () => {
  it.each(["EC", "RSA"] as const)("is granted, by a key of %s", async (keyType) => {
    const signer = await authority.signer("Tijdstempeldienst", { purpose: "time-stamping", keyType });
    const reply = await timestampReply(request, signer, now);
    const { token, at, certificate, certificates } = readTimestampReply(reply, asked, anchors, now);
    expect(reply.includes(token)).toBe(true);
    expect(at).toEqual(now);
    expect(certificate.name.name).toBe("Tijdstempeldienst");
    expect(certificates.map((one) => one.name.name)).toEqual([
      "Tijdstempeldienst",
      "Testuitgever",
      "Testwortel",
    ]);
  });

  it("may be granted with changes that change nothing of this, and tell parts of a second", async () => {
    expect(judged(aReply(await aToken(tsa, now, { time: "20260701120000.1234567Z" }), 1))).toBe("granted");
  });

  it("is trusted by an authority below the root as well", async () => {
    expect(judged(aReply(await aToken(tsa, now)), [authority.issuing.certificate])).toBe("granted");
  });

  it("may tell a time that is four minutes off", async () => {
    expect(judged(aReply(await aToken(tsa, minutes(4))))).toBe("granted");
    expect(judged(aReply(await aToken(tsa, minutes(-4))))).toBe("granted");
  });
});

describe("an answer that is another", () => {
  const ofToken = async (said: Parameters<typeof aToken>[2], signer = tsa, at = now) =>
    judged(aReply(await aToken(signer, at, said)));

  it("is over another digest", async () => {
    expect(await ofToken({ imprint: digest("SHA-256", Buffer.from("een ander stuk")) })).toBe("other-digest");
    expect(await ofToken({ imprint: asked.imprint.subarray(1) })).toBe("other-digest");
    expect(await ofToken({ digestId: digestIdentifier("SHA-512") })).toBe("other-digest");
    expect(await ofToken({ digestId: sequence(objectId("1.3.14.3.2.26")) })).toBe("other-digest");
  });

  it("is of another question, or of none", async () => {
    expect(await ofToken({ nonce: Buffer.from("4001020304050608", "hex") })).toBe("other-nonce");
    expect(await ofToken({ nonce: null })).toBe("other-nonce");
  });

  it("is refused by the service", async () => {
    const token = await aToken(tsa, now);
    for (const status of [2, 3, 4, 5, 256]) expect(judged(aReply(token, status))).toBe("refused");
    expect(judged(aReply(null, 2))).toBe("refused");
    const sha1 = sequence(objectId("1.3.14.3.2.26"));
    const weak = Buffer.from(
      request.toString("hex").replace(/300d06096086480165030402010500/, sha1.toString("hex")),
      "hex",
    );
    expect(judged(await timestampReply(weak, tsa, now))).toBe("refused");
  });

  it("is changed after it was signed", async () => {
    const token = await aToken(tsa, now);
    for (const place of ["20260701120000Z", "een"]
      .map((text) => token.indexOf(text))
      .filter((at) => at > 0)) {
      const changed = Buffer.from(token);
      changed[place + 5] = "8".charCodeAt(0);
      expect(judged(aReply(changed))).toBe("not-its-signature");
    }
    const signature = Buffer.from(token);
    signature[token.length - 3] = (signature[token.length - 3] ?? 0) ^ 1;
    expect(judged(aReply(signature))).toBe("not-its-signature");
  });

  it("is signed by a key that is not of its certificate", async () => {
    const other = await authority.signer("Een ander", { purpose: "time-stamping" });
    expect(await ofToken({}, { ...tsa, sign: other.sign })).toBe("not-its-signature");
  });

  it("names another certificate than the one that is there", async () => {
    const token = await aToken(tsa, now);
    expect(judged(aReply(withTwin(token, tsa.certificate)))).toBe("not-its-signature");
  });

  it("is signed by somebody who signs documents", async () => {
    const signer = await authority.signer("Kantoor", { purpose: "document-signing" });
    expect(await ofToken({}, signer)).toBe("not-for-time-stamps");
    const issuer = { ...tsa, certificate: authority.issuing.certificate };
    expect(await ofToken({}, issuer)).not.toBe("granted");
  });

  it("comes from somebody who is not trusted", async () => {
    const signer = await stranger.signer("Tijdstempeldienst", { purpose: "time-stamping" });
    expect(await ofToken({}, signer)).toBe("untrusted");
    expect(judged(aReply(await aToken(tsa, now)), [])).toBe("untrusted");
    expect(judged(aReply(await aToken(tsa, now)), [Buffer.from("geen certificaat")])).toBe("untrusted");
    // The way to the root is not there.
    expect(await ofToken({}, { ...tsa, chain: [] })).toBe("untrusted");
  });

  it("comes from somebody whose key not every program knows", async () => {
    const { privateKey: key } = generateKeyPairSync("ec", { namedCurve: "brainpoolP256r1" });
    const certificate = makeCertificate(key, {
      subject: { commonName: "Tijdstempeldienst" },
      purpose: "time-stamping",
      issuer: authority.issuing,
      from,
      to,
    });
    const signer = keySigner(key, certificate, [authority.issuing.certificate]);
    expect(await ofToken({}, signer)).toBe("untrusted");
  });

  it("comes with a certificate that is over, or not begun", async () => {
    const over = { from, to: new Date("2026-06-30T00:00:00Z") };
    const early = { from: new Date("2026-07-02T00:00:00Z"), to };
    for (const period of [over, early]) {
      const signer = await authority.signer("Tijdstempeldienst", { purpose: "time-stamping", ...period });
      expect(await ofToken({}, signer)).toBe("untrusted");
    }
  });

  it("comes from a clock that is off", async () => {
    expect(await ofToken({}, tsa, minutes(6))).toBe("off-by-minutes");
    expect(await ofToken({}, tsa, minutes(-6))).toBe("off-by-minutes");
    expect(await ofToken({}, tsa, new Date("2026-03-01T00:00:00Z"))).toBe("off-by-minutes");
  });

  it("is no time stamp at all", async () => {
    expect(await ofToken({ contentType: "1.2.840.113549.1.7.1" })).toBe("unreadable");
    for (const time of [
      "20261301000000Z",
      "2026-07-01",
      "260701120000Z",
      "20260701120000",
      "20260701120000+0200",
      "20260230120000Z",
    ])
      expect(await ofToken({ time })).toBe("unreadable");
    for (const text of ["", "<!doctype html><html><body>Log in", "0", "\0".repeat(1000)])
      expect(judged(Buffer.from(text))).toBe("unreadable");
    expect(judged(aReply(null))).toBe("unreadable");
  });
});

describe("an answer that was made to do harm", () => {
  it("is cut off anywhere", async () => {
    const reply = await timestampReply(request, tsa, now);
    for (let length = 0; length < reply.length; length++)
      expect(judged(reply.subarray(0, length))).toBe("unreadable");
  });

  it("has one byte that is another", async () => {
    const reply = await timestampReply(request, tsa, now);
    fc.assert(
      fc.property(fc.nat(reply.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const changed = Buffer.from(reply);
        changed[at] = (changed[at] ?? 0) ^ mask;
        judged(changed);
      }),
      { numRuns: 500 },
    );
  });

  it("is of random bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        expect(judged(bytes)).not.toBe("granted");
        expect(judged(sequence(sequence(bytes), bytes))).not.toBe("granted");
      }),
      { numRuns: 500 },
    );
  });

  it("promises gigabytes, or is nested without an end", () => {
    const huge = ["3084ffffffff", "308800ffffffffffffff", "3082fffe", "3080", "048480000000", "30ff"];
    for (const hex of huge) expect(judged(Buffer.from(hex, "hex"))).toBe("unreadable");
    expect(judged(Buffer.alloc(60_000, Buffer.from("3080", "hex")))).toBe("unreadable");
    expect(judged(Buffer.alloc(60_000, Buffer.from("2480", "hex")))).toBe("unreadable");
    // Thirty thousand things that are empty.
    expect(judged(sequence(Buffer.alloc(60_000, Buffer.from("0500", "hex"))))).toBe("unreadable");
    expect(judged(Buffer.alloc(10_000_000, 0x30))).toBe("unreadable");
  });
});
