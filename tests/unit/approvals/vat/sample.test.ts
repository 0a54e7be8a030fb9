import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { RUBRICS } from "@/lib/approvals/vat/figures";
import { readVatReturn } from "@/lib/approvals/vat/read";

const folder = fileURLToPath(new URL("../../../../../shared/testdata/xbrl/", import.meta.url));

/** The authority's own samples, for who has them; the product's own returns are tested without. */
describe.skipIf(!existsSync(folder))("the official samples", () => {
  const read = (name: string) => readVatReturn(readFileSync(`${folder}${name}`));

  it("the VAT return is read whole", () => {
    const result = read("VB-01_bd-rpt-ob-aangifte-2021.xbrl");
    if (!result.ok) throw new Error(result.reason);
    const { obNumber, period, taxonomy, figures, warnings } = result;
    expect({ obNumber, period, taxonomy, warnings }).toEqual({
      obNumber: "001000044B37",
      period: { start: "2021-10-01", end: "2021-10-31" },
      taxonomy: "bd-rpt-ob-aangifte-2021",
      warnings: [],
    });
    const euros = (cents: number | null) => (cents === null ? null : cents / 100);
    const rows = Object.fromEntries(
      figures.rows.map(({ code, turnover, vat }) => [code, [euros(turnover), euros(vat)]]),
    );
    expect(rows).toEqual({
      "1a": [15000, 3150],
      "1b": [1500, 90],
      "1c": [0, 0],
      "1d": [0, 0],
      "1e": [0, null],
      "2a": [0, 0],
      "3a": [4000, null],
      "3b": [100, null],
      "3c": [100, null],
      "4a": [1200, 0],
      "4b": [0, 0],
      "5a": [null, 3240],
      "5b": [null, 0],
      "5d": [null, 0],
      "5g": [null, 3240],
    });
    expect(figures).toMatchObject({ amount: 3_240_00, owed: 3_240_00, inputTax: 0 });
  });

  it("holds every element that the form is read by, so that none of them is misspelt", () => {
    const text = readFileSync(`${folder}VB-01_bd-rpt-ob-aangifte-2021.xbrl`, "utf8");
    const names = RUBRICS.flatMap(({ turnover, vat }) => [turnover, vat].filter(Boolean));
    expect(names.filter((name) => !text.includes(`<bd-i:${name} `))).toEqual([]);
  });

  it.each([
    ["VB-01_bd-rpt-ihz-aangifte-2019.xbrl", "not-a-vat-return"],
    ["frc-rpt-nt-inrichtingsjaarrekening-2021.xbrl", "not-a-vat-return"],
    ["nba-controleverklaring-goedkeurend-NL.xbrl", "not-a-vat-return"],
    ["signature.xml", "not-xbrl"],
  ])("%s is refused: %s", (name, reason) => {
    expect(read(name)).toEqual({ ok: false, reason });
  });
});
