import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Answer, readAnswer } from "@/lib/ports/filing-channel/answer";
import { checkConfig } from "@/lib/ports/filing-channel/config";
import { deliveryAnswer } from "@/lib/ports/filing-channel/deliver-answer";
import { OPERATIONS } from "@/lib/ports/filing-channel/names";
import { statusesIn } from "@/lib/ports/filing-channel/status-answer";
import { makeAuthority } from "@/tests/support/digipoort/certificates";

const folder = fileURLToPath(new URL("../../../../../shared/testdata/digipoort/", import.meta.url));
// The certificate in both answers, which was valid until October 2022.
const logius = "7d298c9e59b5245e15f4ae55c0c6d07c6b39bf115398db7be33b38144fde3169";
const delivered = {
  messageId: "urn:uuid:de1dc4f7-98ab-4a03-90a5-e9efd20b1003",
  operation: OPERATIONS.deliver,
  at: new Date("2021-03-07T11:38:00Z"),
};
const asked = {
  messageId: "urn:uuid:c8d6a98f-417a-4fea-b96b-2c470bf75d5b",
  operation: OPERATIONS.newStatuses,
  at: new Date("2021-03-10T12:47:00Z"),
};
const about = {
  messageType: "Omzetbelasting",
  deliveryReference: "Happyflow",
  interestedParty: { number: "001000044B37", type: "Fi" },
};

/** What Digipoort really answered, for who has it. */
describe.skipIf(!existsSync(folder))("the real answers", () => {
  const ours = makeAuthority("Tests").issue({ commonName: "kantoor" });
  const config = checkConfig({
    deliverUrl: "https://digipoort.invalid/",
    statusUrl: "https://digipoort.invalid/",
    clientCertificate: ours,
    signatureAlgorithm: "rsa-sha1",
    digestAlgorithm: "sha1",
    timestampTtlSeconds: 300,
    timeoutMs: 1000,
    trustedResponseSigners: { fingerprints: [logius] },
  });
  const read = (name: string) => readFileSync(`${folder}${name}`);
  const answered = (body: Buffer, status = 200) => ({
    kind: "answered" as const,
    status,
    contentType: "text/xml",
    body,
  });
  const response = (answer: Answer) => {
    if (answer.kind !== "response") throw new Error(JSON.stringify(answer));
    return answer.element;
  };

  it("the answer to a delivery says that it was taken", () => {
    const body = read("deliver-response-signed.xml");
    const answer = readAnswer(answered(body), delivered, config);
    expect(deliveryAnswer(answer, about, body)).toEqual({
      outcome: "accepted",
      processReference: "700627b6-383e-4d8d-809f-b066845b36e0",
      deliveredAt: new Date("2021-03-07T11:37:39.702Z"),
      signedAnswer: body,
    });
  });

  it("the answer about statuses tells the whole way, in order of time", () => {
    const element = response(readAnswer(answered(read("status-response-signed.xml")), asked, config));
    const processReference = "f0873951-7a7c-4200-a321-37625d1ebb2b";
    const statuses = statusesIn(element, { processReference });
    if (!Array.isArray(statuses)) throw new Error(String(statuses));
    expect(statuses.map(({ code, at }) => `${at.toISOString().slice(17)} ${code}`)).toEqual([
      "41.998Z 105",
      "42.008Z 100",
      "42.018Z 110",
      "42.028Z 200",
      "42.038Z 301",
      "42.048Z 301",
      "42.058Z 405",
      "42.068Z 400",
      "42.078Z 500",
    ]);
    expect(statuses.at(-1)?.details).toContain("Status: Verwerkbaar");
    expect(statusesIn(element, { processReference: "another" })).toBe("other-process");
  });

  it("the fault, which nobody signed, is believed of our own request alone", () => {
    const body = read("deliver-fault.xml");
    const messageId = "urn:uuid:fbb2d0e7-d861-408b-98b8-2708f8f3210f";
    const fault = readAnswer(answered(body, 500), { ...delivered, messageId }, config);
    expect(deliveryAnswer(fault, about, body)).toMatchObject({ outcome: "refused", faultCode: "ALS100" });
    const other = readAnswer(answered(body, 500), delivered, config);
    expect(deliveryAnswer(other, about, body)).toEqual({ outcome: "unknown", reason: "other-message" });
    const odd = readAnswer(answered(body, 200), { ...delivered, messageId }, config);
    expect(deliveryAnswer(odd, about, body)).toEqual({ outcome: "unknown", reason: "fault" });
  });

  it.each([
    ["a day later", { at: new Date("2021-03-08T11:38:00Z") }, "expired-answer"],
    ["to another request", { messageId: asked.messageId }, "other-message"],
    ["to another question", { operation: OPERATIONS.statuses }, "not-an-answer"],
    ["after the certificate has ended", { at: new Date("2026-01-01") }, "untrusted-signer"],
  ])("none of it counts %s", (_, other, reason) => {
    const answer = readAnswer(
      answered(read("deliver-response-signed.xml")),
      { ...delivered, ...other },
      config,
    );
    expect(answer).toEqual({ kind: "unknown", reason });
  });

  it("none of it counts when any byte of what was signed is another", () => {
    const text = read("deliver-response-signed.xml").toString();
    for (const part of [
      "<u:Created>2021",
      "anonymous</wsa:To>",
      "20b1003</wsa:RelatesTo>",
      "<kenmerk>700627",
      "<type>OIN",
    ]) {
      expect(text).toContain(part);
      const changed = text.replace(part, part.replace(/[0-9a-zA-Z](?=[^0-9a-zA-Z]*$|<)/, "7"));
      const changedBody = Buffer.from(changed === text ? text.replace(part, `${part}7`) : changed);
      const answer = readAnswer(answered(changedBody), delivered, config);
      expect(answer.kind).toBe("unknown");
    }
  });
});
