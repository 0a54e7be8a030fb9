import { describe, expect, it } from "vitest";
import { vatReturnXbrl } from "@/db/demo/documents/vat-return-xbrl";
import { readVatReturn } from "@/lib/approvals/vat/read";

const october = { start: "2026-10-01", end: "2026-10-31" };
const good = vatReturnXbrl({
  obNumber: "001000044B37",
  period: october,
  boxes: { "1a": { turnover: 24_500_00, vat: 5_145_00 }, "5b": { vat: 333_00 } },
});
const read = (text: string) => readVatReturn(Buffer.from(text));

/** The good return with one thing changed, which must be there to be changed. */
function but(from: string | RegExp, to: string): string {
  const text = good.replaceAll(typeof from === "string" ? from : new RegExp(from, "g"), to);
  if (text === good) throw new Error(`the return does not hold ${from}`);
  return text;
}

const DOLLARS = '<xbrli:unit id="USD"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>\n</xbrli:xbrl>';
const SECOND = (identifier: string, end: string) =>
  `<xbrli:context id="Other"><xbrli:entity><xbrli:identifier scheme="www.belastingdienst.nl/omzetbelastingnummer">${identifier}</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:startDate>2026-10-01</xbrli:startDate><xbrli:endDate>${end}</xbrli:endDate></xbrli:period></xbrli:context><bd-i:ContactType contextRef="Other">INT</bd-i:ContactType>\n</xbrli:xbrl>`;

describe("what is no VAT return", () => {
  it.each([
    ["a suppletie", but("bd-rpt-ob-aangifte-2026", "bd-rpt-ob-suppletie-2026")],
    ["an income tax return", but("bd-rpt-ob-aangifte-2026", "bd-rpt-ihz-aangifte-2026")],
    [
      "a form of somebody else's",
      but("http://www.nltaxonomie.nl/nt20/bd/20251209/entry", "http://evil.example/entry"),
    ],
    [
      "a form at a look-alike's",
      but("www.nltaxonomie.nl/nt20/bd/20251209/entry", "www.nltaxonomie.nl.evil.nl/entry"),
    ],
    [
      "a form from a disk",
      but("http://www.nltaxonomie.nl/nt20/bd/20251209/entry", "file:///nltaxonomie.nl/entry"),
    ],
    ["no form at all", but(/ {2}<link:schemaRef.*\n/, "")],
    ["a form that is not linked to", but("xlink:href", "href")],
  ])("%s", (_, text) => {
    expect(read(text)).toEqual({ ok: false, reason: "not-a-vat-return" });
  });

  it("reads the forms of other years, whatever the number of the taxonomy", () => {
    for (const [year, taxonomy] of [
      ["2019", "http://www.nltaxonomie.nl/nt13/bd/20181212.a"],
      ["2021", "https://nltaxonomie.nl/nt15/bd/20201209"],
    ]) {
      const text = but("http://www.nltaxonomie.nl/nt20/bd/20251209", taxonomy ?? "").replaceAll(
        "aangifte-2026",
        `aangifte-${year}`,
      );
      expect(read(text)).toMatchObject({ ok: true, taxonomy: `bd-rpt-ob-aangifte-${year}` });
    }
  });
});

describe("whose return it is, and about when", () => {
  it.each([
    ["an identifier of another register", but("omzetbelastingnummer", "fiscaalnummer"), "no-ob-number"],
    ["another's register", but("www.belastingdienst.nl/", "www.belastingdienst.example/"), "no-ob-number"],
    ["a number that is none", but("001000044B37", "123456789"), "no-ob-number"],
    ["no number", but("001000044B37", ""), "no-ob-number"],
    ["two numbers", but(/\n<\/xbrli:xbrl>/, SECOND("123456789B13", "2026-10-31")), "contradictory"],
    ["two periods", but(/\n<\/xbrli:xbrl>/, SECOND("001000044B37", "2026-12-31")), "contradictory"],
    [
      "a moment",
      but(/<xbrli:startDate>.*\n.*<\/xbrli:endDate>/, "<xbrli:instant>2026-10-31</xbrli:instant>"),
      "no-period",
    ],
    ["for ever", but(/<xbrli:startDate>.*\n.*<\/xbrli:endDate>/, "<xbrli:forever/>"), "no-period"],
    ["a day that does not exist", but("2026-10-31", "2026-10-32"), "no-period"],
    ["a day in another notation", but("2026-10-31", "31-10-2026"), "no-period"],
    ["a year that is a slip of the pen", but("2026-10-31", "0026-10-31"), "no-period"],
    ["the end before the start", but("2026-10-31", "2026-09-30"), "no-period"],
    ["a context that is not there", but('<xbrli:context id="Msg">', '<xbrli:context id="Msh">'), "no-period"],
    [
      "one fact of a context that is not there",
      but('decimals="INF" contextRef="Msg"', 'contextRef="Gone"'),
      "contradictory",
    ],
  ])("%s", (_, text, reason) => {
    expect(read(text)).toEqual({ ok: false, reason });
  });

  it("may be said in two contexts that say the same", () => {
    expect(read(but(/\n<\/xbrli:xbrl>/, SECOND("001000044B37", "2026-10-31"))).ok).toBe(true);
  });
});

describe("what is reported", () => {
  it.each([
    [
      "in dollars",
      but("</xbrli:xbrl>", DOLLARS).replaceAll('unitRef="EUR"', 'unitRef="USD"'),
      "not-in-euros",
    ],
    ["in dollars called euros", but("iso4217:EUR", "iso4217:USD"), "not-in-euros"],
    [
      "in euros of one's own make",
      but("http://www.xbrl.org/2003/iso4217", "http://example.org/money"),
      "not-in-euros",
    ],
    ["in nothing", but('unitRef="EUR"', ""), "not-in-euros"],
    ["in a unit that is not there", but('unitRef="EUR"', 'unitRef="EURO"'), "not-in-euros"],
    [
      "in euros times euros",
      but("</xbrli:measure>", "</xbrli:measure><xbrli:measure>iso4217:EUR</xbrli:measure>"),
      "not-in-euros",
    ],
    [
      "in euros per euro",
      but(
        /<xbrli:measure>.*<\/xbrli:measure>/,
        "<xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:EUR</xbrli:measure></xbrli:unitNumerator><xbrli:unitDenominator><xbrli:measure>iso4217:EUR</xbrli:measure></xbrli:unitDenominator></xbrli:divide>",
      ),
      "not-in-euros",
    ],
    ["nothing at all", but(/ {2}<bd-i:.*\n/, ""), "no-amount"],
    ["in elements of another's dictionary", but("dictionary/bd-data", "dictionary/bd-date"), "no-amount"],
    ["but no total, and nothing to make it of", but(/ {2}<bd-i:ValueAddedTaxOwed.*\n/, ""), "no-amount"],
  ])("%s", (_, text, reason) => {
    expect(read(text)).toEqual({ ok: false, reason });
  });

  it("does not count what other dictionaries say beside it", () => {
    const foreign =
      '<x:ValueAddedTaxOwed xmlns:x="http://example.org/x" contextRef="Msg" unitRef="EUR">1</x:ValueAddedTaxOwed>\n</xbrli:xbrl>';
    expect(read(but(/\n<\/xbrli:xbrl>/, foreign))).toEqual(read(good));
  });
});
