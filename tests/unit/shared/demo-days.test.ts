import { expect, it } from "vitest";
import { adoptionOf, dueOf, monthOf } from "@/db/demo/days";
import { paymentReferenceOf } from "@/db/demo/payment-references";
import { checkPaymentReference } from "@/lib/approvals/payment-reference";
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

it("the story's accounts were adopted after their year, and can still go to the KvK in time, on whatever day it is told", () => {
  for (let day = "2026-01-01"; day < "2028-03-01"; day = addDays(day, 1)) {
    const { adoptedOn, approveBy } = adoptionOf(day);
    expect(adoptedOn.slice(0, 4), day).toBe(day.slice(0, 4));
    expect(adoptedOn <= day && day <= approveBy, day).toBe(true);
    expect(approveBy <= addDays(adoptedOn, 8), day).toBe(true);
    expect(approveBy.slice(0, 4), day).toBe(day.slice(0, 4));
  }
  expect(adoptionOf("2026-11-23")).toEqual({ adoptedOn: "2026-11-22", approveBy: "2026-11-27" });
});

it("every month of the story is paid under a betalingskenmerk of its own, with a right check digit", () => {
  const months = Array.from({ length: 24 }, (_, back) => monthOf("2026-11-23", back));
  const given = months.map((month) => paymentReferenceOf("001000056B01", "01", month));
  expect(new Set(given).size).toBe(24);
  for (const reference of given)
    expect(checkPaymentReference(reference)).toEqual({ ok: true, value: reference });
});
