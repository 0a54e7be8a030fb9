import { describe, expect, it } from "vitest";
import { isWorkingDay, workingDayBy, workingDaysFrom } from "@/lib/shared/working-days";

describe("working days", () => {
  it.each([
    // Easter Monday, Ascension Day, Whit Monday; the earliest and the latest Easter of this century.
    ["2026-04-06", "2026-05-14", "2026-05-25"],
    ["2027-03-29", "2027-05-06", "2027-05-17"],
    ["2008-03-24", "2008-05-01", "2008-05-12"],
    ["2038-04-26", "2038-06-03", "2038-06-14"],
    // Beside them Christmas, New Year, Liberation Day, and King's Day, which is on Saturday when it would be a Sunday.
    ["2026-12-25", "2026-01-01", "2026-05-05"],
    ["2026-04-27", "2031-04-26", "2025-04-26"],
  ])("are not %s, %s and %s", (...days) => {
    for (const day of days) expect(isWorkingDay(day)).toBe(false);
  });

  it.each(["2026-04-03", "2026-11-25", "2026-12-28", "2032-04-26"])("are days such as %s", (day) => {
    expect(isWorkingDay(day)).toBe(true);
  });

  it.each([
    ["2026-11-25", 1, "2026-11-26"],
    ["2026-11-27", 1, "2026-11-30"],
    ["2026-11-28", 1, "2026-11-30"],
    ["2026-12-09", -5, "2026-12-02"],
    ["2026-11-29", -1, "2026-11-27"],
    ["2026-12-24", 1, "2026-12-28"],
    ["2026-12-28", -1, "2026-12-24"],
    ["2026-04-28", -1, "2026-04-24"],
    ["2026-05-04", 2, "2026-05-07"],
    ["2026-05-10", 0, "2026-05-10"],
  ])("from %s, %i on, is %s", (day, count, found) => {
    expect(workingDaysFrom(day, count)).toBe(found);
  });
});

describe("the working day by then", () => {
  it.each([
    ["2026-12-09", "2026-12-09"],
    ["2026-12-12", "2026-12-11"],
    ["2026-12-13", "2026-12-11"],
    ["2026-12-26", "2026-12-24"],
    ["2026-04-06", "2026-04-03"],
  ])("of %s is %s", (day, found) => {
    expect(workingDayBy(day)).toBe(found);
  });
});
