import { describe, expect, it } from "vitest";
import { typedBefore } from "@/app/admin/stukken/nieuw/typed-fields";
import type { Figures } from "@/lib/approvals/shapes";
import { streams } from "@/lib/approvals/streams";

const { typed } = streams.personalIncomeTax;
const prefilled = (figures: Figures | null, optional = false) =>
  typed.map((figure) => typedBefore(figures && { figures }, figure, optional));

const typedOnes: Figures = {
  kind: "typed",
  lines: [
    { labelKey: "box1", cents: 4_200_000 },
    { labelKey: "outcome", cents: -131_850 },
  ],
  amount: -131_850,
};
const read: Figures = {
  kind: "personalIncomeTax",
  period: { start: "2025-01-01", end: "2025-12-31" },
  maskedNumber: "\u2022\u2022\u2022\u2022\u2022\u2022019",
  lines: [
    { labelKey: "box1", cents: 999, name: "De partner", group: "partner" },
    { labelKey: "box1", cents: 4_200_050 },
    { labelKey: "box3", cents: 0 },
  ],
  amount: -131_800,
};

describe("the figures of a new version start out with those of the version before", () => {
  it.each([
    ["typed ones", typedOnes, false, ["42000", "", "", "-1318,50"]],
    ["those that were read from a file", read, false, ["42000,50", "", "0", "-1318"]],
    ["but beside a new file not those of the old one", read, true, ["", "", "", ""]],
    ["typed ones beside a file", typedOnes, true, ["42000", "", "", "-1318,50"]],
    ["nothing for a first version", null, false, ["", "", "", ""]],
  ])("%s", (_, figures, optional, texts) => {
    expect(prefilled(figures, optional)).toEqual(texts);
  });
});
