import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type KindQuestion, type KindRefusal, kindQuestions, refusalOf } from "@/lib/approvals/kinds";
import { readDocument } from "@/lib/approvals/returns/read";
import enReasons from "@/messages/en/reasons.json";
import enStaff from "@/messages/en/staff.json";
import nlReasons from "@/messages/nl/reasons.json";
import nlStaff from "@/messages/nl/staff.json";
import { inlineReport } from "@/tests/support/inline-report";
import { but, good, streams } from "./returns/documents";

const whole = good.annualAccounts;
const inline = inlineReport({ kvkNumber: "69599068", name: "Grootbedrijf N.V.", year: 2025 });
/** What becomes of a file that is published as this stream: refused, asked about, or nothing. */
function fateOf(file: string | Buffer, chosen: string): string | null {
  const read = readDocument(Buffer.from(file));
  if (!read.ok) throw new Error(read.reason);
  const refused = refusalOf(read.stream, chosen);
  return refused ?? kindQuestions({ stream: read.stream, form: read.taxonomy }, chosen)[0] ?? null;
}
/** Whole accounts in the form with this name. */
const formed = (name: string) => but(whole, "nlgaap-klein.xsd", `nlgaap-${name}.xsd`);

describe("a file of accounts goes to whom its form is made for", () => {
  it.each<[string, string, Record<"annualAccounts" | "filingAccounts" | "creditReport", string | null>]>([
    [
      "the whole accounts",
      whole,
      { annualAccounts: null, filingAccounts: "whole-accounts", creditReport: "accounts-for-bank" },
    ],
    [
      "those in the vertical model",
      formed("klein-verticaal"),
      { annualAccounts: null, filingAccounts: "whole-accounts", creditReport: "accounts-for-bank" },
    ],
    [
      "those of a kind of organisation that is not known here",
      formed("zorginstellingen"),
      { annualAccounts: null, filingAccounts: "whole-accounts", creditReport: "accounts-for-bank" },
    ],
    [
      "publicatiestukken",
      good.filingAccounts,
      { annualAccounts: "publication-alone", filingAccounts: null, creditReport: "publication-for-bank" },
    ],
    [
      "those in the vertical model",
      formed("klein-verticaal-publicatiestukken"),
      { annualAccounts: "publication-alone", filingAccounts: null, creditReport: "publication-for-bank" },
    ],
    [
      "a credit report",
      good.creditReport,
      { annualAccounts: "bank-file-for-accounts", filingAccounts: "bank-file-for-kvk", creditReport: null },
    ],
    [
      "inline XBRL with an extension of its own",
      inline,
      { annualAccounts: null, filingAccounts: "form-unsaid", creditReport: "publication-for-bank" },
    ],
  ])("%s", (_what, file, fates) => {
    for (const [chosen, fate] of Object.entries(fates)) expect(fateOf(file, chosen), chosen).toBe(fate);
  });

  const folder = fileURLToPath(new URL("../../../../shared/testdata/xbrl/", import.meta.url));
  it.skipIf(!existsSync(folder))("the banks' own sample is none of the KvK's", () => {
    const sample = readFileSync(`${folder}frc-rpt-nt-inrichtingsjaarrekening-2021.xbrl`);
    expect(fateOf(sample, "filingAccounts")).toBe("bank-file-for-kvk");
    expect(fateOf(sample, "annualAccounts")).toBe("bank-file-for-accounts");
    expect(fateOf(sample, "creditReport")).toBeNull();
  });

  it("what was read before its form was kept is asked what its stream alone gives rise to", () => {
    expect(kindQuestions({ stream: "filingAccounts" }, "filingAccounts")).toEqual([]);
    expect(kindQuestions({ stream: "filingAccounts" }, "annualAccounts")).toEqual(["publication-alone"]);
    expect(kindQuestions({ stream: "annualAccounts" }, "filingAccounts")).toEqual(["whole-accounts"]);
  });

  it("a return is what it is, and asked nothing", () => {
    for (const read of streams)
      for (const chosen of streams) {
        if ([read, chosen].every((one) => one.endsWith("Accounts") || one === "creditReport")) continue;
        expect(refusalOf(read, chosen), `${read} as ${chosen}`).toBe(read === chosen ? null : "other-stream");
        expect(kindQuestions({ stream: read, form: "" }, chosen)).toEqual([]);
      }
  });
});

/** One that is new does not compile until it stands here. */
const REFUSALS: Record<KindRefusal, true> = {
  "other-stream": true,
  "bank-file-for-kvk": true,
  "bank-file-for-accounts": true,
  "accounts-for-bank": true,
  "publication-for-bank": true,
};
const QUESTIONS: Record<KindQuestion, true> = {
  "whole-accounts": true,
  "publication-alone": true,
  "form-unsaid": true,
};

it("says so in both languages", () => {
  for (const words of [nlReasons, enReasons])
    for (const key of Object.keys(REFUSALS)) expect(words).toHaveProperty(key);
  for (const words of [nlStaff.q, enStaff.q])
    for (const key of Object.keys(QUESTIONS)) expect(words).toHaveProperty(key);
  expect(nlStaff.q["whole-accounts"]).toMatch(/openbaar.*winst/);
});
