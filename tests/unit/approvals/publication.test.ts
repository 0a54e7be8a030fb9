import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answersInput, answersMissing } from "@/lib/approvals/answers";
import { datesOf } from "@/lib/approvals/deadlines";
import { isNarrowed, parseFilters, statusFilters } from "@/lib/approvals/filters";
import { looksLikeHtml } from "@/lib/approvals/html";
import { parseEuros, publishInput } from "@/lib/approvals/publication";
import { allStreams, delivers, streams } from "@/lib/approvals/streams";
import { filingTitle } from "@/lib/approvals/title";
import type { FilingPeriod } from "@/lib/shared/dates";

const id = "019a0000-0000-7000-8000-000000000000";
const form = {
  organisatie: id,
  bijlage: id,
  goedkeurenUiterlijk: "2026-11-26",
  indienenUiterlijk: "2026-11-30",
};
const accounts = { soort: "annualAccounts", tijdvakVan: "" };
const faults = (more: Record<string, string>) => {
  const parsed = publishInput.safeParse({ ...form, ...more });
  return parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
};

describe("what a document is called", () => {
  it("stands on one line, as it becomes the subject of mails", () => {
    const typed = { ...form, soort: "assessment", "bedrag-assessed": "12", datum: "2026-11-03" };
    const parsed = publishInput.parse({
      ...typed,
      omschrijving: " voorlopige\r\naanslag\u200b ",
      nummer: "1\n2",
    });
    expect(parsed.label).toBe("voorlopige aanslag");
    expect(parsed.details.number).toBe("1 2");
    expect(publishInput.safeParse({ ...typed, omschrijving: "a".repeat(81) }).success).toBe(false);
  });
});

describe("amounts as people type them", () => {
  it.each([
    ["4812", 481_200],
    ["4.812", 481_200],
    ["\u20ac 4.812,50", 481_250],
    ["-1.246", -124_600],
    ["\u2212 1.246,5", -124_650],
    ["0", 0],
    ["-0", 0],
    ["", "nothing"],
    ["  ", "nothing"],
    ["4,812.50", null],
    ["4.81", null],
    ["12.3456", null],
    ["1e9", null],
    ["4 812,505", null],
    ["vierduizend", null],
  ])("%s: %s", (typed, cents) => {
    expect(parseEuros(typed)).toBe(cents);
  });

  it("are exact whole cents, or none", () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const cents = parseEuros(typed);
        expect(cents === null || cents === "nothing" || Number.isSafeInteger(cents)).toBe(true);
      }),
    );
  });
});

describe("the instalments of an assessment", () => {
  const assessment = { soort: "assessment", datum: "2026-11-02", "bedrag-assessed": "1.100" };
  it("are a number of months, or are not said", () => {
    for (const termijnen of ["0", "13", "x", "-1", "1,"])
      expect(faults({ ...assessment, termijnen }), termijnen).toEqual(["termijnen: instalments"]);
    const read = (termijnen: string) => publishInput.parse({ ...form, ...assessment, termijnen }).details;
    expect(read("11")).toMatchObject({ instalments: "11" });
    expect(read("")).not.toHaveProperty("instalments");
    // A letter has none.
    expect(faults({ ...assessment, soort: "letter", termijnen: "13" })).toEqual([]);
  });
});

describe("the form of a publication", () => {
  it.each([
    [{ soort: "vat" }, ["gegevens: choose-xbrl", "tijdvakVan: day", "tijdvakTot: day"]],
    [{ soort: "vat", gegevens: id, omschrijving: "x".repeat(81) }, ["omschrijving: at-most-80"]],
    [{ soort: "vat", gegevens: id, omschrijving: ` ${"x".repeat(80)} ` }, []],
    [{ soort: "vat", gegevens: id, toelichting: "x".repeat(1001) }, ["toelichting: at-most-1000"]],
    [{ soort: "creditReport", gegevens: id, bank: "x".repeat(61) }, ["bank: at-most-60"]],
    [{ soort: "vat", gegevens: id, verlooptOp: "2026-11-300" }, ["verlooptOp: day"]],
    [{ soort: "vat", gegevens: id, verlooptOp: "2000-01-31" }, ["verlooptOp: expires-in-past"]],
    [
      {
        soort: "vat",
        gegevens: id,
        goedkeurenUiterlijk: "2998-01-02",
        indienenUiterlijk: "2998-01-31",
        verlooptOp: "2998-01-01",
      },
      ["verlooptOp: expires-before-approve"],
    ],
    [{ soort: "vat", gegevens: id, indienenUiterlijk: "" }, ["indienenUiterlijk: day"]],
    [{ soort: "vat", gegevens: id }, []],
    [{ soort: "jam" }, ["soort: choose-stream"]],
    [{ soort: "dividendTax", tijdvakVan: "2026-11-02" }, ["bedrag-dividendTax: amount"]],
    [{ soort: "dividendTax", tijdvakVan: "gisteren", "bedrag-dividendTax": "1.500" }, ["tijdvakVan: day"]],
    [{ soort: "dividendTax", tijdvakVan: "2026-11-02", "bedrag-dividendTax": "1.500" }, []],
    [{ soort: "corporateIncomeTax", tijdvakVan: "2025", "bedrag-tax": "-1.246" }, []],
    [{ soort: "corporateIncomeTax", tijdvakVan: "25", "bedrag-tax": "-1.246" }, ["tijdvakVan: year"]],
    [{ ...accounts, boekjaarVan: "2025-07-01", boekjaarTot: "2026-06-30" }, []],
    [{ ...accounts, boekjaarVan: "2025-07-01" }, ["boekjaarTot: day"]],
    [
      { ...accounts, boekjaarVan: "2026-07-01", boekjaarTot: "2026-06-30" },
      ["boekjaarTot: period-backwards"],
    ],
    [{ ...accounts, boekjaarVan: "2024-06-30", boekjaarTot: "2026-06-30" }, ["boekjaarTot: financial-year"]],
    [
      { soort: "ecSalesList", tijdvakVan: "2026-10-31", tijdvakTot: "2026-10-01" },
      ["tijdvakTot: period-backwards"],
    ],
    [
      {
        soort: "vat",
        gegevens: id,
        ...{ goedkeurenUiterlijk: "2099-12-01", indienenUiterlijk: "2099-11-30" },
      },
      ["goedkeurenUiterlijk: approve-after-file"],
    ],
    // Of what is late already nobody can ask the approval before its legal date.
    [
      {
        soort: "vat",
        gegevens: id,
        ...{ goedkeurenUiterlijk: "2099-12-01", indienenUiterlijk: "2026-10-31" },
      },
      [],
    ],
    [{ soort: "vat", gegevens: id, goedkeurenUiterlijk: "" }, ["goedkeurenUiterlijk: day"]],
    [{ soort: "vat", gegevens: id, akkoord: "allen" }, ["akkoordVan: choose-approvers"]],
    [{ soort: "vat", gegevens: id, betalingskenmerk: "1" }, ["betalingskenmerk: payment-reference"]],
    [{ soort: "creditReport", gegevens: id }, ["bank: bank"]],
    [{ soort: "letter", datum: "2026-11-03", goedkeurenUiterlijk: "" }, []],
    [{ soort: "letter", datum: "" }, ["datum: day"]],
  ])("%j", (more, expected) => {
    expect(faults(more as Record<string, string>)).toEqual(expected);
  });

  it("knows a financial year that is no calendar year", () => {
    const days = { boekjaarVan: "2025-07-01", boekjaarTot: "2026-06-30" };
    const { period } = publishInput.parse({ ...form, ...accounts, ...days });
    expect(period).toEqual({ start: "2025-07-01", end: "2026-06-30" });
    expect(filingTitle({ stream: "annualAccounts", period: period as FilingPeriod }, "nl")).toBe(
      "Jaarrekening 2025/2026",
    );
    expect(datesOf("annualAccounts", period as FilingPeriod, "2026-09-01").fileBy).toBe("2027-01-31");
  });

  it("never throws, and never lets a field through that is not its own", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.array(fc.string()))), (more) => {
        const parsed = publishInput.safeParse({ ...form, soort: "vat", gegevens: id, ...more });
        if (parsed.success) expect(Object.keys(parsed.data)).not.toContain("firmId");
      }),
    );
  });
});

describe("what is asked with publicatiestukken", () => {
  it.each([
    [
      { vastgesteld: "ja", vastgesteldOp: "2026-06-30" },
      { adopted: "yes", adoptedOn: "2026-06-30" },
    ],
    [{ vastgesteld: "nee", vastgesteldOp: "2026-06-30" }, { adopted: "no" }],
    [{ afschriftNaar: "Marieke@Korenaar.example " }, { copyAddress: "marieke@korenaar.example" }],
    [{}, {}],
  ])("%j", (given, answers) => {
    expect(answersInput.parse(given)).toEqual(answers);
  });

  it.each([
    [{ vastgesteld: "ja", vastgesteldOp: "" }, "adoption-date"],
    [{ vastgesteld: "ja", vastgesteldOp: "2999-01-01" }, "adoption-in-future"],
    [{ afschriftNaar: "marieke" }, "copy-address"],
  ])("%j: %s", (given, reason) => {
    expect(answersInput.safeParse(given).error?.issues[0]?.message).toBe(reason);
  });

  it("is missing until it is answered, and nothing else asks", () => {
    expect(answersMissing("filingAccounts", {})).toEqual(["adoption", "copyAddress"]);
    expect(answersMissing("filingAccounts", { adopted: "no", copyAddress: "a@b.example" })).toEqual([]);
    for (const stream of allStreams.filter((one) => one !== "filingAccounts"))
      expect(answersMissing(stream, {})).toEqual([]);
  });
});

describe("filters in the address", () => {
  it("look for no character that the database does not take", () => {
    expect(parseFilters({ zoek: "okt\0ober \0" }).words).toEqual(["oktober"]);
  });

  it("are read, and what is none of ours means everything", () => {
    expect(parseFilters({ status: "onderweg", jaar: "2025", type: "vat", zoek: " Oktober  2026 " })).toEqual({
      states: ["approved", "delivered", "outcomeUnknown", "notDelivered"],
      ready: null,
      read: null,
      year: 2025,
      stream: "vat",
      words: ["oktober", "2026"],
    });
    for (const odd of ["", "constructor", "__proto__", "[Alle]", "2025; drop table"]) {
      const filters = parseFilters({ status: odd, jaar: odd, type: odd });
      expect(isNarrowed(filters), odd).toBe(false);
    }
    expect(isNarrowed(parseFilters({ zoek: "x" }))).toBe(true);
    for (const [status, read] of [
      ["lezen", false],
      ["gelezen", true],
    ] as const)
      expect(parseFilters({ status })).toMatchObject({ states: ["toRead"], ready: null, read });
  });

  it("name every state once, but for the one of earlier versions", () => {
    const states = Object.values(statusFilters).flat();
    expect(new Set(states).size).toBe(states.length);
    expect(states).toHaveLength(14);
  });
});

describe("the table of streams", () => {
  it("is whole: what the portal delivers ends with the recipient, what nobody approves is read", () => {
    for (const stream of allStreams) {
      const traits = streams[stream];
      expect(delivers(stream), stream).toBe(traits.ends === "acceptedByRecipient");
      expect(traits.approvers === "nobody", stream).toBe(traits.ends === "toRead");
      if (delivers(stream)) expect(traits.data, stream).toBe("required");
    }
    const codes = allStreams.map((stream) => streams[stream].code);
    expect(new Set(codes).size).toBe(codes.length);
  });
});

describe("a page of HTML", () => {
  const bytes = (text: string) => Buffer.from(text);
  it.each([
    "<!DOCTYPE html><html></html>",
    "\ufeff <!-- made by a package -->\n<html lang='nl'>",
    "<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0'><html/>",
  ])("%s", (text) => {
    expect(looksLikeHtml(bytes(text))).toBe(true);
  });

  it.each([
    "",
    "%PDF-1.7 <html>",
    "GIF89a<html>",
    "<svg onload=x>",
    "<!-- <html>",
    "plain words",
    "<htmlx>",
    "<html>\0",
  ])("is not %j", (text) => {
    expect(looksLikeHtml(bytes(text))).toBe(false);
  });
});
