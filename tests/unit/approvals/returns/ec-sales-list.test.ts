import { describe, expect, it } from "vitest";
import { but, good, plus, read, reading, refusal, table } from "./documents";

const text = good.ecSalesList;
const fact = (name: string, context: string, euros: string) =>
  `<bd-i:${name} decimals="INF" contextRef="${context}" unitRef="EUR">${euros}</bd-i:${name}>`;

/** A list of before NT20: each sale in a tuple, with the VAT number beside the amount. */
const tuple = (name: string, amount: string, country: string, number: string, euros: string) =>
  `<bd-t:${name}><bd-i:CountryCodeISO-EC contextRef="CD_Opgaaf">${country}</bd-i:CountryCodeISO-EC>${fact(amount, "CD_Opgaaf", euros)}<bd-i:VATIdentificationNumberNational contextRef="CD_Opgaaf">${number}</bd-i:VATIdentificationNumberNational></bd-t:${name}>`;
const empty = but(
  but(text, /.*<bd-i:\w*Amount .*\n/, ""),
  'xmlns:bd-i="',
  'xmlns:bd-t="http://www.nltaxonomie.nl/nt16/bd/20211208/dictionary/bd-tuples" xmlns:bd-i="',
);
const tuples = plus(
  empty,
  tuple("IntraCommunityServices", "ServicesAmount", "FR", "23334175221", "750") +
    tuple("IntraCommunitySupplies", "SuppliesAmount", "BE", "0477472701", "2000") +
    tuple("IntraCommunityABCSupplies", "SuppliesAmount", "DE", "123456788", "-500"),
);

describe("a list of sales within the EU", () => {
  it("says per VAT number what was supplied, rendered and traded on, and the total; nothing is to pay", () => {
    const { figures, warnings } = reading(text);
    expect(table(figures)).toEqual({
      "supplies FR23334175221": 1_000_00,
      "supplies BE0477472701": 2_000_00,
      "services FR23334175221": 750_00,
      "triangular FR23334175221": 500_00,
      "triangular DE123456788": -500_00,
      totalSales: 3_750_00,
    });
    expect(figures.amount).toBeNull();
    expect(warnings).toEqual([]);
  });

  it("of before NT20 says the same in tuples", () => {
    expect(table(reading(tuples).figures)).toEqual({
      "services FR23334175221": 750_00,
      "supplies BE0477472701": 2_000_00,
      "triangular DE123456788": -500_00,
      totalSales: 2_250_00,
    });
  });

  it("may hold one customer twice in tuples, and both count", () => {
    const again = plus(tuples, tuple("IntraCommunityServices", "ServicesAmount", "FR", "23334175221", "1"));
    const { figures } = reading(again);
    expect(figures.lines.filter(({ name }) => name === "FR23334175221")).toHaveLength(2);
    expect(figures.lines.at(-1)).toEqual({ labelKey: "totalSales", cents: 2_251_00 });
  });

  it.each([
    [
      "an amount of a kind that we do not know",
      plus(text, fact("CallOffStockAmount", "ICP_BE0477472701", "7")),
    ],
    [
      "a tuple that we do not know",
      plus(tuples, tuple("IntraCommunitySuppliesCorrection", "SuppliesAmount", "FR", "1234567", "7")),
    ],
    [
      "an amount that is about something more than a customer",
      text.replace(
        /(ICP_BE0477472701[\s\S]*?)<\/xbrli:scenario>/,
        '$1<xbrldi:explicitMember dimension="bd-axes:Other">x</xbrldi:explicitMember></xbrli:scenario>',
      ),
    ],
  ])("warns of %s, and does not count it", (_, changed) => {
    const { figures, warnings } = reading(changed);
    expect(warnings).toContain("unknown-figures");
    const total = figures.lines.slice(0, -1).reduce((sum, { cents = 0 }) => sum + cents, 0);
    expect(figures.lines.at(-1)?.cents).toBe(total);
    expect(figures.lines.map(({ cents }) => cents)).not.toContain(7_00);
  });

  it.each([
    ["no sales", empty, "no-amount"],
    ["a sale to nobody", plus(text, fact("SuppliesAmount", "CD_Opgaaf", "1")), "no-vat-number"],
    ["a customer without a country", but(text, ">FR<", "><"), "no-vat-number"],
    ["a customer with a country that is none", but(text, ">FR<", ">F1<"), "no-vat-number"],
    ["a number that is too long", but(text, ">23334175221<", `>${"2".repeat(40)}<`), "no-vat-number"],
    ["a number that is markup", but(text, ">23334175221<", ">&lt;b&gt;<"), "no-vat-number"],
    [
      "two numbers in one tuple",
      but(
        tuples,
        "</bd-t:IntraCommunityServices>",
        '<bd-i:VATIdentificationNumberNational contextRef="CD_Opgaaf">999</bd-i:VATIdentificationNumberNational></bd-t:IntraCommunityServices>',
      ),
      "no-vat-number",
    ],
    [
      "two amounts for one customer",
      plus(text, fact("SuppliesAmount", "ICP_BE0477472701", "2001")),
      "contradictory",
    ],
    [
      "a customer in another period",
      text.replace(/(ICP_BE0477472701[\s\S]*?)2026-07-01/, "$12026-04-01"),
      "contradictory",
    ],
    [
      "a customer of another organisation's",
      text.replace(/(ICP_BE0477472701[\s\S]*?)001000044B37/, "$1123456789B13"),
      "contradictory",
    ],
    ["cents", but(text, ">2000<", ">2000.01<"), "not-whole-euros"],
    ["dollars", but(text, "iso4217:EUR", "iso4217:USD"), "not-in-euros"],
  ])("with %s is refused", (_, changed, reason) => {
    expect(changed).not.toBe(text);
    expect(read(changed)).toEqual(refusal(reason));
  });

  it("takes the same amount for one customer once", () => {
    expect(reading(plus(text, fact("SuppliesAmount", "ICP_BE0477472701", "2000.0"))).figures).toEqual(
      reading(text).figures,
    );
  });

  it("warns of the form of another year", () => {
    expect(reading(but(text, "icp-opgaaf-2026", "icp-opgaaf-2024")).warnings).toEqual([
      "taxonomy-of-another-year",
    ]);
  });
});
