import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DemoBoxes, vatReturnXbrl } from "@/db/demo/documents/vat-return-xbrl";
import { RUBRICS, type RubricCode } from "@/lib/approvals/vat/figures";
import { readVatReturn } from "@/lib/approvals/vat/read";

const october = { start: "2026-10-01", end: "2026-10-31" };
const obNumber = "001000044B37";
const boxes: DemoBoxes = {
  "1a": { turnover: 24_500_00, vat: 5_145_00 },
  "1b": { turnover: 1_200_00, vat: 108_00 },
  "5b": { vat: 441_00 },
};
const xml = (changes: Partial<Parameters<typeof vatReturnXbrl>[0]> = {}) =>
  vatReturnXbrl({ obNumber, period: october, boxes, ...changes });
const read = (text: string) => readVatReturn(Buffer.from(text));
const refusal = (reason: string) => ({ ok: false, reason });

/** The reading of a return that must be readable. */
function reading(text: string) {
  const result = read(text);
  if (!result.ok) throw new Error(`refused: ${result.reason}`);
  return result;
}

describe("a VAT return", () => {
  it("says whose it is, about which period, and by which form", () => {
    const { period, obNumber: number, taxonomy, figures, warnings } = reading(xml());
    expect({ period, number, taxonomy }).toEqual({
      period: october,
      number: obNumber,
      taxonomy: "bd-rpt-ob-aangifte-2026",
    });
    expect(figures.period).toEqual(october);
    expect(warnings).toEqual([]);
  });

  it("says its amounts in cents, box by box", () => {
    const { figures } = reading(xml());
    const rows = Object.fromEntries(figures.rows.map(({ code, turnover, vat }) => [code, [turnover, vat]]));
    expect(figures.rows.map(({ code }) => code)).toEqual(RUBRICS.map(({ code }) => code));
    expect(rows["1a"]).toEqual([24_500_00, 5_145_00]);
    expect(rows["1b"]).toEqual([1_200_00, 108_00]);
    expect(rows["1e"]).toEqual([0, null]);
    expect(rows["3b"]).toEqual([0, null]);
    expect(rows["5b"]).toEqual([null, 441_00]);
    expect(figures).toMatchObject({
      kind: "vat",
      owed: 5_253_00,
      inputTax: 441_00,
      smallEntrepreneurReduction: 0,
      amount: 4_812_00,
    });
  });

  it("does not carry the whole OB-nummer in the figures that are stored", () => {
    const { figures } = reading(xml());
    expect(figures.maskedObNumber).toBe("•••••••44B37");
    expect(JSON.stringify(figures)).not.toContain("001000044");
  });

  it("comes back as it was made, whatever the amounts", () => {
    const euros = fc.integer({ min: -(10 ** 9), max: 10 ** 9 }).map((amount) => amount * 100);
    const codes = RUBRICS.map(({ code }) => code).filter((code) => code !== "5a" && code !== "5g");
    const filled = fc.dictionary(fc.constantFrom(...codes), fc.record({ turnover: euros, vat: euros }));
    fc.assert(
      fc.property(filled, (wish) => {
        const { figures } = reading(xml({ boxes: wish as DemoBoxes }));
        const has = (code: RubricCode) => RUBRICS.find((rubric) => rubric.code === code);
        let owed = 0;
        for (const { code, turnover, vat } of figures.rows) {
          if (code === "5a" || code === "5g") continue;
          expect(turnover, code).toBe(has(code)?.turnover ? (wish[code]?.turnover ?? 0) : null);
          expect(vat, code).toBe(has(code)?.vat ? (wish[code]?.vat ?? 0) : null);
          if (!code.startsWith("5")) owed += vat ?? 0;
        }
        expect(figures.owed).toBe(owed);
        expect(figures.amount).toBe(
          owed - (figures.inputTax ?? 0) - (figures.smallEntrepreneurReduction ?? 0),
        );
        expect(JSON.parse(JSON.stringify(figures))).toEqual(figures);
      }),
      { numRuns: 100 },
    );
  });

  it("without its total is worth what is owed less what is had back", () => {
    const without = xml().replace(/.*ValueAddedTaxOwedToBePaidBack.*\n/, "");
    const { figures, warnings } = reading(without);
    expect(figures.amount).toBe(4_812_00);
    expect(figures.rows.at(-1)).toMatchObject({ code: "5g", vat: null });
    expect(warnings).toEqual(["figures-missing"]);
  });

  it("to be had back is negative, and nothing is nothing", () => {
    expect(reading(xml({ boxes: { "5b": { vat: 1_246_00 } } })).figures.amount).toBe(-1_246_00);
    expect(Object.is(reading(xml({ boxes: {} })).figures.amount, 0)).toBe(true);
    const minusNothing = xml({ boxes: {} }).replaceAll(">0<", ">-0<");
    expect(Object.is(reading(minusNothing).figures.amount, 0)).toBe(true);
  });

  it("may say a thing twice, when it is the same", () => {
    const line = /.*ValueAddedTaxOnInput.*\n/.exec(xml())?.[0] ?? "";
    expect(reading(xml().replace(line, line + line)).figures.inputTax).toBe(441_00);
    expect(read(xml().replace(line, line + line.replace("441", "442")))).toEqual(refusal("contradictory"));
  });
});

describe("an amount", () => {
  const withAmount = (text: string) => xml().replace(/(<bd-i:ValueAddedTaxOnInput [^>]*>)441/, `$1${text}`);

  it.each([
    ["441", 441_00],
    ["+441", 441_00],
    ["-441", -441_00],
    ["0441", 441_00],
    ["441.00", 441_00],
    [" 441\n", 441_00],
    ["4<!-- -->41", 441_00],
    ["<![CDATA[441]]>", 441_00],
    ["&#52;41", 441_00],
    ["9999999999999", 999_999_999_999_900],
  ])("of %j is taken", (text, cents) => {
    expect(reading(withAmount(text)).figures.inputTax).toBe(cents);
  });

  it.each([
    "441,00",
    "4.41E2",
    "441e0",
    "441.50",
    "1,441",
    "1 441",
    "0x1B9",
    "INF",
    "NaN",
    "",
    "€ 441",
    "٤٤١",
    "441.",
    "--441",
    "99999999999999",
  ])("of %j is no whole number of euros", (text) => {
    expect(read(withAmount(text))).toEqual(refusal("not-whole-euros"));
  });

  it("that is nil is not there, and that is not nought", () => {
    const nil = xml()
      .replace("<xbrli:xbrl ", '<xbrli:xbrl xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ')
      .replace(/<bd-i:ValueAddedTaxOnInput ([^>]*)>441</, '<bd-i:ValueAddedTaxOnInput xsi:nil="true" $1><');
    expect(reading(nil).figures.inputTax).toBeNull();
  });
});
