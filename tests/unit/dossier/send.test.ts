import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { disposition, parseRange } from "@/lib/dossier/send";

describe("the part of a file that was asked for", () => {
  it.each([
    ["bytes=0-0", { start: 0, end: 0 }],
    ["bytes=0-99", { start: 0, end: 99 }],
    ["bytes=10-19", { start: 10, end: 19 }],
    ["bytes=90-", { start: 90, end: 99 }],
    ["bytes=-10", { start: 90, end: 99 }],
    ["BYTES=1-2", { start: 1, end: 2 }],
    ["bytes=0-100000", { start: 0, end: 99 }],
    ["bytes=-100000", { start: 0, end: 99 }],
    [`bytes=0-${"9".repeat(400)}`, { start: 0, end: 99 }],
  ])("%s of a hundred bytes", (header, expected) => {
    expect(parseRange(header, 100)).toEqual(expected);
  });

  it.each(["bytes=100-", "bytes=100-200", "bytes=-0", `bytes=${"9".repeat(400)}-`])(
    "%s is not there",
    (header) => {
      expect(parseRange(header, 100)).toBe("unsatisfiable");
    },
  );

  it.each([
    null,
    "",
    "bytes",
    "bytes=",
    "bytes=-",
    "bytes=5-3",
    "bytes=0-1,5-6",
    "lines=0-1",
    "bytes=a-b",
    "bytes=1.5-2",
    "bytes=+1-2",
  ])("%j is the whole", (header) => {
    expect(parseRange(header, 100)).toBeNull();
  });

  it("of an empty file does not exist", () => {
    for (const header of ["bytes=0-", "bytes=0-0", "bytes=-1"]) {
      expect(parseRange(header, 0)).toBe("unsatisfiable");
    }
  });

  it("always lies within the file", () => {
    const number = fc.option(fc.nat(300), { nil: "" });
    fc.assert(
      fc.property(number, number, fc.nat(200), (from, to, size) => {
        const range = parseRange(`bytes=${from}-${to}`, size);
        if (range === null || range === "unsatisfiable") return;
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeGreaterThanOrEqual(range.start);
        expect(range.end).toBeLessThan(size);
      }),
    );
  });
});

/** A header's parts as RFC 6266 writes them; anything else is a broken header. */
function parts(header: string) {
  const [, kind, plain, encoded = ""] =
    /^(inline|attachment); filename="([ !#-[\]-~]+)"; filename\*=UTF-8''((?:[A-Za-z0-9!#$&+.^_`|~-]|%[0-9A-Fa-f]{2})+)$/.exec(
      header,
    ) ?? [];
  return { kind, plain, name: decodeURIComponent(encoded) };
}

describe("the name of a file in a header", () => {
  it.each([
    ["Aangifte oktober 2026.pdf", "Aangifte oktober 2026.pdf", "Aangifte oktober 2026.pdf"],
    ["Café Brûlée.pdf", "Cafe Brulee.pdf", "Café Brûlée.pdf"],
    ["会計.pdf", "bijlage.pdf", "会計.pdf"],
    ["😀", "bijlage", "😀"],
    ['a"; filename="evil.exe', "a; filename=evil.exe", "a; filename=evil.exe"],
    ["a＂b.pdf", "ab.pdf", "a＂b.pdf"],
    ["a\\b/c.pdf", "abc.pdf", "abc.pdf"],
    ["../../etc/passwd", "etcpasswd", "etcpasswd"],
    [".htaccess", "htaccess", "htaccess"],
    ["a\r\nSet-Cookie: b=c.pdf", "aSet-Cookie: b=c.pdf", "aSet-Cookie: b=c.pdf"],
    ["a\u0000\u007f\u0085b.pdf", "ab.pdf", "ab.pdf"],
    // Shown from right to left, this program would be called "Aangifte fdp.exe" backwards.
    ["Aangifte\u202efdp.exe", "Aangiftefdp.exe", "Aangiftefdp.exe"],
    ["Aan\u2066gifte\u2069\u200f.pdf", "Aangifte.pdf", "Aangifte.pdf"],
    ["a\u2028b\u2029.pdf", "ab.pdf", "ab.pdf"],
    ["100%25 (kopie) '1'*.pdf", "100%25 (kopie) '1'*.pdf", "100%25 (kopie) '1'*.pdf"],
    ["half a \ud83d sign.pdf", "half a  sign.pdf", "half a  sign.pdf"],
    ["", "bijlage", "bijlage"],
    ["\r\n\u202e..", "bijlage", "bijlage"],
  ])("%j is %j, and really %j", (name, plain, real) => {
    expect(parts(disposition(name, false))).toEqual({ kind: "inline", plain, name: real });
    expect(parts(disposition(name, true)).kind).toBe("attachment");
  });

  it("is cut between characters, not within one", () => {
    const { name } = parts(disposition("😀".repeat(300), false));
    expect([...name]).toHaveLength(200);
  });

  it("is one header with two names, whatever it is", () => {
    const odd = fc.constantFrom(
      '"',
      "\\",
      "\r\n",
      "\u202e",
      "\ud800",
      ";",
      "％",
      "＂",
      "%",
      "'",
      ".",
      "/",
      "\u0000",
    );
    const name = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(fc.oneof(odd, fc.string())).map((all) => all.join("")),
    );
    fc.assert(
      fc.property(name, (text) => {
        const header = disposition(text, true);
        expect(parts(header).kind, header).toBe("attachment");
        expect(parts(header).name).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}"\\/]/u);
        expect(() => new Headers({ "content-disposition": header })).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });
});
