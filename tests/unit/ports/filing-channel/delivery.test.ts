import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { DOMParser } from "@xmldom/xmldom";
import { describe, expect, it } from "vitest";
import type { Delivery } from "@/lib/ports/filing-channel/channel";
import { deliverRequest, statusRequest } from "@/lib/ports/filing-channel/delivery";
import { OPERATIONS } from "@/lib/ports/filing-channel/names";
import { aDelivery } from "@/tests/support/digipoort/client";
import { kids } from "@/tests/support/digipoort/dom";
import { REQUESTS, schemaViolation } from "@/tests/support/digipoort/schema";

const full = aDelivery({
  processReference: "k",
  earlierDeliveryReference: "e",
  recipientRole: "Ontvanger",
});
const party = { number: "12345678", type: "kvk" };

function elementOf(request: ReturnType<typeof deliverRequest>): Element {
  if (!request.ok) throw new Error(JSON.stringify(request));
  return new DOMParser().parseFromString(request.xml, "text/xml").documentElement;
}

describe("a request to deliver", () => {
  it("has every element in the order of the XSD", () => {
    const element = elementOf(deliverRequest(full));
    expect(kids(element).map((one) => one.localName)).toEqual([
      "kenmerk",
      "berichtsoort",
      "aanleverkenmerk",
      "eerderAanleverkenmerk",
      "identiteitBelanghebbende",
      "rolBelanghebbende",
      "identiteitOntvanger",
      "rolOntvanger",
      "berichtInhoud",
      "berichtBijlagen",
      "autorisatieAdres",
    ]);
    expect(schemaViolation(element)).toBeNull();
  });

  it("hands over the contents in the order of the document", () => {
    const request = deliverRequest(full);
    expect(request).toMatchObject({
      contents: [full.content.bytes, full.attachments?.[0]?.bytes, full.attachments?.[1]?.bytes],
    });
  });

  it("leaves out what is optional", () => {
    const { messageType, interestedParty, interestedPartyRole, content } = full;
    const element = elementOf(deliverRequest({ messageType, interestedParty, interestedPartyRole, content }));
    expect(kids(element).map((one) => one.localName)).toEqual([
      "berichtsoort",
      "identiteitBelanghebbende",
      "rolBelanghebbende",
      "berichtInhoud",
    ]);
    expect(schemaViolation(element)).toBeNull();
  });

  const content = (other: Partial<Delivery["content"]>) => ({ ...full.content, ...other });
  const limits: [string, number, (text: string) => Partial<Delivery>][] = [
    ["processReference", 40, (text) => ({ processReference: text })],
    ["messageType", 80, (text) => ({ messageType: text })],
    ["deliveryReference", 40, (text) => ({ deliveryReference: text })],
    ["earlierDeliveryReference", 40, (text) => ({ earlierDeliveryReference: text })],
    ["interestedParty.number", 35, (text) => ({ interestedParty: { ...party, number: text } })],
    ["interestedParty.type", 20, (text) => ({ interestedParty: { ...party, type: text } })],
    ["interestedPartyRole", 40, (text) => ({ interestedPartyRole: text })],
    ["recipient.number", 35, (text) => ({ recipient: { ...party, number: text } })],
    ["recipient.type", 20, (text) => ({ recipient: { ...party, type: text } })],
    ["recipientRole", 40, (text) => ({ recipientRole: text })],
    ["content.mimeType", 255, (text) => ({ content: content({ mimeType: text }) })],
    ["content.fileName", 80, (text) => ({ content: content({ fileName: text }) })],
    ["attachments.0.fileName", 80, (text) => ({ attachments: [content({ fileName: text })] })],
    ["authorisationAddress", 255, (text) => ({ authorisationAddress: text })],
  ];
  it.each(limits)("takes %s of %i characters and no more", (field, limit, withText) => {
    for (const character of ["a", "é", "𝄞", "&"]) {
      const fits = deliverRequest({ ...full, ...withText(character.repeat(limit)) });
      expect(schemaViolation(elementOf(fits))).toBeNull();
      const over = deliverRequest({ ...full, ...withText(character.repeat(limit + 1)) });
      expect(over).toEqual({ ok: false, reason: "too-long", field, limit });
    }
  });

  it.each(limits)("refuses a %s that is empty, or not one plain line", (field, _, withText) => {
    const refused = (text: string) => deliverRequest({ ...full, ...withText(text) });
    expect(refused("")).toEqual({ ok: false, reason: "missing", field });
    const odd = [
      "a\nb",
      "a\rb",
      "a\tb",
      " a",
      "a ",
      "a  b",
      "\0",
      "\u0085",
      "\u2028",
      "\u2029",
      "\ud800",
      "\uffff",
    ];
    for (const text of odd) expect(refused(text)).toEqual({ ok: false, reason: "not-plain-text", field });
  });

  it("takes 20,971,520 bytes and not one more, in the content and in each attachment", () => {
    const most = Buffer.alloc(20_971_520);
    const more = Buffer.alloc(20_971_521);
    expect(deliverRequest({ ...full, content: content({ bytes: most }) }).ok).toBe(true);
    const limit = 20_971_520;
    expect(deliverRequest({ ...full, content: content({ bytes: more }) })).toEqual({
      ok: false,
      reason: "too-large",
      field: "content.bytes",
      limit,
    });
    const attached = deliverRequest({ ...full, attachments: [full.content, content({ bytes: more })] });
    expect(attached).toEqual({ ok: false, reason: "too-large", field: "attachments.1.bytes", limit });
    const empty = deliverRequest({ ...full, content: content({ bytes: Buffer.alloc(0) }) });
    expect(empty).toEqual({ ok: false, reason: "empty", field: "content.bytes" });
  });
});

describe("a question about statuses", () => {
  const period = { since: new Date("2026-01-01T00:00:00Z"), until: new Date("2026-02-01T00:00:00Z") };
  it.each([
    [OPERATIONS.statuses, { processReference: "k", authorisationAddress: "http://geenausp.nl", ...period }],
    [OPERATIONS.newStatuses, { processReference: "k" }],
    [OPERATIONS.newStatusesOfParty, { messageType: "Jaarrekening_AV", interestedParty: party, ...period }],
    [OPERATIONS.processes, { messageType: "Jaarrekening_AV", interestedParty: party }],
    [OPERATIONS.messageTypes, { interestedParty: party, authorisationAddress: "http://geenausp.nl" }],
  ])("$request is as the XSD has it", ({ request }, asked) => {
    const element = elementOf(statusRequest(request, asked));
    expect(element.localName).toBe(request);
    expect(schemaViolation(element)).toBeNull();
  });

  it("is refused when it cannot be asked", () => {
    const long = statusRequest("getStatussenProcesRequest", { processReference: "k".repeat(41) });
    expect(long).toEqual({ ok: false, reason: "too-long", field: "processReference", limit: 40 });
  });
});

const xsd = fileURLToPath(
  new URL("../../../../../shared/testdata/digipoort/digipoort-koppelvlak-1.xsd", import.meta.url),
);
const types: Record<string, number> = {
  kenmerkType: 40,
  berichtsoortType: 80,
  aanleverkenmerkType: 40,
  rolType: 40,
  autorisatieAdresType: 255,
};

/** The stand-in's tables against the contract itself, for who has it. */
describe.skipIf(!existsSync(xsd))("the XSD", () => {
  const named = (name: string, of: Element | undefined): Element | undefined =>
    of && Array.from(of.getElementsByTagName("*")).find((one) => one.getAttribute("name") === name);
  const schema = existsSync(xsd)
    ? new DOMParser().parseFromString(readFileSync(xsd, "utf8"), "text/xml").documentElement
    : undefined;
  const lengthOf = (element: Element | undefined) =>
    Number(element?.getElementsByTagName("xsd:maxLength")[0]?.getAttribute("value") ?? 0);

  it.each(Object.keys(REQUESTS))("has %s with these elements in this order", (name) => {
    const request = kids(schema as Element).find((one) => one.getAttribute("name") === name);
    const elements = Array.from(request?.getElementsByTagName("xsd:element") ?? []);
    expect(REQUESTS[name]?.map((part) => [part.name, part.optional ?? false])).toEqual(
      elements.map((one) => [one.getAttribute("name"), one.getAttribute("minOccurs") === "0"]),
    );
    for (const [index, element] of elements.entries()) {
      const max = types[(element.getAttribute("type") ?? "").replace("tns:", "")];
      if (max !== undefined) expect(REQUESTS[name]?.[index]).toMatchObject({ max });
    }
  });

  it("has these lengths", () => {
    for (const [type, max] of Object.entries(types)) expect(lengthOf(named(type, schema))).toBe(max);
    const identity = named("identiteitType", schema);
    expect([lengthOf(named("nummer", identity)), lengthOf(named("type", identity))]).toEqual([35, 20]);
    const content = named("berichtInhoudType", schema);
    const lengths = ["mimeType", "bestandsnaam", "inhoud"].map((one) => lengthOf(named(one, content)));
    expect(lengths).toEqual([255, 80, 20_971_520]);
  });
});
