import { describe, expect, it } from "vitest";
import { personalIncomeTaxXbrl } from "@/db/demo/documents/personal-income-tax-xbrl";
import { figuresOf } from "@/lib/approvals/figures-of";
import type { Publication } from "@/lib/approvals/publication";
import type { Reading } from "@/lib/approvals/reading";
import { readDocument } from "@/lib/approvals/returns/read";

/** Read from a file whose package left the boxes out: what is missing may be typed beside it. */
function readFrom(outcomes: { declarant?: number; partner?: number }): Reading {
  const outcomeOf = (outcome: number | undefined) => (outcome === undefined ? {} : { outcome });
  const file = personalIncomeTaxXbrl({
    ...{ bsn: "999990019", year: 2023, pensions: [20_000_00], ...outcomeOf(outcomes.declarant) },
    partner: { bsn: "999990020", pensions: [10_000_00], ...outcomeOf(outcomes.partner) },
  });
  const read = readDocument(Buffer.from(file));
  if (!read.ok) throw new Error(read.reason);
  expect(read.warnings).toContain("figures-missing");
  return { ...read, unity: false, questions: read.warnings } as unknown as Reading;
}

describe("an outcome that is typed beside an income tax return", () => {
  const typed = { stream: "personalIncomeTax", typed: { outcome: 5_000_00 } } as unknown as Publication;

  it("is not the amount of two who file together, whose file says what each comes to", () => {
    const figures = figuresOf(typed, readFrom({ declarant: 1_000_00, partner: -400_00 }));
    expect("amount" in figures ? figures.amount : undefined).toBeNull();
    const said = "lines" in figures ? figures.lines.filter(({ labelKey }) => labelKey === "outcome") : [];
    expect(said.map(({ cents }) => cents)).toEqual([1_000_00, -400_00]);
  });

  it("is the amount where the file says none", () => {
    expect(figuresOf(typed, readFrom({}))).toMatchObject({ amount: 5_000_00 });
  });
});
