import { describe, expect, it } from "vitest";
import { codeAnswer, expiredCodeAnswer, resentAnswer } from "@/lib/identity/code-answer";

describe("a code that was refused", () => {
  it.each([
    [4, "wrong-code"],
    [2, "wrong-code"],
    [1, "wrong-code-last"],
  ])("with %i left is said at its field", (left, reason) => {
    const answer = { ok: false, reason, fields: { code: reason }, details: { left } };
    expect(codeAnswer({ reason: "wrong-code", left })).toEqual(answer);
  });

  it("is not at fault when the attempt is over", () => {
    expect(codeAnswer({ reason: "too-many-tries" })).toEqual({ ok: false, reason: "too-many-tries" });
  });
});

describe("an expired code", () => {
  it.each([
    [{ ok: true, delivery: "sent" }, "code-expired-sent"],
    [{ ok: true, delivery: "waiting" }, "code-expired-waiting"],
    [{ ok: true, delivery: "refused" }, "undeliverable"],
    // A newer one went out within the last minute.
    [{ ok: false, reason: "wait" }, "code-expired-sent"],
    [{ ok: false, reason: "too-many-codes" }, "code-expired"],
  ] as const)("and %j", (next, reason) => {
    expect(expiredCodeAnswer(next)).toMatchObject({ ok: false, fields: { code: reason } });
  });
});

it("a code that was asked for again is promised only while it is tried", () => {
  expect(resentAnswer("sent")).toEqual({ ok: true });
  expect(resentAnswer("waiting")).toEqual({ ok: false, reason: "not-delivered" });
  expect(resentAnswer("refused")).toEqual({ ok: false, reason: "undeliverable" });
});
