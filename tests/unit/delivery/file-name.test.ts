import { describe, expect, it } from "vitest";
import { plainName } from "@/lib/delivery/file-name";
import { deliverRequest } from "@/lib/ports/filing-channel/delivery";

/** What the recipient's form says of it, as the main document and as an annex. */
function judged(fileName: string) {
  const content = { mimeType: "application/xml", fileName, bytes: Buffer.from("<x/>") };
  const made = deliverRequest({
    messageType: "Jaarrekening_AV",
    interestedParty: { number: "12345678", type: "kvk" },
    interestedPartyRole: "Intermediair",
    content,
    attachments: [content],
  });
  return made.ok ? "accepted" : `${made.field} ${made.reason}`;
}

const long =
  "Publicatiestukken boekjaar 2025 van de besloten vennootschap Bakkerij De Korenaar Holding te Utrecht";

describe("the name of a file for its recipient", () => {
  it.each([
    ["Publicatie.xbrl", "Publicatie.xbrl"],
    ["Bakker & Zonen 2025.xbrl", "Bakker Zonen 2025.xbrl"],
    ["Publicatie – De Korenaar.xbrl", "Publicatie - De Korenaar.xbrl"],
    ["Jaarrekening (definitief)  2025.xbrl", "Jaarrekening definitief 2025.xbrl"],
    ["(definitief).pdf", "definitief.pdf"],
    [" Verklaring\u00a0\u00a0accountant\t.pdf ", "Verklaring accountant.pdf"],
    ["Café Ærø & Zoë.xbrl", "Cafe r Zoe.xbrl"],
    ["Α&Ω.xbri", "bestand.xbri"],
    [".xml", "bestand.xml"],
    ["&", "bestand"],
    ["", "bestand"],
    ["jaarrekening.2025.B.V.", "jaarrekening.2025.B.V."],
    [`${long}.xbrl`, `${long.slice(0, 75)}.xbrl`],
    [`${"a".repeat(74)} ${"b".repeat(20)}.xbrl`, `${"a".repeat(74)}.xbrl`],
    [`${"a".repeat(20)} ${"b".repeat(74)}.xbrl`, `${"a".repeat(20)} ${"b".repeat(54)}.xbrl`],
  ])("%j is %j", (name, wanted) => {
    expect(plainName(name)).toBe(wanted);
    expect(judged(wanted)).toBe("accepted");
  });

  it("is always one that the recipient's form takes, and keeps its ending", () => {
    // A generator of its own, so that what fails once fails again.
    let seed = 20_251_231;
    const below = (most: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return (seed >>> 8) % most;
    };
    const signs = [
      ..." .-_&–—()[]{}<>'\"/\\:;,+=%#@!?*|~^`§€©®½",
      ..."aZ09éïøßłñçÆΩжשا日本ﬁ①",
      ..."\u00a0\u2003\u200b\u200d\u2028\u2029\u0000\t\r\n\u007f\u0085\ufeff\ufffe\uffff\ud800\udc00\u0301\u00a8",
      "🥐",
      "  ",
      "e\u0301",
      "aaaaaaaaaaaaaaaaaaaaaaaaa",
    ];
    for (let round = 0; round < 20_000; round++) {
      const stem = Array.from({ length: below(24) }, () => signs[below(signs.length)]).join("");
      const ending = ["", ".xbrl", ".XML", ".pdf", ".xbri"][below(5)] ?? "";
      const name = plainName(stem + ending);
      expect(judged(name), JSON.stringify(stem + ending)).toBe("accepted");
      expect(name).toMatch(/^[\w.-]+( [\w.-]+)*$/);
      expect(name.length).toBeLessThanOrEqual(80);
      expect(name.endsWith(ending), JSON.stringify([stem + ending, name])).toBe(true);
    }
  });
});
