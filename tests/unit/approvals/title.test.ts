import { describe, expect, it } from "vitest";
import { filingTitle } from "@/lib/approvals/title";

const title = (start: string, end: string, language: "nl" | "en") =>
  filingTitle({ stream: "vat", period: { start, end } }, language);

describe("what a filing is called", () => {
  it.each([
    ["2026-10-01", "2026-10-31", "Omzetbelasting oktober 2026", "Omzetbelasting (VAT) October 2026"],
    ["2026-07-01", "2026-09-30", "Omzetbelasting 3e kwartaal 2026", "Omzetbelasting (VAT) 3rd quarter 2026"],
    ["2026-01-01", "2026-12-31", "Omzetbelasting 2026", "Omzetbelasting (VAT) 2026"],
  ])("%s to %s: %s", (start, end, nl, en) => {
    expect(title(start, end, "nl")).toBe(nl);
    expect(title(start, end, "en")).toBe(en);
  });
});

describe("what the other streams are called", () => {
  const year = { start: "2025-01-01", end: "2025-12-31" };
  const day = { start: "2026-11-03", end: "2026-11-03" };
  it.each([
    [{ stream: "corporateIncomeTax", period: year }, "Vennootschapsbelasting 2025"],
    [{ stream: "filingAccounts", period: year }, "Publicatiestukken 2025"],
    [{ stream: "creditReport", period: year, label: "Rabobank" }, "Kredietrapportage Rabobank 2025"],
    [
      { stream: "assessment", period: day, label: "omzetbelasting september 2026" },
      "Aanslag omzetbelasting september 2026, 3 november 2026",
    ],
    [
      { stream: "vat", period: { start: "2026-10-01", end: "2026-10-31" }, label: "fiscale eenheid" },
      "Omzetbelasting fiscale eenheid oktober 2026",
    ],
  ] as const)("%j: %s", (filing, words) => {
    expect(filingTitle(filing, "nl")).toBe(words);
  });
});
