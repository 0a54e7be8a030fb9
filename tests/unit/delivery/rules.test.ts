import { describe, expect, it } from "vitest";
import { afterSilence, couldBe, likeliest, nextQuestion, verdictOf } from "@/lib/delivery/rules";
import { meaningOf } from "@/lib/ports/filing-channel/status-codes";

const began = new Date("2026-11-24T09:00:00Z").getTime();
/** Statuses by their hour: "420@0 400@10". */
const told = (script: string) =>
  script.split(" ").map((one) => {
    const [code = "", hour] = one.split("@");
    return { code, at: new Date(began + Number(hour) * 3_600_000) };
  });
const hoursOn = (hours: number) => new Date(began + hours * 3_600_000);

describe("what the statuses make of a delivery", () => {
  it.each([
    ["nothing yet", "105@0", 1, { outcome: "underway" }],
    ["the terminal code", "105@0 400@1 500@2", 3, { outcome: "accepted", code: "500" }],
    [
      "the terminal code, whatever else was told",
      "500@1 400@2 410@3",
      4,
      { outcome: "accepted", code: "500" },
    ],
    ["a refusal at its end", "105@0 301@1 400@2 510@3", 4, { outcome: "refused", code: "510" }],
    ["numbers that run another way than time", "301@1 405@2 400@3", 4, { outcome: "underway" }],
    ["a 420 that is being retried", "405@0 420@1", 72, { outcome: "underway" }],
    ["a 420 that was never followed", "405@0 420@1", 74, { outcome: "refused", code: "420" }],
    ["a 420 that was retried with success", "420@0 400@10", 73, { outcome: "underway" }],
    ["a 410 after which it went on", "410@0 405@1 400@2", 3, { outcome: "underway" }],
    ["a refusal in the same moment as another status", "405@1 410@1", 2, { outcome: "refused", code: "410" }],
    ["the same, told the other way round", "410@1 405@1", 2, { outcome: "refused", code: "410" }],
    ["a code that nobody knows", "105@0 999@1", 2, { outcome: "underway" }],
  ])("%s", (_what, script, hours, verdict) => {
    expect(verdictOf(told(script), "500", hoursOn(hours), meaningOf)).toEqual(verdict);
    expect(verdictOf(told(script).reverse(), "500", hoursOn(hours), meaningOf)).toEqual(verdict);
  });

  it("knows no other end than the channel's own", () => {
    expect(verdictOf(told("400@1 500@2"), "400", hoursOn(3), meaningOf)).toEqual({
      outcome: "accepted",
      code: "400",
    });
  });
});

describe("how often it is asked about", () => {
  it("every hour for a week, then every day with somebody knowing of it, and some day no more", () => {
    let [seconds, aWeek, rounds]: [number, number | null, number] = [0, null, 0];
    for (;;) {
      const next = nextQuestion(rounds);
      if (next.late && aWeek === null) aWeek = seconds;
      if (next.seconds === null) break;
      seconds += next.seconds;
      rounds += 1;
    }
    expect((aWeek ?? 0) / 86_400).toBeGreaterThan(7);
    expect((aWeek ?? 0) / 86_400).toBeLessThan(7.5);
    expect(seconds / 86_400).toBeGreaterThan(60);
    expect(nextQuestion(afterSilence(0))).toEqual({ seconds: 86_400, late: true });
    expect(nextQuestion(afterSilence(rounds)).seconds).toBeNull();
  });
});

describe("whether something can be what was sent", () => {
  it("cannot when it began before, but for what two clocks may differ", () => {
    const sent = hoursOn(0);
    expect(couldBe(new Date(sent.getTime() + 1), sent)).toBe(true);
    expect(couldBe(new Date(sent.getTime() - 9 * 60_000), sent)).toBe(true);
    expect(couldBe(new Date(sent.getTime() - 11 * 60_000), sent)).toBe(false);
  });

  it("is offered the nearest first, and last of what nothing was told yet", () => {
    const sent = hoursOn(0);
    const at = (processReference: string, minutes: number | null) => ({
      processReference,
      began: minutes === null ? null : new Date(sent.getTime() + minutes * 60_000),
    });
    const found = [at("silent", null), at("later", 60), at("before", -11), at("clock", -5), at("ours", 0)];
    expect(likeliest(found, sent, 50)).toEqual(["ours", "clock", "later", "silent"]);
    expect(likeliest(found, sent, 2)).toEqual(["ours", "clock"]);
    expect(likeliest(found, null, 50)).toEqual([]);
  });
});
