import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deliveryAnswer } from "@/lib/ports/filing-channel/deliver-answer";
import { statusesIn } from "@/lib/ports/filing-channel/status-answer";
import { parseXml } from "@/lib/ports/filing-channel/xml";
import { anAnswer } from "@/tests/support/digipoort/an-answer";
import { element, faultReply, unsignedReply } from "@/tests/support/digipoort/answers";
import { KV } from "@/tests/support/digipoort/schema";

const { signed, read, messageId, at } = anAnswer();
const party = { number: "12345678", type: "kvk" };
const about = { messageType: "Jaarrekening_AV", deliveryReference: "ref", interestedParty: party };
const partyXml =
  "<identiteitBelanghebbende><nummer>12345678</nummer><type>kvk</type></identiteitBelanghebbende>";
const taken = `<kenmerk>k1</kenmerk><berichtsoort>Jaarrekening_AV</berichtsoort><aanleverkenmerk>ref</aanleverkenmerk><tijdstempelAangeleverd>2026-01-01T00:00:00Z</tijdstempelAangeleverd>${partyXml}`;
const answerWith = (inner: string) =>
  signed({ body: `<aanleverResponse xmlns="${KV}">${inner}</aanleverResponse>` });
const outcomeOf = (xml: string | Buffer, other?: Parameters<typeof read>[1]) =>
  deliveryAnswer(read(xml, other), about, Buffer.alloc(0));

describe("whatever comes back", () => {
  const good = answerWith(taken);
  const bytes = Buffer.from(good);

  it("is taken when it is right", () => expect(outcomeOf(good)).toMatchObject({ outcome: "accepted" }));

  it("never throws, and is never an answer unless it was signed", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)),
          fc
            .string()
            .map((text) => unsignedReply({ action: text, relatesTo: messageId, body: taken, createdAt: at })),
        ),
        fc.constantFrom(200, 202, 307, 404, 500, 503),
        (body, status) => {
          expect(outcomeOf(body, { status }).outcome).toBe("unknown");
        },
      ),
      { numRuns: 300 },
    );
  });

  it("never throws, and never says anything else, with a few bytes changed, added or taken away", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(8), fc.uint8Array({ maxLength: 6 })), {
          minLength: 1,
          maxLength: 3,
        }),
        (edits) => {
          let changed: Buffer = bytes;
          for (const [from, length, put] of edits)
            changed = Buffer.concat([changed.subarray(0, from), put, changed.subarray(from + length)]);
          const outcome = outcomeOf(changed);
          // White space between tags may change without any harm: then all of it is still what was signed.
          if (outcome.outcome !== "unknown") expect(outcome).toMatchObject(outcomeOf(good));
        },
      ),
      { numRuns: 400 },
    );
  });

  it("never throws on half of it", () => {
    for (let length = 0; length < bytes.length; length += 37)
      expect(outcomeOf(bytes.subarray(0, length))).toEqual({ outcome: "unknown", reason: "unreadable" });
  });

  it("may be in Latin-1 where it says so, as the banks' portal does", () => {
    const latin = Buffer.from(good, "latin1");
    expect(outcomeOf(latin, { contentType: "text/xml;charset=ISO-8859-1" })).toMatchObject({
      outcome: "accepted",
    });
    const fault = faultReply(
      { action: "a", relatesTo: messageId, element: "aanleverFault" },
      { code: "ALS100", description: "Financiële" },
    );
    const bytesOfFault = Buffer.from(fault, "latin1");
    const other = { status: 500, contentType: 'text/xml; charset="iso-8859-1"' };
    expect(outcomeOf(bytesOfFault, other)).toMatchObject({ outcome: "refused", description: "Financiële" });
    expect(outcomeOf(bytesOfFault, { status: 500 })).toMatchObject({ outcome: "unknown" });
    const declared = Buffer.from(fault.replace("UTF-8", "ISO-8859-1"), "latin1");
    expect(outcomeOf(declared, { status: 500 })).toMatchObject({
      outcome: "refused",
      description: "Financiële",
    });
  });
});

describe("an answer that is signed", () => {
  it.each([
    ["no kenmerk", taken.replace("<kenmerk>k1</kenmerk>", ""), "not-an-answer"],
    ["an empty kenmerk", taken.replace("k1", " "), "not-an-answer"],
    [
      "two of them",
      taken.replace("<kenmerk>k1</kenmerk>", "<kenmerk>k1</kenmerk><kenmerk>k2</kenmerk>"),
      "not-an-answer",
    ],
    ["one that is too long", taken.replace("k1", "k".repeat(41)), "not-an-answer"],
    ["elements in it", taken.replace("k1", "<a/>k1"), "not-an-answer"],
    ["no moment", taken.replace(/<tijdstempel.*Aangeleverd>/, ""), "not-an-answer"],
    ["a moment without a zone", taken.replace("00:00Z", "00:00"), "not-an-answer"],
    ["a moment that does not exist", taken.replace("01-01T", "13-41T"), "not-an-answer"],
    ["another reference of ours", taken.replace(">ref<", ">other<"), "other-process"],
    ["no reference of ours", taken.replace("<aanleverkenmerk>ref</aanleverkenmerk>", ""), "other-process"],
    ["another message type", taken.replace("Jaarrekening_AV", "ICP"), "other-process"],
    ["another party", taken.replace("12345678", "87654321"), "other-process"],
    ["another type of party", taken.replace("<type>kvk", "<type>Fi"), "other-process"],
  ])("is unknown with %s", (_, inner, reason) => {
    expect(outcomeOf(answerWith(inner))).toEqual({ outcome: "unknown", reason });
  });

  it("is unknown when it answers another question, or comes with an error's status", () => {
    const body = `<getStatussenProcesResponse xmlns="${KV}"/>`;
    expect(outcomeOf(signed({ body }))).toMatchObject({ reason: "not-an-answer" });
    expect(outcomeOf(signed({ body: "" }))).toMatchObject({ reason: "not-an-answer" });
    const good = answerWith(taken);
    expect(outcomeOf(good, { status: 500 })).toMatchObject({ reason: "not-an-answer" });
    expect(outcomeOf(good, { status: 201 })).toMatchObject({ reason: "http-status" });
    const action = "http://logius.nl/digipoort/wus/2.0/aanleverservice/1.2/AanleverService/other";
    const other = { body: `<aanleverResponse xmlns="${KV}">${taken}</aanleverResponse>` };
    expect(outcomeOf(signed({ ...other, action }))).toMatchObject({ reason: "not-an-answer" });
    const relatesTo = "urn:uuid:another";
    expect(outcomeOf(signed({ ...other, relatesTo }))).toMatchObject({ reason: "other-message" });
    const again = answerWith(taken).replace(/<aanleverResponse.*<\/aanleverResponse>/, "$&$&");
    expect(outcomeOf(again)).toMatchObject({ reason: "bad-signature" });
  });
});

describe("a fault", () => {
  const of = { action: "a", relatesTo: messageId, element: "aanleverFault" };
  const fault = faultReply(of, { code: "ALS120", description: "x" });
  it.each([
    ["of another request", fault.replaceAll(messageId, "urn:uuid:another"), "other-message"],
    ["of no request", fault.replace(/<wsa:RelatesTo>.*<\/wsa:RelatesTo>/, ""), "other-message"],
    ["without a code", fault.replace(/<fault:foutcode>.*<\/fault:foutcode>/, ""), "fault"],
    ["with a code that is none", fault.replace("ALS120", "ALS12"), "fault"],
    ["of another namespace", fault.replace(KV, "urn:other"), "fault"],
    ["without a detail", fault.replace(/<detail>.*<\/detail>/s, ""), "fault"],
    [
      "beside an answer",
      fault.replace("</soapenv:Body>", `<aanleverResponse xmlns="${KV}"/></soapenv:Body>`),
      "unsigned",
    ],
    [
      "with a signature that is none",
      fault.replace(
        "<soapenv:Header>",
        '<soapenv:Header><Security xmlns="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"/>',
      ),
      "unsigned",
    ],
  ])("is not believed %s", (_, xml, reason) => {
    expect(xml).not.toBe(fault);
    expect(outcomeOf(xml, { status: 500 })).toMatchObject({ outcome: "unknown", reason });
  });

  it("is believed with the status of a fault alone", () => {
    expect(outcomeOf(fault, { status: 500 })).toMatchObject({ outcome: "refused" });
    expect(outcomeOf(fault, { status: 200 })).toEqual({ outcome: "unknown", reason: "fault" });
    expect(outcomeOf(fault, { status: 503 })).toMatchObject({ outcome: "unknown", reason: "http-status" });
  });

  it("is believed with a signature as well", () => {
    const body = /<soapenv:Fault>.*<\/soapenv:Fault>/s.exec(fault)?.[0] ?? "";
    const xml = signed({ body });
    expect(outcomeOf(xml, { status: 500 })).toEqual({
      outcome: "refused",
      faultCode: "ALS120",
      description: "x",
    });
    expect(outcomeOf(xml.replace("ALS120", "ALS130"), { status: 500 })).toMatchObject({
      reason: "bad-signature",
    });
  });
});

describe("statuses", () => {
  const status = (code: string, moment: string, kenmerk = "k1") =>
    `<StatusResultaat>${element("kenmerk", kenmerk)}${partyXml}${element("statuscode", code)}${element("tijdstempelStatus", moment)}${element("statusomschrijving", "x")}</StatusResultaat>`;
  const list = (...statuses: string[]) => {
    const xml = `<getStatussenProcesResponse xmlns="${KV}"><getStatussenProcesReturn>${statuses.join("")}</getStatussenProcesReturn></getStatussenProcesResponse>`;
    const parsed = parseXml(xml);
    if (!parsed) throw new Error("not parsed");
    return statusesIn(parsed, { processReference: "k1" });
  };
  const codes = (found: ReturnType<typeof list>) =>
    Array.isArray(found) ? found.map(({ code }) => code) : found;

  it("are in order of time, in whatever zone and order they come", () => {
    const found = list(
      status("400", "2026-01-01T12:00:00.5+01:00"),
      status("405", "2026-01-01T11:00:00.4Z"),
      status("500", "2026-01-01T13:00:00+01:00"),
    );
    expect(codes(found)).toEqual(["405", "400", "500"]);
  });

  it("are told once, unless they happened twice", () => {
    const once = status("301", "2026-01-01T12:00:00Z");
    expect(codes(list(once, once, status("301", "2026-01-01T12:00:01Z")))).toEqual(["301", "301"]);
  });

  it("at the same moment keep the order they were told in", () => {
    const at = "2026-01-01T12:00:00Z";
    expect(codes(list(status("405", at), status("400", at)))).toEqual(["405", "400"]);
  });

  it("are none when there are none", () => expect(list()).toEqual([]));

  it("are refused whole when one is of another process or cannot be read", () => {
    const good = status("500", "2026-01-01T12:00:00Z");
    expect(list(good, status("500", "2026-01-01T12:00:00Z", "k2"))).toBe("other-process");
    for (const bad of [
      status("500", "yesterday"),
      status("", "2026-01-01T12:00:00Z"),
      good.replace("<statuscode>500</statuscode>", ""),
      good.replace("<kenmerk>k1</kenmerk>", ""),
      "<iets/>",
    ])
      expect(list(good, bad)).toBeNull();
  });
});
