import { describe, expect, it } from "vitest";
import { anAnswer, kenmerkIn } from "@/tests/support/digipoort/an-answer";
import { NAMES } from "@/tests/support/digipoort/inspect";

const { signed, read } = anAnswer();
const good = signed();
const body = /<soapenv:Body .*<\/soapenv:Body>/s.exec(good)?.[0] ?? "";
const forged = body.replace("<kenmerk>signed</kenmerk>", "<kenmerk>forged</kenmerk>");
const otherId = forged.replace('wsu:Id="w_20"', 'wsu:Id="w_99"');
const timestamp = /<u:Timestamp .*<\/u:Timestamp>/s.exec(good)?.[0] ?? "";
const relatesTo = /<wsa:RelatesTo .*<\/wsa:RelatesTo>/s.exec(good)?.[0] ?? "";
const signature = /<Signature .*<\/Signature>/s.exec(good)?.[0] ?? "";
const reference = /<Reference URI="#w_20">.*?<\/Reference>/s.exec(good)?.[0] ?? "";

describe("a signed answer", () => {
  it("is read", () => expect(kenmerkIn(read(good))).toBe("signed"));

  // Each keeps a signature that is right in itself, and shows the reader something that was not signed.
  const attacks: [string, string][] = [
    [
      "the Body replaced, the signed one in the Header",
      good.replace(body, otherId).replace("</soapenv:Header>", `${body}</soapenv:Header>`),
    ],
    [
      "the Body replaced, the signed one in a header of its own",
      good
        .replace(body, otherId)
        .replace("</soapenv:Header>", `<w xmlns="urn:w">${body}</w></soapenv:Header>`),
    ],
    [
      "the Body replaced, the signed one in Security",
      good.replace(body, otherId).replace("</s:Security>", `${body}</s:Security>`),
    ],
    [
      "the Body replaced, the signed one inside it",
      good.replace(body, otherId.replace("</soapenv:Body>", `<w xmlns="urn:w">${body}</w></soapenv:Body>`)),
    ],
    [
      "the Body replaced, the signed one in an Object of the signature",
      good.replace(body, otherId).replace("</Signature>", `<Object>${body}</Object></Signature>`),
    ],
    [
      "the Body replaced, the signed one in KeyInfo",
      good.replace(body, otherId).replace("</KeyInfo>", `${body}</KeyInfo>`),
    ],
    ["a second Body before the signed one", good.replace(body, otherId + body)],
    ["a second Body after the signed one", good.replace(body, body + otherId)],
    ["a second Body with the same id, before", good.replace(body, forged + body)],
    ["a second Body with the same id, after", good.replace(body, body + forged)],
    ["a Body without an id, before", good.replace(body, forged.replace(/ wsu:Id="w_20"/, "") + body)],
    [
      "the id of the Body on something else by another name (ID)",
      good.replace(body, otherId).replace("<soapenv:Header>", `<soapenv:Header ID="w_20">`),
    ],
    ["the same id in another case", good.replace(body, body.replace("wsu:Id", 'id="w_20" wsu:Id'))],
    [
      "an xml:id that says the same",
      good.replace(timestamp, timestamp.replace("u:Id", 'xml:id="w_20" u:Id')),
    ],
    [
      "the envelope in an envelope",
      good.replace(body, otherId).replace(/^(.*)$/s, (whole) => `<e>${whole}</e>`),
    ],
    [
      "the Timestamp replaced, the signed one next to it",
      good.replace(timestamp, timestamp.replace("w_25", "w_98") + timestamp),
    ],
    [
      "the Timestamp replaced, the signed one in the Header",
      good
        .replace(timestamp, timestamp.replace("w_25", "w_98"))
        .replace("</soapenv:Header>", `${timestamp}</soapenv:Header>`),
    ],
    ["an unsigned RelatesTo", good.replace(relatesTo, relatesTo.replace("w_24", "w_97"))],
    ["two RelatesTo", good.replace(relatesTo, relatesTo + relatesTo.replace("w_24", "w_97"))],
    [
      "an addressing header that is not signed",
      good.replace(
        relatesTo,
        `${relatesTo}<wsa:From><wsa:Address>${NAMES.wsa}/none</wsa:Address></wsa:From>`,
      ),
    ],
    ["a header of another namespace", good.replace(relatesTo, `${relatesTo}<x xmlns="urn:x"/>`)],
    [
      "an id twice that no reference names",
      good.replace("</s:Security>", '<x xmlns="urn:x" Id="a"/><x xmlns="urn:x" Id="a"/></s:Security>'),
    ],
    [
      "a signature more, out of sight",
      good.replace("</s:Security>", `<x xmlns="urn:x">${signature}</x></s:Security>`),
    ],
    ["two signatures", good.replace(signature, signature + signature)],
    ["a signature elsewhere too", good.replace("</soapenv:Header>", `${signature}</soapenv:Header>`)],
    ["a signature in the Body", good.replace("</soapenv:Body>", `${signature}</soapenv:Body>`)],
    ["two Security headers", good.replace(/(<s:Security.*<\/s:Security>)/s, "$1$1")],
    ["no reference to the Body", good.replace(reference, "")],
    ["no Security", good.replace(/<s:Security.*<\/s:Security>/s, "")],
    ["no Signature", good.replace(signature, "")],
    ["the Body's reference by an empty URI", good.replace('URI="#w_20"', 'URI=""')],
    [
      "another Transform",
      good.replace(
        reference,
        reference.replace(
          "</Transforms>",
          `<Transform Algorithm="${NAMES.dsig}enveloped-signature"/></Transforms>`,
        ),
      ),
    ],
    ["a hash that nobody asked for", good.replace(`${NAMES.dsig}rsa-sha1`, `${NAMES.dsig}hmac-sha1`)],
    [
      "an instruction where text was",
      good.replace("<kenmerk>signed</kenmerk>", "<kenmerk><?x signed?></kenmerk>"),
    ],
    ["a DTD", `<!DOCTYPE e [<!ENTITY k "forged">]>${good}`],
    ["an entity from a DTD", `<!DOCTYPE e [<!ENTITY k "signed">]>${good.replace(">signed<", ">&k;<")}`],
    [
      "an external entity",
      `<!DOCTYPE e [<!ENTITY k SYSTEM "file:///etc/passwd">]>${good.replace(">signed<", ">&k;<")}`,
    ],
    ["CDATA", good.replace(">signed<", "><![CDATA[signed]]><")],
    ["another namespace for the answer", good.replace("koppelvlakservices/1.2/", "koppelvlakservices/9.9/")],
  ];
  it.each(attacks)("is no answer with %s", (_, xml) => {
    expect(xml).not.toBe(good);
    const answer = read(xml);
    expect(answer.kind).toBe("unknown");
  });

  it("is read as it was signed when only a comment was put in", () => {
    const commented = good.replace(">signed<", ">sig<!-- -->ned<");
    expect(kenmerkIn(read(commented))).toBe("signed");
  });

  it("is read when there is more in Security than what is needed", () => {
    const more = '<x xmlns="urn:x"/></s:Security>';
    expect(kenmerkIn(read(good.replace("</s:Security>", more)))).toBe("signed");
  });

  it("is read as it was signed when the file begins and ends otherwise", () => {
    expect(kenmerkIn(read(`<?xml version="1.0" encoding="UTF-8"?>\n${good}\n`))).toBe("signed");
  });

  it.each([
    [">signed<", ">sighed<"],
    ["addressing/anonymous</wsa:To", "addressing/none</wsa:To"],
    ["aanleverenResponse</", "aanleverenResponsE</"],
    ["<u:Expires>20", "<u:Expires>21"],
  ])("is no answer once %s became %s", (was, became) => {
    expect(good).toContain(was);
    expect(read(good.replace(was, became))).toEqual({ kind: "unknown", reason: "bad-signature" });
  });

  it("keeps characters that only XML 1.1 calls the end of a line", () => {
    const body = `<aanleverResponse xmlns="http://logius.nl/digipoort/koppelvlakservices/1.2/"><kenmerk>a&#x2028;b&#x85;c</kenmerk></aanleverResponse>`;
    // The signer wrote them as they are.
    const xml = signed({ body }).replace("&#x2028;", "\u2028").replace("&#x85;", "\u0085");
    expect(kenmerkIn(read(xml))).toBe("a\u2028b\u0085c");
  });

  it("is not read deeper or longer than an answer can be", () => {
    const deep = `${"<a>".repeat(40)}${"</a>".repeat(40)}`;
    const long = "<a/>".repeat(60_000);
    const wide = `<a ${Array.from({ length: 40 }, (_, n) => `a${n}="1"`).join(" ")}/>`;
    for (const extra of [deep, long, wide]) {
      const body = `<aanleverResponse xmlns="http://logius.nl/digipoort/koppelvlakservices/1.2/"><kenmerk>k</kenmerk>${extra}</aanleverResponse>`;
      const xml = good.replace(/<aanleverResponse.*<\/aanleverResponse>/, body);
      expect(read(xml)).toEqual({ kind: "unknown", reason: "unreadable" });
    }
  });
});
