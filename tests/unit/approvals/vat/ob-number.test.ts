import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskObNumber, parseObNumber } from "@/lib/approvals/vat/ob-number";

describe("an OB-nummer", () => {
  it.each([
    ["001000044B37", "001000044B37"],
    ["123456789B13", "123456789B13"],
    ["001000044b37", "001000044B37"],
    ["NL001000044B37", "001000044B37"],
    ["nl 0010.00.044.B37", "001000044B37"],
    ["NL 0010-00-044 B 37", "001000044B37"],
    [" 001000044B37\n", "001000044B37"],
    ["0010\u00a000044B37", "001000044B37"],
  ])("is read out of %j", (text, expected) => {
    expect(parseObNumber(text)).toBe(expected);
  });

  it.each([
    "",
    "001000044",
    "001000044B3",
    "001000044B377",
    "01000044B37",
    "0001000044B37",
    "001000044X37",
    "001000044BB7",
    "0010O0044B37",
    "BE001000044B37",
    "NLNL001000044B37",
    "001000044B37NL",
    "001000044B37/123456789B13",
    "００１０００044B37",
    "001000044B37\u0000",
  ])("is not read out of %j", (text) => {
    expect(parseObNumber(text)).toBeNull();
  });

  it("comes back from however people write it", () => {
    const number = fc.stringMatching(/^\d{9}B\d{2}$/);
    const gaps = fc.array(fc.constantFrom("", " ", ".", "-", "\t"), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(number, gaps, fc.boolean(), fc.boolean(), (plain, between, prefixed, lower) => {
        const spaced = [...plain].map((sign, i) => `${between[i]}${sign}`).join("");
        const typed = `${prefixed ? "NL" : ""}${spaced}`;
        expect(parseObNumber(lower ? typed.toLowerCase() : typed)).toBe(plain);
      }),
    );
  });
});

describe("an OB-nummer that is masked", () => {
  it("keeps its length and its end, and hides seven of the nine digits that may be a BSN", () => {
    expect(maskObNumber("001000044B37")).toBe("•••••••44B37");
    fc.assert(
      fc.property(fc.stringMatching(/^\d{9}B\d{2}$/), (number) => {
        const masked = maskObNumber(number);
        expect(masked).toHaveLength(12);
        expect(masked.slice(0, 7)).toBe("•".repeat(7));
        expect(masked.slice(7)).toBe(number.slice(7));
      }),
    );
  });
});
