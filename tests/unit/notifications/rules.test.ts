import { describe, expect, it } from "vitest";
import {
  afterQuiet,
  callFrom,
  expiryOf,
  lateReminderMail,
  momentOn,
  nextDigest,
  nextLateReminders,
  nextReminder,
  nextReminders,
  reminderMail,
} from "@/lib/notifications/rules";

/** A moment by the clock of the Netherlands in winter. */
const winter = (text: string) => new Date(`${text}:00+01:00`);
const iso = (at: Date) => at.toISOString();

describe("a moment of a day", () => {
  it.each([
    ["2026-11-25", "08:30", "2026-11-25T07:30:00.000Z"],
    ["2026-07-01", "08:30", "2026-07-01T06:30:00.000Z"],
    // The clock goes back on 25 October, and forward on 29 March.
    ["2026-10-25", "00:05", "2026-10-24T22:05:00.000Z"],
    ["2026-10-26", "00:05", "2026-10-25T23:05:00.000Z"],
    ["2026-03-29", "08:00", "2026-03-29T06:00:00.000Z"],
    ["2026-03-29", "00:05", "2026-03-28T23:05:00.000Z"],
  ])("%s %s is %s", (day, time, moment) => {
    expect(iso(momentOn(day, time))).toBe(moment);
  });
});

describe("quiet hours", () => {
  it.each([
    ["in the afternoon of a working day", "2026-11-25T14:00", "2026-11-25T14:00"],
    ["early in the morning", "2026-11-25T07:59", "2026-11-25T08:00"],
    ["at eight sharp", "2026-11-25T08:00", "2026-11-25T08:00"],
    ["just before eight at night", "2026-11-25T19:59", "2026-11-25T19:59"],
    ["at eight at night", "2026-11-25T20:00", "2026-11-26T08:00"],
    ["on Friday night", "2026-11-27T22:00", "2026-11-30T08:00"],
    ["on Sunday morning", "2026-11-29T10:00", "2026-11-30T08:00"],
  ])("%s", (_when, at, allowed) => {
    expect(iso(afterQuiet(winter(at)))).toBe(iso(winter(allowed)));
  });
});

describe("the daily overview and the look for reminders", () => {
  it.each([
    ["2026-11-25T08:29", "2026-11-25T08:30", "2026-11-25T09:00"],
    ["2026-11-25T08:30", "2026-11-26T08:30", "2026-11-25T09:00"],
    ["2026-11-27T09:00", "2026-11-30T08:30", "2026-11-30T09:00"],
    ["2026-11-28T07:00", "2026-11-30T08:30", "2026-11-30T09:00"],
  ])("after %s come at %s and %s", (at, digest, reminders) => {
    expect(iso(nextDigest(winter(at)))).toBe(iso(winter(digest)));
    expect(iso(nextReminders(winter(at)))).toBe(iso(winter(reminders)));
  });
});

describe("the look in the afternoon", () => {
  it.each([
    ["2026-11-25T02:00", "2026-11-25T17:00"],
    ["2026-11-25T16:59", "2026-11-25T17:00"],
    ["2026-11-25T17:00", "2026-11-26T17:00"],
    ["2026-11-28T02:00", "2026-11-30T17:00"],
  ])("after %s comes at %s", (at, look) => {
    expect(iso(nextLateReminders(winter(at)))).toBe(iso(winter(look)));
  });

  it.each([
    ["2026-11-25T17:00", "2026-11-25T17:10"],
    ["2026-11-25T18:30", "2026-11-25T18:30"],
    ["2026-11-25T20:30", "2026-11-26T08:00"],
  ])("has its mail, made at %s, sent at %s", (at, mail) => {
    expect(iso(lateReminderMail(winter(at)))).toBe(iso(winter(mail)));
  });
});

describe("reminders", () => {
  const step = (at: string) => nextReminder("2026-12-09", winter(at));
  it("come five and one working days before, and then no more", () => {
    expect(step("2026-11-20T12:00")).toEqual({ step: 5, at: winter("2026-12-02T09:00") });
    expect(step("2026-12-02T09:00")).toEqual({ step: 1, at: winter("2026-12-08T09:00") });
    expect(step("2026-12-07T23:00")).toEqual({ step: 1, at: winter("2026-12-08T09:00") });
    expect(step("2026-12-08T09:00")).toBeNull();
    expect(step("2027-01-01T09:00")).toBeNull();
  });

  it.each([
    ["2026-12-02T09:00", false, "2026-12-02T09:10"],
    ["2026-12-02T11:00", false, "2026-12-02T11:00"],
    ["2026-12-02T11:00", true, "2026-12-03T09:10"],
    ["2026-12-04T11:00", true, "2026-12-07T09:10"],
    ["2026-12-05T03:00", false, "2026-12-07T08:00"],
  ])("found at %s, with one today already: %s, go at %s", (at, already, goes) => {
    expect(iso(reminderMail(winter(at), already))).toBe(iso(winter(goes)));
  });

  it.each([
    ["before the last reminder", "2026-12-08T09:00", "2026-12-08"],
    ["after it", "2026-12-08T09:10", "2026-12-09"],
    ["on a Friday, for what is due by Monday", "2026-12-04T12:00", "2026-12-07"],
    ["on a Saturday", "2026-12-05T12:00", "2026-12-07"],
  ])("end, and staff call: %s", (_when, at, day) => {
    expect(callFrom(winter(at))).toBe(day);
  });
});

it("what is of use until a day is of none from five past midnight on", () => {
  expect(iso(expiryOf("2026-12-15"))).toBe("2026-12-15T23:05:00.000Z");
});
