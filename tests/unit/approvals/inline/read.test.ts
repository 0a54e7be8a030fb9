import { describe, expect, it } from "vitest";
import { numberOf } from "@/lib/approvals/inline/numbers";
import { readDocument } from "@/lib/approvals/returns/read";
import { amount, type InlineReport, inlineReport, text } from "@/tests/support/inline-report";

const large: InlineReport = { kvkNumber: "69599068", name: "Grootbedrijf N.V.", year: 2025 };
const read = (page: string) => readDocument(Buffer.from(page));
const refusal = (reason: string) => ({ ok: false, reason });
const linesOf = (body: string) => {
  const result = read(inlineReport({ ...large, body }));
  if (!result.ok || result.figures.kind === "vat") throw new Error(JSON.stringify(result));
  return Object.fromEntries(result.figures.lines.map((line) => [line.labelKey, line.cents ?? line.text]));
};

describe("accounts in inline XBRL", () => {
  it("say whose they are, over which year, and what they say plainly", () => {
    const body =
      amount("Assets", "1.412.000", 'format="ixt:num-comma-decimal" scale="3"') +
      amount("Equity", "120,500.50", 'format="ixt:num-dot-decimal"');
    const result = read(inlineReport({ ...large, body, adoptedOn: "2026-05-20" }));
    expect(result).toMatchObject({
      ok: true,
      stream: "filingAccounts",
      subject: { scheme: "kvk", number: "69599068" },
      period: { start: "2025-01-01", end: "2025-12-31" },
      warnings: [],
    });
    expect(linesOf(body)).toEqual({
      legalEntityName: "Grootbedrijf N.V.",
      kvkNumber: "69599068",
      balanceTotal: 1_412_000_000_00,
      equity: 120_500_50,
    });
  });

  it("without figures of the Dutch dictionaries leave them to a person, and keep the year of their contexts", () => {
    const page = inlineReport(large)
      .replaceAll("nl-cd:", "ifrs-full:")
      .replace(
        "xmlns:nl-cd=",
        'xmlns:ifrs-full="https://xbrl.ifrs.org/taxonomy/2024-03-27/ifrs-full" xmlns:x=',
      );
    expect(read(page)).toMatchObject({
      ok: true,
      period: { start: "2025-01-01", end: "2025-12-31" },
      warnings: ["figures-missing"],
      figures: { lines: [], amount: null },
    });
  });

  it.each([
    ["kvk-rpt-jaarverantwoording-2025-ifrs-full", "nltaxonomie.nl/nt20/kvk/20251210", "annualAccounts"],
    [
      "kvk-rpt-jaarverantwoording-2025-nlgaap-klein-publicatiestukken",
      "nltaxonomie.nl/nt20/kvk/20251210",
      "filingAccounts",
    ],
    ["frc-rpt-nt-inrichtingsjaarrekening-2025", "sbrnexus.nl/ft20/frc/20251208", "creditReport"],
    ["bd-rpt-vpb-aangifte-2025", "nltaxonomie.nl/nt20/bd/20251210", null],
  ])("in the form %s are what that is made for", (form, place, stream) => {
    const own = "https://example.org/69599068-extension.xsd";
    for (const name of ["nl-cd", "ifrs-full"]) {
      const page = inlineReport(large)
        .replace(own, `https://www.${place}/entrypoints/${form}.xsd`)
        .replace("sbr/20251210/dictionary/nl-common-data", `x/dictionary/${name}`)
        .replace(`x/dictionary/nl-cd`, "sbr/20251210/dictionary/nl-common-data");
      expect(read(page)).toMatchObject(stream ? { ok: true, stream } : refusal("unknown-document"));
    }
  });

  it.each([
    ["in a format that is not known", amount("Assets", "one thousand", 'format="ixt:num-word"')],
    ["that goes on elsewhere", amount("Assets", "1000", 'continuedAt="more"')],
    ["of another target", amount("Assets", "1000", 'target="pdf"')],
    [
      "that is nil",
      amount("Assets", "", 'xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'),
    ],
    ["with a sign of its own", amount("Assets", "-1000")],
    ["around another", amount("Assets", `1${amount("Equity", "000")}`)],
  ])("leave out an amount %s", (_what, body) => {
    expect(linesOf(body)).not.toHaveProperty("balanceTotal");
  });

  it.each<[string, string, string]>([
    ["of two companies", inlineReport({ ...large, stranger: "68750110" }), "contradictory"],
    [
      "that say two numbers",
      inlineReport({ ...large, body: text("nl-cd:ChamberOfCommerceRegistrationNumber", "68750110") }),
      "contradictory",
    ],
    [
      "with two totals",
      inlineReport({ ...large, body: amount("Assets", "1") + amount("Assets", "2") }),
      "contradictory",
    ],
    [
      "of a register that is not the KvK's",
      inlineReport({ ...large, scheme: "http://standards.iso.org/iso/17442" }),
      "no-number",
    ],
    ["of a number that is none", inlineReport({ ...large, kvkNumber: "1234" }), "no-number"],
    ["with a document type", inlineReport(large).replace("<html", "<!DOCTYPE html>\n<html"), "has-dtd"],
    [
      "with entities",
      inlineReport(large)
        .replace("<html", '<!DOCTYPE html [<!ENTITY a "b">]>\n<html')
        .replace("<h1>", "<h1>&a;"),
      "has-dtd",
    ],
    ["with an entity of nobody", inlineReport(large).replace("<h1>", "<h1>&nbsp;"), "not-xml"],
    ["that are cut off", inlineReport(large).slice(0, -20), "not-xml"],
    [
      "without any inline XBRL",
      '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"><body/></html>',
      "inline-xbrl",
    ],
    ["of 2008", inlineReport(large).replace("org/2013/inline", "org/2008/inline"), "inline-xbrl"],
    [
      "of more elements than a page has",
      inlineReport({ ...large, body: "<b/>".repeat(1_000_001) }),
      "too-large",
    ],
    [
      "that lie very deep",
      inlineReport({ ...large, body: "<b>".repeat(300) + "</b>".repeat(300) }),
      "too-large",
    ],
  ])("are refused: %s", (_what, page, reason) => {
    expect(read(page)).toEqual(refusal(reason));
  });
});

describe("a number on a page", () => {
  const of = (shown: string, attributes: Record<string, string> = {}) =>
    numberOf(shown, new Map(Object.entries(attributes)));
  it.each<[string, Record<string, string>, string | null]>([
    ["1000", {}, "1000"],
    ["1.5", { scale: "3" }, "1500"],
    ["1.234.567,89", { format: "ixt:num-comma-decimal" }, "1234567.89"],
    ["1,234,567.89", { format: "ixt4:numdotdecimal", sign: "-" }, "-1234567.89"],
    ["1 234", { format: "ixt:num-comma-decimal", scale: "6" }, "1234000000"],
    ["12", { scale: "-2" }, "0.12"],
    ["–", { format: "ixt:fixed-zero" }, "0"],
    ["0", { sign: "-" }, "0"],
    ["1.234", {}, "1.234"],
    ["1,234", {}, null],
    ["1000", { scale: "12" }, null],
    ["1000", { sign: "+" }, null],
    ["(1000)", { format: "ixt:num-dot-decimal" }, null],
    ["", {}, null],
  ])("%s %o: %s", (shown, attributes, value) => {
    expect(of(shown, attributes)).toBe(value);
  });
});
