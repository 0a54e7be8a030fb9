import { beforeAll, describe, expect, it } from "vitest";
import { type Identity, makeCertificate } from "@/lib/pades/certificates/authority";
import { readCertificate } from "@/lib/pades/certificates/certificate";
import { trustOf } from "@/lib/pades/certificates/trust";
import { aCertificate, anAuthority, type TestAuthority } from "@/tests/support/signing/people";
import { usesOf } from "@/tests/support/signing/uses";

const now = new Date();
const day = 86_400_000;
const read = ({ certificate }: Identity) => readCertificate(certificate);
let authority: TestAuthority;
let leaf: Identity;

beforeAll(async () => {
  authority = await anAuthority();
  leaf = await authority.issue("Kantoor");
});

function trusted(certificate: Identity, pool: Identity[], at = now, anchors = [authority.root]) {
  return trustOf(read(certificate), {
    pool: pool.map(read),
    anchors: anchors.map((one) => one.certificate),
    at,
    crls: [],
    purpose: "document",
  });
}

describe("the way from a certificate to one that is trusted", () => {
  it("goes over its issuers, whatever else came along", async () => {
    const other = await anAuthority();
    const pool = [leaf, other.root, other.issuing, authority.root, authority.issuing];
    const { distrust, path } = trusted(leaf, pool);
    expect(distrust).toBeNull();
    expect(path).toHaveLength(3);
  });

  it("ends at a certificate that is trusted itself", () => {
    expect(trusted(leaf, [], now, [leaf])).toMatchObject({ distrust: null, path: [{}] });
    expect(trusted(leaf, [], now, [authority.issuing])).toMatchObject({ distrust: null, path: [{}, {}] });
  });

  it("is not there without the issuer, or with one of the same name and another key", async () => {
    const same = await anAuthority();
    expect(trusted(leaf, [])).toMatchObject({ distrust: "no-root", path: [{}] });
    expect(trusted(leaf, [same.issuing, same.root])).toMatchObject({ distrust: "no-root" });
    expect(trusted(leaf, [authority.issuing], now, [])).toMatchObject({ distrust: "no-root" });
  });

  it("is not there over somebody who may issue nothing", async () => {
    const below = await aCertificate("Neef", { issuer: leaf });
    expect(trusted(below, [leaf, authority.issuing])).toMatchObject({ distrust: "no-root" });
    const authorityBelow = await authority.issue("Te diep", { purpose: "issuing" });
    const deep = await aCertificate("Neef", { issuer: authorityBelow });
    expect(trusted(deep, [authorityBelow, authority.issuing])).toMatchObject({ distrust: "no-root" });
  });

  it("is not there when one of them is not valid at the time", async () => {
    const issuing = await aCertificate("Testuitgever", {
      purpose: "issuing",
      issuer: authority.root,
      to: new Date(now.getTime() - day),
    });
    const child = await aCertificate("Kantoor", { issuer: issuing });
    expect(trusted(child, [issuing])).toMatchObject({ distrust: "expired" });
    expect(trusted(child, [issuing], new Date(now.getTime() - 2 * day))).toMatchObject({ distrust: null });
    expect(trusted(leaf, [authority.issuing], new Date(now.getTime() + 400 * day))).toMatchObject({
      distrust: "expired",
    });
    expect(trusted(leaf, [authority.issuing], new Date(now.getTime() - 400 * day))).toMatchObject({
      distrust: "not-yet",
    });
  });

  it("is not looked for when the certificate is for something else", () => {
    expect(trusted(authority.issuing, [])).toMatchObject({ distrust: "not-for-this" });
  });

  it("is given up soon among many of one name", async () => {
    const impostors = Array.from({ length: 300 }, () => ({
      key: authority.issuing.key,
      certificate: makeCertificate(authority.issuing.key, {
        subject: { commonName: "Testuitgever", organisation: "Kantoor Voorbeeld", country: "NL" },
        purpose: "issuing",
        issuer: authority.issuing,
        from: new Date(now.getTime() - day),
        to: new Date(now.getTime() + day),
      }),
    }));
    expect(trusted(leaf, impostors)).toMatchObject({ distrust: "no-root" });
  });
});

describe("a certificate that was signed with SHA-1", () => {
  it("is seen to be, and is no way to anybody", async () => {
    const rsa = await anAuthority({ keyType: "RSA" });
    const { certificate } = await rsa.issue("Kantoor");
    const sha256 = "06092a864886f70d01010b";
    const weak = Buffer.from(certificate.toString("hex").replaceAll(sha256, "06092a864886f70d010105"), "hex");
    expect(usesOf(readCertificate(certificate)).weaklySigned).toBe(false);
    expect(usesOf(readCertificate(weak)).weaklySigned).toBe(true);
  });
});
