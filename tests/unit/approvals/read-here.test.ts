import { describe, expect, it } from "vitest";
import { readMark, wasReadHere, withMark } from "@/lib/approvals/read-here";

const valueIn = (cookie: string) => /=([^;]*)/.exec(cookie)?.[1] ?? "";

describe("what was opened in this browser", () => {
  it("is of one person and of these bytes", () => {
    const cookie = valueIn(withMark(undefined, readMark("marieke", "a")));
    expect(wasReadHere(cookie, readMark("marieke", "a"))).toBe(true);
    expect(wasReadHere(cookie, readMark("pieter", "a"))).toBe(false);
    expect(wasReadHere(cookie, readMark("marieke", "b"))).toBe(false);
    expect(wasReadHere(undefined, readMark("marieke", "a"))).toBe(false);
  });

  it("keeps the last sixty, each once, and nothing that is no mark", () => {
    let value: string | undefined = "rubbish.<script>.0123";
    for (let n = 0; n < 100; n++) value = valueIn(withMark(value, readMark("marieke", String(n))));
    value = valueIn(withMark(value, readMark("marieke", "99")));
    expect(value.split(".")).toHaveLength(60);
    expect(value).toMatch(/^[0-9a-f.]+$/);
    expect(wasReadHere(value, readMark("marieke", "99"))).toBe(true);
    expect(wasReadHere(value, readMark("marieke", "1"))).toBe(false);
  });
});
