import { describe, expect, it } from "vitest";
import { annualAccountsXbrl, creditReportXbrl, type DemoAccounts } from "@/db/demo/documents/accounts-xbrl";
import { but, good, plus, read, reading, refusal, table } from "./documents";

const small: DemoAccounts = {
  kvkNumber: "69599068",
  name: "Bakkerij De Wit & Zonen B.V.",
  year: 2025,
  size: "klein",
  balanceTotal: 612_400_00,
  equity: 240_150_50,
  netResult: -8_300_00,
  netTurnover: 1_204_000_00,
};
const before = { balanceTotal: 1_00, equity: 2_00, netResult: 3_00, netTurnover: 4_00 };
const consolidated = {
  balanceTotal: 900_000_00,
  equity: 300_000_00,
  netResult: 12_000_00,
  netTurnover: 2_000_000_00,
};
const plain = annualAccountsXbrl(small);
const group = annualAccountsXbrl({
  ...small,
  size: "middelgroot",
  before,
  consolidated,
  adoptedOn: "2026-05-20",
});
const euros = (name: string, context: string, value: string) =>
  `<jenv-bw2-i:${name} decimals="0" contextRef="${context}" unitRef="EUR">${value}</jenv-bw2-i:${name}>`;

describe("accounts", () => {
  it("say the company, its size, and the figures of the year to the cent; nothing is to pay", () => {
    const { figures, warnings } = reading(plain);
    expect(table(figures)).toEqual({
      legalEntityName: "Bakkerij De Wit & Zonen B.V.",
      kvkNumber: "69599068",
      companySize: "Klein",
      adopted: "Nee",
      balanceTotal: 612_400_00,
      equity: 240_150_50,
      netTurnover: 1_204_000_00,
      netResult: -8_300_00,
    });
    expect(figures.amount).toBeNull();
    expect(warnings).toEqual([]);
  });

  it("of a small company are published without the profit and loss account", () => {
    const { figures, warnings } = reading(good.filingAccounts);
    expect(Object.keys(table(figures))).not.toContain("netResult");
    expect(warnings).toEqual([]);
  });

  it("of a group say the company first, then the company with its subsidiaries, and never the year before", () => {
    const amounts = Object.entries(table(reading(group).figures)).filter(
      ([, value]) => typeof value === "number",
    );
    expect(amounts).toEqual([
      ["balanceTotal separate", 612_400_00],
      ["equity separate", 240_150_50],
      ["netTurnover separate", 1_204_000_00],
      ["netResult separate", -8_300_00],
      ["balanceTotal consolidated", 900_000_00],
      ["equity consolidated", 300_000_00],
      ["netTurnover consolidated", 2_000_000_00],
      ["netResult consolidated", 12_000_00],
    ]);
    expect(table(reading(group).figures)).toMatchObject({ adopted: "Ja", adoptionDate: "2026-05-20" });
  });

  it("of a group alone say that they are the group's", () => {
    const { figures } = reading(but(plain, "SeparateMember", "ConsolidatedMember"));
    expect(table(figures)).toMatchObject({ "balanceTotal consolidated": 612_400_00 });
  });

  it("take the net result that is left after the minority's share, where it is said", () => {
    const { figures } = reading(plus(group, euros("NetResultAfterTax", "FYCd", "11000")));
    expect(table(figures)).toMatchObject({ "netResult consolidated": 11_000_00 });
  });

  it("may leave the dimensions out, and may say the year by their contexts alone", () => {
    const bare = but(plain, / {4}<xbrli:scenario>.*\n/, "");
    expect(reading(bare).figures).toEqual(reading(plain).figures);
    const silent = but(plain, /.*FinancialReportingPeriodCurrent.*\n/, "");
    expect(reading(silent)).toMatchObject({
      period: { start: "2025-01-01", end: "2025-12-31" },
      warnings: [],
    });
  });

  it("on the tax basis are read when there are no others, and never mixed with them", () => {
    const fiscal = but(plain, "CommercialMember", "FiscalMember");
    expect(reading(fiscal).figures).toEqual(reading(plain).figures);
    const asWell = plus(
      plain,
      `${fiscal.match(/ {2}<xbrli:context id="FYi">[\s\S]*?<\/xbrli:context>/)?.[0].replace("FYi", "Fiscal")}${euros("Assets", "Fiscal", "1")}${euros("Equity", "Fiscal", "1")}`,
    );
    expect(table(reading(plus(asWell, euros("NetRevenue", "Fiscal", "1"))).figures)).toEqual(
      table(reading(plain).figures),
    );
    const halfSaid = but(asWell, / {2}<jenv-bw2-i:Equity .*contextRef="FYi".*\n/, "");
    expect(table(reading(halfSaid).figures)).not.toHaveProperty("equity");
    expect(reading(asWell).figures).toEqual(reading(plain).figures);
  });

  it("leave details to the document: what is about a part has other dimensions", () => {
    const part = plain
      .match(/ {2}<xbrli:context id="FYi">[\s\S]*?<\/xbrli:context>/)?.[0]
      .replace("FYi", "Part")
      .replace(
        "</xbrli:scenario>",
        '<xbrldi:explicitMember dimension="jenv-bw2-dim:ShareCapitalAxis">jenv-bw2-dm:X</xbrldi:explicitMember></xbrli:scenario>',
      );
    expect(reading(plus(plain, `${part}${euros("Equity", "Part", "1")}`)).figures).toEqual(
      reading(plain).figures,
    );
  });

  it.each([
    ["no balance total", but(plain, /.*:(Assets|EquityAndLiabilities) .*\n/, ""), ["figures-missing"]],
    ["no equity", but(plain, /.*:Equity .*\n/, ""), ["figures-missing"]],
    [
      "figures of another year alone",
      but(plain, 'CurrentEndDate contextRef="FY">2025-12-31', 'CurrentEndDate contextRef="FY">2025-06-30'),
      ["figures-missing"],
    ],
    [
      "two sides that do not meet",
      but(plain, /(:EquityAndLiabilities .*>)612400</, "$1612300<"),
      ["total-does-not-add-up"],
    ],
    [
      "the form of another year",
      but(plain, "jaarverantwoording-2025", "jaarverantwoording-2021"),
      ["taxonomy-of-another-year"],
    ],
  ])("with %s are read with a warning", (_, changed, warnings) => {
    expect(reading(changed).warnings).toEqual(warnings);
  });

  it.each([
    ["two balance totals", plus(plain, euros("Assets", "FYi", "1")), "contradictory"],
    [
      "two names",
      plus(plain, '<nl-cd:LegalEntityName contextRef="FY">Ander B.V.</nl-cd:LegalEntityName>'),
      "contradictory",
    ],
    [
      "another's KvK number in the text",
      but(plain, /(RegistrationNumber contextRef="FY">)69599068/, "$168750110"),
      "contradictory",
    ],
    [
      "another party in one context",
      plain.replace(/(id="FYi"[\s\S]*?)69599068/, "$168750110"),
      "contradictory",
    ],
    [
      "a fact of nowhere",
      plus(plain, '<nl-cd:CountryName contextRef="Gone">NL</nl-cd:CountryName>'),
      "contradictory",
    ],
    ["a number that is none", but(plain, "69599068", "6959906"), "no-number"],
    [
      "a number of another register",
      but(plain, "http://www.kvk.nl/kvk-id", "http://www.kvk.example/kvk-id"),
      "no-number",
    ],
    [
      "a year that ends before it starts",
      but(plain, 'EndDate contextRef="FY">2025', 'EndDate contextRef="FY">2024'),
      "no-period",
    ],
    ["dollars", but(plain, "iso4217:EUR", "iso4217:USD"), "not-in-euros"],
    [
      "an amount per share",
      but(
        plain,
        "<xbrli:measure>iso4217:EUR</xbrli:measure>",
        "<xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:EUR</xbrli:measure></xbrli:unitNumerator><xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unitDenominator></xbrli:divide>",
      ),
      "not-in-euros",
    ],
    ["a third decimal", but(plain, ">240150.50<", ">240150.505<"), "not-an-amount"],
    ["words", but(plain, ">240150.50<", ">veel<"), "not-an-amount"],
    [
      "nothing of accounts",
      but(plain, /\/dictionary\/(jenv-bw2|kvk|nl-common)-data/, "/dictionary/xx-data"),
      "no-amount",
    ],
  ])("with %s are refused", (_, changed, reason) => {
    expect(read(changed)).toEqual(refusal(reason));
  });

  it("say names without what is not seen, and not without end", () => {
    const name = (text: string) => {
      const { figures } = reading(but(plain, "Bakkerij De Wit &amp; Zonen B.V.", text));
      return table(figures).legalEntityName;
    };
    expect(name("A\u202eB\n\n  C")).toBe("A B C");
    expect(String(name("x".repeat(5000))).length).toBe(200);
  });
});

/** A context of somebody, and a fact of the tax authority's dictionary in it. */
const someone = (id: string, register: string, number: string) => `<xbrli:context id="${id}"><xbrli:entity>
  <xbrli:identifier scheme="${register}">${number}</xbrli:identifier></xbrli:entity><xbrli:period>
  <xbrli:startDate>2025-01-01</xbrli:startDate><xbrli:endDate>2025-12-31</xbrli:endDate></xbrli:period></xbrli:context>`;
const taxFact = (context: string) =>
  `<bd-i:TaxableProfit xmlns:bd-i="http://www.nltaxonomie.nl/nt20/bd/20251210/dictionary/bd-data" decimals="INF"
    contextRef="${context}" unitRef="EUR">1</bd-i:TaxableProfit>`;
const [KVK, FISCAL] = ["http://www.kvk.nl/kvk-id", "www.belastingdienst.nl/identificatie"];

describe("accounts of two parties", () => {
  const ofTwo = [
    ["in a context that no fact uses", someone("X", KVK, "68750110")],
    ["in a fact of the tax authority", someone("X", KVK, "68750110") + taxFact("X")],
    ["by a fiscal number that no fact uses", someone("X", FISCAL, "999990019")],
  ] as const;
  const every = [
    ["whole", plain],
    ["to publish", good.filingAccounts],
    ["for a bank", good.creditReport],
  ] as const;
  it.each(
    every.flatMap(([what, file]) => ofTwo.map(([how, more]) => [what, how, plus(file, more)] as const)),
  )("%s, %s, are refused", (_what, _how, file) => {
    expect(read(file)).toEqual(refusal("contradictory"));
  });

  it.each(every.slice(0, 2))("%s, with a taxpayer in them, are refused", (_what, file) => {
    const taxed = plus(file, someone("X", FISCAL, "999990019") + taxFact("X"));
    expect(read(taxed)).toEqual(refusal("contradictory"));
  });
});

describe("a credit report", () => {
  it("may have an income tax return in it, of a taxpayer and the fiscal partner", () => {
    const taxed = plus(
      good.creditReport,
      ["999990019", "999990020"]
        .map((bsn, at) => someone(`T${at}`, FISCAL, bsn) + taxFact(`T${at}`))
        .join(""),
    );
    expect(reading(taxed)).toEqual(reading(good.creditReport));
    // Accounts are of one party all the same.
    const name = '<nl-cd:CountryName contextRef="T1">NL</nl-cd:CountryName>';
    expect(read(plus(taxed, name))).toEqual(refusal("contradictory"));
    expect(read(plus(good.creditReport, taxFact("Gone")))).toEqual(refusal("contradictory"));
  });

  it("may be of a person, who is masked", () => {
    const person = but(
      but(
        but(creditReportXbrl(small), "http://www.kvk.nl/kvk-id", "www.belastingdienst.nl/identificatie"),
        ">69599068</xbrli:identifier>",
        ">999990019</xbrli:identifier>",
      ),
      "nt-inrichtingsjaarrekening",
      "nt-sbr-jaarrekening-natuurlijk-persoon",
    );
    const { subject, figures } = reading(person);
    expect(subject).toEqual({ scheme: "bsn", number: "999990019" });
    expect(figures.maskedNumber).toBe("•••••••19");
  });
});
