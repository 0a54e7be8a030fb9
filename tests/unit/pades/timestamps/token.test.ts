import { beforeAll, describe, expect, it } from "vitest";
import { digest, digestIdentifier, OIDS } from "@/lib/pades/algorithms";
import { objectId, sequence } from "@/lib/pades/asn1/der";
import { signedData } from "@/lib/pades/cms/write";
import type { DigestAlgorithm, Signer } from "@/lib/pades/shapes";
import { readToken } from "@/lib/pades/timestamps/token";
import { pemOf } from "@/lib/shared/pem";
import { hasOpenssl, openssl } from "@/tests/support/signing/openssl";
import { anAuthority, type TestAuthority } from "@/tests/support/signing/people";
import { aToken, withTwin, withTwoSigners } from "@/tests/support/signing/timestamps";
import { judgedToken } from "@/tests/support/signing/tokens";

const text = Buffer.from("een jaarrekening");
const of = (bytes: Uint8Array) => (algorithm: DigestAlgorithm) => digest(algorithm, bytes);
const then = new Date("2015-06-01T09:30:00Z");
let authority: TestAuthority;
let tsa: Signer;

beforeAll(async () => {
  authority = await anAuthority({
    from: new Date("2014-01-01T00:00:00Z"),
    to: new Date("2017-01-01T00:00:00Z"),
    keyType: "RSA",
  });
  tsa = await authority.signer("Tijdstempeldienst", { purpose: "time-stamping" });
});

function judged(token: Uint8Array, over = text, more: Uint8Array[] = []) {
  return judgedToken(token, of(over), [authority.root.certificate], more);
}

describe("a token of long ago", () => {
  it("is judged at the time that it tells, by certificates that are over now", async () => {
    const report = judged(await aToken(tsa, then));
    expect(report).toMatchObject({ at: then, by: "Tijdstempeldienst", fault: null, distrust: null });
    expect(report.certificates).toHaveLength(3);
    expect(report.certificate?.der.equals(Buffer.from(tsa.certificate))).toBe(true);
  });

  it("by a digest that its maker chose", async () => {
    const said = { imprint: digest("SHA-512", text), digestId: digestIdentifier("SHA-512") };
    expect(judged(await aToken(tsa, then, said))).toMatchObject({ fault: null, distrust: null });
  });

  it("needs no nonce", async () => {
    expect(judged(await aToken(tsa, then, { nonce: null }))).toMatchObject({ fault: null, distrust: null });
  });

  it("may have its issuers elsewhere in the file", async () => {
    const token = await aToken({ ...tsa, chain: [] }, then);
    expect(judged(token)).toMatchObject({ fault: null, distrust: "no-root" });
    expect(judged(token, text, [authority.issuing.certificate])).toMatchObject({ distrust: null });
  });
});

describe("what is wrong with a token", () => {
  it("is told, and whom it is of all the same", async () => {
    const other = await authority.signer("Een ander", { purpose: "time-stamping" });
    expect(judged(await aToken(tsa, then), Buffer.from("iets anders"))).toMatchObject({
      fault: "bytes-changed",
      by: "Tijdstempeldienst",
      distrust: null,
    });
    expect(judged(await aToken({ ...tsa, sign: other.sign }, then))).toMatchObject({ fault: "not-its-key" });
    const sha1 = { digestId: sequence(objectId("1.3.14.3.2.26")) };
    expect(judged(await aToken(tsa, then, sha1))).toMatchObject({ fault: "weak-algorithm", at: then });
  });

  it("is a certificate that was not valid then, or is for something else", async () => {
    const at = (text: string) => new Date(text);
    expect(judged(await aToken(tsa, at("2013-06-01T00:00:00Z")))).toMatchObject({ distrust: "not-yet" });
    expect(judged(await aToken(tsa, at("2018-06-01T00:00:00Z")))).toMatchObject({ distrust: "expired" });
    const firm = await authority.signer("Kantoor");
    expect(judged(await aToken(firm, then))).toMatchObject({ fault: null, distrust: "not-for-this" });
    const stranger = await anAuthority({ from: at("2014-01-01T00:00:00Z") });
    const unknown = await stranger.signer("Onbekend", { purpose: "time-stamping" });
    expect(judged(await aToken(unknown, then))).toMatchObject({ fault: null, distrust: "no-root" });
  });

  it("is that it names another certificate, or has several signers", async () => {
    const token = await aToken(tsa, then);
    expect(judged(withTwin(token, tsa.certificate))).toMatchObject({ fault: "other-certificate" });
    expect(judged(withTwoSigners(token))).toMatchObject({ fault: "several-signers", at: then });
  });

  it("is that it is none", () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from("3080", "hex"), Buffer.from("<html>")])
      expect(judged(bytes)).toEqual({
        at: null,
        by: null,
        certificate: null,
        certificates: [],
        fault: "unreadable",
        distrust: "no-root",
      });
  });

  it("is a certificate that did not come along", async () => {
    const token = await aToken(tsa, then);
    const { content } = readToken(token);
    const bare = await signedData({
      signer: tsa,
      algorithm: "SHA-256",
      content: { type: OIDS.timestampInfo, bytes: content },
      certificates: "left out",
    });
    expect(judged(bare)).toMatchObject({ fault: "unreadable", certificate: null, at: then });
  });
});

describe.skipIf(!hasOpenssl)("a token that somebody else wrote", () => {
  const content = async () => readToken(await aToken(tsa, then)).content;
  const signed = async (...options: string[]) => {
    const { certificate, key } = await authority.issue("Van openssl", { purpose: "time-stamping" });
    const pem = (der: Uint8Array) => pemOf(der, "CERTIFICATE");
    const { ok, said, stdout } = openssl(
      [
        ...["cms", "-sign", "-binary", "-nodetach", "-outform", "DER", "-in", "info", "-econtent_type"],
        ...[OIDS.timestampInfo, "-signer", "tsa", "-inkey", "key", "-certfile", "chain", "-md", "sha256"],
        ...options,
      ],
      {
        info: await content(),
        tsa: pem(certificate),
        chain: pem(authority.issuing.certificate),
        key: key.export({ type: "pkcs8", format: "pem" }),
      },
    );
    expect(ok, said).toBe(true);
    return stdout;
  };
  const right = { at: then, by: "Van openssl", fault: null, distrust: null };

  it("is read in BER, with lengths that are not told before", async () => {
    const token = await signed("-cades", "-stream");
    expect(token.subarray(0, 2).toString("hex")).toBe("3080");
    expect(judged(token)).toMatchObject(right);
  });

  it("may be signed by RSA-PSS", async () => {
    const pss = ["-keyopt", "rsa_padding_mode:pss"];
    for (const salt of ["-1", "0", "20", "32"])
      expect(judged(await signed("-cades", ...pss, "-keyopt", `rsa_pss_saltlen:${salt}`))).toMatchObject(
        right,
      );
    const other = [...pss, "-keyopt", "rsa_mgf1_md:sha512"];
    expect(judged(await signed("-cades", ...other))).toMatchObject({ fault: "unknown-kind" });
  });

  it("may be named by its key", async () => {
    expect(judged(await signed("-cades", "-keyid"))).toMatchObject(right);
  });

  it("is weak when it is signed with SHA-1, and unknown without what is signed", async () => {
    expect(judged(await signed("-cades", "-md", "sha1"))).toMatchObject({ fault: "weak-algorithm" });
    expect(judged(await signed("-md", "sha512", "-cades"))).toMatchObject(right);
    expect(judged(await signed())).toMatchObject({ fault: "unknown-kind" });
  });
});
