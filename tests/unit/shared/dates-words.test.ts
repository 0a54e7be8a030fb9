import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  endOfMonth,
  formatDay,
  formatDeadline,
  formatMoment,
  formatPeriod,
  formatTime,
  periodLength,
  shortMonth,
} from "@/lib/shared/dates";

const span = (start: string, end: string) => ({ start, end });

describe("a day in words", () => {
  it.each([
    ["long", "30 november 2026", "30 November 2026"],
    ["short", "30 nov. 2026", "30 Nov 2026"],
    ["weekday", "maandag 30 november 2026", "Monday 30 November 2026"],
    ["dayMonth", "30 november", "30 November"],
  ] as const)("%s", (style, nl, en) => {
    expect(formatDay("2026-11-30", "nl", style)).toBe(nl);
    expect(formatDay("2026-11-30", "en", style)).toBe(en);
  });

  it("is long unless told otherwise, and has no nought before the day", () => {
    expect(formatDay("2026-04-01", "nl")).toBe("1 april 2026");
    expect(formatDay("2026-04-01", "en")).toBe("1 April 2026");
  });

  it("leaves out the year of a deadline in this one, and says any other", () => {
    expect(formatDeadline("2026-11-30", "2026-11-24", "nl", "weekday")).toBe("maandag 30 november");
    expect(formatDeadline("2026-11-30", "2026-11-24", "en", "weekday")).toBe("Monday 30 November");
    expect(formatDeadline("2027-01-31", "2026-12-24", "nl")).toBe("31 januari 2027");
  });

  it("abbreviates every month with a full stop, save the one that is whole", () => {
    const months = Array.from({ length: 12 }, (_, i) => `2026-${String(i + 1).padStart(2, "0")}-01`);
    expect(months.map((day) => shortMonth(day, "nl"))).toEqual(
      "jan. feb. mrt. apr. mei jun. jul. aug. sep. okt. nov. dec.".split(" "),
    );
    expect(months.map((day) => shortMonth(day, "en"))).toEqual(
      "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec".split(" "),
    );
  });

  it("throws on what is no day", () => {
    expect(() => formatDay("2026-02-30", "nl")).toThrow(RangeError);
  });
});

describe("a moment, by the clock of the Netherlands", () => {
  it.each([
    ["2026-11-20T09:14:00Z", "10.14 uur", "10:14"],
    ["2026-07-20T09:04:00Z", "11.04 uur", "11:04"],
    ["2026-11-20T23:05:00Z", "00.05 uur", "00:05"],
    ["2026-03-29T00:59:00Z", "01.59 uur", "01:59"],
    ["2026-03-29T01:00:00Z", "03.00 uur", "03:00"],
    ["2026-10-25T00:30:00Z", "02.30 uur", "02:30"],
    ["2026-10-25T01:30:00Z", "02.30 uur", "02:30"],
    ["2026-10-25T02:00:00Z", "03.00 uur", "03:00"],
  ])("%s", (at, nl, en) => {
    expect(formatTime(new Date(at), "nl")).toBe(nl);
    expect(formatTime(new Date(at), "en")).toBe(en);
  });

  it("goes with the day that it is there", () => {
    expect(formatMoment(new Date("2026-11-20T09:14:00Z"), "nl")).toBe("20 november 2026, 10.14 uur");
    expect(formatMoment(new Date("2026-11-20T23:05:00Z"), "nl")).toBe("21 november 2026, 00.05 uur");
    expect(formatMoment(new Date("2026-12-31T23:00:00Z"), "en")).toBe("1 January 2027, 00:00");
  });
});

describe("a period", () => {
  it.each([
    [span("2026-10-01", "2026-10-31"), "month", "oktober 2026", "October 2026"],
    [span("2028-02-01", "2028-02-29"), "month", "februari 2028", "February 2028"],
    [span("2026-01-01", "2026-03-31"), "quarter", "1e kwartaal 2026", "1st quarter 2026"],
    [span("2026-04-01", "2026-06-30"), "quarter", "2e kwartaal 2026", "2nd quarter 2026"],
    [span("2026-07-01", "2026-09-30"), "quarter", "3e kwartaal 2026", "3rd quarter 2026"],
    [span("2026-10-01", "2026-12-31"), "quarter", "4e kwartaal 2026", "4th quarter 2026"],
    [span("2026-01-01", "2026-12-31"), "year", "2026", "2026"],
    [
      span("2028-02-01", "2028-02-28"),
      "other",
      "1 februari t/m 28 februari 2028",
      "1 February to 28 February 2028",
    ],
    [span("2026-02-01", "2026-04-30"), "other", "februari t/m april 2026", "February to April 2026"],
    [
      span("2025-11-01", "2026-01-31"),
      "other",
      "november 2025 t/m januari 2026",
      "November 2025 to January 2026",
    ],
    [span("2026-04-01", "2027-03-31"), "other", "april 2026 t/m maart 2027", "April 2026 to March 2027"],
    [
      span("2026-10-05", "2026-11-01"),
      "other",
      "5 oktober t/m 1 november 2026",
      "5 October to 1 November 2026",
    ],
    [
      span("2026-12-28", "2027-01-24"),
      "other",
      "28 december 2026 t/m 24 januari 2027",
      "28 December 2026 to 24 January 2027",
    ],
    [span("2026-10-05", "2026-10-05"), "other", "5 oktober 2026", "5 October 2026"],
    [
      span("2026-01-01", "2027-12-31"),
      "other",
      "januari 2026 t/m december 2027",
      "January 2026 to December 2027",
    ],
  ] as const)("%j is a %s: %s", (period, length, nl, en) => {
    expect(periodLength(period)).toBe(length);
    expect(formatPeriod(period, "nl")).toBe(nl);
    expect(formatPeriod(period, "en")).toBe(en);
  });

  it("has one name each: no two spans of days are called the same", () => {
    const days = Array.from({ length: 100 }, (_, i) => addDays("2026-11-15", i));
    const months = Array.from({ length: 36 }, (_, i) => addMonths("2025-01-01", i));
    const spans = [
      ...days.flatMap((start) => days.filter((end) => start <= end).map((end) => [start, end] as const)),
      ...months.flatMap((start) =>
        months.filter((end) => start <= end).map((end) => [start, endOfMonth(end)] as const),
      ),
    ];
    for (const language of ["nl", "en"] as const) {
      const named = new Map<string, string>();
      for (const [start, end] of spans) {
        const name = formatPeriod({ start, end }, language);
        expect(named.get(name) ?? `${start} ${end}`, name).toBe(`${start} ${end}`);
        named.set(name, `${start} ${end}`);
      }
      expect(named.size).toBeGreaterThan(5500);
    }
  });
});
