import { expect, it } from "vitest";
import { daysLate } from "@/lib/approvals/timeline";

it.each([
  ["open", "2026-11-26", 3],
  ["readyToSend", "2026-10-29", 31],
  ["open", "2026-11-29", 0],
  ["open", "2026-12-01", 0],
  ["open", null, 0],
  ["completed", "2026-11-26", 0],
  ["rejected", "2026-11-26", 0],
] as const)("%s, to be approved by %s: %i days late", (state, approveBy, days) => {
  expect(daysLate({ state, approveBy, waits: false }, "2026-11-29")).toBe(days);
});

it("is not late with a person who cannot decide about it yet, be it in vain or not", () => {
  expect(daysLate({ state: "open", approveBy: "2026-11-26", waits: true }, "2026-11-29")).toBe(0);
});
