import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { filingTitle } from "@/lib/approvals/title";
import { codeText, signInAbout } from "@/lib/notifications/words";
import type { Language } from "@/lib/shared/dates";
import { formatEuro } from "@/lib/shared/money";

// GSM 03.38: the basic alphabet, and the signs that take the place of two.
const BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const DOUBLE = "^{}\\[~]|€\f";

/** How many places a text takes in the alphabet of text messages; none when a sign is not in it. */
function places(text: string): number | null {
  let count = 0;
  for (const sign of text) {
    if (BASIC.includes(sign)) count += 1;
    else if (DOUBLE.includes(sign)) count += 2;
    else return null;
  }
  return count;
}

const host = "noorderlicht.portaal.example";
const october = { start: "2026-10-01", end: "2026-10-31" };
const languages: Language[] = ["nl", "en"];

describe("a code by text message", () => {
  it("says the code, what it is for and that it is nobody else's", () => {
    expect(codeText("nl", "482913", "Omzetbelasting oktober 2026", host)).toBe(
      `Uw code is 482 913 voor: Omzetbelasting oktober 2026. Geef deze code aan niemand.\n\n@${host} #482913`,
    );
    expect(codeText("en", "482913", "Omzetbelasting (VAT) October 2026", host)).toBe(
      `Your code is 482 913 for: Omzetbelasting (VAT) October 2026. Give this code to nobody.\n\n@${host} #482913`,
    );
  });

  it("keeps noughts in front, in both places", () => {
    expect(codeText("nl", "000042", "x", host)).toMatch(/is 000 042 voor/);
    expect(codeText("nl", "000042", "x", host)).toMatch(/#000042$/);
  });

  it("ends in the one line by which a phone fills it in, at our host alone (WICG origin-bound one-time codes)", () => {
    const code = fc.stringMatching(/^\d{6}$/);
    fc.assert(
      fc.property(code, fc.constantFrom(...languages), fc.string(), (digits, language, about) => {
        const lines = codeText(language, digits, about, host).split("\n");
        expect(lines.at(-1)).toBe(`@${host} #${digits}`);
        expect(lines.at(-2)).toBe("");
      }),
    );
  });

  it.each([
    ["Noorderlicht Accountants", "noorderlicht.portaal.example"],
    ["De Vries & Partners", "devries.localhost"],
    ["Administratiekantoor Brulée-Müller", "brulee-muller.portaal.example"],
  ])("fits into one message when signing in to %s", (firm, at) => {
    for (const language of languages) {
      const text = codeText(language, "482913", signInAbout(language, firm), at);
      expect(text).toContain(firm);
      const length = places(text);
      expect(length).not.toBeNull();
      expect(length).toBeLessThanOrEqual(160);
    }
  });

  it.each([
    ["a month", october],
    ["the month with the longest name", { start: "2026-09-01", end: "2026-09-30" }],
    ["a quarter", { start: "2026-10-01", end: "2026-12-31" }],
    ["a year", { start: "2026-01-01", end: "2026-12-31" }],
    ["months over a new year", { start: "2026-11-01", end: "2027-01-31" }],
  ])("fits into one message for a return over %s, with its amount too", (_, period) => {
    for (const language of languages) {
      const title = filingTitle({ stream: "vat", period }, language);
      for (const cents of [0, 481_200, 123_456_700]) {
        const about = `${title}, ${formatEuro(cents, language, { whole: true })}`;
        const length = places(codeText(language, "482913", about, host));
        expect(length, about).not.toBeNull();
        expect(length, about).toBeLessThanOrEqual(160);
      }
    }
  });

  it("shows an amount as the screen does, with spaces that the alphabet has", () => {
    const about = `Omzetbelasting oktober 2026, ${formatEuro(481_200, "nl", { whole: true })}`;
    expect(codeText("nl", "482913", about, host)).toContain(
      "voor: Omzetbelasting oktober 2026, € 4.812. Geef",
    );
  });
});
