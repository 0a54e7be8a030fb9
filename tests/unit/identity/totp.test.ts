import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { totpCode } from "@/lib/identity/totp";

/** RFC 6238, appendix B: the ASCII key "12345678901234567890", in the base32 that apps exchange. */
const rfcSecret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const at = (seconds: number) => new Date(seconds * 1000);

/** RFC 4226 by hand. */
function handMade(key: Buffer, seconds: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(seconds / 30)));
  const mac = createHmac("sha1", key).update(counter).digest();
  const offset = (mac[19] ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return bits.replace(
    /.{1,5}/g,
    (five) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[Number.parseInt(five.padEnd(5, "0"), 2)] ?? "",
  );
}

describe("the code of an authenticator app", () => {
  // The RFC gives eight digits; of six, the last six remain.
  it.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("at %i seconds is %s", (seconds, expected) => {
    expect(totpCode(rfcSecret, at(seconds))).toBe(expected);
  });

  it("stands for thirty seconds, to the millisecond", () => {
    const first = totpCode(rfcSecret, at(1_234_567_890));
    expect(totpCode(rfcSecret, new Date(1_234_567_919_999))).toBe(first);
    expect(totpCode(rfcSecret, new Date(1_234_567_920_000))).not.toBe(first);
    expect(totpCode(rfcSecret, new Date(1_234_567_889_999))).not.toBe(first);
  });

  it("is what RFC 4226 makes of any key at any moment, noughts in front included", () => {
    const keys = fc.uint8Array({ minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(keys, fc.integer({ min: 0, max: 4_000_000_000 }), (key, seconds) => {
        expect(totpCode(base32(key), at(seconds))).toBe(handMade(Buffer.from(key), seconds));
      }),
      { numRuns: 300 },
    );
  });
});
