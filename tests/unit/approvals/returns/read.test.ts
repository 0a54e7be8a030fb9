import { describe, expect, it } from "vitest";
import { readDocument } from "@/lib/approvals/returns/read";
import { inlineReport, reportPackage } from "@/tests/support/inline-report";
import { but, good, read, reading, refusal, streams } from "./documents";

const FORM = /http[^"]*\/entrypoints\/[^"]*\.xsd/;

describe("what an uploaded file is", () => {
  it.each(streams)("%s", (stream) => {
    const result = read(good[stream]);
    expect(result).toMatchObject({ ok: true, stream, figures: { kind: stream }, warnings: [] });
  });

  it.each([
    ["vat", "ob", "001000044B37"],
    ["vatCorrection", "ob", "001000044B37"],
    ["ecSalesList", "ob", "001000044B37"],
    ["corporateIncomeTax", "rsin", "001000044"],
    ["personalIncomeTax", "bsn", "999990019"],
    ["payrollTax", "loonheffingen", "001000044L01"],
    ["annualAccounts", "kvk", "69599068"],
    ["filingAccounts", "kvk", "69599068"],
    ["creditReport", "kvk", "69599068"],
  ] as const)("whose it is: %s", (stream, scheme, number) => {
    expect(read(good[stream])).toMatchObject({ subject: { scheme, number } });
  });

  it.each([
    ["vat", "bd-rpt-ob-aangifte-2026", "2026-10-01", "2026-10-31"],
    ["vatCorrection", "bd-rpt-ob-suppletie-2026", "2026-07-01", "2026-09-30"],
    ["ecSalesList", "bd-rpt-icp-opgaaf-2026", "2026-07-01", "2026-09-30"],
    ["corporateIncomeTax", "bd-rpt-vpb-aangifte-2025", "2025-01-01", "2025-12-31"],
    ["personalIncomeTax", "bd-rpt-ihz-aangifte-2025", "2025-01-01", "2025-12-31"],
    ["payrollTax", "loonaangifte-2026-01", "2026-10-01", "2026-10-31"],
    ["annualAccounts", "kvk-rpt-jaarverantwoording-2025-nlgaap-klein", "2025-01-01", "2025-12-31"],
    [
      "filingAccounts",
      "kvk-rpt-jaarverantwoording-2025-nlgaap-klein-publicatiestukken",
      "2025-01-01",
      "2025-12-31",
    ],
    ["creditReport", "frc-rpt-nt-inrichtingsjaarrekening-2025", "2025-01-01", "2025-12-31"],
  ] as const)("by which form and over which period: %s", (stream, taxonomy, start, end) => {
    const period = { start, end };
    expect(read(good[stream])).toMatchObject({ taxonomy, period, figures: { period } });
  });

  it.each([
    ["http://www.nltaxonomie.nl/nt20/bd/20251210/entrypoints/bd-rpt-ob-suppletie.xsd", "vatCorrection"],
    [
      "http://www.nltaxonomie.nl/nt16/bd/20211208.a/entrypoints/bd-rpt-ob-suppletie-2022.xsd",
      "vatCorrection",
    ],
  ])("%s is a form of %s", (form, stream) => {
    expect(read(but(good.vatCorrection, FORM, form))).toMatchObject({ ok: true, stream });
  });

  it.each([
    [
      "https://www.sbrbanken.nl/bt12/frc/20171201/entrypoints/frc-rpt-nt-jaarrekening-2017.xsd",
      "creditReport",
    ],
    [
      "http://www.nltaxonomie.nl/nt20/kvk/20251210/entrypoints/kvk-rpt-jaarverantwoording-2025-nlgaap-groot.xsd",
      "annualAccounts",
    ],
    [
      "http://www.nltaxonomie.nl/nt20/kvk/20251210/entrypoints/kvk-rpt-jaarverantwoording-2025-nlgaap-klein-verticaal-publicatiestukken.xsd",
      "filingAccounts",
    ],
  ])("%s is a form of %s", (form, stream) => {
    expect(read(but(good.creditReport, FORM, form))).toMatchObject({ ok: true, stream });
  });
});

it("says of a VAT return what it says of the others", () => {
  expect(read(but(good.vat, "001000044B37", "x"))).toEqual(refusal("no-number"));
  expect(read(but(good.vat, "iso4217:EUR", "iso4217:USD"))).toEqual(refusal("not-in-euros"));
  const declared = but(good.vat, "UTF-8", "ISO-8859-1");
  expect(readDocument(Buffer.from(declared, "latin1"))).toEqual(refusal("unreadable-encoding"));
});

describe("what is none of the streams", () => {
  const at = (form: string) => but(good.vatCorrection, FORM, form);
  const state = "http://www.nltaxonomie.nl/nt20/bd/20251210/entrypoints";
  it.each([
    ["an income tax return that was filled in beforehand", at(`${state}/bd-rpt-ihz-via-2025.xsd`)],
    ["a request to change an assessment", at(`${state}/bd-rpt-vpb-verzoekwijzigingva-2026.xsd`)],
    ["a form of somebody else's", at("http://evil.example/entrypoints/bd-rpt-ob-suppletie-2026.xsd")],
    [
      "a form at a look-alike's",
      at("http://www.nltaxonomie.nl.evil.nl/x/entrypoints/bd-rpt-ob-suppletie-2026.xsd"),
    ],
    ["a form from a disk", at("file:///nltaxonomie.nl/x/entrypoints/bd-rpt-ob-suppletie-2026.xsd")],
    ["a bank's form at the State's", at(`${state}/frc-rpt-nt-inrichtingsjaarrekening-2025.xsd`)],
    ["a form of the State's at the banks'", at("https://www.sbrnexus.nl/x/entrypoints/kvk-rpt-x.xsd")],
    ["a form whose address never ends", at(`${state}/${"entrypoints/".repeat(1000)}kvk-rpt-x.xsd`)],
    ["no form at all", but(good.vatCorrection, /<link:schemaRef.*\n/, "")],
    ["XML of another kind", '<?xml version="1.0"?><Invoice xmlns="urn:oasis:x"/>'],
    ["a return of payroll tax to nobody", '<Loonaangifte xmlns="http://example.org/Loonaangifte/2026/01"/>'],
    ["a web page", '<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>'],
  ])("%s", (_, text) => {
    expect(read(text)).toEqual(refusal("unknown-document"));
  });

  it.each([
    [
      "an auditor's report",
      at("http://www.nltaxonomie.nl/nba/2.0/entrypoints/nba-rpt-controleverklaring.xsd"),
      "auditors-report",
    ],
    [
      "a signature over other files",
      '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="x"><ds:SignedInfo/></ds:Signature>',
      "signature-file",
    ],
    ["something else that is called a signature", '<Signature xmlns="urn:x"/>', "unknown-document"],
  ])("%s", (_, text, reason) => {
    expect(read(text)).toEqual(refusal(reason));
  });

  it.each([
    ["nothing", "", "not-xml"],
    ["words", "Aangifte", "not-xml"],
    ["the beginning of a return", good.ecSalesList.slice(0, 900), "not-xml"],
    ["UTF-16", `\ufeff${good.ecSalesList}`, "unreadable-encoding"],
  ])("%s", (name, text, reason) => {
    const bytes = name === "UTF-16" ? Buffer.from(text, "utf16le") : Buffer.from(text);
    expect(readDocument(bytes)).toEqual(refusal(reason));
  });
});

describe("inline XBRL", () => {
  const INLINE = "http://www.xbrl.org/2013/inlineXBRL";

  it("is read where it is a page, and a package of it is opened by whoever takes it in", () => {
    const page = inlineReport({ kvkNumber: "69599068", name: "X", year: 2025 });
    expect(read(page)).toMatchObject({ ok: true, stream: "filingAccounts" });
    expect(readDocument(reportPackage(page))).toEqual(refusal("not-xml"));
  });

  it("is no return that merely mentions it", () => {
    const text = but(good.ecSalesList, "<!-- Demo", `<!-- html ${INLINE}`);
    expect(read(text)).toMatchObject({ ok: true, stream: "ecSalesList" });
  });
});

describe("what is kept of a number", () => {
  it.each(streams)("%s: too little to be a citizen's", (stream) => {
    const result = read(good[stream]);
    if (!result.ok) throw new Error(result.reason);
    const { subject, ...rest } = result;
    const digits = subject.scheme === "kvk" ? "999990019" : subject.number.slice(0, 9);
    expect(JSON.stringify(rest)).not.toContain(digits);
    expect(JSON.stringify(rest)).not.toContain("999990019");
  });

  it.each([
    ["vatCorrection", "•••••••44B37"],
    ["corporateIncomeTax", "•••••••44"],
    ["personalIncomeTax", "•••••••19"],
    ["payrollTax", "•••••••44L01"],
    ["filingAccounts", "69599068"],
  ] as const)("%s: %s", (stream, masked) => {
    expect(reading(good[stream]).figures.maskedNumber).toBe(masked);
  });

  it("is JSON through and through", () => {
    for (const stream of streams) {
      const result = read(good[stream]);
      expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    }
  });
});
