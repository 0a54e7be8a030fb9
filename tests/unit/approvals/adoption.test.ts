import { describe, expect, it } from "vitest";
import { filingAccountsXbrl } from "@/db/demo/documents/accounts-xbrl";
import { adoptionFault, adoptionIn, saysLess } from "@/lib/approvals/adoption";
import { readDocument } from "@/lib/approvals/returns/read";
import type { Figures } from "@/lib/approvals/shapes";

const accounts = {
  kvkNumber: "69599068",
  name: "X",
  year: 2025,
  size: "klein",
  balanceTotal: 1,
  equity: 1,
} as const;
const period = { start: "2025-01-01", end: "2025-12-31" };
const figuresOf = (adoptedOn?: string): Figures => {
  const read = readDocument(
    Buffer.from(filingAccountsXbrl({ ...accounts, ...(adoptedOn ? { adoptedOn } : {}) })),
  );
  if (!read.ok) throw new Error(read.reason);
  return read.figures;
};
const dated = figuresOf("2026-05-20");
const undated = figuresOf();
/** Says that they were adopted, and not when. */
const adoptedSometime = {
  ...dated,
  lines: dated.kind === "vat" ? [] : dated.lines.filter(({ labelKey }) => labelKey !== "adoptionDate"),
} as Figures;
const yes = (adoptedOn: string) => ({ adopted: "yes", adoptedOn });
const no = { adopted: "no" };
const nothing: Figures = { kind: "typed", lines: [], amount: null };

describe("what a file says of its adoption", () => {
  it("is read out of accounts", () => {
    expect(adoptionIn(dated)).toEqual({ adopted: true, on: "2026-05-20" });
    expect(adoptionIn(undated)).toEqual({ adopted: false, on: null });
    expect(adoptionIn(adoptedSometime)).toEqual({ adopted: true, on: null });
    expect(adoptionIn(nothing)).toBeNull();
  });

  it.each([
    ["the same day", dated, yes("2026-05-20"), null],
    ["another day", dated, yes("2026-05-21"), "adoption-differs"],
    ["no adoption, where the file has a day", dated, no, "adoption-differs"],
    ["no adoption, where the file says only that there was one", adoptedSometime, no, "adoption-differs"],
    ["a day, where the file says only that there was one", adoptedSometime, yes("2026-05-20"), null],
    ["no adoption, as the file says", undated, no, null],
    ["a day, where the file has none", undated, yes("2026-05-20"), null],
    ["a day, where nothing was read", nothing, yes("2026-05-20"), null],
    ["the last day of the year", undated, yes("2025-12-31"), "adoption-before-end"],
    ["the first day after it", undated, yes("2026-01-01"), null],
    ["no answer yet", dated, {}, null],
  ] as const)("the client says %s", (_what, figures, answers, fault) => {
    expect(adoptionFault(figures, period, answers)).toBe(fault);
  });

  it("counts just as well in full accounts, which may go to the KvK in the place of the short ones", () => {
    const full = (figures: Figures) => ({ ...figures, kind: "annualAccounts" }) as Figures;
    expect(adoptionIn(full(dated))).toEqual({ adopted: true, on: "2026-05-20" });
    expect(adoptionFault(full(dated), period, yes("2026-05-21"))).toBe("adoption-differs");
    expect(adoptionFault(full(dated), period, no)).toBe("adoption-differs");
    expect(saysLess(full(undated), yes("2026-05-20"))).toBe(true);
  });

  it("is less than the client says where the file says that nothing was adopted", () => {
    expect(saysLess(undated, yes("2026-05-20"))).toBe(true);
    expect(saysLess(undated, no)).toBe(false);
    expect(saysLess(dated, yes("2026-05-20"))).toBe(false);
    expect(saysLess(nothing, yes("2026-05-20"))).toBe(false);
  });
});
