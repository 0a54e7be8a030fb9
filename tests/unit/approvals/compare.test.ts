import { describe, expect, it } from "vitest";
import { compareTerms, compareVersions } from "@/lib/approvals/compare";
import type { LineFigures } from "@/lib/approvals/returns/shapes";
import type { RubricRow, VatFigures } from "@/lib/approvals/vat/figures";

const period = { start: "2026-10-01", end: "2026-10-31" };
const row = (code: RubricRow["code"], turnover: number | null, vat: number | null): RubricRow => ({
  code,
  labelKey: `label ${code}`,
  turnover,
  vat,
});
const vat = (rows: RubricRow[], amount: number): { figures: VatFigures; amount: number } => ({
  amount,
  figures: {
    kind: "vat",
    period,
    maskedObNumber: "*****0056B01",
    rows,
    owed: null,
    inputTax: null,
    smallEntrepreneurReduction: null,
    amount,
  },
});
const lines = (
  all: LineFigures["lines"],
  amount: number | null = null,
): { figures: LineFigures; amount: number | null } => ({
  amount,
  figures: { kind: "ecSalesList", period, maskedNumber: "", lines: all, amount },
});

describe("what is different in a version", () => {
  it("is nothing when it says the same", () => {
    const version = vat([row("1a", 100, 21), row("5b", null, 4)], 17);
    expect(compareVersions(version, structuredClone(version))).toEqual([]);
  });

  it("is the amount first, and then each box that changed, came or went", () => {
    const before = vat([row("1a", 10_000, 2100), row("1b", 500, 45), row("5b", null, 400)], 1745);
    const after = vat(
      [row("1a", 10_000, 2200), row("1b", null, null), row("1e", 300, null), row("5b", null, 400)],
      1800,
    );
    const box = { what: "box" } as const;
    expect(compareVersions(before, after)).toEqual([
      { what: "amount", before: { cents: 1745 }, after: { cents: 1800 } },
      {
        ...box,
        code: "1a",
        labelKey: "label 1a",
        part: "vat",
        before: { cents: 2100 },
        after: { cents: 2200 },
      },
      { ...box, code: "1e", labelKey: "label 1e", part: "turnover", before: null, after: { cents: 300 } },
      { ...box, code: "1b", labelKey: "label 1b", part: "turnover", before: { cents: 500 }, after: null },
      { ...box, code: "1b", labelKey: "label 1b", part: "vat", before: { cents: 45 }, after: null },
    ]);
  });

  it("is told apart by name and group, and words are compared as amounts are", () => {
    const before = lines([
      { labelKey: "supplies", name: "DE123456789", cents: 100 },
      { labelKey: "supplies", name: "BE0123456789", cents: 200 },
      { labelKey: "size", text: "klein", group: "separate" },
    ]);
    const after = lines([
      { labelKey: "supplies", name: "DE123456789", cents: 150 },
      { labelKey: "supplies", name: "BE0123456789", cents: 200 },
      { labelKey: "size", text: "micro", group: "separate" },
    ]);
    expect(compareVersions(before, after)).toEqual([
      {
        what: "line",
        labelKey: "supplies",
        name: "DE123456789",
        group: null,
        before: { cents: 100 },
        after: { cents: 150 },
      },
      {
        what: "line",
        labelKey: "size",
        name: null,
        group: "separate",
        before: { text: "klein" },
        after: { text: "micro" },
      },
    ]);
  });

  it("keeps lines of one name apart by their order", () => {
    const twice = (second: number) =>
      lines([
        { labelKey: "total", cents: 1 },
        { labelKey: "total", cents: second },
      ]);
    expect(compareVersions(twice(2), twice(3))).toEqual([
      { what: "line", labelKey: "total", name: null, group: null, before: { cents: 2 }, after: { cents: 3 } },
    ]);
  });

  it("is an amount that there was none of before, or is none of any more", () => {
    expect(compareVersions(lines([], null), lines([], 500))).toEqual([
      { what: "amount", before: null, after: { cents: 500 } },
    ]);
    expect(compareVersions(lines([], 500), lines([], null))).toEqual([
      { what: "amount", before: { cents: 500 }, after: null },
    ]);
  });
});

describe("what is different around the figures", () => {
  const terms = {
    title: "Aanslag 2026",
    payBy: "2026-11-30",
    paymentReference: "7001000056011110",
    details: { number: "A-1", documentDate: "2026-11-02", objectBy: "2026-12-14", payBy: "2026-11-30" },
    attachment: { name: "Aanslag.pdf", sha256: "aa" },
    data: { name: "Aanslag.xbrl", sha256: "cc" },
    annexes: [{ name: "Brief.pdf", sha256: "dd" }],
  };

  it("is nothing when it says the same", () => {
    expect(compareTerms(terms, structuredClone(terms))).toEqual([]);
  });

  it("is when and how to pay, what a letter says of itself, and another file of the same name", () => {
    const { objectBy: _, ...details } = terms.details;
    const after = {
      ...terms,
      payBy: null,
      paymentReference: "1234567890123456",
      details: { ...details, number: "A-2", payBy: "2026-12-31", bank: "Bank" },
      attachment: { name: "Aanslag.pdf", sha256: "bb" },
    };
    expect(compareTerms(terms, after)).toEqual([
      { what: "payBy", before: "2026-11-30", after: null },
      { what: "paymentReference", before: "7001000056011110", after: "1234567890123456" },
      { what: "detail", key: "number", before: "A-1", after: "A-2" },
      { what: "detail", key: "bank", before: null, after: "Bank" },
      { what: "detail", key: "objectBy", before: "2026-12-14", after: null },
      { what: "attachment", before: "Aanslag.pdf", after: "Aanslag.pdf" },
    ]);
  });
});
