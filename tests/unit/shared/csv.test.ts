import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvLine } from "@/lib/shared/csv";

describe("a line of CSV", () => {
  it.each([
    [["a", "b", null, 12, -3], "a;b;;12;-3\r\n"],
    [['zei "ja"', "x;y", "één\r\ntwee", " rand "], '"zei ""ja""";"x;y";"één\r\ntwee";" rand "\r\n'],
    // Of a spreadsheet's own: none of these is a formula any more.
    [["=1+1"], "'=1+1\r\n"],
    [["+31612345678"], "'+31612345678\r\n"],
    [["-2+3"], "'-2+3\r\n"],
    [["@SUM(A1)"], "'@SUM(A1)\r\n"],
    [["  =1+1"], "'  =1+1\r\n"],
    [["\t=1"], '"\'\t=1"\r\n'],
    [["\rx"], '"\'\rx"\r\n'],
    [["＝1+1"], "'＝1+1\r\n"],
    [['=HYPERLINK("http://x";"y")'], '"\'=HYPERLINK(""http://x"";""y"")"\r\n'],
    [["2026-10-01", "a=b", "a-b"], "2026-10-01;a=b;a-b\r\n"],
  ])("%j", (cells, line) => expect(csvLine(cells)).toBe(line));

  it("never begins a cell with what starts a formula", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const bare = csvLine([text]).replace(/^"/, "");
        expect(bare.slice(0, -2)).not.toMatch(/^[\s\p{Cc}\uFEFF]*[=+\-@＝＋－＠]/u);
      }),
    );
  });
});
