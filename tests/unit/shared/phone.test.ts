import { expect, it } from "vitest";
import { formatPhone } from "@/lib/shared/phone";

it.each([
  ["+31612345678", "06 12 34 56 78"],
  ["+32470123456", "+32 470 12 34 56"],
  ["+31201234567", "+31 20 123 4567"],
  ["none", "none"],
])("%s is read out as %s", (number, words) => {
  expect(formatPhone(number).replaceAll("\u00a0", " ")).toBe(words);
});
