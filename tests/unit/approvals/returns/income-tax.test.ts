import { describe, expect, it } from "vitest";
import { corporateIncomeTaxXbrl } from "@/db/demo/documents/corporate-income-tax-xbrl";
import { personalIncomeTaxXbrl } from "@/db/demo/documents/personal-income-tax-xbrl";
import { mostOf, outcomesOf, sentenceOf, whatIsDecided } from "@/lib/approvals/shown";
import { but, good, plus, read, reading, refusal, table } from "./documents";

const amount = (name: string, context: string, euros: string) =>
  `<bd-i:${name} decimals="INF" contextRef="${context}" unitRef="EUR">${euros}</bd-i:${name}>`;

describe("a corporate income tax return", () => {
  const text = good.corporateIncomeTax;
  const DAY = "<xbrli:instant>2025-12-31</xbrli:instant>";
  /** The taxpayer's own context once more, with another dimension beside the party. */
  const context = (id: string, dimension: string) =>
    (text.match(/ {2}<xbrli:context id="Declarant">[\s\S]*?<\/xbrli:context>/)?.[0] ?? "")
      .replace('"Declarant"', `"${id}"`)
      .replace("</xbrli:scenario>", `${dimension}</xbrli:scenario>`);

  it("says the profit, the taxable amount and the tax; an assessment follows, so nothing is to pay on it", () => {
    const { figures, warnings } = reading(text);
    expect(table(figures)).toEqual({
      profitForTax: 48_000_00,
      taxableProfit: 45_500_00,
      taxableAmount: 45_500_00,
      corporateTax: 8_645_00,
    });
    expect(figures.amount).toBeNull();
    expect(warnings).toEqual([]);
  });

  it("may say an outcome, and may be of a loss", () => {
    const loss = but(but(text, ">45500<", ">-45500<"), ">8645<", ">0<");
    const { figures } = reading(plus(loss, amount("CorporationTaxOwedToBePaidBack", "Declarant", "-1200")));
    expect(figures.amount).toBe(-1_200_00);
    expect(table(figures)).toMatchObject({ taxableAmount: -45_500_00, corporateTax: 0, outcome: -1_200_00 });
  });

  it("takes what the taxpayer says as a whole, and not what one enterprise within it says", () => {
    const other = plus(
      text,
      amount("TaxableAmount", "Company", "1") + amount("TaxableAmount", "CompanyEnd", "2"),
    );
    expect(reading(other).figures).toEqual(reading(text).figures);
    const serial =
      '<xbrldi:explicitMember dimension="bd-dim-dim:SerialDimension">bd-dim-mem:One</xbrldi:explicitMember>';
    const part = plus(text, context("Part", serial) + amount("TaxableAmount", "Part", "1"));
    expect(reading(part).figures).toEqual(reading(text).figures);
  });

  it("may be over a financial year of its own", () => {
    const broken = { start: "2025-07-01", end: "2026-06-30" };
    const result = reading(
      corporateIncomeTaxXbrl({
        rsin: "001000044",
        year: 2025,
        period: broken,
        profit: 0,
        taxableAmount: 0,
        tax: 0,
      }),
    );
    expect(result).toMatchObject({ period: broken, warnings: [], figures: { period: broken } });
  });

  it.each([
    ["the taxable amount is missing", but(text, /.*:TaxableAmount .*\n/, ""), ["figures-missing"]],
    ["the tax is missing", but(text, /.*:CorporationTaxAmount .*\n/, ""), ["figures-missing"]],
    [
      "the form is of another year",
      but(text, "vpb-aangifte-2025", "vpb-aangifte-2022"),
      ["taxonomy-of-another-year"],
    ],
  ])("warns when %s", (_, changed, warnings) => {
    expect(reading(changed).warnings).toEqual(warnings);
  });

  it.each([
    ["two taxable amounts", plus(text, amount("TaxableAmount", "Declarant", "1")), "contradictory"],
    [
      "a company of another taxpayer's",
      text.replace(/(id="Company"[\s\S]*?)001000044/, "$1001000056"),
      "contradictory",
    ],
    [
      "a partner of another number",
      but(text, "bd-dim-mem:Company", "bd-dim-mem:Partner").replace(
        /(id="Company(?:End)?"[\s\S]*?)001000044/g,
        "$1001000056",
      ),
      "contradictory",
    ],
    [
      "a taxable amount on one day",
      plus(
        text,
        `${context("Day", "").replace(/<xbrli:startDate.*endDate>/, DAY)}${amount("TaxableAmount", "Day", "45500")}`,
      ),
      "contradictory",
    ],
    ["a number that fails the eleven-test", but(text, "001000044", "001000045"), "no-number"],
    ["a VAT number", but(text, "001000044", "001000044B37"), "no-number"],
    ["cents", but(text, ">8645<", ">8645.10<"), "not-whole-euros"],
    ["dollars", but(text, "iso4217:EUR", "iso4217:USD"), "not-in-euros"],
  ])("with %s is refused", (_, changed, reason) => {
    expect(read(changed)).toEqual(refusal(reason));
  });
});

describe("an income tax return", () => {
  const text = good.personalIncomeTax;
  const both = personalIncomeTaxXbrl({
    bsn: "999990019",
    year: 2025,
    box1: 42_300_00,
    outcome: -312_00,
    partner: { bsn: "999990020", box1: 18_100_00, box3: 0, outcome: 55_00, pensions: [700_00] },
  });

  it("says the boxes and the income as a whole, and what stands in it per agency added up", () => {
    const { figures, warnings } = reading(text);
    expect(table(figures)).toEqual({
      previousWork: 15_800_00,
      box1: 42_300_00,
      box3: 1_250_00,
      overallIncome: 43_550_00,
    });
    expect(figures.amount).toBeNull();
    expect(warnings).toEqual([]);
  });

  it("of two partners says both, and takes the outcome of neither for that of both", () => {
    const { figures, subject } = reading(both);
    expect(table(figures)).toEqual({
      "box1 declarant": 42_300_00,
      "outcome declarant": -312_00,
      "previousWork partner": 700_00,
      "box1 partner": 18_100_00,
      "box3 partner": 0,
      "outcome partner": 55_00,
    });
    expect(figures.amount).toBeNull();
    const outcomes = outcomesOf(figures);
    expect(outcomes).toEqual({ declarant: -312_00, partner: 55_00 });
    expect(mostOf({ amount: null, outcomes })).toBe(55_00);
    const filing = { stream: "personalIncomeTax", period: figures.period, amount: null, outcomes } as const;
    expect(sentenceOf(whatIsDecided(filing, "approved", "nl"))).toMatch(
      /^U keurt goed: Inkomstenbelasting \d{4} · aangever €\u00a0312 terug te krijgen, fiscale partner €\u00a055 te betalen$/,
    );
    expect(subject).toEqual({ scheme: "bsn", number: "999990019" });
    expect(JSON.stringify(figures)).not.toMatch(/9999900(19|20)/);
  });

  it("counts an amount of a tuple once, however often it is said there", () => {
    const pension = amount("PreviousWorkIncomeAmount", "Declarant", "11800");
    expect(table(reading(but(text, pension, pension + pension)).figures).previousWork).toBe(15_800_00);
  });

  it("without a box is read with a warning", () => {
    const bare = but(text, /.*:TaxableIncome\w+ .*\n/, "");
    expect(reading(bare)).toMatchObject({ warnings: ["figures-missing"], figures: { amount: null } });
  });

  const pension = amount("PreviousWorkIncomeAmount", "Declarant", "11800");
  it.each([
    [
      "two amounts in one tuple",
      but(text, pension, pension + pension.replace("11800", "1")),
      "contradictory",
    ],
    ["two outcomes", plus(both, amount("IncomeTaxOwedToBePaidBack", "Declarant", "1")), "contradictory"],
    [
      "two declarants",
      plus(
        both,
        '<xbrli:context id="Third"><xbrli:entity><xbrli:identifier scheme="www.belastingdienst.nl/identificatie">999990032</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:startDate>2025-01-01</xbrli:startDate><xbrli:endDate>2025-12-31</xbrli:endDate></xbrli:period></xbrli:context><bd-i:Surname contextRef="Third">X</bd-i:Surname>',
      ),
      "contradictory",
    ],
    [
      "a partner's box in another year",
      personalIncomeTaxXbrl({
        ...{ bsn: "999990019", year: 2025, box1: 100 },
        partner: { bsn: "999990020", box1: 200 },
      }).replace(/(id="Partner"[\s\S]*?)2025-01-01/, "$12024-01-01"),
      "contradictory",
    ],
    [
      "a partner in another year",
      both.replace(/(id="Partner"[\s\S]*?)2025-01-01/, "$12024-01-01"),
      "contradictory",
    ],
    ["a number that fails the eleven-test", but(text, "999990019", "999990018"), "no-number"],
    [
      "a number of another register",
      but(text, "belastingdienst.nl/identificatie", "belastingdienst.nl/bsn"),
      "no-number",
    ],
  ])("with %s is refused, and the reason names nobody", (_, changed, reason) => {
    expect(changed).not.toBe(both);
    expect(read(changed)).toEqual(refusal(reason));
  });
});
