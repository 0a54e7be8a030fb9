import { describe, expect, it } from "vitest";
import { accountsFirst } from "@/app/admin/stukken/nieuw/accounts-first";
import type { FilingState } from "@/lib/approvals/shapes";

const yearOf = (year: number) => ({ start: `${year}-01-01`, end: `${year}-12-31` });
const of2024 = { id: "of 2024", period: yearOf(2024) };
const of2023 = { id: "of 2023", period: yearOf(2023) };
const open = [of2024, of2023];
const waited = (id: string, year: number, state: FilingState = "rejected") => ({
  waitsFor: { id, stream: "annualAccounts" as const, label: null, period: yearOf(year), state },
});

describe("the annual accounts that a publication is taken to wait for", () => {
  it("are those of its own year, whatever else is open", () => {
    expect(accountsFirst(open, yearOf(2023), null)).toBe(of2023);
    expect(accountsFirst(open, yearOf(2024), null)).toBe(of2024);
    expect(accountsFirst(open, { start: "2023-07-01", end: "2023-12-31" }, null)).toBe(of2023);
    expect(accountsFirst(open, yearOf(2022), null)).toBeUndefined();
  });

  it("are the newest while nobody knows the year", () => {
    expect(accountsFirst(open, null, null)).toBe(of2024);
    expect(accountsFirst([], null, null)).toBeUndefined();
  });

  it("are none for a new version of what staff let go", () => {
    expect(accountsFirst(open, yearOf(2024), { waitsFor: null })).toBeUndefined();
  });

  it("are those of the version before, or those that came instead", () => {
    expect(accountsFirst(open, yearOf(2024), waited("of 2023", 2023))).toBe(of2023);
    expect(accountsFirst(open, yearOf(2024), waited("gone", 2024, "withdrawn"))).toBe(of2024);
    expect(accountsFirst(open, null, waited("gone", 2023, "withdrawn"))).toBe(of2023);
    expect(accountsFirst([of2023], yearOf(2024), waited("gone", 2024, "withdrawn"))).toBeUndefined();
  });
});
