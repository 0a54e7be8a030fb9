import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskNumber, parseNumber } from "@/lib/approvals/returns/numbers";
import type { SubjectScheme } from "@/lib/approvals/returns/shapes";

describe("a number", () => {
  it.each([
    ["bsn", "999990019", "999990019"],
    ["bsn", "9999.90.019", "999990019"],
    ["bsn", "000000012", "000000012"],
    ["bsn", "999990018", null],
    ["bsn", "000000000", null],
    ["bsn", "99999001", null],
    ["bsn", "9999900199", null],
    ["bsn", "99999001x", null],
    ["bsn", "", null],
    ["rsin", "001000044", "001000044"],
    ["rsin", "001000045", null],
    ["kvk", "69599068", "69599068"],
    ["kvk", "6959 9068", "69599068"],
    ["kvk", "6959906", null],
    ["kvk", "695990681", null],
    ["ob", "001000044B37", "001000044B37"],
    ["ob", "001000044L37", null],
    ["loonheffingen", "001000044L01", "001000044L01"],
    ["loonheffingen", "001000044l01", "001000044L01"],
    ["loonheffingen", "001000044B01", null],
    ["loonheffingen", "001000044", null],
    ["kvk", "٦٩٥٩٩٠٦٨", null],
  ] as const)("%s %s is %s", (scheme, text, expected) => {
    expect(parseNumber(scheme, text)).toBe(expected);
  });

  it("of nine digits fails when one digit is another", () => {
    fc.assert(
      fc.property(fc.nat(8), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const digits = [..."999990019"].map(Number);
        digits[at] = ((digits[at] ?? 0) + by) % 10;
        expect(parseNumber("bsn", digits.join(""))).toBeNull();
      }),
    );
  });

  it("that is masked shows two digits of nine", () => {
    const schemes: [SubjectScheme, string][] = [
      ["bsn", "999990019"],
      ["rsin", "001000044"],
      ["ob", "999990019B01"],
      ["loonheffingen", "999990019L01"],
    ];
    for (const [scheme, number] of schemes) {
      const masked = maskNumber({ scheme, number });
      expect(masked.slice(0, 7)).toBe("•".repeat(7));
      expect(masked.slice(7)).toBe(number.slice(7));
    }
    expect(maskNumber({ scheme: "kvk", number: "69599068" })).toBe("69599068");
  });
});
