import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, hmac, sha256, sha256Hex } from "@/lib/shared/hash";
import { refuse } from "@/lib/shared/result";

describe("hashes", () => {
  // FIPS 180-4 and RFC 4231, test case 2.
  it.each([
    ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
  ])("are SHA-256: %j", (text, expected) => {
    expect(sha256Hex(text)).toBe(expected);
    expect(sha256Hex(new TextEncoder().encode(text))).toBe(expected);
    expect(sha256(text).toString("hex")).toBe(expected);
  });

  it("with a key are HMAC-SHA-256", () => {
    const expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    expect(hmac("Jefe", "what do ya want for nothing?").toString("hex")).toBe(expected);
    expect(hmac(Buffer.from("Jefe"), "what do ya want for nothing?").toString("hex")).toBe(expected);
  });

  it("read text as UTF-8", () => {
    expect(sha256Hex("€ë")).toBe(sha256Hex(Buffer.from([0xe2, 0x82, 0xac, 0xc3, 0xab])));
  });
});

describe("canonical JSON", () => {
  it("sorts keys at every depth, and leaves the order of lists alone", () => {
    expect(canonicalJson({ b: [{ z: 1, a: 2 }, 1], a: { d: null, c: "é" } })).toBe(
      '{"a":{"c":"é","d":null},"b":[{"a":2,"z":1},1]}',
    );
    expect(canonicalJson([2, 1])).not.toBe(canonicalJson([1, 2]));
  });

  it("writes a moment as ISO 8601, and what is undefined not at all", () => {
    const at = new Date("2026-11-20T10:14:00+01:00");
    expect(canonicalJson({ at, gone: undefined })).toBe('{"at":"2026-11-20T09:14:00.000Z"}');
  });

  it("tells apart what looks alike", () => {
    const values = [1, "1", true, "true", null, "null", "", 0, false, [], {}, [null], { a: null }, { a: "" }];
    const texts = values.map((value) => canonicalJson(value));
    expect(new Set(texts).size).toBe(values.length);
  });

  it("is the same for the same value in any order of keys, and says the whole value", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(shuffled(value))).toBe(text);
        // -0 is 0 in JSON.
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("takes a key called __proto__ for what it is: a key", () => {
    const text = canonicalJson(JSON.parse('{"__proto__":{"amount":1},"a":2}'));
    expect(text).toBe('{"__proto__":{"amount":1},"a":2}');
  });
});

function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, inner]) => [key, shuffled(inner)]));
}

describe("a refusal", () => {
  it("says no and why, and nothing else", () => {
    expect(refuse("expired")).toEqual({ ok: false, reason: "expired" });
  });
});
