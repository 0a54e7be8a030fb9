import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseNumber } from "@/lib/approvals/returns/numbers";
import { readDocument } from "@/lib/approvals/returns/read";
import { but, good, plus, read, reading, refusal, streams } from "./documents";

/** What must be true of whatever was read, however odd the file was. */
function expectSound(result: ReturnType<typeof readDocument>) {
  if (!result.ok) return expect(result.reason).toMatch(/^[a-z-]+$/);
  const { subject, period, figures, ...rest } = result;
  expect(parseNumber(subject.scheme, subject.number)).toBe(subject.number);
  expect(period.start <= period.end).toBe(true);
  expect(figures.period).toEqual(period);
  const said = JSON.stringify([figures, rest]);
  if (subject.scheme === "bsn") expect(said).not.toContain(subject.number);
  if (figures.kind === "vat") return expect(Number.isSafeInteger(figures.amount)).toBe(true);
  expect(figures.amount === null || Number.isSafeInteger(figures.amount)).toBe(true);
  for (const { cents, text, labelKey } of figures.lines) {
    expect(labelKey).toMatch(/^[a-z]\w+$/i);
    expect((cents === undefined) !== (text === undefined)).toBe(true);
    if (cents !== undefined) expect(Number.isSafeInteger(cents) && !Object.is(cents, -0)).toBe(true);
  }
}

describe("any bytes at all", () => {
  it("get an answer, and never an exception", () => {
    const magic = fc.constantFrom("", "PK\u0003\u0004", "<?xml", "<html ", "\u00ff\u00fe", "<xbrl");
    fc.assert(
      fc.property(magic, fc.oneof(fc.uint8Array({ maxLength: 400 }), fc.string()), (start, rest) => {
        const bytes = Buffer.concat([Buffer.from(start, "latin1"), Buffer.from(rest as string)]);
        expect(readDocument(bytes).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

describe.each(streams)("a document that was damaged: %s", (stream) => {
  const text = good[stream];

  it("byte by byte", () => {
    const bytes = Buffer.from(text);
    const slip = fc.record({ at: fc.nat(bytes.length - 1), to: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(slip, { minLength: 1, maxLength: 4 }), (slips) => {
        const damaged = Buffer.from(bytes);
        for (const { at, to } of slips) damaged[at] = to;
        expectSound(readDocument(damaged));
      }),
      { numRuns: 120 },
    );
  });

  it("line by line", () => {
    const lines = text.split("\n");
    const at = fc.nat(lines.length - 1);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom("drop", "double", "move"), at, at), { maxLength: 5 }),
        (steps) => {
          const changed = [...lines];
          for (const [what, from, to] of steps) {
            const [line = ""] = changed.splice(from, what === "double" ? 0 : 1);
            if (what === "double") changed.splice(from, 0, lines[from] ?? "");
            if (what === "move") changed.splice(to, 0, line);
          }
          expectSound(read(changed.join("\n")));
        },
      ),
      { numRuns: 120 },
    );
  });

  it("value by value", () => {
    const values = [...text.matchAll(/>([^<>\n]+)</g)];
    const odd = fc.oneof(
      fc.constantFrom(
        "",
        "-0",
        "0.00",
        "-1",
        "1e5",
        "NaN",
        "9".repeat(13),
        "9".repeat(14),
        "__proto__",
        "2025-02-30",
      ),
      fc.constantFrom("constructor", "999990020", "&#x202e;", "x".repeat(3000), "FR", "EUR"),
      fc.integer().map(String),
    );
    fc.assert(
      fc.property(fc.nat(values.length - 1), odd, (which, value) => {
        const { index = 0, 0: whole } = values[which] ?? { 0: "" };
        expectSound(read(`${text.slice(0, index)}>${value}<${text.slice(index + whole.length)}`));
      }),
      { numRuns: 120 },
    );
  });
});

describe.each(streams)("a hostile file of every stream: %s", (stream) => {
  const behind = (doctype: string) => good[stream].replace("?>", `?>${doctype}`);
  it.each([
    ["a document type", behind("<!DOCTYPE x>"), "has-dtd"],
    ["another file", behind('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'), "has-dtd"],
    ["another place", behind('<!DOCTYPE x PUBLIC "-//X" "http://127.0.0.1:1/x.dtd">'), "has-dtd"],
    ["laughs", behind('<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'), "has-dtd"],
    ["an entity that nobody declared", but(good[stream], /<\/([\w:]+)>\s*$/, "&e;</$1>"), "not-xml"],
    ["a character that XML has not", but(good[stream], /<\/([\w:]+)>\s*$/, "\u0001</$1>"), "not-xml"],
    ["more than 5 MB", good[stream] + " ".repeat(5 * 1024 * 1024), "too-large"],
    [
      "65 elements deep",
      but(good[stream], /<\/([\w:]+)>\s*$/, `${"<a>".repeat(64)}${"</a>".repeat(64)}</$1>`),
      "too-large",
    ],
  ])("with %s is refused", (_, text, reason) => {
    expect(read(text)).toEqual(refusal(reason));
  });
});

describe("names like those of our own language's objects", () => {
  it("are ids like any other", () => {
    for (const id of ["__proto__", "constructor", "toString"]) {
      const text = but(good.vatCorrection, '"Msg"', `"${id}"`);
      expect(reading(text).figures).toEqual(reading(good.vatCorrection).figures);
    }
  });

  it("are no figures", () => {
    const text = plus(
      good.vatCorrection,
      ["constructor", "__proto__", "hasOwnProperty"]
        .map((name) => `<bd-i:${name} contextRef="Msg" unitRef="EUR">1</bd-i:${name}>`)
        .join(""),
    );
    expect(reading(text).figures).toEqual(reading(good.vatCorrection).figures);
  });
});

describe("just under the limits, and hard to read", () => {
  /** Generous for a slow machine; what grows with the square of the size takes minutes. */
  const soon = 15_000;
  const timed = (text: string) => {
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(5 * 1024 * 1024);
    const began = performance.now();
    const result = read(text);
    expect(performance.now() - began).toBeLessThan(soon);
    return result;
  };
  const many = (count: number, each: (n: number) => string) =>
    Array.from({ length: count }, (_, n) => each(n)).join("");
  const end = "</CollectieveAangifte>";

  it("many corrections", () => {
    const saldo = "<SaldoCorrectiesVoorgaandTijdvak><Saldo>1</Saldo></SaldoCorrectiesVoorgaandTijdvak>";
    const text = but(good.payrollTax, end, saldo.repeat(45_000) + end);
    expect(timed(text)).toMatchObject({ ok: true, warnings: ["total-does-not-add-up"] });
  });

  it("long names around many elements", () => {
    const [open, close] = [
      many(50, (n) => `<a${n}${"x".repeat(40_000)}>`),
      many(50, (n) => `</a${49 - n}${"x".repeat(40_000)}>`),
    ];
    expect(timed(but(good.payrollTax, end, `${open}${"<b/>".repeat(90_000)}${close}${end}`)).ok).toBe(true);
  });

  it("many customers", () => {
    const fact = (n: number) =>
      `<t:IntraCommunitySupplies><bd-i:CountryCodeISO-EC contextRef="CD_Opgaaf">FR</bd-i:CountryCodeISO-EC><bd-i:VATIdentificationNumberNational contextRef="CD_Opgaaf">${n + 10}</bd-i:VATIdentificationNumberNational><bd-i:SuppliesAmount contextRef="CD_Opgaaf" unitRef="EUR">1</bd-i:SuppliesAmount></t:IntraCommunitySupplies>`;
    const text = but(good.ecSalesList, 'xmlns:bd-i="', 'xmlns:t="urn:t" xmlns:bd-i="');
    expect(timed(plus(text, many(1_995, fact))).ok).toBe(true);
    expect(timed(plus(text, many(15_000, fact)))).toEqual(refusal("too-large"));
  });

  it("many contexts", () => {
    const context = (n: number) =>
      `<xbrli:context id="c${n}"><xbrli:entity><xbrli:identifier scheme="http://www.kvk.nl/kvk-id">69599068</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:instant>2025-12-31</xbrli:instant></xbrli:period></xbrli:context><jenv-bw2-i:Equity contextRef="c${n}" unitRef="EUR">1</jenv-bw2-i:Equity>`;
    expect(timed(plus(good.annualAccounts, many(14_000, context))).ok).toBe(true);
  });

  it("long names of dictionaries and forms", () => {
    const long = `http://www.nltaxonomie.nl/x/${"dictionary/".repeat(30_000)}`;
    const fact = (n: number) =>
      `<x:F${n} xmlns:x="${n === 0 ? long : long.slice(0, 290)}" contextRef="Msg">1</x:F${n}>`;
    expect(timed(plus(good.vatCorrection, many(9_000, fact))).ok).toBe(true);
    const form = but(
      good.vatCorrection,
      /http[^"]*entrypoints[^"]*/,
      `http://www.nltaxonomie.nl/${"entrypoints/".repeat(300_000)}`,
    );
    expect(timed(form)).toEqual(refusal("unknown-document"));
  });

  it("long values where words are read", () => {
    const text = but(good.annualAccounts, "Bakkerij De Wit &amp; Zonen B.V.", "\u202e ".repeat(900_000));
    expect(timed(text).ok).toBe(true);
  });
});
