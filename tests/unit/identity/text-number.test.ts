import { describe, expect, it } from "vitest";
import { telephoneOf, textNumberOf } from "@/lib/identity/text-number";

const verified = new Date("2026-01-05T09:00:00Z");
const numberOf = (mobile: string | null, allowedCountries = ["NL", "BE", "DE"], at: Date | null = verified) =>
  textNumberOf({ mobile, mobileVerifiedAt: at }, { allowedCountries });

describe("the number that a code may be sent to", () => {
  it.each(["+31612345678", "+32470123456", "+4915123456789"])("%s, in an allowed country", (mobile) => {
    expect(numberOf(mobile)).toBe(mobile);
  });

  it.each([
    ["no number", null],
    ["an empty one", ""],
    ["a number that is none", "niet"],
    ["one without a country", "0612345678"],
    ["one that is too short", "+3161234567"],
    ["one that is too long", "+316123456789"],
    ["one of another country", "+33612345678"],
    // Numbers that cost whoever texts them, in countries that share a prefix with an allowed one.
    ["one of an island that is dialled like another", "+447781123456"],
    ["a satellite", "+881612345678"],
    ["an international premium number", "+9791234567"],
    ["a premium number of an allowed country", "+31900123456"],
    ["a landline", "+31201234567"],
  ])("%s is none", (_, mobile) => {
    expect(numberOf(mobile, ["NL", "BE", "DE", "GB"])).toBeNull();
  });

  it.each(["+31 6 12345678", "+31 (0)6 1234 5678", "+31-6-12345678", "+31612345678 ", "+310612345678"])(
    "%s is +31612345678, however it is written",
    (written) => {
      expect(numberOf(written)).toBe("+31612345678");
    },
  );

  it.each([
    "+31612345678;ext=1",
    "+31612345678 ext. 12",
    "+31612345678#9",
    "bel +31612345678",
    "tel:+31612345678",
    "+31612345678 of thuis",
  ])("%s is none", (written) => {
    expect(numberOf(written)).toBeNull();
    expect(telephoneOf(written)).toBeNull();
  });

  it("is none before it was verified", () => {
    expect(numberOf("+31612345678", ["NL"], null)).toBeNull();
  });

  it("follows the firm's list, and an empty list allows nothing", () => {
    expect(numberOf("+33612345678", ["FR"])).toBe("+33612345678");
    expect(numberOf("+31612345678", ["FR"])).toBeNull();
    expect(numberOf("+31612345678", [])).toBeNull();
  });
});
