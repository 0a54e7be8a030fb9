import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type PairRefusal, readPair } from "@/lib/delivery/key-pair";
import { certificateStage } from "@/lib/shared/certificate-stage";
import { certificatesIn } from "@/lib/shared/pem";
import { makeAuthority } from "@/tests/support/digipoort/certificates";

const at = new Date("2026-11-25T12:00:00Z");
const on = (day: string) => new Date(`${day}T12:00:00Z`);
const authority = makeAuthority("Test");
const issue = (from: string, to: string) =>
  authority.issue({ commonName: "kantoor.example", from: on(from), to: on(to) });
const good = issue("2026-01-01", "2029-01-01");
const other = issue("2026-01-01", "2029-01-01");
const locked = createPrivateKey(good.key)
  .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "een lange zin" })
  .toString();
const elliptic = generateKeyPairSync("ec", { namedCurve: "P-256" })
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();

const pair = (changes: Partial<Parameters<typeof readPair>[0]> = {}) =>
  readPair({ certificate: good.certificate, key: good.key, passphrase: "", ...changes }, at);

describe("a certificate and its key", () => {
  it("are taken when they belong together and are valid today", () => {
    expect(pair()).toMatchObject({
      ok: true,
      facts: { subject: "kantoor.example", notAfter: on("2029-01-01") },
    });
  });

  it("come with their issuers, and with whatever a package writes around them", () => {
    const whole = `Bag Attributes\n${good.certificate}subject=CN\n${authority.certificate}${good.key}`;
    const read = pair({ certificate: whole });
    // A key in the same file is not kept in the open beside the certificate.
    expect(read.ok && read.certificate).toBe(good.certificate + authority.certificate);
    expect(certificatesIn(whole)).not.toContain("PRIVATE KEY");
  });

  it("are taken from a key that is locked, with its password, and kept without", () => {
    const read = pair({ key: locked, passphrase: "een lange zin" });
    expect(read.ok && createPrivateKey(read.key).asymmetricKeyType).toBe("rsa");
  });

  it.each<[string, Partial<Parameters<typeof readPair>[0]>, PairRefusal]>([
    ["none", { certificate: null, key: null }, { certificate: "certificate-missing", key: "key-missing" }],
    ["no certificate", { certificate: good.key }, { certificate: "certificate-unreadable" }],
    [
      "a broken certificate",
      { certificate: good.certificate.replace(/[A-Z]{3}/g, "AAA") },
      { certificate: "certificate-unreadable" },
    ],
    ["one that has ended", issue("2020-01-01", "2026-11-24"), { certificate: "certificate-expired" }],
    ["one that has not begun", issue("2026-11-26", "2029-01-01"), { certificate: "certificate-not-yet" }],
    ["no key", { key: null }, { key: "key-missing" }],
    ["another key", { key: other.key }, { key: "key-other-certificate" }],
    ["a certificate as a key", { key: good.certificate }, { key: "key-unreadable" }],
    ["a locked key without its password", { key: locked }, { key: "key-passphrase" }],
    ["a locked key with another password", { key: locked, passphrase: "mis" }, { key: "key-passphrase" }],
    ["a key that is not RSA", { key: elliptic }, { key: "key-not-rsa" }],
  ])("are refused with words at the field: %s", (_what, changes, faults) => {
    expect(pair(changes)).toEqual({ ok: false, faults });
  });
});

describe("how near its end a certificate is", () => {
  it.each([
    ["2026-11-25", null],
    ["2026-11-26", 60],
    ["2026-12-25", 60],
    ["2026-12-26", 30],
    ["2027-01-17", 30],
    ["2027-01-18", 7],
    ["2027-01-24", 7],
    ["2027-01-26", 0],
  ] as const)("on %s, when it ends on 25 January 2027: %s", (day, stage) => {
    expect(certificateStage(on("2027-01-25"), on(day))).toBe(stage);
  });

  it("is the last week until the very moment", () => {
    const end = on("2027-01-25");
    expect(certificateStage(end, new Date(end.getTime() - 1))).toBe(7);
    expect(certificateStage(end, end)).toBe(0);
  });
});
