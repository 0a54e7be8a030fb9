import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  daysBetween,
  endOfMonth,
  parseDay,
  startOfMonth,
  today,
  weekday,
} from "@/lib/shared/dates";

/** The calendar once more, without Date: what the code under test is held against. */
const leap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const lengthOf = (year: number, month: number) =>
  [31, leap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
const written = (year: number, month: number, day: number) =>
  `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;

const days = fc
  .record({ year: fc.integer({ min: 1950, max: 2900 }), month: fc.integer({ min: 1, max: 12 }) })
  .chain(({ year, month }) =>
    fc.integer({ min: 1, max: lengthOf(year, month) }).map((day) => ({ year, month, day })),
  );

const zone = process.env.TZ;
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

describe("parseDay", () => {
  it.each(["2026-11-30", "2024-02-29", "2000-02-29", "1900-01-01", "2999-12-31"])("takes %s", (text) => {
    expect(parseDay(text)).toBe(text);
  });

  it.each([
    "",
    "2026-02-29",
    "2100-02-29",
    "2026-02-30",
    "2026-04-31",
    "2026-13-01",
    "2026-00-10",
    "2026-10-00",
    "2026-1-1",
    "30-11-2026",
    "1899-12-31",
    "3000-01-01",
    "0026-11-30",
    "2026-11-30T00:00:00",
    "2026-11-30\n",
    " 2026-11-30",
    "+002026-11-30",
    "２０２６-11-30",
  ])("refuses %j", (text) => {
    expect(parseDay(text)).toBeNull();
  });

  it("agrees with the calendar about every number of a day, in any month", () => {
    const numbers = fc.record({
      year: fc.integer({ min: 1900, max: 2999 }),
      month: fc.integer({ min: 0, max: 13 }),
      day: fc.integer({ min: 0, max: 32 }),
    });
    fc.assert(
      fc.property(numbers, ({ year, month, day }) => {
        const exists = month >= 1 && month <= 12 && day >= 1 && day <= lengthOf(year, month);
        const text = written(year, month, day);
        expect(parseDay(text)).toBe(exists ? text : null);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("the calendar", () => {
  it.each([
    ["2026-01-31", 1, "2026-02-28"],
    ["2028-01-31", 1, "2028-02-29"],
    ["2026-03-31", -1, "2026-02-28"],
    ["2026-02-28", 1, "2026-03-28"],
    ["2026-12-15", 1, "2027-01-15"],
    ["2026-01-15", -1, "2025-12-15"],
    ["2026-05-31", 18, "2027-11-30"],
    ["2024-02-29", 12, "2025-02-28"],
    ["2026-10-01", 0, "2026-10-01"],
  ])("%s plus %i months is %s", (day, months, expected) => {
    expect(addMonths(day, months)).toBe(expected);
  });

  it("counts a day on the nights on which the clocks change", () => {
    for (const [day, next] of [
      ["2026-03-28", "2026-03-29"],
      ["2026-03-29", "2026-03-30"],
      ["2026-10-24", "2026-10-25"],
      ["2026-10-25", "2026-10-26"],
    ] as const) {
      expect(addDays(day, 1)).toBe(next);
      expect(addDays(next, -1)).toBe(day);
      expect(daysBetween(day, next)).toBe(1);
    }
  });

  it("gives the first and the last of every month", () => {
    fc.assert(
      fc.property(days, ({ year, month, day }) => {
        const at = written(year, month, day);
        expect(startOfMonth(at)).toBe(written(year, month, 1));
        expect(endOfMonth(at)).toBe(written(year, month, lengthOf(year, month)));
      }),
    );
  });

  it("adds days as often as it takes them off, wherever the machine stands", () => {
    for (const place of ["UTC", "Europe/Amsterdam", "Pacific/Kiritimati", "America/Los_Angeles"]) {
      process.env.TZ = place;
      fc.assert(
        fc.property(days, fc.integer({ min: -20_000, max: 20_000 }), ({ year, month, day }, count) => {
          const from = written(year, month, day);
          const to = addDays(from, count);
          expect(daysBetween(from, to)).toBe(count);
          expect(addDays(to, -count)).toBe(from);
          expect((weekday(from) + (((count % 7) + 7) % 7) - 1) % 7).toBe(weekday(to) - 1);
        }),
        { numRuns: 50 },
      );
    }
  });

  it.each([
    ["2026-11-30", 1],
    ["2026-12-05", 6],
    ["2026-12-06", 7],
    ["2000-02-29", 2],
  ])("knows that %s is day %i of the week", (day, expected) => {
    expect(weekday(day)).toBe(expected);
  });

  it("counts on beyond the years that it takes from people", () => {
    expect(endOfMonth(addMonths("2999-12-01", 1))).toBe("3000-01-31");
    expect(addDays(addDays("1900-01-01", -1), 1)).toBe("1900-01-01");
  });

  it("throws on what is no day, instead of counting on with another one", () => {
    for (const wrong of ["2026-02-30", "", "vandaag"]) {
      expect(() => addDays(wrong, 1)).toThrow(RangeError);
      expect(() => addMonths(wrong, 1)).toThrow(RangeError);
      expect(() => daysBetween("2026-01-01", wrong)).toThrow(RangeError);
      expect(() => weekday(wrong)).toThrow(RangeError);
    }
  });
});

describe("today, in the Netherlands", () => {
  it.each([
    ["2026-11-29T22:59:59.999Z", "2026-11-29"],
    ["2026-11-29T23:00:00Z", "2026-11-30"],
    ["2026-06-30T21:59:59Z", "2026-06-30"],
    ["2026-06-30T22:00:00Z", "2026-07-01"],
    ["2026-12-31T23:00:00Z", "2027-01-01"],
    ["2026-03-28T22:59:00Z", "2026-03-28"],
    ["2026-03-29T21:59:00Z", "2026-03-29"],
    ["2026-03-29T22:00:00Z", "2026-03-30"],
    ["2026-10-24T22:00:00Z", "2026-10-25"],
    ["2026-10-25T22:59:00Z", "2026-10-25"],
    ["2026-10-25T23:00:00Z", "2026-10-26"],
  ])("at %s it is %s", (moment, expected) => {
    for (const place of ["UTC", "Asia/Tokyo", "America/New_York"]) {
      process.env.TZ = place;
      expect(today(new Date(moment))).toBe(expected);
    }
  });
});
