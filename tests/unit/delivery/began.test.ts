import { describe, expect, it, vi } from "vitest";
import type { Asked } from "@/lib/delivery/asked";
import { beganAt } from "@/lib/delivery/began";
import type { StatusAnswer } from "@/lib/ports/filing-channel/channel";
import { newId } from "@/lib/shared/ids";

const at = new Date("2026-11-24T09:00:00Z");
const told = (...moments: Date[]): StatusAnswer => ({
  outcome: "statuses",
  statuses: moments.map((moment) => ({ code: "105", at: moment, description: "" })),
  signedAnswer: Buffer.alloc(0),
});
const statusUrl = "https://kvk.example/status";
/** A channel of a firm that gives these answers, one after the other, and how often it was asked. */
function aChannel(place: string[], ...answers: (StatusAnswer | Error)[]) {
  const statuses = vi.fn(async () => {
    const answer = answers.shift();
    if (!answer || answer instanceof Error) throw answer ?? new Error("Asked once too often");
    return answer;
  });
  const asked = { place, channel: { statuses }, authorised: {} } as unknown as Asked;
  return { asked, statuses };
}

describe("when a process began", () => {
  it("is asked once, also by those who ask before it is answered", async () => {
    const { asked, statuses } = aChannel([newId(), "channel", statusUrl, ""], told(at, new Date()));
    const began = { outcome: "began", at };
    expect(await Promise.all([beganAt(asked, "one"), beganAt(asked, "one")])).toEqual([began, began]);
    expect(await beganAt(asked, "one")).toEqual(began);
    expect(statuses).toHaveBeenCalledTimes(1);
  });

  it.each<[string, StatusAnswer | Error, object | null]>([
    ["nothing told yet", told(), { outcome: "began", at: null }],
    [
      "no certain answer",
      { outcome: "unknown", reason: "timeout" },
      { outcome: "unknown", reason: "timeout" },
    ],
    [
      "a fault",
      { outcome: "refused", faultCode: "STS100", description: "" },
      { outcome: "refused", faultCode: "STS100", description: "" },
    ],
    ["an error of ours", new Error("broken"), null],
  ])("is asked again after %s", async (_what, first, answer) => {
    const { asked } = aChannel([newId(), "channel", statusUrl, ""], first, told(at));
    if (answer) expect(await beganAt(asked, "one")).toEqual(answer);
    else await expect(beganAt(asked, "one")).rejects.toThrow("broken");
    expect(await beganAt(asked, "one")).toEqual({ outcome: "began", at });
  });

  it("is never known from another firm, channel or address", async () => {
    const firm = newId();
    const places = [
      [firm, "channel", statusUrl, ""],
      [newId(), "channel", statusUrl, ""],
      [firm, "other", statusUrl, ""],
      [firm, "channel", "https://preproductie.example/status", ""],
      [firm, "channel", statusUrl, "http://geenausp.nl"],
    ];
    for (const [index, place] of places.entries()) {
      const own = new Date(at.getTime() + index);
      expect(await beganAt(aChannel(place, told(own)).asked, "one")).toEqual({ outcome: "began", at: own });
    }
  });

  it("is forgotten, the longest known first, when too many are known", async () => {
    const place = [newId(), "channel", statusUrl, ""];
    await beganAt(aChannel(place, told(at)).asked, "first");
    for (let other = 0; other < 10_000; other++)
      await beganAt(aChannel(place, told(at)).asked, String(other));
    const again = aChannel(place, told(at));
    await beganAt(again.asked, "9999");
    expect(again.statuses).not.toHaveBeenCalled();
    await beganAt(again.asked, "first");
    expect(again.statuses).toHaveBeenCalledTimes(1);
  });
});
