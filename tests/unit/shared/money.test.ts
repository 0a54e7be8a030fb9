import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatBytes } from "@/lib/shared/bytes";
import { formatEuro } from "@/lib/shared/money";

const space = "\u00a0";
const minus = "\u2212";
/** Readable on this page; on the screen the spaces do not break and the minus is a real one. */
const typeset = (text: string) => text.replaceAll(" ", space).replaceAll("-", minus);

describe("an amount", () => {
  it.each([
    [481_200, "€ 4.812,00", "€ 4,812.00", "€ 4.812", "€ 4,812"],
    [481_250, "€ 4.812,50", "€ 4,812.50", "€ 4.812,50", "€ 4,812.50"],
    [-124_600, "- € 1.246,00", "- € 1,246.00", "- € 1.246", "- € 1,246"],
    [0, "€ 0,00", "€ 0.00", "€ 0", "€ 0"],
    [-0, "€ 0,00", "€ 0.00", "€ 0", "€ 0"],
    [1, "€ 0,01", "€ 0.01", "€ 0,01", "€ 0.01"],
    [-1, "- € 0,01", "- € 0.01", "- € 0,01", "- € 0.01"],
    [-50, "- € 0,50", "- € 0.50", "- € 0,50", "- € 0.50"],
    [99_999, "€ 999,99", "€ 999.99", "€ 999,99", "€ 999.99"],
    [123_456_789, "€ 1.234.567,89", "€ 1,234,567.89", "€ 1.234.567,89", "€ 1,234,567.89"],
    [
      123_456_789_012_00,
      "€ 123.456.789.012,00",
      "€ 123,456,789,012.00",
      "€ 123.456.789.012",
      "€ 123,456,789,012",
    ],
  ])("of %i cents", (cents, nl, en, wholeNl, wholeEn) => {
    expect(formatEuro(cents, "nl")).toBe(typeset(nl));
    expect(formatEuro(cents, "en")).toBe(typeset(en));
    expect(formatEuro(cents, "nl", { whole: true })).toBe(typeset(wholeNl));
    expect(formatEuro(cents, "en", { whole: true })).toBe(typeset(wholeEn));
  });

  it("says every cent, and can be read back", () => {
    const cents = fc.integer({ min: -(10 ** 13), max: 10 ** 13 });
    fc.assert(
      fc.property(cents, (amount) => {
        const shown = formatEuro(amount, "nl");
        expect(shown).toMatch(new RegExp(`^(${minus}${space})?€${space}\\d{1,3}(\\.\\d{3})*,\\d{2}$`));
        const digits = Number(shown.replace(/\D/g, ""));
        expect(shown.startsWith(minus) ? -digits : digits).toBe(amount);
        expect(formatEuro(amount, "nl", { whole: true })).toBe(shown.replace(/,00$/, ""));
      }),
    );
  });
});

describe("the size of a file", () => {
  it.each([
    [0, "1 kB", "1 kB"],
    [1, "1 kB", "1 kB"],
    [1_499, "1 kB", "1 kB"],
    [118_000, "118 kB", "118 kB"],
    [999_499, "999 kB", "999 kB"],
    [999_500, "1 MB", "1 MB"],
    [999_999, "1 MB", "1 MB"],
    [1_000_000, "1 MB", "1 MB"],
    [1_249_999, "1,2 MB", "1.2 MB"],
    [52_428_800, "52,4 MB", "52.4 MB"],
    [1_200_000_000, "1.200 MB", "1,200 MB"],
  ])("of %i bytes", (bytes, nl, en) => {
    expect(formatBytes(bytes, "nl")).toBe(nl.replace(" ", space));
    expect(formatBytes(bytes, "en")).toBe(en.replace(" ", space));
  });
});
