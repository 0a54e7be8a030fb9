import { describe, expect, it } from "vitest";
import { referenceOf } from "@/lib/approvals/reference";
import { newId } from "@/lib/shared/ids";

const october = { start: "2026-10-01", end: "2026-10-31" };

describe("what people quote on the phone", () => {
  it("says what and when, in signs that are not taken for each other", () => {
    const reference = referenceOf("vat", october, newId());
    expect(reference).toMatch(/^OB-2026-10-[23456789BCDFGHJKMNPQRTVWXYZ]{6}$/);
    expect(reference).toHaveLength(17);
  });

  it("is the same for the same document, and another at another attempt", () => {
    const id = newId();
    expect(referenceOf("vat", october, id)).toBe(referenceOf("vat", october, id));
    expect(referenceOf("vat", october, id, 1)).not.toBe(referenceOf("vat", october, id));
  });

  it("hardly ever comes out alike: not once among twenty thousand of a month", () => {
    // Expected pairs alike: 20,000 squared, over 2 and over 27 to the sixth, which is one in two.
    const made = Array.from({ length: 20_000 }, (_, n) => referenceOf("vat", october, `document ${n}`));
    expect(made.length - new Set(made).size).toBeLessThanOrEqual(2);
  });
});
