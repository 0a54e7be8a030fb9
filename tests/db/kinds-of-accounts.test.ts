import { describe, expect, it } from "vitest";
import { annualAccountsXbrl, creditReportXbrl, filingAccountsXbrl } from "@/db/demo/documents/accounts-xbrl";
import { inScope } from "@/db/scope";
import { publishFiling } from "@/lib/approvals/publish";
import { preparedUploads } from "@/lib/staff/prepare";
import { aCast } from "@/tests/support/cast";
import { inlineReport } from "@/tests/support/inline-report";
import { aPdf, aPublication, upload } from "@/tests/support/uploads";

const cast = aCast();
let year = 1970;

type Chosen = "annualAccounts" | "filingAccounts" | "creditReport";
const accounts = () => ({
  kvkNumber: "12345678",
  name: "Bakkerij De Korenaar B.V.",
  year: ++year,
  size: "klein" as const,
  balanceTotal: 412_000_00,
  equity: 120_500_00,
});
const surprises = ["period-old", "deadline-passed", "approval-day-passed"];

/** Uploads a file, says what staff are shown of it as this stream, and publishes it. */
async function published(file: string, stream: Chosen, confirmed: string[] = []) {
  const pdf = await upload(cast.sander, cast.bakery, "pdf", await aPdf(stream), "Stuk.pdf");
  const data = await upload(cast.sander, cast.bakery, "xbrl", Buffer.from(file), "Stuk.xbrl");
  if (!pdf.ok || !data.ok) throw new Error(`Refused: ${JSON.stringify([pdf, data])}`);
  const ids = { attachment: pdf.id, data: data.id, annexes: [], replaces: null };
  const shown = await inScope(cast.sander, (ctx) => preparedUploads(ctx, cast.bakery, ids, stream));
  const wish = {
    ...aPublication(cast.bakery, { pdf: pdf.id, xbrl: data.id }),
    stream,
    confirmed: [...surprises, ...confirmed],
    ...(stream === "creditReport" ? { label: "Rabobank", details: { bank: "Rabobank" } } : {}),
  };
  const done = await inScope(cast.sander, (ctx) =>
    publishFiling(ctx, wish, { accountId: cast.sander.accountId }),
  );
  return { done, shown: shown?.questions.filter((question) => !surprises.includes(question)) };
}

describe("accounts", () => {
  it.each<[string, () => string, Chosen, string]>([
    [
      "a credit report as publicatiestukken",
      () => creditReportXbrl(accounts()),
      "filingAccounts",
      "bank-file-for-kvk",
    ],
    [
      "a credit report as annual accounts",
      () => creditReportXbrl(accounts()),
      "annualAccounts",
      "bank-file-for-accounts",
    ],
    [
      "annual accounts as a credit report",
      () => annualAccountsXbrl(accounts()),
      "creditReport",
      "accounts-for-bank",
    ],
    [
      "publicatiestukken as a credit report",
      () => filingAccountsXbrl(accounts()),
      "creditReport",
      "publication-for-bank",
    ],
  ])("are not published as what they are not made for: %s", async (_what, file, stream, reason) => {
    const { done } = await published(file(), stream, ["whole-accounts", "publication-alone", "form-unsaid"]);
    expect(done).toEqual({ ok: false, reason });
  });

  it.each<[string, () => string, Chosen, string]>([
    [
      "whole ones, as publicatiestukken",
      () => annualAccountsXbrl(accounts()),
      "filingAccounts",
      "whole-accounts",
    ],
    [
      "publicatiestukken, as whole ones",
      () => filingAccountsXbrl(accounts()),
      "annualAccounts",
      "publication-alone",
    ],
    ["in inline XBRL, as publicatiestukken", () => inlineReport(accounts()), "filingAccounts", "form-unsaid"],
  ])("are published after a person has confirmed it: %s", async (_what, file, stream, question) => {
    const missing = question === "form-unsaid" ? ["figures-missing"] : [];
    const unanswered = await published(file(), stream, missing);
    expect(unanswered.done).toEqual({ ok: false, reason: "confirm-first", questions: [question] });
    expect(unanswered.shown).toEqual([...missing, question]);
    expect((await published(file(), stream, [...missing, question])).done).toMatchObject({ ok: true });
  });

  it.each<[Chosen, () => string]>([
    ["annualAccounts", () => annualAccountsXbrl(accounts())],
    ["filingAccounts", () => filingAccountsXbrl(accounts())],
    ["creditReport", () => creditReportXbrl(accounts())],
  ])("of their own kind are published without a question: %s", async (stream, file) => {
    const { done, shown } = await published(file(), stream);
    expect(done).toMatchObject({ ok: true });
    expect(shown).toEqual([]);
  });
});
