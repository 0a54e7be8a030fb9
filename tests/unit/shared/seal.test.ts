import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Keyring, seal, unseal, unwrapKey, wrapKey } from "@/lib/shared/seal";

const key = randomBytes(32);
const place = "accounts.totp_secret:018f";
const secret = Buffer.from("GEZDGNBVGY3TQOJQ");

describe("a sealed secret", () => {
  it("opens with its key at its place, whatever it holds", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (bytes, where) => {
        const sealed = seal(key, Buffer.from(bytes), where);
        expect(unseal(key, sealed, where).equals(bytes)).toBe(true);
      }),
    );
  });

  it("does not show what it holds, nor that it holds the same as another", () => {
    const [one, other] = [seal(key, secret, place), seal(key, secret, place)];
    expect(one.includes(secret)).toBe(false);
    expect(one.equals(other)).toBe(false);
    expect(one.subarray(1, 13).equals(other.subarray(1, 13))).toBe(false);
  });

  it.each([
    ["with another key", () => unseal(randomBytes(32), seal(key, secret, place), place)],
    ["at another place", () => unseal(key, seal(key, secret, place), "accounts.totp_secret:018e")],
    ["at no place", () => unseal(key, seal(key, secret, place), "")],
    ["with a key that is too short", () => unseal(key.subarray(1), seal(key, secret, place), place)],
    ["when it is cut off", () => unseal(key, seal(key, secret, place).subarray(0, -1), place)],
    [
      "when something was put behind it",
      () => unseal(key, Buffer.concat([seal(key, secret, place), secret]), place),
    ],
    ["when it is shorter than its frame", () => unseal(key, Buffer.alloc(28, 1), place)],
    ["when there is nothing", () => unseal(key, Buffer.alloc(0), place)],
    ["when it was never sealed", () => unseal(key, Buffer.concat([secret, secret]), place)],
  ])("does not open %s", (_, open) => {
    expect(open).toThrow();
  });

  it("does not open after any one of its bits has changed", () => {
    const sealed = seal(key, secret, place);
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => unseal(key, changed, place), `bit ${bit}`).toThrow();
    }
  });
});

describe("a keyring", () => {
  const before: Keyring = [{ id: "2026a", key: randomBytes(32) }];
  const rotated: Keyring = [{ id: "2026b", key: randomBytes(32) }, ...before];
  const own = randomBytes(32);

  it("wraps with its first key", () => {
    expect(wrapKey(before, own, "firm:1").keyId).toBe("2026a");
    expect(wrapKey(rotated, own, "firm:1").keyId).toBe("2026b");
  });

  it("after a rotation opens what the older key wrapped, and the newer", () => {
    expect(unwrapKey(rotated, wrapKey(before, own, "firm:1"), "firm:1").equals(own)).toBe(true);
    expect(unwrapKey(rotated, wrapKey(rotated, own, "firm:1"), "firm:1").equals(own)).toBe(true);
  });

  it("says which key is missing", () => {
    expect(() => unwrapKey(before, wrapKey(rotated, own, "firm:1"), "firm:1")).toThrow(/"2026b"/);
  });

  it("opens nothing for another firm, or under another key's name", () => {
    const wrapped = wrapKey(rotated, own, "firm:1");
    expect(() => unwrapKey(rotated, wrapped, "firm:2")).toThrow();
    expect(() => unwrapKey(rotated, { ...wrapped, keyId: "2026a" }, "firm:1")).toThrow();
    // The same key under two names: the name is bound as well.
    const twice: Keyring = [...rotated, { id: "copy", key: rotated[0]?.key ?? own }];
    expect(() => unwrapKey(twice, { ...wrapped, keyId: "copy" }, "firm:1")).toThrow();
  });

  it("without a key wraps nothing", () => {
    expect(() => wrapKey([], own, "firm:1")).toThrow(/empty/);
  });
});
