import { describe, expect, it } from "vitest";
import { annualAccountsXbrl } from "@/db/demo/documents/accounts-xbrl";
import { personalIncomeTaxXbrl } from "@/db/demo/documents/personal-income-tax-xbrl";
import en from "@/messages/en/figures.json";
import nl from "@/messages/nl/figures.json";
import { good, plus, reading, streams } from "./documents";

const amount = (name: string, context: string) =>
  `<bd-i:${name} decimals="INF" contextRef="${context}" unitRef="EUR">1</bd-i:${name}>`;
const year = { balanceTotal: 100, equity: 100, netResult: 100, netTurnover: 100 };
const person = { bsn: "999990019", box1: 100, box2: 100, box3: 100, outcome: 100, pensions: [100] };

/** Documents that between them say everything that is read. */
const everything = [
  ...streams.filter((stream) => stream !== "vat").map((stream) => good[stream]),
  annualAccountsXbrl({
    ...year,
    ...{ kvkNumber: "69599068", name: "X", year: 2025, size: "groot", adoptedOn: "2026-05-01" },
    consolidated: year,
  }),
  plus(
    personalIncomeTaxXbrl({ ...person, year: 2025, partner: { ...person, bsn: "999990020" } }),
    ["TaxableProfit", "PresentWorkIncomeAmount", "IncomePresentWorkAbroadWithoutDutchWageTaxAmount"]
      .concat("PreviousWorkWithheldWageLevy")
      .map((name) => amount(name, "Declarant"))
      .join(""),
  ),
  plus(good.corporateIncomeTax, amount("CorporationTaxOwedToBePaidBack", "Declarant")),
];
const lines = everything.flatMap((text) => reading(text).figures.lines);

describe("the words for figures", () => {
  it.each([
    ["Dutch", nl],
    ["English", en],
  ])("in %s are there for every label and every group that is read", (_, words) => {
    const labels = new Set(lines.map(({ labelKey }) => labelKey));
    const groups = new Set(lines.flatMap(({ group }) => group ?? []));
    expect(labels.size).toBeGreaterThan(35);
    expect(groups.size).toBe(4);
    expect(Object.keys(words.labels)).toEqual(expect.arrayContaining([...labels]));
    expect(Object.keys(words.groups)).toEqual(expect.arrayContaining([...groups]));
  });

  it("are there for what a file says of its size and its adoption, too", () => {
    const said = (key: string) => lines.flatMap((one) => (one.labelKey === key && one.text ? one.text : []));
    for (const key of ["companySize", "adopted"] as const) {
      expect(said(key).length).toBeGreaterThan(0);
      for (const text of said(key)) {
        expect(Object.entries(nl.values[key])).toContainEqual([text.toLowerCase(), text]);
        expect(Object.keys(en.values[key])).toContain(text.toLowerCase());
      }
    }
    expect([en.values.companySize.klein, en.values.adopted.nee]).toEqual(["Small", "No"]);
  });

  it("are the same in both languages by their keys", () => {
    const keys = (words: typeof nl) => Object.entries(words).map(([kind, all]) => [kind, Object.keys(all)]);
    expect(keys(en)).toEqual(keys(nl));
  });
});
