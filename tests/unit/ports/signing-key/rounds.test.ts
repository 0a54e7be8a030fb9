import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { der, integer, octets, sequence } from "@/lib/pades/asn1/der";
import { canBeOpened } from "@/lib/ports/signing-key/rounds";

const rounds = (count: number) => sequence(octets(randomBytes(8)), integer(count));

describe("a file that wants a key made from a password", () => {
  it("is opened for a million rounds, and not for more, however deep they stand", () => {
    for (const wrap of [(inside: Buffer) => inside, (inside: Buffer) => octets(sequence(octets(inside)))]) {
      expect(canBeOpened(sequence(wrap(rounds(1_000_000))))).toBe(true);
      expect(canBeOpened(sequence(wrap(rounds(1_000_001))))).toBe(false);
    }
  });

  it("is opened whatever its sealed bytes look like, and looked at behind them", () => {
    // A whole number in parts and a text of bits in parts are nonsense that a cipher may well bring about.
    const nonsense = [der(0x22, integer(1)), der(0x23, octets(Buffer.from("x"))), Buffer.from("2280", "hex")];
    for (const one of nonsense) {
      expect(canBeOpened(sequence(octets(one), rounds(10_000)))).toBe(true);
      expect(canBeOpened(sequence(octets(one), rounds(2 ** 31)))).toBe(false);
      expect(canBeOpened(sequence(octets(sequence(octets(one), rounds(2 ** 31)))))).toBe(false);
    }
    for (let round = 0; round < 3000; round++)
      expect(canBeOpened(sequence(octets(randomBytes(40)), rounds(10_000)))).toBe(true);
  });
});
