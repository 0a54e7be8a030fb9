import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { vatReturnXbrl } from "@/db/demo/documents/vat-return-xbrl";
import { readVatReturn } from "@/lib/approvals/vat/read";
import { readXbrl } from "@/lib/approvals/xbrl/read";
import { BARE, CONTEXT, instance } from "./an-instance";

const good = vatReturnXbrl({
  obNumber: "001000044B37",
  period: { start: "2026-10-01", end: "2026-10-31" },
  boxes: { "1a": { turnover: 24_500_00, vat: 5_145_00 } },
});
const read = (text: string) => readXbrl(Buffer.from(text));
const refusal = (reason: string) => ({ ok: false, reason });
const behindDeclaration = (doctype: string) => good.replace("?>", `?>${doctype}`);

describe("a document type", () => {
  const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join(
    "",
  );
  it.each([
    ["that is empty", "<!DOCTYPE xbrl>"],
    ["of another file", '<!DOCTYPE xbrl SYSTEM "file:///etc/passwd">'],
    ["of another place", '<!DOCTYPE xbrl PUBLIC "-//X" "http://127.0.0.1:1/x.dtd">'],
    ["with an entity that is another file", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'],
    ["with a parameter entity", '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/p"> %p;]>'],
    ["with a billion laughs", `<!DOCTYPE x [<!ENTITY l0 "ha">${laughs}]>`],
    ["that never ends", "<!DOCTYPE x ["],
  ])("%s is refused", (_, doctype) => {
    const expected = doctype.endsWith(">") ? "has-dtd" : "not-xml";
    expect(read(behindDeclaration(doctype))).toEqual(refusal(expected));
    const used = behindDeclaration(doctype).replace(">INT<", ">&l9;&e;<");
    expect(read(used)).toEqual(refusal(expected));
  });

  it("is refused before the root, after a comment and without a declaration", () => {
    for (const text of [`<!DOCTYPE x>${BARE}`, ` \n<!-- x --><!DOCTYPE x>${BARE}`]) {
      expect(read(text)).toEqual(refusal("has-dtd"));
    }
  });

  it("is no document type where it is text", () => {
    expect(read(instance("<!-- <!DOCTYPE x> --><d:A contextRef='m'>&lt;!DOCTYPE x></d:A>")).ok).toBe(true);
  });
});

describe("broken XML", () => {
  it.each([
    ["nothing", ""],
    ["blanks", " \n "],
    ["words", "Aangifte omzetbelasting"],
    ["JSON", '{"xbrl": {}}'],
    ["a start without an end", instance("<d:A contextRef='m'>")],
    ["an end without a start", instance("</d:A>")],
    ["ends in another order", instance("<d:A><d:B contextRef='m'></d:A></d:B>")],
    ["two roots", BARE + BARE],
    ["words behind the root", `${BARE}x`],
    ["an entity that nobody declared", instance("<d:A contextRef='m'>&e;</d:A>")],
    ["an ampersand", instance("<d:A contextRef='m'>a & b</d:A>")],
    ["a character that XML has not", instance("<d:A contextRef='m'>\u0000</d:A>")],
    ["a reference to one", instance("<d:A contextRef='m'>&#0;</d:A>")],
    ["an attribute twice", instance("<d:A contextRef='m' contextRef='n'/>")],
    [
      "an attribute twice, by two prefixes",
      instance('<d:A xmlns:e="http://example.org/d" d:x="1" e:x="2"/>'),
    ],
    ["an attribute without quotes", instance("<d:A contextRef=m/>")],
    ["a prefix that nobody declared", instance("<e:A contextRef='m'/>")],
  ])("%s is refused", (_, text) => {
    expect(read(text)).toEqual(refusal("not-xml"));
  });

  it("is any part of a return that was cut off", () => {
    const whole = good.trimEnd();
    for (let length = 0; length < whole.length; length += 7) {
      expect(read(whole.slice(0, length)), `after ${length} characters`).toEqual(refusal("not-xml"));
    }
    expect(read(whole).ok).toBe(true);
  });
});

describe("XML that is no sound instance", () => {
  const entity = '<xbrli:entity><xbrli:identifier scheme="s">i</xbrli:identifier></xbrli:entity>';
  const period = "<xbrli:period><xbrli:forever/></xbrli:period>";
  it.each([
    ["a page of HTML", "<html><body><br></body></html>"],
    ["another root", '<html xmlns="http://www.w3.org/1999/xhtml"/>'],
    ["an instance within an envelope", `<envelope>${BARE}</envelope>`],
    ["an element within a value", instance("<d:A contextRef='m'>4<d:B/>1</d:A>")],
    ["a fact within a fact", instance("<d:A contextRef='m'><d:B contextRef='m'>1</d:B></d:A>")],
    ["a context without an id", instance(`<xbrli:context>${entity}${period}</xbrli:context>`)],
    ["a context without a party", instance(`<xbrli:context id="a">${period}</xbrli:context>`)],
    ["a party of no register", instance(CONTEXT.replace(' scheme="s"', ""))],
    ["a context without a period", instance(`<xbrli:context id="a">${entity}</xbrli:context>`)],
    ["a start without an end", instance(CONTEXT.replace(/<xbrli:endDate>.*<\/xbrli:endDate>/, ""))],
    ["one id for two contexts", instance(CONTEXT + CONTEXT)],
    ["a unit without a measure", instance('<xbrli:unit id="u"/>')],
    [
      "one id for two units",
      instance('<xbrli:unit id="u"><xbrli:measure>x</xbrli:measure></xbrli:unit>'.repeat(2)),
    ],
  ])("%s is refused", (_, text) => {
    expect(read(text)).toEqual(refusal("not-xbrl"));
  });
});

describe("any bytes at all", () => {
  it("get an answer, and never an exception", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 400 }),
          fc.string().map((text) => Buffer.from(text)),
        ),
        (bytes) => {
          expect(readXbrl(bytes).ok).toBe(false);
          expect(readVatReturn(bytes).ok).toBe(false);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("get one when a return was damaged on the way, and no amount then becomes another kind of thing", () => {
    const bytes = Buffer.from(good);
    const slip = fc.record({ at: fc.nat(bytes.length - 1), to: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(slip, { minLength: 1, maxLength: 4 }), (slips) => {
        const damaged = Buffer.from(bytes);
        for (const { at, to } of slips) damaged[at] = to;
        const result = readVatReturn(damaged);
        if (!result.ok) return;
        expect(Number.isSafeInteger(result.figures.amount)).toBe(true);
        expect(result.obNumber).toMatch(/^\d{9}B\d{2}$/);
        expect(result.period.start <= result.period.end).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
