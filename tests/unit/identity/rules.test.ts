import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ChallengeState,
  cannotSend,
  challengeLivesSeconds,
  closed,
  codeLivesSeconds,
  lockedForSeconds,
  mostSends,
  mostTries,
  normaliseCode,
  normaliseEmail,
  resendAfterSeconds,
} from "@/lib/identity/rules";

const start = new Date("2026-11-23T14:00:00Z");
const secondsIn = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const challenge = (changes: Partial<ChallengeState> = {}): ChallengeState => ({
  tries: 0,
  sends: 1,
  lastSentAt: start,
  expiresAt: secondsIn(challengeLivesSeconds),
  finishedAt: null,
  ...changes,
});

describe("the numbers", () => {
  it("are those of the manual and of the security statements", () => {
    expect({ codeLivesSeconds, mostTries, resendAfterSeconds, lockedForSeconds }).toEqual({
      codeLivesSeconds: 600,
      mostTries: 5,
      resendAfterSeconds: 60,
      lockedForSeconds: 900,
    });
    // A second code must be able to live its ten minutes.
    expect(challengeLivesSeconds).toBeGreaterThanOrEqual(2 * codeLivesSeconds);
  });
});

describe("whether a code can still be tried", () => {
  it.each([
    ["a new one", {}, 0, null],
    ["after four tries", { tries: 4 }, 60, null],
    ["after five", { tries: 5 }, 60, "too-many-tries"],
    ["after more", { tries: 6 }, 60, "too-many-tries"],
    ["a moment before the end", {}, challengeLivesSeconds - 0.001, null],
    ["at the end", {}, challengeLivesSeconds, "expired"],
    ["after the end", {}, challengeLivesSeconds + 1, "expired"],
    ["when it was used", { finishedAt: start }, 1, "used"],
    ["when it was used, whatever else", { finishedAt: start, tries: 5 }, challengeLivesSeconds, "used"],
    ["when tries ran out before the time did", { tries: 5 }, challengeLivesSeconds, "too-many-tries"],
  ] as const)("%s", (_, changes, seconds, expected) => {
    expect(closed(challenge(changes), secondsIn(seconds))).toBe(expected);
  });
});

describe("whether another code can be sent", () => {
  it.each([
    ["when none was sent yet", { sends: 0, lastSentAt: null }, 0, null],
    ["at once", {}, 0, "wait"],
    ["within the minute", {}, 59.999, "wait"],
    ["after the minute", {}, 60, null],
    ["a fifth time", { sends: 4 }, 60, null],
    ["a sixth time", { sends: mostSends }, 60, "too-many-codes"],
    ["a sixth time, within the minute", { sends: mostSends }, 1, "too-many-codes"],
    ["when the tries are used up", { tries: 5 }, 60, "too-many-tries"],
    ["when it is over", {}, challengeLivesSeconds, "expired"],
    ["when it was used", { finishedAt: start }, 60, "used"],
  ] as const)("%s", (_, changes, seconds, expected) => {
    expect(cannotSend(challenge(changes), secondsIn(seconds))).toBe(expected);
  });

  it("is never so when none can be tried any more", () => {
    const state = fc.record({
      tries: fc.nat(8),
      sends: fc.nat(8),
      finished: fc.boolean(),
      seconds: fc.integer({ min: 0, max: 3000 }),
    });
    fc.assert(
      fc.property(state, ({ tries, sends, finished, seconds }) => {
        const one = challenge({ tries, sends, finishedAt: finished ? start : null });
        const over = closed(one, secondsIn(seconds));
        if (over) expect(cannotSend(one, secondsIn(seconds))).toBe(over);
        if (over === null) expect(finished || tries >= 5 || seconds >= challengeLivesSeconds).toBe(false);
      }),
    );
  });
});

describe("a code as people type it", () => {
  it.each([
    ["482913", "482913"],
    ["482 913", "482913"],
    [" 482-913\n", "482913"],
    ["482\u00a0913", "482913"],
    ["４８２９１３", "482913"],
    ["Uw code is 482 913.", "482913"],
    ["012345", "012345"],
    ["", ""],
    ["abc", ""],
    ["٤٨٢٩١٣", ""],
  ])("%j becomes %j", (typed, expected) => {
    expect(normaliseCode(typed)).toBe(expected);
  });
});

describe("an e-mail address as people type it", () => {
  it.each([
    ["Marieke@Bakkerij.nl", "marieke@bakkerij.nl"],
    [" marieke@bakkerij.nl\t", "marieke@bakkerij.nl"],
    ["\u00a0marieke@bakkerij.nl\u2003", "marieke@bakkerij.nl"],
    ["ｍarieke＠bakkerij．nl", "marieke@bakkerij.nl"],
    ["rene\u0301@bakkerij.nl", "ren\u00e9@bakkerij.nl"],
    ["\u212Aees@bakkerij.nl", "kees@bakkerij.nl"],
    ["ﬁets@bakkerij.nl", "fiets@bakkerij.nl"],
  ])("%j becomes %j", (typed, expected) => {
    expect(normaliseEmail(typed)).toBe(expected);
  });

  it("is one address however often it is normalised", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (typed) => {
        const once = normaliseEmail(typed);
        expect(normaliseEmail(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
    for (let point = 0; point <= 0xffff; point++) {
      const once = normaliseEmail(`a${String.fromCharCode(point)}b`);
      if (normaliseEmail(once) !== once) expect.fail(`U+${point.toString(16)}`);
    }
  });
});
