import { describe, expect, it } from "vitest";
import { checkConfig, type WusConfig } from "@/lib/ports/filing-channel/config";
import { anAnswer, kenmerkIn } from "@/tests/support/digipoort/an-answer";
import { fingerprintOf, makeAuthority, SERVICE_NUMBER } from "@/tests/support/digipoort/certificates";

const { certificates, settings, signed, read, at } = anAnswer();
const day = 86_400_000;
const later = (ms: number) => new Date(at.getTime() + ms);
const trusting = (trustedResponseSigners: WusConfig["trustedResponseSigners"]) => ({
  settings: { trustedResponseSigners },
});
const untrusted = { kind: "unknown", reason: "untrusted-signer" };

describe("a signer is believed", () => {
  it("when an authority that is trusted issued the certificate to the service", () =>
    expect(kenmerkIn(read(signed()))).toBe("signed"));

  it.each([
    ["in one piece", (hex: string) => hex],
    ["with colons, in capitals", (hex: string) => (hex.match(/../g) ?? []).join(":").toUpperCase()],
  ])("by its fingerprint alone, written %s", (_, write) => {
    const fingerprints = [write(fingerprintOf(certificates.server.certificate))];
    expect(kenmerkIn(read(signed(), trusting({ fingerprints })))).toBe("signed");
  });

  it("with SHA-256 as well", () => {
    const algorithms = {
      signature: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
      digest: "http://www.w3.org/2001/04/xmlenc#sha256",
    };
    expect(kenmerkIn(read(signed({ algorithms })))).toBe("signed");
  });
});

describe("a signer is not believed", () => {
  const authority = makeAuthority("Another authority");

  it("when it is another certificate of the same authority: our own, say", () =>
    expect(read(signed({ signer: certificates.client }))).toEqual(untrusted));

  it("when another authority gave the same name and number", () => {
    const signer = authority.issue({ commonName: "localhost", serialNumber: SERVICE_NUMBER });
    expect(read(signed({ signer }))).toEqual(untrusted);
    const namesake = makeAuthority("Stand-in authority");
    expect(
      read(signed({ signer: namesake.issue({ commonName: "localhost", serialNumber: SERVICE_NUMBER }) })),
    ).toEqual(untrusted);
  });

  it("when the number stands in the name", () => {
    const trusted = trusting({
      authorities: authority.certificate,
      subjectSerialNumbers: [SERVICE_NUMBER],
    });
    const signer = authority.issue({ commonName: `x\nserialNumber=${SERVICE_NUMBER}` });
    expect(read(signed({ signer }), trusted)).toEqual(untrusted);
  });

  it.each([
    ["before it is valid", { from: later(day), to: later(2 * day) }],
    ["after it was valid", { from: later(-2 * day), to: later(-day) }],
  ])("%s", (_, period) => {
    const signer = authority.issue({ commonName: "localhost", serialNumber: SERVICE_NUMBER, ...period });
    const byAuthority = { authorities: authority.certificate, subjectSerialNumbers: [SERVICE_NUMBER] };
    expect(read(signed({ signer }), trusting(byAuthority))).toEqual(untrusted);
    const fingerprints = [fingerprintOf(signer.certificate)];
    expect(read(signed({ signer }), trusting({ fingerprints }))).toEqual(untrusted);
  });

  it("when another key than that of the certificate signed", () => {
    const signer = { key: certificates.client.key, certificate: certificates.server.certificate };
    expect(read(signed({ signer }))).toEqual({ kind: "unknown", reason: "bad-signature" });
  });

  it("when there is no certificate to read", () => {
    const token = /(<wsse:BinarySecurityToken[^>]*>)[^<]*/;
    for (const text of ["", "AAAA", "%%%"])
      expect(read(signed().replace(token, `$1${text}`))).toEqual(untrusted);
  });
});

describe("an answer is used for as long as it says", () => {
  const spoken = signed();
  const expired = { kind: "unknown", reason: "expired-answer" };

  it.each([
    [0, "signed"],
    [-59_000, "signed"],
    [600_000, "signed"],
    [659_000, "signed"],
  ])("%i ms after it was made", (ms, kenmerk) =>
    expect(kenmerkIn(read(spoken, { at: later(ms) }))).toBe(kenmerk),
  );

  it.each([-61_000, 660_000, day])("and not at %i ms", (ms) =>
    expect(read(spoken, { at: later(ms) })).toEqual(expired),
  );

  it("with a clock that may be off by what is set", () => {
    const settings = { clockSkewSeconds: 1 };
    expect(read(spoken, { at: later(-2000), settings })).toEqual(expired);
    expect(kenmerkIn(read(spoken, { at: later(600_500), settings }))).toBe("signed");
  });
});

describe("settings that cannot work are named", () => {
  const key = makeAuthority("x").issue({ commonName: "x" }).key;
  const wrong: [string, Partial<WusConfig>][] = [
    ["deliverUrl", { deliverUrl: "http://digipoort.invalid/" }],
    ["statusUrl", { statusUrl: "digipoort" }],
    ["signatureAlgorithm", { signatureAlgorithm: "hmac-sha1" as never }],
    ["digestAlgorithm", { digestAlgorithm: "md5" as never }],
    ["timestampTtlSeconds", { timestampTtlSeconds: 0 }],
    ["timeoutMs", { timeoutMs: Number.NaN }],
    ["certificate cannot be read", { clientCertificate: { ...settings.clientCertificate, certificate: "" } }],
    ["key cannot be read", { clientCertificate: { ...settings.clientCertificate, key: "secret" } }],
    ["does not belong", { clientCertificate: { ...settings.clientCertificate, key } }],
    ["names nobody", { trustedResponseSigners: {} }],
    ["subjectSerialNumbers", { trustedResponseSigners: { authorities: certificates.authority } }],
    ["fingerprints", { trustedResponseSigners: { fingerprints: ["12"] } }],
  ];
  it.each(wrong)("%s", (name, other) => {
    expect(() => checkConfig({ ...settings, ...other })).toThrow(name);
    expect(() => checkConfig({ ...settings, ...other })).not.toThrow("secret");
  });
});
