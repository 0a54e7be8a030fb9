import { describe, expect, it } from "vitest";
import { RUBRICS } from "@/lib/approvals/vat/figures";
import en from "@/messages/en/approvals.json";
import nl from "@/messages/nl/approvals.json";

describe("the boxes of the form", () => {
  it("are the authority's, from top to bottom", () => {
    expect(RUBRICS.map(({ code }) => code).join(" ")).toBe("1a 1b 1c 1d 1e 2a 3a 3b 3c 4a 4b 5a 5b 5d 5g");
  });

  it("each have what the form has: turnover, VAT, or both", () => {
    const shape = ({ turnover, vat }: (typeof RUBRICS)[number]) => `${turnover ? "o" : ""}${vat ? "v" : ""}`;
    const shapes = Object.fromEntries(RUBRICS.map((rubric) => [rubric.code, shape(rubric)]));
    expect(shapes).toEqual({
      "1a": "ov",
      "1b": "ov",
      "1c": "ov",
      "1d": "ov",
      "1e": "o",
      "2a": "ov",
      "3a": "o",
      "3b": "o",
      "3c": "o",
      "4a": "ov",
      "4b": "ov",
      "5a": "v",
      "5b": "v",
      "5d": "v",
      "5g": "v",
    });
  });

  it("each have an element of their own", () => {
    const names = RUBRICS.flatMap(({ turnover, vat }) => [turnover, vat].filter(Boolean));
    expect(names).toHaveLength(22);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each([
    ["nl", nl],
    ["en", en],
  ])("each have a name of their own on the screen: %s", (_, messages) => {
    const named: Record<string, string> = messages.boxes;
    const names = RUBRICS.map(({ labelKey }) => named[labelKey] ?? "");
    expect(names.filter((name) => name.trim() === "")).toEqual([]);
    expect(new Set(names).size).toBe(RUBRICS.length);
    // And no name is left over for a box that is not on the form.
    expect(Object.keys(named).sort()).toEqual(RUBRICS.map(({ labelKey }) => labelKey).sort());
  });
});
