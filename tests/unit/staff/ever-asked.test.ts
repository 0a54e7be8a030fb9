import { expect, it } from "vitest";
import { everAsked } from "@/app/admin/stukken/nieuw/ever-asked";

it.each([
  ["none at all", [], "", "", []],
  ["those of the beginning", ["period-old"], "", "", ["period-old"]],
  ["one that came with the answer", ["period-old"], "pdf-mended", "period-old", ["period-old", "pdf-mended"]],
  [
    "one that was said yes to before the next came",
    ["period-old"],
    "added-to-since duplicate-period",
    "period-old\nsignatures-unjudged",
    ["period-old", "signatures-unjudged", "added-to-since", "duplicate-period"],
  ],
  ["not what is asked elsewhere in the form", [], "added-to-since", "shared-number", ["added-to-since"]],
  ["what is asked elsewhere once it comes with the answer", [], "shared-number", "", ["shared-number"]],
])("asks %s", (_what, asked, late, ticked, all) => {
  expect(everAsked(asked, late, ticked)).toEqual(all);
});
