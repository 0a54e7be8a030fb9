import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterWaiting, DEADLINE_POLICY, datesOf, surprises, vatDeadlines } from "@/lib/approvals/deadlines";
import { allStreams } from "@/lib/approvals/streams";
import { addDays, addMonths, daysBetween, endOfMonth, weekday } from "@/lib/shared/dates";
import { isWorkingDay } from "@/lib/shared/working-days";

const span = (start: string, end: string) => ({ start, end });
const october = span("2026-10-01", "2026-10-31");

describe("the three dates of a VAT return", () => {
  it.each([
    // The story's return: "goedkeuren uiterlijk 26 november, op de rekening uiterlijk 30 november".
    [october, "2026-11-26", "2026-11-30"],
    [span("2026-09-01", "2026-09-30"), "2026-10-29", "2026-10-31"],
    [span("2026-01-01", "2026-01-31"), "2026-02-26", "2026-02-28"],
    [span("2028-01-01", "2028-01-31"), "2028-02-25", "2028-02-29"],
    [span("2026-02-01", "2026-02-28"), "2026-03-27", "2026-03-31"],
    [span("2026-12-01", "2026-12-31"), "2027-01-28", "2027-01-31"],
    [span("2026-07-01", "2026-09-30"), "2026-10-29", "2026-10-31"],
    [span("2026-10-01", "2026-12-31"), "2027-01-28", "2027-01-31"],
    [span("2026-01-01", "2026-03-31"), "2026-04-28", "2026-04-30"],
    // A year: before 1 April, which people are told as "uiterlijk 31 maart".
    [span("2026-01-01", "2026-12-31"), "2027-03-26", "2027-03-31"],
    [span("2026-11-01", "2027-01-31"), "2027-02-25", "2027-02-28"],
    // No whole months: a month after the last day, and no later.
    [span("2026-10-01", "2026-11-15"), "2026-12-11", "2026-12-15"],
    [span("2026-10-01", "2026-10-30"), "2026-11-26", "2026-11-30"],
    [span("2026-12-01", "2027-01-30"), "2027-02-25", "2027-02-28"],
    [span("2026-10-19", "2026-10-31"), "2026-11-26", "2026-11-30"],
  ])("%j: approve by %s, file and pay by %s", (period, approveBy, legal) => {
    expect(vatDeadlines(period)).toEqual({ approveBy, fileBy: legal, payBy: legal });
  });

  it("stand on a Sunday and on a holiday too: the law does not move them, but the firm's own cut-off keeps to its days", () => {
    // 31 January 2027 is a Sunday. 29 March 2027 is Easter Monday, between the 31st and two working days before it.
    expect(weekday(vatDeadlines(span("2026-12-01", "2026-12-31")).fileBy)).toBe(7);
    expect(vatDeadlines(span("2026-01-01", "2026-12-31")).approveBy).toBe("2027-03-26");
  });

  it("leave the firm exactly as many working days as it asks for", () => {
    const months = fc.integer({ min: 0, max: 600 }).map((count) => addMonths("2010-01-01", count));
    fc.assert(
      fc.property(months, fc.integer({ min: 1, max: 25 }), (start, wanted) => {
        const policy = { ...DEADLINE_POLICY, approveWorkingDaysBefore: wanted };
        const { approveBy, fileBy } = vatDeadlines({ start, end: endOfMonth(start) }, policy);
        expect(isWorkingDay(approveBy)).toBe(true);
        expect(approveBy < fileBy).toBe(true);
        const between = Array.from({ length: daysBetween(approveBy, fileBy) }, (_, i) =>
          addDays(approveBy, i),
        );
        expect(between.filter(isWorkingDay)).toHaveLength(wanted);
      }),
    );
  });

  it("with no days between, are one, or the Friday before a weekend", () => {
    const none = { ...DEADLINE_POLICY, approveWorkingDaysBefore: 0 };
    expect(vatDeadlines(october, none).approveBy).toBe("2026-11-30");
    expect(vatDeadlines(span("2026-09-01", "2026-09-30"), none).approveBy).toBe("2026-10-30");
    expect(vatDeadlines(span("2026-12-01", "2026-12-31"), none).approveBy).toBe("2027-01-29");
  });

  it("follow the setting for a return over a year, and only that return", () => {
    const policy = { ...DEADLINE_POLICY, yearlyReturnMonths: 1 };
    expect(vatDeadlines(span("2026-01-01", "2026-12-31"), policy).fileBy).toBe("2027-01-31");
    expect(vatDeadlines(october, { ...policy, yearlyReturnMonths: 6 }).fileBy).toBe("2026-11-30");
  });

  it("can be counted for any period that a file may hold", () => {
    expect(vatDeadlines(span("2999-12-01", "2999-12-31")).fileBy).toBe("3000-01-31");
    expect(vatDeadlines(span("1900-01-01", "1900-01-01")).fileBy).toBe("1900-02-01");
  });
});

describe("what staff are asked about a period", () => {
  it.each([
    ["2026-10-30", ["period-in-future"]],
    ["2026-10-31", ["period-in-future"]],
    ["2026-11-01", []],
    ["2026-11-30", []],
    ["2026-12-01", ["deadline-passed"]],
    ["2027-02-28", ["deadline-passed"]],
    ["2027-03-01", ["period-old", "deadline-passed"]],
  ])("over October 2026, on %s: %j", (today, questions) => {
    expect(surprises("vat", october, today)).toEqual(questions);
  });

  it("asks about a year only when its own, later date has passed", () => {
    const year = span("2026-01-01", "2026-12-31");
    expect(surprises("vat", year, "2027-03-31")).toEqual([]);
    expect(surprises("vat", year, "2027-04-01")).toEqual(["deadline-passed"]);
    expect(surprises("vat", year, "2027-05-01")).toEqual(["period-old", "deadline-passed"]);
  });

  it("never throws on a slip of the pen in the year", () => {
    expect(surprises("vat", span("2999-12-01", "2999-12-31"), "2026-11-23")).toEqual(["period-in-future"]);
    expect(surprises("vat", span("1926-10-01", "1926-10-31"), "2026-11-23")).toEqual([
      "period-old",
      "deadline-passed",
    ]);
  });
});

describe("the dates of the other streams", () => {
  const year = span("2025-01-01", "2025-12-31");
  it.each([
    ["vat", october, "2026-11-24", { approveBy: "2026-11-26", fileBy: "2026-11-30", payBy: "2026-11-30" }],
    [
      "payrollTax",
      october,
      "2026-11-24",
      { approveBy: "2026-11-26", fileBy: "2026-11-30", payBy: "2026-11-30" },
    ],
    // Nothing is paid on a list of sales.
    ["ecSalesList", october, "2026-11-24", { approveBy: "2026-11-26", fileBy: "2026-11-30", payBy: null }],
    // Within eight weeks of the day on which it was found; the tax authority then sends an assessment.
    ["vatCorrection", october, "2026-11-24", { approveBy: "2027-01-15", fileBy: "2027-01-19", payBy: null }],
    // "Before 1 June" is "uiterlijk 31 mei"; after that the firm's postponement, until the 30th of April.
    [
      "corporateIncomeTax",
      year,
      "2026-05-11",
      // Two weeks later is Whit Monday.
      { approveBy: "2026-05-22", fileBy: "2026-05-31", payBy: null },
    ],
    [
      "corporateIncomeTax",
      year,
      "2026-11-24",
      { approveBy: "2026-12-08", fileBy: "2027-04-30", payBy: null },
    ],
    ["personalIncomeTax", year, "2026-04-20", { approveBy: "2026-04-28", fileBy: "2026-04-30", payBy: null }],
    ["personalIncomeTax", year, "2026-11-24", { approveBy: "2026-12-08", fileBy: "2027-04-30", payBy: null }],
    [
      "dividendTax",
      span("2026-11-02", "2026-11-02"),
      "2026-11-03",
      { approveBy: "2026-11-30", fileBy: "2026-12-02", payBy: "2026-12-02" },
    ],
    ["annualAccounts", year, "2026-06-01", { approveBy: "2026-06-15", fileBy: "2026-07-31", payBy: null }],
    ["annualAccounts", year, "2026-11-24", { approveBy: "2026-12-08", fileBy: "2026-12-31", payBy: null }],
    ["filingAccounts", year, "2026-11-24", { approveBy: "2026-12-08", fileBy: "2026-12-31", payBy: null }],
    ["creditReport", october, "2026-11-24", { approveBy: "2026-12-08", fileBy: null, payBy: null }],
    [
      "letter",
      span("2026-11-02", "2026-11-02"),
      "2026-11-24",
      { approveBy: null, fileBy: null, payBy: null },
    ],
  ] as const)("%s of %j, on %s", (stream, period, day, dates) => {
    expect(datesOf(stream, period, day)).toEqual(dates);
  });

  it.each([
    ["adopted in May: eight days after it", "2026-05-25", "2026-06-02"],
    ["adopted in the last week of the twelve months: their end", "2026-12-28", "2026-12-31"],
    ["not adopted, or the file does not say it", null, "2026-12-31"],
    ["adopted before the year was over, which cannot be", "2025-12-31", "2026-12-31"],
  ])("of publicatiestukken: %s", (_what, adoptedOn, fileBy) => {
    const dates = datesOf("filingAccounts", year, "2026-05-26", DEADLINE_POLICY, adoptedOn);
    expect(dates.fileBy).toBe(fileBy);
    expect(dates.approveBy && dates.approveBy < fileBy).toBe(true);
    // No other stream has anything to do with it.
    expect(datesOf("annualAccounts", year, "2026-05-26", DEADLINE_POLICY, adoptedOn).fileBy).toBe(
      "2026-07-31",
    );
    const passed = surprises("filingAccounts", year, "2026-06-03", DEADLINE_POLICY, adoptedOn);
    expect(passed).toEqual(fileBy === "2026-06-02" ? ["deadline-passed"] : []);
  });

  it("follow what the firm wishes", () => {
    const policy = { approveWorkingDaysBefore: 5, yearlyReturnMonths: 1 };
    expect(datesOf("vat", october, "2026-11-02", policy).approveBy).toBe("2026-11-23");
    expect(datesOf("vat", span("2026-01-01", "2026-12-31"), "2027-01-02", policy).fileBy).toBe("2027-01-31");
  });

  it("ask about a year that is long over, and not about one that is postponed", () => {
    expect(surprises("corporateIncomeTax", year, "2026-11-24")).toEqual([]);
    expect(surprises("corporateIncomeTax", year, "2028-07-01")).toEqual(["period-old", "deadline-passed"]);
    expect(surprises("vatCorrection", span("2021-01-01", "2021-12-31"), "2026-11-24")).toEqual([]);
  });

  it.each([
    ["the cut-off is over", october, "2026-11-27", "2026-11-27"],
    ["a weekend after it, and then the legal date", october, "2026-11-28", "2026-11-30"],
    ["the legal date itself", october, "2026-11-30", "2026-11-30"],
    ["the legal date is over", october, "2026-12-01", "2026-12-01"],
    ["that is over, in a weekend", october, "2026-12-05", "2026-12-07"],
    [
      "only the weekend is left, which the law counts",
      span("2026-12-01", "2026-12-31"),
      "2027-01-30",
      "2027-01-31",
    ],
  ])("ask by a day that is still to come: %s", (_what, period, day, approveBy) => {
    expect(datesOf("vat", period, day).approveBy).toBe(approveBy);
  });

  it("never ask by a day that is over, nor after a legal date that is not", () => {
    const days = fc.integer({ min: 0, max: 1500 }).map((count) => addDays("2025-06-01", count));
    fc.assert(
      fc.property(fc.constantFrom(...allStreams), days, (stream, day) => {
        const { approveBy, fileBy } = datesOf(stream, year, day);
        if (approveBy === null) return;
        expect(approveBy >= day).toBe(true);
        if (fileBy !== null && fileBy >= day) expect(approveBy <= fileBy).toBe(true);
      }),
    );
  });

  it("never ask for an approval in a weekend or on a holiday", () => {
    // Two weeks after each of these days is a Saturday, a Sunday, and Christmas.
    expect(datesOf("personalIncomeTax", year, "2026-11-28").approveBy).toBe("2026-12-11");
    expect(datesOf("personalIncomeTax", year, "2026-11-29").approveBy).toBe("2026-12-11");
    expect(datesOf("corporateIncomeTax", year, "2026-12-11").approveBy).toBe("2026-12-24");
  });
});

describe("what waited for another document is asked by", () => {
  const day = "2026-11-26";
  it.each([
    ["its own day, while that lies ahead", "2026-11-27", "2026-12-31", null, "2026-11-27"],
    ["five working days from a day that has come", day, "2026-12-31", null, "2026-12-03"],
    ["the same from one that is over", "2026-11-20", null, null, "2026-12-03"],
    ["the legal date, where that comes first", "2026-11-20", "2026-11-30", null, "2026-11-30"],
    ["five working days, where that is over too", "2026-11-20", "2026-11-25", null, "2026-12-03"],
    ["the last day on which it is of use", "2026-11-20", "2026-12-31", "2026-12-01", "2026-12-01"],
    ["no day, where none was asked for", null, "2026-12-31", null, null],
  ])("%s", (_what, approveBy, fileBy, expiresOn, asked) => {
    expect(afterWaiting({ approveBy, fileBy, expiresOn }, day)).toBe(asked);
  });
});
