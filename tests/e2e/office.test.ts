import type { Page } from "@playwright/test";
import { corporateIncomeTaxXbrl } from "@/db/demo/documents/corporate-income-tax-xbrl";
import { addDays, addMonths, formatDay, today } from "@/lib/shared/dates";
import { workingDaysFrom } from "@/lib/shared/working-days";
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
import { aPdf } from "../support/uploads";

// A script in a page of HTML does not run: the browser says so, and that is no complaint.
test.use({ allowed: [/Blocked script execution/] });
test.describe.configure({ timeout: 180_000 });

const sander = "sander@noorderlicht.example";
const pieter = "pieter@korenaar.example";
const bakery = "bakkerij-de-korenaar";

async function atTheOffice(page: Page, path: string, email = sander): Promise<void> {
  await signInStaff(page, email);
  await page.goto(`${origin()}${path}`);
}

const pdf = async (word: string) => ({
  name: `${word}.pdf`,
  mimeType: "application/pdf",
  buffer: await aPdf(word),
});
const next = (page: Page) => page.getByRole("button", { name: "Verder: controleren" }).click();
const publish = (page: Page) => page.getByRole("button", { name: "Klaarzetten", exact: true }).click();
const mayBePublished = /Klaargezet/;
/** Asks as the page itself does, to the last byte. */
const fetched = (page: Page, path: string) =>
  page.evaluate(async (url) => {
    const answer = await fetch(url);
    await answer.arrayBuffer();
    return answer.status;
  }, path);

test("a dividend return is typed; a slip of the pen costs nothing that was filled in", async ({
  page,
}, info) => {
  const label = `getypt ${info.project.name}`;
  await atTheOffice(page, "/admin/stukken/nieuw");
  await page.getByLabel("Organisatie").selectOption("Bakkerij De Korenaar B.V.");
  await page.getByLabel("Bijlage").setInputFiles(await pdf(label));
  await page.getByLabel("Soort stuk").selectOption("Dividendbelasting");
  await expectClean(page);
  await next(page);
  await expect(page.getByRole("heading", { name: "Nakijken en aanvullen" })).toBeVisible();
  await page.getByLabel("Omschrijving").fill(label);
  const day = addDays(today(new Date()), -13);
  const [fileBy, approveBy] = [addMonths(day, 1), addDays(day, 18)];
  await page.getByLabel("Dag van uitkering").fill(day);
  // The dates follow the day: within a month, and two working days before that.
  await expect(page.getByLabel("Indienen uiterlijk")).toHaveValue(fileBy);
  await expect(page.getByLabel("Goedkeuren uiterlijk")).toHaveValue(workingDaysFrom(fileBy, -2));
  await page.getByLabel("Goedkeuren uiterlijk").fill(approveBy);
  await page.getByLabel("Ieder van hen").check();
  await page.getByRole("checkbox", { name: /^Marieke van Dijk/ }).uncheck();
  await page.getByLabel("Dividendbelasting", { exact: true }).fill("vijftienhonderd");
  await expectClean(page);
  await publish(page);
  await expect(page.getByRole("heading", { name: "Dit moet nog goed" })).toBeFocused();
  await page.getByRole("link", { name: /^Dividendbelasting: vul een bedrag in/ }).click();
  await expect(page.getByLabel("Dividendbelasting", { exact: true })).toBeFocused();
  await expect(page.getByLabel("Goedkeuren uiterlijk")).toHaveValue(approveBy);
  await expect(page.getByRole("checkbox", { name: /^Marieke van Dijk/ })).not.toBeChecked();
  await expect(page.getByRole("checkbox", { name: /^Pieter van Dijk/ })).toBeChecked();
  await page.getByLabel("Dividendbelasting", { exact: true }).fill("1.500");
  // What is longer than fits is not cut: it is refused, and stays to be shortened.
  await page.getByLabel("Omschrijving").fill(`${label} ${"x".repeat(80)}`);
  await publish(page);
  await page.getByRole("link", { name: /^Omschrijving: gebruik hooguit 80 tekens/ }).click();
  await expect(page.getByLabel("Omschrijving")).toHaveValue(`${label} ${"x".repeat(80)}`);
  await page.getByLabel("Omschrijving").fill(label);
  await publish(page);
  await expect(page.getByRole("status").filter({ hasText: mayBePublished })).toBeVisible();
  await expectClean(page);
  await page.getByRole("link", { name: `Dividendbelasting ${label}, ${formatDay(day, "nl")}` }).click();
  await expect(page.getByRole("heading", { level: 1, name: new RegExp(label) })).toBeVisible();
  const people = page.getByRole("region", { name: "Wie moet akkoord geven" });
  await expect(people).toContainText("Pieter van Dijk");
  await expect(people).not.toContainText("Marieke van Dijk");
  await expect(page.getByRole("region", { name: "Stand van zaken" })).toContainText("€ 1.500 te betalen");
  await expectClean(page);
});

test("a corporate income tax return is read from its XBRL, and asks what it could not check", async ({
  page,
}, info) => {
  const profit = info.project.name === "phone" ? 60_001 : 60_000;
  const year = info.project.name === "phone" ? 2023 : 2024;
  const xml = corporateIncomeTaxXbrl({
    rsin: "001000056",
    year,
    profit: profit * 100,
    taxableAmount: profit * 100,
    tax: 11_400_00,
  });
  await owner((sql) => sql`update organisations set fiscal_number = null where slug = 'visser-watersport'`);
  await atTheOffice(page, "/admin/stukken/nieuw");
  await page.getByLabel("Organisatie").selectOption("Visser Watersport");
  await page.getByLabel("Bijlage").setInputFiles(await pdf("Vpb"));
  await page
    .getByLabel("XBRL of XML")
    .setInputFiles({ name: "vpb.xbrl", mimeType: "application/xml", buffer: Buffer.from(xml) });
  await expect(page.getByText("Vennootschapsbelasting · gelezen uit het bestand")).toBeVisible();
  await next(page);
  const read = page.getByRole("region", { name: "Uit het bestand gelezen" });
  await expect(read).toContainText(`Vennootschapsbelasting ${year}`);
  await expect(read).toContainText("Belastbaar bedrag");
  await expect(page.getByText(/Van deze organisatie is dit nummer niet bekend/)).toBeVisible();
  await expectClean(page);
  for (const box of await page.getByRole("group", { name: "Klopt dit?" }).getByRole("checkbox").all())
    await box.check();
  await publish(page);
  await expect(page.getByRole("status").filter({ hasText: mayBePublished })).toBeVisible();
});

test("a letter is there to be read: nobody approves it, and staff see it as the client does", async ({
  page,
}, info) => {
  const label = `over uitstel ${info.project.name}`;
  await atTheOffice(page, "/admin/stukken/nieuw");
  await page.getByLabel("Organisatie").selectOption("Bakkerij De Korenaar B.V.");
  const html = "<!doctype html><title>Brief</title><h1>U krijgt uitstel</h1><script>alert(1)</script>";
  await page
    .getByLabel("Bijlage")
    .setInputFiles({ name: "brief.html", mimeType: "text/html", buffer: Buffer.from(html) });
  await page.getByLabel("Soort stuk").selectOption("Brief");
  await next(page);
  await expect(page.getByLabel("Goedkeuren uiterlijk")).toHaveCount(0);
  await page.getByLabel("Omschrijving").fill(label);
  await page.getByLabel("Datum van het stuk").fill("2026-11-03");
  await publish(page);
  await page.getByRole("link", { name: `Brief ${label}, 3 november 2026` }).click();
  await expect(page.getByRole("region", { name: "Stand van zaken" })).toContainText("Om te lezen");
  await expect(page.getByRole("region", { name: "Wie moet akkoord geven" })).toHaveCount(0);
  await page.getByRole("link", { name: "Bijlage openen" }).click();
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("heading", { name: "U krijgt uitstel" })).toBeVisible();
});

test("withdrawing says at once who had opened it, and the client can no longer", async ({
  page,
  browser,
}, info) => {
  const label = `verkeerde cliënt ${info.project.name}`;
  const { id, path } = await aDocument(bakery, { label });
  const client = await browser.newPage();
  await signIn(client, pieter);
  await client.goto(`${origin()}${path}`);
  expect(await fetched(client, `${path}/pdf`)).toBe(200);
  await atTheOffice(page, `/admin/stukken/${id}`);
  await expect(page).toHaveTitle(new RegExp(`^Dividendbelasting ${label}.* · Bakkerij De Korenaar B\\.V\\.`));
  await expect(page.getByRole("region", { name: "Aan wie de bijlage is getoond" })).toContainText(
    "Pieter van Dijk",
  );
  await page.getByRole("link", { name: "Intrekken" }).click();
  const dialog = page.getByRole("dialog");
  await expectClean(page);
  await dialog.getByRole("button", { name: "Intrekken" }).click();
  await expect(dialog.getByText("Schrijf de reden op").first()).toBeVisible();
  await dialog.getByLabel("Reden").fill("Van een andere cliënt.");
  await dialog.getByRole("button", { name: "Intrekken" }).click();
  const done = page.getByRole("status").filter({ hasText: "Het stuk is ingetrokken" });
  await expect(done).toContainText("Aan deze mensen was de bijlage al getoond");
  await expect(done).toContainText("Pieter van Dijk");
  await expect(done).toContainText(/SHA-256 [0-9a-f]{64}/);
  await expectClean(page);
  expect(await fetched(client, `${path}/pdf`)).toBe(404);
  // The link in an old mail says that it is gone and why, and shows nothing of what it said.
  await client.goto(`${origin()}${path}`);
  await expect(client.getByText(/heeft dit stuk ingetrokken op/)).toBeVisible();
  await expect(client.getByText("Van een andere cliënt.")).toBeVisible();
  await expect(client).toHaveTitle(new RegExp(label));
  await expect(client.getByText("Ingetrokken", { exact: true })).toBeVisible();
  await expect(client.getByText(/Hebt u een vraag\? Stel uw vraag aan Sander/)).toBeVisible();
  await expect(client.getByRole("main")).not.toContainText("€");
  await readMail(pieter, new RegExp(`^Ingetrokken: .*${label}`));
  await client.close();
});

test("a rejection is read, and answered with a new version that says what changed", async ({
  page,
  browser,
}, info) => {
  const label = `nieuwe versie ${info.project.name}`;
  const { id, path } = await aDocument(bakery, { label });
  const reason = "De uitkering was op 9 november.";
  const client = await browser.newPage();
  await signIn(client, pieter);
  await client.goto(`${origin()}${path}`);
  await client.getByRole("link", { name: "Afkeuren", exact: true }).click();
  await client.getByLabel("Iets anders").check();
  await client.getByLabel("Reden").fill(reason);
  await client.getByRole("button", { name: "Code ontvangen en afkeuren" }).click();
  await expect(client.getByRole("dialog")).toBeVisible();
  const { code } = await readSms(mobiles[pieter], new RegExp(`afkeuren van .*${label}`));
  await client.getByRole("dialog").getByLabel("SMS token").fill(code);
  await client.getByRole("dialog").getByRole("button", { name: "Afkeuren" }).click();
  await expect(client.getByRole("heading", { level: 1, name: "U hebt het stuk afgekeurd" })).toBeVisible();

  await atTheOffice(page, `/admin/stukken?status=afgekeurd&zoek=${encodeURIComponent(label)}`);
  await page.getByRole("link", { name: new RegExp(label) }).click();
  await expect(page.getByRole("region", { name: "Wat is er beslist" })).toContainText(reason);
  await page.getByRole("link", { name: "Nieuwe versie klaarzetten" }).click();
  await expect(page.getByText(/wordt dit versie 2 van/)).toBeVisible();
  await expect(page.getByRole("heading", { name: "Waarom Pieter van Dijk versie 1 afkeurde" })).toBeVisible();
  await expect(page.getByText(reason)).toBeVisible();
  await page.getByLabel("Bijlage").setInputFiles(await pdf(label));
  await next(page);
  await expect(page.getByLabel("Dividendbelasting", { exact: true })).toHaveValue("1500");
  await page.getByLabel("Dag van uitkering").fill("2026-11-09");
  await page.getByLabel("Wat is er veranderd?").fill("De dag is nu 9 november.");
  await expectClean(page);
  await page.getByRole("button", { name: "Nieuwe versie klaarzetten" }).click();
  await expect(page.getByRole("status").filter({ hasText: mayBePublished })).toBeVisible();
  await page.goto(`${origin()}/admin/stukken/${id}`);
  const versions = page.getByRole("region", { name: "Versies" });
  await expect(versions).toContainText("Versie 2");
  await expect(versions).toContainText("De dag is nu 9 november.");
  await client.goto(`${origin()}${path}`);
  await expect(client.getByRole("main")).toContainText("De dag is nu 9 november.");
  await client.close();
});

test("a silent client: filed on a mandate, and only after the cut-off", async ({ page }, info) => {
  const label = `stil ${info.project.name}`;
  const early = await aDocument(bakery, { label: `vroeg ${label}`, approveBy: "2099-11-30", fileBy: null });
  const { id } = await aDocument(bakery, { label, approveBy: "2024-11-28", fileBy: null });
  // Not on the day on which it was put before them.
  await owner(
    (sql) => sql`update filings set published_at = published_at - interval '1 day' where id = ${id}`,
  );
  await atTheOffice(page, `/admin/stukken/${early.id}`);
  await expect(page.getByRole("link", { name: "Intrekken" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Ingediend zonder akkoord" })).toHaveCount(0);
  // Nobody is reminded of it any more: it lies with what somebody has to call about.
  await page.goto(`${origin()}/admin/stukken?zoek=${encodeURIComponent(label)}`);
  await page.getByRole("navigation", { name: "Stapels" }).getByRole("link", { name: "Bellen" }).click();
  await expect(page).toHaveURL(/status=bellen/);
  const row = page.locator("tr").filter({ hasText: `Dividendbelasting ${label}` });
  await expect(row).toContainText("één van de bevoegden");
  await expect(row).toContainText("nee");
  await expectClean(page);
  // Who they are and on which number, one click away.
  await row.getByRole("link", { name: /Wie te bellen/ }).click();
  const people = page.getByRole("region", { name: "Wie moet akkoord geven" });
  await expect(people).toContainText("Pieter van Dijk: 06\u00a012\u00a034\u00a056\u00a034");
  await expect(people.getByRole("link", { name: /^Bel Marieke van Dijk/ })).toHaveAttribute(
    "href",
    "tel:+31612345678",
  );
  await expectClean(page);
  await page.getByRole("link", { name: "Ingediend zonder akkoord" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reden").fill("Geen reactie na drie herinneringen.");
  await dialog.getByRole("button", { name: "Vastleggen als ingediend" }).click();
  await expect(dialog.getByText("Vul in op grond waarvan u mag indienen").first()).toBeVisible();
  await expect(dialog.getByLabel("Reden")).toHaveValue("Geen reactie na drie herinneringen.");
  await dialog.getByLabel("Machtiging").fill("Volmacht van 3 januari 2026.");
  await dialog.getByRole("button", { name: "Vastleggen als ingediend" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Vastgelegd" })).toBeVisible();
  const facts = page.getByRole("region", { name: "Stand van zaken" });
  await expect(facts).toContainText("Volmacht van 3 januari 2026.");
  const decided = await owner((sql) => sql`select 1 from decisions where filing_id = ${id}`);
  expect(decided).toHaveLength(0);
  await readMail(pieter, new RegExp(`Ingediend zonder uw akkoord: .*${label}`));
});

test("an assistant sees the document, and what can be done is not hers to do", async ({ page }, info) => {
  const { id } = await aDocument(bakery, { label: `kijken ${info.project.name}` });
  await atTheOffice(page, `/admin/stukken/${id}?doe=intrekken`, "joris@noorderlicht.example");
  await expect(page.getByText("Wijzigen doet de relatiebeheerder")).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("link", { name: "Bijlage openen" }).click();
  await expect(page.getByRole("heading", { name: /kijken/ })).toBeVisible();
});
