import { expect, it } from "vitest";
import { dueOf, monthOf } from "@/db/demo/days";
import { addDays, endOfMonth, formatDay } from "@/lib/shared/dates";

it("the story's open return is never too late, on whatever day it is told", () => {
  for (let day = "2026-01-01"; day < "2028-03-01"; day = addDays(day, 1)) {
    const due = dueOf(monthOf(day, 1), day);
    if (day === endOfMonth(day)) expect(due, formatDay(day, "en")).toBe(day);
    else expect(due > day, formatDay(day, "en")).toBe(true);
  }
  expect(dueOf(monthOf("2026-11-23", 1), "2026-11-23")).toBe("2026-11-26");
  expect(dueOf(monthOf("2026-11-29", 1), "2026-11-29")).toBe("2026-11-30");
});
