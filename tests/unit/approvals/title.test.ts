import { describe, expect, it } from "vitest";
import { parseFilters } from "@/lib/approvals/filters";
import { filingTitle, searchTextOf } from "@/lib/approvals/title";

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

describe("a name with an accent", () => {
  // One character, and as a Mac writes the name of a file: the letter, and its accent after it.
  const [composed, apart] = ["Caf\u00e9", "Cafe\u0301"];
  it.each([
    [composed, composed],
    [composed, apart],
    [apart, composed],
    [apart, apart],
  ])("is found however the two are written: %j, looked for as %j", (name, zoek) => {
    const vat = { stream: "vat", period: { start: "2026-10-01", end: "2026-10-31" } } as const;
    const [word] = parseFilters({ zoek }).words;
    expect(searchTextOf(vat, "OB-1", [`Toelichting ${name}.pdf`])).toContain(word);
  });
});
