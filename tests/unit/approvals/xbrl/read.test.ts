import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NAMESPACES } from "@/lib/approvals/xbrl/instance";
import { readXbrl } from "@/lib/approvals/xbrl/read";
import { BARE, CONTEXT, instance } from "./an-instance";

const read = (text: string) => readXbrl(Buffer.from(text));
function reading(text: string) {
  const result = read(text);
  if (!result.ok) throw new Error(`refused: ${result.reason}`);
  return result.instance;
}

describe("an instance", () => {
  it("gives its form, contexts, units and facts", () => {
    const found = reading(
      instance(`<link:schemaRef xlink:type="simple" xlink:href=" http://example.org/form.xsd "/>
        ${CONTEXT}
        <xbrli:context id="P"><xbrli:entity><xbrli:identifier scheme="s">i</xbrli:identifier>
          <xbrli:segment><xbrldi:explicitMember dimension="d:Scope"> d:Company </xbrldi:explicitMember></xbrli:segment>
          </xbrli:entity><xbrli:period><xbrli:instant>2026-12-31</xbrli:instant></xbrli:period></xbrli:context>
        <xbrli:context id="Z"><xbrli:entity><xbrli:identifier scheme="s">i</xbrli:identifier></xbrli:entity>
          <xbrli:period><xbrli:forever/></xbrli:period></xbrli:context>
        <xbrli:unit id="EUR"><xbrli:measure>iso4217:EUR</xbrli:measure></xbrli:unit>
        <xbrli:unit id="EPS"><xbrli:divide>
          <xbrli:unitNumerator><xbrli:measure>iso4217:EUR</xbrli:measure></xbrli:unitNumerator>
          <xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unitDenominator>
        </xbrli:divide></xbrli:unit>
        <d:Amount contextRef="Msg" unitRef="EUR" decimals="INF"> 12 </d:Amount>
        <d:Tuple><d:Inner contextRef="P">text</d:Inner></d:Tuple>`),
    );
    expect(found.schemaRef).toBe("http://example.org/form.xsd");
    expect([...found.contexts.keys()]).toEqual(["Msg", "P", "Z"]);
    expect(found.contexts.get("Msg")).toEqual({
      entity: { scheme: "s", identifier: "001000044B37" },
      period: { kind: "duration", start: "2026-10-01", end: "2026-10-31" },
      dimensions: [],
    });
    expect(found.contexts.get("P")).toMatchObject({
      period: { kind: "instant", at: "2026-12-31" },
      dimensions: [{ dimension: "d:Scope", member: "d:Company" }],
    });
    expect(found.contexts.get("Z")?.period).toEqual({ kind: "forever" });
    const euro = { namespace: NAMESPACES.currency, name: "EUR" };
    expect(found.units.get("EUR")).toEqual({ measures: [euro], per: [] });
    const shares = { namespace: NAMESPACES.instance, name: "shares" };
    expect(found.units.get("EPS")).toEqual({ measures: [euro], per: [shares] });
    const fact = { namespace: "http://example.org/d", unitRef: null, decimals: null };
    const tuple = { namespace: "http://example.org/d", name: "Tuple", id: expect.any(Number) };
    expect(found.facts).toEqual([
      { ...fact, name: "Amount", contextRef: "Msg", unitRef: "EUR", decimals: "INF", value: "12" },
      { ...fact, name: "Inner", contextRef: "P", value: "text", tuple },
    ]);
  });

  it("is the same under any prefixes, the usual ones given to others included", () => {
    const usual = instance(
      `<link:schemaRef xlink:href="f.xsd"/>${CONTEXT}<xbrli:unit id="E"><xbrli:measure>iso4217:EUR</xbrli:measure></xbrli:unit><d:A contextRef="Msg" unitRef="E">1</d:A>`,
    );
    const unusual = `<xbrl xmlns="${NAMESPACES.instance}" xmlns:xbrli="http://example.org/d" xmlns:iso4217="${NAMESPACES.linkbase}" xmlns:a="${NAMESPACES.xlink}">
      <iso4217:schemaRef a:href="f.xsd"/>
      <context id="Msg"><entity><identifier scheme="s">001000044B37</identifier></entity>
        <period><startDate>2026-10-01</startDate><endDate>2026-10-31</endDate></period></context>
      <unit id="E"><measure xmlns:link="${NAMESPACES.currency}">link:EUR</measure></unit>
      <xbrli:A contextRef="Msg" unitRef="E">1</xbrli:A></xbrl>`;
    expect(reading(unusual)).toEqual(reading(usual));
  });

  it("is not read by names in no namespace, or in another one", () => {
    for (const namespace of [
      "",
      "http://www.xbrl.org/2003/instances",
      "http://www.xbrl.org/2003/instance/",
    ]) {
      expect(read(`<xbrl xmlns="${namespace}"/>`)).toEqual({ ok: false, reason: "not-xbrl" });
    }
  });

  it("reads a measure without a prefix in the namespace that holds there", () => {
    const found = reading(
      instance(
        `<xbrli:unit id="E" xmlns="${NAMESPACES.currency}"><xbrli:measure>EUR</xbrli:measure></xbrli:unit><xbrli:unit id="F"><xbrli:measure>gone:EUR</xbrli:measure></xbrli:unit>`,
      ),
    );
    expect(found.units.get("E")?.measures).toEqual([{ namespace: NAMESPACES.currency, name: "EUR" }]);
    expect(found.units.get("F")?.measures).toEqual([{ namespace: "", name: "EUR" }]);
  });

  it("says apart what is nil, what is empty and what is blank", () => {
    const { facts } = reading(
      instance(
        '<d:A contextRef="m" xsi:nil="true"/><d:B contextRef="m" xsi:nil="1"/><d:C contextRef="m"/><d:D contextRef="m" xsi:nil="false"> </d:D><d:E contextRef="m" nil="true">x</d:E>',
      ),
    );
    expect(facts.map(({ value }) => value)).toEqual([null, null, "", "", "x"]);
  });

  it("gives any text back as it was written", () => {
    const sign = fc.constantFrom(
      "<",
      ">",
      "&",
      '"',
      "'",
      "]]>",
      "é",
      "€",
      "🙂",
      " x ",
      "\n",
      "{",
      "$1",
      "&amp;",
    );
    const words = fc.array(fc.oneof(sign, fc.stringMatching(/^[ -~]{0,8}$/)), { maxLength: 12 });
    fc.assert(
      fc.property(words, fc.boolean(), (parts, cdata) => {
        const text = parts.join("").trim();
        const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("]]>", "]]&gt;");
        const body = cdata ? `<![CDATA[${text.replaceAll("]]>", "]]]]><![CDATA[>")}]]>` : escaped;
        const { facts } = reading(instance(`<d:Note contextRef="Msg">${body}</d:Note>`));
        expect(facts[0]?.value).toBe(text);
      }),
    );
  });

  it("may have ids like names of our own language's objects", () => {
    const odd = CONTEXT.replace('"Msg"', '"__proto__"');
    const found = reading(instance(`${odd}<d:A contextRef="__proto__">1</d:A>`));
    expect([...found.contexts.keys()]).toEqual(["__proto__"]);
    expect(reading(instance("")).contexts.get("constructor")).toBeUndefined();
  });

  it("gives what was typed as a member of a dimension", () => {
    const typed = (members: string) =>
      CONTEXT.replace("</xbrli:period>", `</xbrli:period><xbrli:scenario>${members}</xbrli:scenario>`);
    const member = (name: string, value: string) =>
      `<xbrldi:typedMember dimension="d:${name}"><d:Domain>${value}</d:Domain></xbrldi:typedMember>`;
    const found = reading(instance(typed(member("Number", " 23334175221 ") + member("Country", "FR"))));
    expect(found.contexts.get("Msg")?.dimensions).toEqual([
      { dimension: "d:Number", member: "23334175221" },
      { dimension: "d:Country", member: "FR" },
    ]);
    const twice = member("Number", "1").replace("</d:Domain>", "</d:Domain><d:Domain>2</d:Domain>");
    expect(read(instance(typed(twice)))).toEqual({ ok: false, reason: "not-xbrl" });
  });

  it("tells apart which facts stand together in a tuple", () => {
    const tuple = '<d:T><d:A contextRef="m">1</d:A><d:B contextRef="m">2</d:B></d:T>';
    const { facts } = reading(instance(`${tuple}${tuple}<d:A contextRef="m">3</d:A>`));
    const [a, b, other, , alone] = facts.map((fact) => fact.tuple?.id);
    expect(a).toBe(b);
    expect(a).not.toBe(other);
    expect(alone).toBeUndefined();
  });

  it("may be empty", () => {
    expect(reading(BARE)).toEqual({ schemaRef: null, contexts: new Map(), units: new Map(), facts: [] });
  });
});
