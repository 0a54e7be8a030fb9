import { describe, expect, it } from "vitest";
import { afterTry, faultOf, laneOf } from "@/lib/outbox/rules";

const at = new Date("2026-11-23T10:00:00Z");
const retry = { outcome: "retry", reason: "down" } as const;

describe("after a try", () => {
  it.each([
    [{ outcome: "done" }, "done"],
    [{ outcome: "failed", reason: "no such number" }, "failed"],
    [{ outcome: "unknown", reason: "no answer" }, "unknown"],
  ] as const)("%j is the end, at the first as at the last", (result, status) => {
    for (const attempts of [1, 2, 72, 1000])
      expect(afterTry(result, attempts, at)).toEqual({ status, runAfter: null });
  });

  it("another follows, later and later, but never more than an hour", () => {
    const waits = Array.from({ length: 71 }, (_, i) => {
      const next = afterTry(retry, i + 1, at);
      expect(next.status).toBe("waiting");
      return ((next.runAfter?.getTime() ?? 0) - at.getTime()) / 1000;
    });
    expect(waits.slice(0, 9)).toEqual([2, 5, 15, 60, 300, 900, 3600, 3600, 3600]);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(Math.max(...waits)).toBe(3600);
    // A weekend of a provider is bridged.
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(60 * 3600);
  });

  it("none follows the seventy-second", () => {
    expect(afterTry(retry, 72, at)).toEqual({ status: "failed", runAfter: null });
    expect(afterTry(retry, 73, at)).toEqual({ status: "failed", runAfter: null });
  });

  it("an attempt that was counted wrongly still waits, and does not spin", () => {
    for (const attempts of [0, -1])
      expect(afterTry(retry, attempts, at).runAfter?.getTime()).toBeGreaterThan(at.getTime());
  });

  it("another follows when the other side said, but within a day and never at once", () => {
    const waited = (afterSeconds: number) =>
      ((afterTry({ ...retry, afterSeconds }, 5, at).runAfter?.getTime() ?? 0) - at.getTime()) / 1000;
    expect([7, 0, -3, 86_400, 1e9].map(waited)).toEqual([7, 1, 1, 86_400, 86_400]);
    expect(afterTry({ ...retry, afterSeconds: 7 }, 72, at).status).toBe("failed");
  });
});

describe("a kind of job", () => {
  it.each([
    ["sms", "sms"],
    ["mail", "mail"],
    ["delivery.send", "delivery"],
    ["filing.published", "work"],
    ["mailing", "work"],
  ] as const)("%s takes the lane of %s", (kind, lane) => {
    expect(laneOf(kind)).toBe(lane);
  });
});

describe("what went wrong", () => {
  it.each([
    ["ECONNREFUSED", "unreachable"],
    ["ETIMEDOUT", "unreachable"],
    ["network", "unreachable"],
    ["twilio 20500", "unreachable"],
    ["resend internal_server_error", "unreachable"],
    ["smtp 421", "unreachable"],
    ["resend rate_limit_exceeded", "too-fast"],
    ["resend daily_quota_exceeded", "too-fast"],
    ["twilio 20429", "too-fast"],
    ["twilio 20003", "settings"],
    ["resend invalid_api_key", "settings"],
    ["smtp 535", "settings"],
    ["smtp EAUTH", "settings"],
    ["twilio 21211", "refused"],
    ["resend validation_error", "refused"],
    ["smtp 550", "refused"],
    ["not one plain address", "refused"],
    ["control characters in a header", "refused"],
    ["nobody to send to", "nobody"],
    ["expired", "expired"],
    ["interrupted", "no-answer"],
    ["twilio answered without a sid", "no-answer"],
    ["error", "ours"],
    ["no handler for x", "ours"],
  ] as const)("%s is called %s", (reason, fault) => {
    expect(faultOf(reason)).toBe(fault);
  });
});
