import { describe, expect, it } from "vitest";
import { RUBRICS, type RubricCode, type VatFigures } from "@/lib/approvals/vat/figures";
import { warningsAbout } from "@/lib/approvals/vat/warnings";

const form = "bd-rpt-ob-aangifte-2026";

/** Figures by their VAT in euros; 5g follows from the others unless it is given. Null is "not said". */
function figures(
  vat: Partial<Record<RubricCode, number | null>>,
  period = { start: "2026-10-01", end: "2026-10-31" },
): VatFigures {
  const cents = (code: RubricCode) => {
    const euros = vat[code];
    return euros === undefined || euros === null ? null : euros * 100;
  };
  const [owed, inputTax, reduction] = [cents("5a"), cents("5b"), cents("5d")];
  return {
    kind: "vat",
    period,
    maskedObNumber: "•••••••44B37",
    rows: RUBRICS.map(({ code, labelKey }) => ({ code, labelKey, turnover: null, vat: cents(code) })),
    owed,
    inputTax,
    smallEntrepreneurReduction: reduction,
    amount: cents("5g") ?? (owed ?? 0) - (inputTax ?? 0) - (reduction ?? 0),
  };
}

const sound = { "1a": 5145, "1b": 108, "5a": 5253, "5b": 441, "5g": 4812 };

describe("what a person should look at", () => {
  it.each([
    ["nothing, in a sound return", sound, []],
    ["nothing, when there is tax to be had back", { ...sound, "5b": 6499, "5g": -1246 }, []],
    ["nothing, with the small entrepreneurs' reduction", { ...sound, "5d": 1000, "5g": 3812 }, []],
    ["nothing, in a return of noughts", { "5a": 0, "5b": 0, "5g": 0 }, []],
    // Each of the two boxes may be off by a euro.
    ["nothing, within the rounding of the boxes", { ...sound, "5a": 5251, "5g": 4810 }, []],
    ["the sum, a euro further", { ...sound, "5a": 5250, "5g": 4809 }, ["owed-does-not-add-up"]],
    ["the sum, a euro further up", { ...sound, "5a": 5256, "5g": 4815 }, ["owed-does-not-add-up"]],
    ["tax owed on nothing", { "5a": 5, "5b": 0, "5g": 5 }, ["owed-does-not-add-up"]],
    ["nothing, with a total two euros off", { ...sound, "5g": 4810 }, []],
    ["a total three euros off", { ...sound, "5g": 4809 }, ["total-does-not-add-up"]],
    ["a total of which the sign was turned", { ...sound, "5g": -4812 }, ["total-does-not-add-up"]],
    ["a reduction that was not taken off", { ...sound, "5d": 1000 }, ["total-does-not-add-up"]],
    ["a total that is not said", { ...sound, "5g": null }, ["figures-missing"]],
    ["input tax that is not said", { ...sound, "5b": null, "5g": 5253 }, ["figures-missing"]],
    ["tax owed that is not said", { ...sound, "5a": null }, ["figures-missing", "total-does-not-add-up"]],
    ["both sums", { ...sound, "5a": 6000 }, ["owed-does-not-add-up", "total-does-not-add-up"]],
  ])("is %s", (_, vat, warnings) => {
    expect(warningsAbout(figures(vat), form)).toEqual(warnings);
  });

  it("counts reverse charges and acquisitions as owed", () => {
    const vat = {
      "1a": 100,
      "1c": 20,
      "1d": 3,
      "2a": 40,
      "4a": 50,
      "4b": 60,
      "5a": 273,
      "5b": 73,
      "5g": 200,
    };
    expect(warningsAbout(figures(vat), form)).toEqual([]);
    for (const code of ["1a", "1c", "2a", "4a", "4b"] as const) {
      expect(warningsAbout(figures({ ...vat, [code]: 0 }), form), code).toEqual(["owed-does-not-add-up"]);
    }
  });

  it.each([
    ["2026-10-01", "2026-10-30", ["odd-period"]],
    ["2026-09-01", "2026-10-31", ["odd-period"]],
    ["2026-10-01", "2026-12-31", []],
    ["2026-01-01", "2026-12-31", []],
    ["2025-10-01", "2025-10-31", ["taxonomy-of-another-year"]],
    ["2025-12-01", "2026-11-30", ["odd-period"]],
  ])("%s to %s: %j", (start, end, warnings) => {
    expect(warningsAbout(figures(sound, { start, end }), form)).toEqual(warnings);
  });
});
