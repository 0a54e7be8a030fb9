import { creditReportXbrl, type DemoAccounts, filingAccountsXbrl } from "@/db/demo/documents/accounts-xbrl";
import { aDocument } from "../support/a-document";
import {
  expect,
  expectClean,
  mobiles,
  origin,
  owner,
  readMail,
  readSms,
  signIn,
  signInStaff,
  test,
} from "../support/browser-test";
import { askToApprove, askWhen } from "../support/deciding";

const pieter = "pieter@korenaar.example";
const bakery = "bakkerij-de-korenaar";
const submit = "Goedkeuren en verzenden";
/** Long after their time; the firm says that it knows. */
const confirmed = ["duplicate-period", "period-old", "deadline-passed", "approval-day-passed"];
const accountsOf = (year: number): DemoAccounts => ({
  kvkNumber: "12345678",
  name: "Bakkerij De Korenaar B.V.",
  year,
  size: "klein",
  balanceTotal: 45_290_000,
  equity: 15_220_800,
});

test("publicatiestukken go to the KvK right after the approval, until Akkoord Digipoort", async ({
  page,
}, info) => {
  test.setTimeout(180_000);
  const adopted = info.project.name === "wide";
  const year = adopted ? 2021 : 2022;
  const { id, path } = await aDocument(bakery, {
    stream: "filingAccounts",
    label: info.project.name,
    // The file says the day that the client says; on the telephone neither does.
    xbrl: filingAccountsXbrl({
      ...accountsOf(year),
      ...(adopted ? { adoptedOn: `${year + 1}-06-18` } : {}),
    }),
    confirmed,
  });
  await signIn(page, pieter);
  await askWhen(page, path);
  const dialog = page.getByRole("dialog");
  await expectClean(page);
  const ask = dialog.getByRole("button", { name: "Code ontvangen" });
  // Who approves is the one who files: the KvK is told whether the accounts were adopted, and where to write to.
  await ask.click();
  await expect(dialog.getByText("Kies of de jaarrekening is vastgesteld").first()).toBeVisible();
  await expect(dialog.getByText("Vul een e-mailadres in, zoals naam@bedrijf.nl").first()).toBeVisible();
  if (adopted) {
    await dialog.getByLabel("Ja", { exact: true }).check();
    await expect(dialog.getByText(`is vastgesteld op 18 juni ${year + 1}`)).toBeVisible();
    await expect(dialog.getByLabel("Vastgesteld op")).toHaveValue(`${year + 1}-06-18`);
    await dialog.getByLabel("Vastgesteld op").fill("2099-01-01");
  } else await dialog.getByLabel("Nee, niet vastgesteld").check();
  await dialog.getByLabel("E-mailadres voor het afschrift van de KvK").fill("pieter@korenaar.example");
  await ask.click();
  if (adopted) {
    await expect(dialog.getByText("Kies vandaag of een eerdere datum").first()).toBeVisible();
    await dialog.getByLabel("Vastgesteld op").fill(`${year + 1}-06-18`);
    await ask.click();
  }
  // With the question for the code stands what was answered before it.
  await expect(dialog.getByLabel("SMS token")).toBeFocused();
  const { code } = await readSms(mobiles[pieter], new RegExp(`Publicatiestukken.*${year}`));
  await expect(dialog.getByText("Daarna gaan uw stukken direct naar de Kamer van Koophandel.")).toBeVisible();
  await expect(dialog.getByLabel(adopted ? /^Ja$/ : /^Nee, niet vastgesteld/)).toBeChecked();
  await expect(dialog.getByLabel("E-mailadres voor het afschrift van de KvK")).toHaveValue(
    "pieter@korenaar.example",
  );
  await expectClean(page);
  // The code is for these answers: another one needs another code.
  const copyTo = dialog.getByLabel("E-mailadres voor het afschrift van de KvK");
  await copyTo.fill("iemand@korenaar.example");
  await dialog.getByLabel("SMS token").fill(code);
  await dialog.getByRole("button", { name: submit }).click();
  await expect(dialog.getByText("de code hoort bij uw eerdere antwoorden").first()).toBeVisible();
  await copyTo.fill("pieter@korenaar.example");
  await dialog.getByLabel("SMS token").fill(code);
  await dialog.getByRole("button", { name: submit }).click();
  await expect(page.getByRole("heading", { name: "Het document is succesvol verwerkt" })).toBeVisible();
  await expect(
    page.getByText(/^U hebt .* goedgekeurd; de stukken gaan direct naar de Kamer van Koophandel\.$/),
  ).toBeVisible();
  await expect(page.getByText("U krijgt een e-mail als de status Akkoord Digipoort is.")).toBeVisible();
  await expectClean(page);

  // Nobody of the firm is in between. The status is Digipoort's, and says so only at its end.
  const mail = await readMail(pieter, new RegExp(`Akkoord Digipoort: Publicatiestukken.*${year}`));
  expect(mail.text).not.toContain("€");
  await page.goto(`${origin()}${path}`);
  await expect(page.getByRole("main").getByText("Akkoord Digipoort", { exact: true }).first()).toBeVisible();
  const where = page.getByRole("region", { name: "Waar is dit stuk?" });
  await expect(where).toContainText("Verzonden naar de KvK");
  await where.getByText("Wat Digipoort hierover meldde").click();
  await expect(where).toContainText("De KvK heeft de stukken ontvangen en gecontroleerd.");
  await expect(where.getByText(/· 500$/)).toBeVisible();
  await expectClean(page);
  await page.goto(`${origin()}/o/${bakery}/accordering/overzicht?status=akkoord&type=filingAccounts`);
  await expect(
    page.getByRole("link", { name: new RegExp(`Publicatiestukken.*${year}`) }).filter({ visible: true }),
  ).toBeVisible();

  await signInStaff(page, "sander@noorderlicht.example");
  await page.goto(`${origin()}/admin/stukken/${id}`);
  const decided = page.getByRole("region", { name: "Wat is er beslist" });
  await expect(decided).toContainText(adopted ? `Vastgesteld op 18 juni ${year + 1}` : "Niet vastgesteld");
  await expect(decided).toContainText("afschrift van de KvK, volgens de cliënt: pieter@korenaar.example");
  await expect(page.getByRole("region", { name: "Aanleveren" })).toContainText("akkoord");
  await expectClean(page);
});

test("a credit report goes to the bank by the same way", async ({ page }, info) => {
  test.setTimeout(180_000);
  const year = info.project.name === "wide" ? 2021 : 2022;
  const { id, path } = await aDocument(bakery, {
    stream: "creditReport",
    label: "Rabobank",
    details: { bank: "Rabobank" },
    xbrl: creditReportXbrl(accountsOf(year)),
    confirmed,
  });
  await signIn(page, pieter);
  await askToApprove(page, path);
  // Nothing is asked that only the KvK wants to know.
  await expect(page.getByLabel("Vastgesteld op")).toHaveCount(0);
  const { code } = await readSms(mobiles[pieter], new RegExp(`Kredietrapportage.*${year}`));
  await page.getByLabel("SMS token").fill(code);
  await page.getByRole("button", { name: submit }).click();
  await expect(
    page.getByText(/^U hebt .* goedgekeurd; de stukken gaan direct naar de bank\.$/),
  ).toBeVisible();
  await expect(async () => {
    await page.goto(`${origin()}${path}`);
    await expect(page.getByText("Akkoord bank", { exact: true }).first()).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 60_000 });
  await expect(page.getByRole("region", { name: "Waar is dit stuk?" })).toContainText("Akkoord van de bank");

  // The small picture of the attachment comes last, and is asked for as this person.
  await page.waitForLoadState("networkidle");
  // As if no certain answer had come: a kenmerk that the recipient does not know makes nothing certain.
  await owner(async (sql) => {
    await sql`update filings set state = 'outcomeUnknown' where id = ${id}`;
    await sql`update deliveries set state = 'unknown', fault = 'timeout', process_reference = null,
      candidates = '["7f3c2b1e-onbekend"]' where filing_id = ${id}`;
  });
  await signInStaff(page, "sander@noorderlicht.example");
  await page.goto(`${origin()}/admin/stukken?status=aanlevering`);
  await page.locator(`a[href$="/admin/stukken/${id}"]`).filter({ visible: true }).first().click();
  const delivering = page.getByRole("region", { name: "Aanleveren" });
  await expect(delivering).toContainText("onbekend of het is aangekomen");
  await expectClean(page);
  await delivering.getByRole("button", { name: "Dit is het" }).click();
  await expect(page.getByText("Wij vragen de ontvanger of dit kenmerk klopt")).toBeVisible();
  await expect(async () => {
    await page.reload();
    await expect(delivering).toContainText("Dit kenmerk kent de ontvanger niet", { timeout: 1000 });
  }).toPass({ timeout: 60_000 });
  await expectClean(page);
  await delivering.getByLabel("Wat is er veranderd").fill("De bank heeft niets ontvangen");
  await delivering.getByRole("button", { name: "Opnieuw aanleveren" }).click();
  await expect(delivering.locator("#nietAangekomen-fault")).toHaveText(
    /niet is aangekomen, en vink dat aan\.$/,
  );
  // As if nobody could say now whose kenmerk a colleague gave: until it is taken back nothing is sent again.
  await owner(async (sql) => {
    await sql`update deliveries set fault = 'claimed', fault_text = null, process_reference = 'verkeerd' where filing_id = ${id}`;
  });
  await page.reload();
  await expectClean(page);
  await delivering.getByLabel("Wat is er veranderd").fill("De bank heeft niets ontvangen");
  await delivering.getByRole("checkbox", { name: /heeft ons gezegd dat dit niet is aangekomen/ }).check();
  await delivering.getByRole("button", { name: "Opnieuw aanleveren" }).click();
  await expect(
    page.getByText(/kies eerst 'Dit kenmerk klopt niet'\. Er is niets verzonden\.$/),
  ).toBeVisible();
  await delivering.getByRole("button", { name: "Dit kenmerk klopt niet" }).click();
  await expect(page.getByText("Het kenmerk is teruggenomen.")).toBeVisible();
  await expect(delivering).toContainText("Een collega nam dit kenmerk terug");
  await delivering.getByLabel("Wat is er veranderd").fill("De bank heeft niets ontvangen");
  await delivering.getByRole("checkbox", { name: /heeft ons gezegd dat dit niet is aangekomen/ }).check();
  await delivering.getByRole("button", { name: "Opnieuw aanleveren" }).click();
  await expect(page.getByText("Het stuk wordt opnieuw aangeleverd.")).toBeVisible();
  await expect(async () => {
    await page.reload();
    await expect(delivering).toContainText("Poging 2, versie 1: akkoord", { timeout: 1000 });
  }).toPass({ timeout: 60_000 });
});
