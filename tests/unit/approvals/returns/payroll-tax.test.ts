import { describe, expect, it } from "vitest";
import { readDocument } from "@/lib/approvals/returns/read";
import { but, good, read, reading, refusal, table } from "./documents";

const text = good.payrollTax;
const COLLECTIVE = "</CollectieveAangifte>";

describe("a payroll tax return", () => {
  it("says what the period comes to, with what earlier ones are corrected by, and how many are employed", () => {
    const { figures, warnings } = reading(text);
    expect(table(figures)).toEqual({
      employments: "2",
      wages: 21_400_00,
      wageTax: 5_310_00,
      healthInsuranceWithheld: 0,
      healthInsuranceEmployer: 1_391_00,
      premiums: 1_402_00,
      thisPeriod: 8_103_00,
      corrections: -120_00,
      payrollTotal: 7_983_00,
    });
    expect(figures.lines.map(({ labelKey }) => labelKey).at(-1)).toBe("payrollTotal");
    expect(figures.amount).toBe(7_983_00);
    expect(warnings).toEqual([]);
  });

  it("adds to one that was sent before in the same way", () => {
    const addition = but(text, "VolledigeAangifte", "AanvullendeAangifte");
    expect(reading(addition).figures).toEqual(reading(text).figures);
  });

  it("may have any prefix, and names in ISO-8859-1 when it says so", () => {
    const prefixed = text.replace(/<(\/?)(?=[A-Z])/g, "<$1la:").replace("xmlns=", "xmlns:la=");
    expect(reading(prefixed).figures).toEqual(reading(text).figures);
    const accented = but(but(text, "UTF-8", "ISO-8859-1"), "De Wit", "De Wît");
    const result = readDocument(Buffer.from(accented, "latin1"));
    expect(result).toMatchObject({ ok: true, figures: reading(text).figures });
    expect(readDocument(Buffer.from(but(text, "De Wit", "De Wît"), "latin1"))).toEqual(
      refusal("unreadable-encoding"),
    );
  });

  it.each([
    [
      "the total, out of the period and the corrections",
      but(text, /.*<TotGen>.*\n/, ""),
      7_983_00,
      ["figures-missing"],
    ],
    ["the total alone", but(text, /.*<TotTeBet>.*\n/, ""), 7_983_00, ["figures-missing"]],
    ["a total that does not follow", but(text, ">7983<", ">8983<"), 8_983_00, ["total-does-not-add-up"]],
    ["a total a euro off", but(text, ">7983<", ">7984<"), 7_984_00, []],
    ["a return of nothing", but(text, />\d+<\/(Tot\w+|IngLbPh)>/, ">0</$1>"), 0, ["total-does-not-add-up"]],
    [
      "the schema of another year",
      but(text, "Loonaangifte/2026/01", "Loonaangifte/2025/01"),
      7_983_00,
      ["taxonomy-of-another-year"],
    ],
  ])("takes %s", (_, changed, amount, warnings) => {
    expect(reading(changed)).toMatchObject({ figures: { amount }, warnings });
  });

  it.each([
    ["2026-01-01", "2026-01-25", []],
    ["2026-11-30", "2026-12-31", []],
    ["2026-05-18", "2026-06-14", []],
    ["2026-01-01", "2026-06-30", []],
    ["2026-01-01", "2026-12-31", []],
    ["2026-01-01", "2026-03-31", ["odd-period"]],
    ["2026-10-01", "2026-10-07", ["odd-period"]],
  ])("over %s to %s", (start, end, warnings) => {
    const changed = text
      .replace("<DatAanvTv>2026-10-01", `<DatAanvTv>${start}`)
      .replace("<DatEindTv>2026-10-31", `<DatEindTv>${end}`);
    expect(reading(changed)).toMatchObject({ period: { start, end }, warnings });
  });

  it.each([
    ["no amount", but(text, /.*<Tot(Gen|TeBet)>.*\n/, ""), "no-amount"],
    ["two totals", but(text, COLLECTIVE, `<TotGen>1</TotGen>${COLLECTIVE}`), "contradictory"],
    ["two employers", but(text, "<NmIP>", "<LhNr>001000056L01</LhNr><NmIP>"), "contradictory"],
    [
      "two periods",
      but(text, "<VolledigeAangifte>", "<DatEindTv>2026-11-30</DatEindTv><VolledigeAangifte>"),
      "contradictory",
    ],
    ["no number", but(text, /.*<LhNr>.*\n/, ""), "no-number"],
    ["a VAT number", but(text, "001000044L01", "001000044B01"), "no-number"],
    ["no period", but(text, /.*<DatEindTv>2026-10-31.*\n/, ""), "no-period"],
    ["a day that does not exist", but(text, "2026-10-31</DatEindTv>", "2026-10-32</DatEindTv>"), "no-period"],
    ["cents", but(text, ">7983<", ">7983.50<"), "not-whole-euros"],
    ["a correction in words", but(text, ">-120<", ">min<"), "not-whole-euros"],
    ["more than there is", but(text, ">7983<", `>${"9".repeat(14)}<`), "not-whole-euros"],
    [
      "an element of somebody else's",
      but(text, COLLECTIVE, `<x:TotGen xmlns:x="urn:x">1</x:TotGen>${COLLECTIVE}`),
      "unknown-document",
    ],
    [
      "another root in the same schema",
      but(text, "Loonaangifte ", "Ander ").replace("</Loonaangifte>", "</Ander>"),
      "unknown-document",
    ],
    [
      "a schema that is nearly it",
      but(text, "schemas/Loonaangifte/2026/01", "schemas/Loonaangifte/2026/01/x"),
      "unknown-document",
    ],
    [
      "a document type",
      but(text, "<!-- Demo", "<!DOCTYPE Loonaangifte [<!ENTITY e 'x'>]><!-- Demo"),
      "has-dtd",
    ],
    ["an entity", but(text, ">Demo<", ">&e;<"), "not-xml"],
  ])("with %s is refused", (_, changed, reason) => {
    expect(read(changed)).toEqual(refusal(reason));
  });

  it("takes no amount from where it does not stand", () => {
    const elsewhere = but(
      but(text, /.*<TotGen>.*\n/, ""),
      "</AdministratieveEenheid>",
      "<TotGen>1</TotGen><TijdvakCorrectie><CollectieveAangifte><TotGen>2</TotGen><TotTeBet>3</TotTeBet></CollectieveAangifte></TijdvakCorrectie></AdministratieveEenheid>",
    );
    expect(reading(elsewhere).figures.amount).toBe(7_983_00);
    const within = but(text, "<TotGen>7983</TotGen>", "<TotGen>79<x>83</x></TotGen>");
    expect(table(reading(within).figures)).not.toHaveProperty("payrollTotal");
  });
});
