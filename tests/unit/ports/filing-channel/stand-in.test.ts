import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { checkConfig } from "@/lib/ports/filing-channel/config";
import { deliverRequest } from "@/lib/ports/filing-channel/delivery";
import { signedEnvelope } from "@/lib/ports/filing-channel/envelope";
import { OPERATIONS } from "@/lib/ports/filing-channel/names";
import { anAnswer } from "@/tests/support/digipoort/an-answer";
import { makeAuthority } from "@/tests/support/digipoort/certificates";
import { aDelivery } from "@/tests/support/digipoort/client";
import { inspect, NAMES } from "@/tests/support/digipoort/inspect";

const { certificates, settings } = anAnswer();
const to = "https://localhost:1/wus/2.0/aanleverservice/1.2";
const now = new Date();
const expected = {
  to,
  soapAction: OPERATIONS.deliver.action,
  algorithms: { signature: `${NAMES.dsig}rsa-sha1`, digest: `${NAMES.dsig}sha1` },
  authority: certificates.authority,
  now,
};
const request = deliverRequest(aDelivery());
if (!request.ok) throw new Error(request.reason);

function signed(
  other: Partial<Parameters<typeof signedEnvelope>[0]> = {},
  body = request.ok ? request.xml : "",
  config = settings,
): string {
  const messageId = `urn:uuid:${randomUUID()}`;
  const expiresAt = new Date(now.getTime() + 300_000);
  const message = { to, action: expected.soapAction, messageId, createdAt: now, expiresAt, ...other };
  const contents = request.ok ? request.contents : [];
  return signedEnvelope(message, { xml: body, contents }, checkConfig(config)).toString();
}

function violation(xml: string, other: Partial<typeof expected> = {}): string | null {
  const inspected = inspect(xml, { ...expected, ...other });
  return "violation" in inspected ? inspected.violation : null;
}

const xml = request.xml;
const without = (name: string) => xml.replace(new RegExp(`<${name}>.*?</${name}>`, "s"), "");
const moved = (name: string) => {
  const found = new RegExp(`<${name}>.*?</${name}>`, "s").exec(xml)?.[0] ?? "";
  return xml.replace(found, "").replace("</aanleverRequest>", `${found}</aanleverRequest>`);
};

describe("the stand-in", () => {
  it("takes what the contract allows", () => expect(violation(signed())).toBeNull());

  it.each(["berichtsoort", "identiteitBelanghebbende", "rolBelanghebbende", "berichtInhoud"])(
    "misses %s, and sees it in the wrong place",
    (name) => {
      expect(violation(signed({}, without(name)))).toMatch(/ontbreekt|hoort hier niet/);
      expect(violation(signed({}, moved(name)))).toMatch(/ontbreekt|hoort hier niet/);
    },
  );

  it.each(["aanleverkenmerk", "identiteitOntvanger", "berichtBijlagen"])(
    "does without %s, and sees it in the wrong place",
    (name) => {
      expect(violation(signed({}, without(name)))).toBeNull();
      expect(violation(signed({}, moved(name)))).toMatch(/hoort hier niet/);
    },
  );

  it.each([
    ["a text that is too long", xml.replace("Jaarrekening_AV", "x".repeat(81)), "80 tekens"],
    ["an identity without a type", xml.replace("<type>kvk</type>", ""), "type ontbreekt"],
    ["two of one", xml.replace(/<berichtsoort>.*<\/berichtsoort>/, "$&$&"), "verkeerde plaats"],
    [
      "an element of our own",
      xml.replace("</aanleverRequest>", "<x/></aanleverRequest>"),
      "x hoort hier niet",
    ],
    ["another element", xml.replaceAll("aanleverRequest", "zetStatusRequest"), "SOAPAction en Body"],
    ["another namespace", xml.replace("1.2/", "1.1/"), "één element"],
    ["two requests", xml + xml, "één element"],
    ["contents that are no base64", xml.replace("<inhoud/>", "<inhoud>geen base64!</inhoud>"), "base64"],
  ])("refuses %s", (_, body, said) => expect(violation(signed({}, body))).toContain(said));

  it.each([
    ["it has expired", { expiresAt: new Date(now.getTime() - 1) }, "verlopen"],
    ["it is of the future", { createdAt: new Date(now.getTime() + 120_000) }, "toekomst"],
    ["it goes to another address", { to: "https://elsewhere.example/" }, "wsa:To"],
    ["it is another action", { action: "urn:x" }, "wsa:Action"],
    ["its id is none", { messageId: "urn:x" }, "wsa:MessageID"],
  ])("refuses a request when %s", (_, other, said) => expect(violation(signed(other))).toContain(said));

  it.each([
    ["changed", (one: string) => one.replace("12345678", "87654321"), "handtekening"],
    ["changed in a header", (one: string) => one.replace(">urn:uuid:", ">uuid:"), "handtekening"],
    ["given a header of our own", (one: string) => one.replace("<wsa:To", "<x/><wsa:To"), "eigen header"],
    [
      "given another addressing header",
      (one: string) => one.replace("<wsa:To", "<wsa:From/><wsa:To"),
      "eigen header",
    ],
    ["bereft of its signature", (one: string) => one.replace(/<Signature.*<\/Signature>/s, ""), "ontbreekt"],
    [
      "bereft of its Timestamp",
      (one: string) => one.replace(/<wsu:Timestamp.*<\/wsu:Timestamp>/s, ""),
      "Timestamp",
    ],
    ["given another type of token", (one: string) => one.replace("#X509v3", "#X509v1"), "ander type"],
    ["cut off", (one: string) => one.slice(0, -20), ""],
    ["given a DTD", (one: string) => `<!DOCTYPE x>${one}`, ""],
    ["replaced by something else", () => "<html/>", "SOAP"],
    ["replaced by nothing", () => "", ""],
  ])("refuses what was %s", (_, change, said) => {
    const refused = violation(change(signed()));
    expect(refused).not.toBeNull();
    expect(refused).toContain(said);
  });

  it("refuses another algorithm than it was set to", () => {
    const sha256 = { ...settings, signatureAlgorithm: "rsa-sha256", digestAlgorithm: "sha256" } as const;
    expect(violation(signed({}, xml, sha256))).toContain("SignatureMethod");
    expect(violation(signed({}, xml, { ...settings, digestAlgorithm: "sha256" }))).toContain("DigestMethod");
  });

  it("refuses who is not known to its authority", () => {
    const clientCertificate = makeAuthority("x").issue({ commonName: "x" });
    expect(violation(signed({}, xml, { ...settings, clientCertificate }))).toContain("niet bekend");
  });

  it("asks for a signature over each part", () => {
    for (const id of ["body", "timestamp", "to", "action", "message-id", "reply-to"]) {
      const one = signed();
      const loose = one.replace(`wsu:Id="${id}"`, `wsu:Id="loose"`);
      expect(violation(loose)).toContain("handtekening");
    }
  });
});
