import { writeFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { annualAccountsXbrl, creditReportXbrl } from "@/db/demo/documents/accounts-xbrl";
import { vatReturnPdf } from "@/db/demo/documents/vat-return-pdf";
import { vatReturnXbrl } from "@/db/demo/documents/vat-return-xbrl";
import { today } from "@/lib/shared/dates";
import { protectedBy } from "@/tests/unit/pdf/documents";
import { expect, expectClean, origin, owner, signInStaff, test } from "../support/browser-test";

// What is refused with 422 stands in the console of the browser; that is not our complaint.
test.use({ allowed: [/status of 4(13|22)/] });

const period = { start: "2024-01-01", end: "2024-03-31" };
const boxes = { "1a": { turnover: 480_000, vat: 100_800 }, "5b": { vat: 12_300 } };
const xbrl = (obNumber: string) => Buffer.from(vatReturnXbrl({ obNumber, period, boxes }));
const paper = {
  firmName: "Noorderlicht Accountants",
  organisationName: "De Korenaar Vastgoed B.V.",
  period,
  figures: { rows: [], amount: 88_500 },
  date: "2024-04-10",
};
const inPdf = (name: string, buffer: Buffer) => ({ name, mimeType: "application/pdf", buffer });
const inXbrl = (name: string, buffer: Buffer) => ({ name, mimeType: "application/xml", buffer });

async function atTheForm(
  page: Page,
  name = "aangifte",
): Promise<{ pdf: (file: Buffer) => Promise<void>; xbrl: (file: Buffer) => Promise<void> }> {
  await signInStaff(page, "sander@noorderlicht.example");
  await page.goto(`${origin()}/admin/stukken/nieuw`);
  await page.getByLabel("Organisatie").selectOption("De Korenaar Vastgoed B.V.");
  return {
    pdf: (file) => page.getByLabel("Bijlage").setInputFiles(inPdf(`${name}.pdf`, file)),
    xbrl: (file) => page.getByLabel("XBRL of XML").setInputFiles(inXbrl(`${name}.xbrl`, file)),
  };
}

/** How many rows the portal has of this test's files; no other test calls its files so. */
const kept = () =>
  owner(async (sql) => {
    const names = ["proef.pdf", "proef.xbrl", "groot.pdf"];
    const [row] = await sql`select (select count(*) from uploads where name = any(${names}))::int
      + (select count(*) from files where name = any(${names}))::int as n`;
    return row?.n as number;
  });

test("each bad file is refused at its field, and nothing is kept of it", async ({ page }, info) => {
  test.skip(
    info.project.name === "phone",
    "counts what is stored, which a second run beside it would disturb",
  );
  test.setTimeout(120_000);
  const form = await atTheForm(page, "proef");
  const before = await kept();
  const good = Buffer.from(await vatReturnPdf(paper));
  const locked = Buffer.from(await protectedBy({ userPassword: "geheim", ownerPassword: "eigenaar" }));
  const pdfs: [string, Buffer][] = [
    ["Dit is geen PDF", Buffer.from("Dag boekhouder, hier is de aangifte.")],
    ["Dit bestand is leeg", Buffer.alloc(0)],
    ["Deze PDF is beschadigd", good.subarray(0, good.length / 3)],
    ["Deze PDF is beveiligd met een wachtwoord", locked],
  ];
  for (const [words, file] of pdfs) {
    await form.pdf(file);
    await expect(page.locator("#bijlage-fault")).toContainText(words);
    expect(await kept(), words).toBe(before);
  }
  const large = info.outputPath("groot.pdf");
  await writeFile(large, Buffer.concat([good, Buffer.alloc(60 * 1024 * 1024, " ")]));
  await page.getByLabel("Bijlage").setInputFiles(large);
  await expect(page.locator("#bijlage-fault")).toContainText("Dit bestand is te groot", { timeout: 30_000 });
  expect(await kept(), "Dit bestand is te groot").toBe(before);
  await expectClean(page);
  const xml = xbrl("001000044B37").toString();
  const instances: [string, string][] = [
    ["Dit is geen XBRL-bestand", "een, twee, drie"],
    ["Dit bestand herkennen wij niet", "<?xml version='1.0'?><brief/>"],
    ["Dit is geen XBRL-bestand", xml.slice(0, 700)],
    ["bevat een documentdefinitie (DTD)", xml.replace("?>", '?><!DOCTYPE x [<!ENTITY a "a">]>')],
    ["hoort bij een ander nummer", xml.replaceAll("001000044B37", "001000056B01")],
  ];
  for (const [words, text] of instances) {
    await form.xbrl(Buffer.from(text));
    await expect(page.locator("#gegevens-fault")).toContainText(words);
    expect(await kept(), words).toBe(before);
    // What was wrong with the other file still stands there, and the organisation is still chosen.
    await expect(page.locator("#bijlage-fault")).toContainText("te groot");
    await expect(page.getByLabel("Organisatie")).toHaveValue(/./);
  }
  await form.pdf(good);
  await form.xbrl(Buffer.from(xml));
  await expect(page.getByRole("main").getByText("Ontvangen en gecontroleerd")).toHaveCount(2);
  expect(await kept()).toBeGreaterThan(before);
});

test("what is missing is named; what was typed stays when a date or number is wrong", async ({ page }) => {
  test.setTimeout(120_000);
  const form = await atTheForm(page);
  await page.getByRole("button", { name: "Verder: controleren" }).click();
  await expect(page.locator("#bijlage-fault")).toHaveText("Kies de bijlage: een PDF of een HTML-pagina");
  await expect(page.locator("#soort-fault")).toHaveText("Kies wat voor stuk het is");
  await expect(page.getByRole("heading", { name: "Dit moet nog goed" })).toBeFocused();
  await page.getByRole("link", { name: "Kies wat voor stuk het is" }).click();
  await expect(page.getByLabel("Soort stuk")).toBeFocused();
  await expect(page.getByText("Nodig bij sommige soorten.")).toBeVisible();
  // A return that comes with its XBRL needs it.
  await page.getByLabel("Soort stuk").selectOption("Omzetbelasting");
  await page.getByRole("button", { name: "Verder: controleren" }).click();
  await expect(page.locator("#gegevens-fault")).toHaveText(/^Kies het XBRL-bestand/);
  await expect(page.getByText("Nodig bij deze soort.")).toBeVisible();
  await expectClean(page);
  await form.pdf(Buffer.from(await vatReturnPdf(paper)));
  await form.xbrl(xbrl("001000044B37"));
  await expect(page.getByText("gelezen uit het bestand")).toBeVisible();
  await page.getByRole("button", { name: "Verder: controleren" }).click();
  await expect(page.getByText("€ 885").first()).toBeVisible();
  await page.getByLabel("Goedkeuren uiterlijk").fill("2026-12-01");
  await page.getByLabel("Indienen uiterlijk").fill("2026-12-20");
  await page.getByLabel(/Betalingskenmerk/).fill("7001000056011111");
  await page.getByLabel("Het tijdvak is lang geleden.").check();
  await page.getByRole("button", { name: "Klaarzetten", exact: true }).click();
  await expect(page.getByText(/Vul een betalingskenmerk van 16 cijfers in/).first()).toBeVisible();
  await expect(page.getByLabel("Goedkeuren uiterlijk")).toHaveValue("2026-12-01");
  await expect(page.getByLabel(/Betalingskenmerk/)).toHaveValue("7001000056011111");
  await expect(page.getByLabel("Het tijdvak is lang geleden.")).toBeChecked();
  await expectClean(page);
  // Without a day, and with one that lies ahead, nothing is asked about a day that has passed.
  const passed = page.getByLabel("De dag van indienen is al voorbij.");
  await expect(passed).toHaveCount(0);
  await page.getByLabel("Indienen uiterlijk").fill("2024-04-30");
  await expect(passed).toBeVisible();
  await page.getByLabel("Indienen uiterlijk").fill("");
  await expect(passed).toHaveCount(0);
  await page.getByLabel("Indienen uiterlijk").fill("2026-12-20");
  // So it is with the day of approving: asked about as long as one that is over stands there.
  const over = page.getByLabel("De dag waarop de cliënt uiterlijk kan goedkeuren, is al voorbij.");
  await page.getByLabel("Goedkeuren uiterlijk").fill("2024-04-26");
  await expect(over).toBeVisible();
  await page.getByLabel("Goedkeuren uiterlijk").fill(today(new Date()));
  await expect(over).toHaveCount(0);
  await page.getByLabel("Goedkeuren uiterlijk").fill("2026-12-01");
  // The surprises have not been answered yet: a question, not a refusal.
  await page.getByLabel(/Betalingskenmerk/).fill("");
  await page.getByLabel("Het tijdvak is lang geleden.").uncheck();
  await page.getByLabel("Toelichting").fill("Zoals besproken.");
  await page.getByRole("button", { name: "Klaarzetten", exact: true }).click();
  await expect(page.getByText("Beantwoord eerst de vragen over dit stuk").first()).toBeVisible();
  await expect(page.getByLabel("Toelichting")).toHaveValue("Zoals besproken.");
  await expect(page.getByLabel("Goedkeuren uiterlijk")).toHaveValue("2026-12-01");
});

test("accounts that are made for another recipient are refused at their field, and whole ones are asked about", async ({
  page,
}) => {
  test.setTimeout(120_000);
  const form = await atTheForm(page, "jaarstukken");
  const accounts = {
    ...{ kvkNumber: "12345679", name: "De Korenaar Vastgoed B.V.", year: 2025, size: "klein" as const },
    ...{ balanceTotal: 9_000_00, equity: 4_000_00, netTurnover: 2_000_00, netResult: 100_00 },
  };
  await page.getByLabel("Soort stuk").selectOption("Publicatiestukken");
  await form.pdf(Buffer.from(await vatReturnPdf(paper)));
  await form.xbrl(Buffer.from(creditReportXbrl(accounts)));
  const fault = page.locator("#gegevens-fault");
  await expect(fault).toHaveText(
    /^Dit bestand is een kredietrapportage.*Voor de KvK zijn publicatiestukken nodig/,
  );
  await expect(page.getByLabel("Soort stuk")).toHaveValue("filingAccounts");
  await page.getByRole("button", { name: "Verder: controleren" }).click();
  await expect(page.getByRole("heading", { name: "Dit moet nog goed" })).toBeFocused();
  await expectClean(page);
  await page.getByLabel("Soort stuk").selectOption("Kredietrapportage");
  await expect(fault).toHaveCount(0);
  await page.getByLabel("Soort stuk").selectOption("Publicatiestukken");
  await form.xbrl(Buffer.from(annualAccountsXbrl(accounts)));
  await expect(fault).toHaveCount(0);
  await page.getByRole("button", { name: "Verder: controleren" }).click();
  await expect(page.getByLabel(/De KvK maakt alles openbaar.*ook de omzet en de winst/)).not.toBeChecked();
  await expectClean(page);
});

test("a credit report for a bank that nothing can be delivered to is asked about", async ({ page }, info) => {
  test.setTimeout(120_000);
  const form = await atTheForm(page, "krediet");
  await page.getByLabel("Organisatie").selectOption("Bakkerij De Korenaar B.V.");
  await page.getByLabel("Soort stuk").selectOption("Kredietrapportage");
  await form.pdf(Buffer.from(await vatReturnPdf(paper)));
  const year = info.project.name === "wide" ? 2015 : 2016;
  const accounts = { kvkNumber: "12345678", name: "Bakkerij De Korenaar B.V.", year, size: "klein" as const };
  await form.xbrl(
    Buffer.from(creditReportXbrl({ ...accounts, balanceTotal: 45_290_000, equity: 15_220_800 })),
  );
  await expect(page.getByRole("main").getByText("Ontvangen en gecontroleerd")).toHaveCount(2);
  await page.getByRole("button", { name: "Verder: controleren" }).click();
  const bank = page.getByLabel("Bank", { exact: true });
  await expect(bank).toHaveAccessibleDescription(/Het portaal levert aan bij .*Rabobank/);
  await expect(page.locator("#banken option[value=Rabobank]")).toHaveCount(1);
  await bank.fill("Rabo");
  await page.getByLabel("Goedkeuren uiterlijk").fill("2026-12-01");
  await page.getByLabel("Indienen uiterlijk").fill("");
  for (const box of await page.locator("#bevestigd input[type=checkbox]").all()) await box.check();
  await page.getByRole("button", { name: "Klaarzetten", exact: true }).click();
  const asked = page.getByLabel(/Voor een bank met deze naam is geen weg ingesteld/);
  await expect(asked).not.toBeChecked();
  await expect(bank).toHaveValue("Rabo");
  await expectClean(page);
  await bank.fill("Rabobank");
  await page.getByRole("button", { name: "Klaarzetten", exact: true }).click();
  await expect(page).toHaveURL(/klaargezet=/);
  const [row] = await owner(
    (sql) => sql`select label, state from filings where stream = 'creditReport' and year = ${year}`,
  );
  expect(row).toEqual({ label: "Rabobank", state: "open" });
});

test("an assistant prepares, but the button to publish is not hers", async ({ page }) => {
  await signInStaff(page, "joris@noorderlicht.example");
  await page.goto(`${origin()}/admin/stukken`);
  await expect(page.getByRole("heading", { name: "Stukken" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Stuk klaarzetten" })).toHaveCount(0);
  await page.goto(`${origin()}/admin/clienten`);
  await expectClean(page);
});
