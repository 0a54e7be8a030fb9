import { X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Purpose } from "@/lib/pades/certificates/authority";
import { readCertificate } from "@/lib/pades/certificates/certificate";
import { makeRevocationList } from "@/lib/pades/certificates/revocation-list";
import { isForAll } from "@/lib/pades/certificates/signature-value";
import { pemOf } from "@/lib/shared/pem";
import { hasOpenssl, openssl } from "@/tests/support/signing/openssl";
import { aCertificate, anAuthority } from "@/tests/support/signing/people";
import { usesOf } from "@/tests/support/signing/uses";

const pem = (der: Uint8Array) => pemOf(der, "CERTIFICATE");

describe.each(["RSA", "EC"] as const)("an authority with %s keys", (keyType) => {
  it("issues certificates that say whom they are of and what they are for", async () => {
    const { root, issuing, issue } = await anAuthority({ keyType });
    const { certificate, key } = await issue("Zoë Łukasz, Jansen & Zn. – 日本");
    const read = new X509Certificate(certificate);
    expect(readCertificate(certificate).name).toMatchObject({
      name: "Zoë Łukasz, Jansen & Zn. – 日本",
      organisation: "Kantoor Voorbeeld",
      issuer: "Testuitgever",
      serial: expect.stringMatching(/^[4-7][0-9A-F]{31}$/),
    });
    expect(usesOf(readCertificate(certificate))).toEqual({
      isAuthority: false,
      pathLength: null,
      signs: true,
      purposes: { oids: ["1.3.6.1.5.5.7.3.36", "1.3.6.1.5.5.7.3.4"], critical: false },
      weaklySigned: false,
      unknownCritical: false,
    });
    expect(usesOf(readCertificate(issuing.certificate))).toMatchObject({
      isAuthority: true,
      pathLength: 0,
      signs: false,
      purposes: null,
    });
    expect(read.checkPrivateKey(key)).toBe(true);
    expect(isForAll(key)).toBe(true);
    expect(read.verify(new X509Certificate(issuing.certificate).publicKey)).toBe(true);
    expect(new X509Certificate(issuing.certificate).checkIssued(new X509Certificate(root.certificate))).toBe(
      true,
    );
  });

  it("says of a time stamping certificate that it is for nothing else", async () => {
    const { issue } = await anAuthority({ keyType });
    const { certificate } = await issue("Tijdstempel", { purpose: "time-stamping" });
    expect(usesOf(readCertificate(certificate)).purposes).toEqual({
      oids: ["1.3.6.1.5.5.7.3.8"],
      critical: true,
    });
  });

  describe.skipIf(!hasOpenssl)("as openssl sees it", () => {
    const verify = async (purpose: Purpose, as: string) => {
      const { root, issuing, issue } = await anAuthority({ keyType });
      const { certificate } = await issue("Iemand", { purpose, crlUrl: "http://crl.example/uitgever.crl" });
      return openssl(
        ["verify", "-x509_strict", "-purpose", as, "-CAfile", "root", "-untrusted", "issuing", "leaf"],
        { root: pem(root.certificate), issuing: pem(issuing.certificate), leaf: pem(certificate) },
      );
    };

    it("has certificates for time stamps", async () => {
      expect(await verify("time-stamping", "timestampsign")).toMatchObject({ ok: true, said: "leaf: OK\n" });
    });

    it("has certificates for documents, and these are none for time stamps", async () => {
      expect(await verify("document-signing", "any")).toMatchObject({ ok: true, said: "leaf: OK\n" });
      expect(await verify("document-signing", "timestampsign")).toMatchObject({ ok: false });
    });

    it("keeps authorities below the issuing one out", async () => {
      expect(await verify("issuing", "any")).toMatchObject({ ok: true });
      const { root, issuing, issue } = await anAuthority({ keyType });
      const below = await issue("Nog een uitgever", { purpose: "issuing" });
      const { certificate } = await aCertificate("Iemand", { issuer: below, keyType });
      const files = {
        root: pem(root.certificate),
        rest: pem(issuing.certificate) + pem(below.certificate),
        leaf: pem(certificate),
      };
      const { ok, said } = openssl(["verify", "-CAfile", "root", "-untrusted", "rest", "leaf"], files);
      expect([ok, said]).toEqual([false, expect.stringContaining("path length constraint exceeded")]);
    });

    it("tells what it revoked", async () => {
      const { root, issuing, issue } = await anAuthority({ keyType });
      const { certificate } = await issue("Iemand");
      const { serialNumber } = new X509Certificate(certificate);
      const [from, to] = [new Date(Date.now() - 3_600_000), new Date(Date.now() + 3_600_000)];
      const check = (revoked: string[]) => {
        const list = (issuer: typeof root, serials: string[]) =>
          pemOf(
            makeRevocationList(issuer, {
              number: 7,
              from,
              to,
              revoked: serials.map((serial) => ({ serial, at: from })),
            }),
            "X509 CRL",
          );
        return openssl(
          [
            "verify",
            "-x509_strict",
            "-crl_check_all",
            "-CAfile",
            "root",
            "-untrusted",
            "issuing",
            "-CRLfile",
            "lists",
            "leaf",
          ],
          {
            root: pem(root.certificate),
            issuing: pem(issuing.certificate),
            lists: list(root, []) + list(issuing, revoked),
            leaf: pem(certificate),
          },
        );
      };
      expect(check([])).toMatchObject({ ok: true, said: "leaf: OK\n" });
      expect(check(["80"])).toMatchObject({ ok: true });
      const { ok, said } = check([serialNumber]);
      expect([ok, said]).toEqual([false, expect.stringContaining("certificate revoked")]);
    });
  });
});
