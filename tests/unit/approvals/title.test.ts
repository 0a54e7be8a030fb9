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
