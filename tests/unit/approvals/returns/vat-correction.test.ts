import { describe, expect, it } from "vitest";
import { but, good, plus, read, reading, refusal, table } from "./documents";

const text = good.vatCorrection;
const DIFFERENCE = /.*ToBePaidAdditionalToBePaidBack.*\n/;
const OLD = /.*AmountTotalOld.*\n/;
const NEW = /.*AmountTotalNew.*\n/;

describe("a correction of VAT", () => {
  it("says what was declared, what it should be, and what is left to pay", () => {
    const { figures, warnings } = reading(text);
    expect(table(figures)).toEqual({
      vatOwed: 3_100_00,
      inputTax: 480_00,
      newTotal: 2_620_00,
      oldTotal: 2_100_00,
      difference: 520_00,
    });
    expect(figures.amount).toBe(520_00);
    expect(warnings).toEqual([]);
  });

  it("may be to receive", () => {
    const less = but(but(text, ">2620<", ">1000<"), ">520<", ">-1100<");
    expect(reading(less)).toMatchObject({ figures: { amount: -1_100_00 }, warnings: [] });
  });

  it.each([
    [
      "the difference that is not said, out of the totals",
      but(text, DIFFERENCE, ""),
      520_00,
      ["figures-missing"],
    ],
    ["the difference without the totals", but(but(text, OLD, ""), NEW, ""), 520_00, ["figures-missing"]],
    [
      "a difference that the totals do not give",
      but(text, ">520<", ">620<"),
      620_00,
      ["total-does-not-add-up"],
    ],
    ["a difference a euro off, by rounding", but(text, ">520<", ">521<"), 521_00, []],
    ["a period of two months", but(text, "2026-09-30", "2026-08-31"), 520_00, ["odd-period"]],
  ])("takes %s", (_, changed, amount, warnings) => {
    const result = reading(changed);
    expect(result.figures.amount).toBe(amount);
    expect(result.figures.lines.find(({ labelKey }) => labelKey === "difference")?.cents).toBe(amount);
    expect(result.warnings).toEqual(warnings);
  });

  const OTHER = (register: string, number: string, start = "2026-07-01") =>
    `<xbrli:context id="Other"><xbrli:entity><xbrli:identifier scheme="${register}">${number}</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:startDate>${start}</xbrli:startDate><xbrli:endDate>2026-09-30</xbrli:endDate></xbrli:period></xbrli:context><bd-i:ContactType contextRef="Other">INT</bd-i:ContactType>`;
  const OB = "www.belastingdienst.nl/omzetbelastingnummer";
  it.each([
    ["no amount", but(but(text, DIFFERENCE, ""), OLD, ""), "no-amount"],
    [
      "two old totals",
      plus(
        text,
        '<bd-i:ValueAddedTaxAmountTotalOld contextRef="Msg" unitRef="EUR">1</bd-i:ValueAddedTaxAmountTotalOld>',
      ),
      "contradictory",
    ],
    ["a second organisation", plus(text, OTHER(OB, "123456789B13")), "contradictory"],
    ["the same number in another register", plus(text, OTHER("urn:x", "001000044B37")), "contradictory"],
    ["a second period", plus(text, OTHER(OB, "001000044B37", "2026-01-01")), "contradictory"],
    [
      "a fact of nowhere",
      plus(text, '<bd-i:ContactType contextRef="Gone">INT</bd-i:ContactType>'),
      "contradictory",
    ],
    ["a number of another register", but(text, "omzetbelastingnummer", "identificatie"), "no-number"],
    ["a number that is none", but(text, "001000044B37", "001000044"), "no-number"],
    ["a day that does not exist", but(text, "2026-09-30", "2026-09-31"), "no-period"],
    ["the end before the start", but(text, "2026-09-30", "2026-06-30"), "no-period"],
    ["dollars", but(text, "iso4217:EUR", "iso4217:USD"), "not-in-euros"],
    ["no currency", but(text, /unitRef="EUR"/, ""), "not-in-euros"],
    ["cents", but(text, ">520<", ">520.50<"), "not-whole-euros"],
    ["words", but(text, ">520<", ">vijf<"), "not-whole-euros"],
    ["a power", but(text, ">520<", ">5e2<"), "not-whole-euros"],
    ["more than there is", but(text, ">520<", `>${"9".repeat(14)}<`), "not-whole-euros"],
    [
      "the facts of another's dictionary",
      but(text, "/dictionary/bd-data", "/dictionary/xx-data"),
      "no-amount",
    ],
  ])("with %s is refused", (_, changed, reason) => {
    expect(read(changed)).toEqual(refusal(reason));
  });

  it("may say one amount twice, and may leave one nil", () => {
    const twice =
      '<bd-i:ValueAddedTaxAmountTotalOld contextRef="Msg" unitRef="EUR">2100.00</bd-i:ValueAddedTaxAmountTotalOld>';
    expect(reading(plus(text, twice)).figures).toEqual(reading(text).figures);
    const nil = plus(
      text,
      '<bd-i:ValueAddedTaxAmountTotalOld contextRef="Msg" unitRef="EUR" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>',
    );
    expect(reading(nil).figures).toEqual(reading(text).figures);
  });
});
