import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readDocument } from "@/lib/approvals/returns/read";
import type { LineFigures } from "@/lib/approvals/returns/shapes";
import { refusal, table } from "./documents";

const folder = fileURLToPath(new URL("../../../../../shared/testdata/xbrl/", import.meta.url));

/** The authorities' and the banks' own samples, for who has them; the product's own are tested without. */
describe.skipIf(!existsSync(folder))("the official samples", () => {
  const read = (name: string) => readDocument(readFileSync(`${folder}${name}`));

  it("the credit report: the company and the group, this year", () => {
    const result = read("frc-rpt-nt-inrichtingsjaarrekening-2021.xbrl");
    expect(result).toMatchObject({
      ok: true,
      stream: "creditReport",
      taxonomy: "frc-rpt-nt-inrichtingsjaarrekening-2021",
      subject: { scheme: "kvk", number: "30267975" },
      period: { start: "2021-01-01", end: "2021-12-31" },
      warnings: [],
    });
    expect(result.ok && table(result.figures as LineFigures)).toEqual({
      legalEntityName: "BAA BV",
      kvkNumber: "30267975",
      companySize: "Middelgroot",
      adopted: "Nee",
      "balanceTotal separate": 3_590_000_00,
      "equity separate": 2_290_000_00,
      "netTurnover separate": 10_000_000_00,
      "netResult separate": 10_455_000_00,
      "balanceTotal consolidated": 23_121_200_00,
      "equity consolidated": 21_631_200_00,
      "netTurnover consolidated": 10_000_000_00,
      "netResult consolidated": 10_456_000_00,
    });
  });

  it("the income tax return: what stands in it, and that the boxes do not", () => {
    const result = read("VB-01_bd-rpt-ihz-aangifte-2019.xbrl");
    expect(result).toMatchObject({
      ok: true,
      stream: "personalIncomeTax",
      subject: { scheme: "bsn", number: "000000012" },
      period: { start: "2019-01-01", end: "2019-12-31" },
      figures: { amount: null, maskedNumber: "•••••••12" },
      warnings: ["figures-missing"],
    });
    expect(result.ok && table(result.figures as LineFigures)).toEqual({
      previousWork: 11_800_00,
      workAbroad: 9_000_00,
      wageTaxWithheld: 32_00,
    });
  });

  it("the VAT return", () => {
    expect(read("VB-01_bd-rpt-ob-aangifte-2021.xbrl")).toMatchObject({
      ok: true,
      stream: "vat",
      subject: { scheme: "ob", number: "001000044B37" },
      period: { start: "2021-10-01", end: "2021-10-31" },
      figures: { kind: "vat", owed: 3_240_00 },
      warnings: [],
    });
  });

  it("what is an attachment is told so", () => {
    expect(read("nba-controleverklaring-goedkeurend-NL.xbrl")).toEqual(refusal("auditors-report"));
    expect(read("signature.xml")).toEqual(refusal("signature-file"));
  });
});
