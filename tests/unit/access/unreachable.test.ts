import { describe, expect, it } from "vitest";
import { isUnreachable } from "@/db/fault";

const coded = (code: string, more: object = {}) => Object.assign(new Error("words"), { code, ...more });

describe("the database is away", () => {
  it.each(["57P01", "57P02", "57P03", "08006", "ECONNREFUSED", "CONNECT_TIMEOUT", "CONNECTION_CLOSED"])(
    "%s",
    (code) => {
      expect(isUnreachable(coded(code))).toBe(true);
      expect(isUnreachable(new Error("around it", { cause: coded(code) }))).toBe(true);
      // As next-auth wraps what failed while signing in.
      expect(isUnreachable(new Error("around it", { cause: { err: coded(code) } }))).toBe(true);
    },
  );

  it.each([
    ["a unique key", coded("23505")],
    ["a statement that took too long", coded("57014")],
    ["a redirect", Object.assign(new Error("NEXT_REDIRECT"), { digest: "NEXT_REDIRECT;push;/;307;" })],
    ["a fault of ours", new TypeError("undefined is not a function")],
    ["no error", null],
  ])("not with %s", (_what, error) => {
    expect(isUnreachable(error)).toBe(false);
  });

  it("ends with causes that turn in a circle", () => {
    const round = new Error("round") as Error & { cause: unknown };
    round.cause = round;
    expect(isUnreachable(round)).toBe(false);
  });
});
