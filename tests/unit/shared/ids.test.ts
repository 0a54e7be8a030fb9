import { describe, expect, it } from "vitest";
import { newId, newToken } from "@/lib/shared/ids";

describe("an id", () => {
  it("is a uuid of version 7, made of the moment", () => {
    const before = Date.now();
    const id = newId();
    const after = Date.now();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const at = Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(after);
  });

  it("stands after every earlier one, within one millisecond too, and is nobody else's", () => {
    const ids = Array.from({ length: 20_000 }, newId);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("a token", () => {
  it("has 256 bits, unless fewer are asked for, and fits in an address and a cookie", () => {
    expect(newToken()).toMatch(/^[\w-]{43}$/);
    expect(Buffer.from(newToken(), "base64url")).toHaveLength(32);
    expect(newToken(16)).toMatch(/^[\w-]{22}$/);
  });

  it("is drawn anew each time, in each of its bits", () => {
    const drawn = Array.from({ length: 400 }, () => Buffer.from(newToken(), "base64url"));
    for (let bit = 0; bit < 256; bit++) {
      const ones = drawn.filter((bytes) => ((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1).length;
      // Eight standard deviations from the middle: a bit that stands still is noticed, chance is not.
      expect(ones).toBeGreaterThan(120);
      expect(ones).toBeLessThan(280);
    }
  });
});
