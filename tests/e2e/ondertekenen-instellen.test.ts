import { writePkcs12 } from "@/lib/pades/certificates/pkcs12";
import { expect, expectClean, origin, signInStaff, test } from "../support/browser-test";
import { anOwnFirm, type OwnFirm } from "../support/own-firm";
import { aCertificate, anAuthority } from "../support/signing/people";

// What a colleague may not see the browser tells of.
test.use({ allowed: [/status of (403|404)/] });
test.describe.configure({ timeout: 120_000 });

// A firm of its own: what others sign meanwhile they sign with what they had.
let firm: OwnFirm;
test.beforeAll(async () => {
  firm = await anOwnFirm();
  await firm.digipoort.close();
});

const sander = "sander@noorderlicht.example";
const joris = "joris@noorderlicht.example";
const settings = "/admin/instellingen/ondertekenen";
const DAY = 86_400_000;

type Page = Parameters<typeof expectClean>[0];

async function pkcs12(name: string, to = new Date(Date.now() + 400 * DAY)) {
  const authority = await anAuthority();
  const identity = await authority.issue(name, { to });
  const more = { chain: [authority.issuing.certificate], password: "geheim", name };
  const buffer = await writePkcs12(identity, more);
  return { name: "kantoor.p12", mimeType: "application/x-pkcs12", buffer };
}

async function upload(page: Page, file: Awaited<ReturnType<typeof pkcs12>>, password = "geheim") {
  await page.getByLabel("Bestand (.p12 of .pfx)").setInputFiles(file);
  await page.getByLabel("Wachtwoord van het bestand").fill(password);
  await page.getByRole("button", { name: "Certificaat opslaan" }).click();
}

test("an administrator sets up what the firm signs with, and is told what it is worth", async ({ page }) => {
  await signInStaff(page, firm.staff, firm.slug);
  await page.goto(`${origin(firm.slug)}/admin/instellingen`);
  await page.getByRole("link", { name: "Ondertekenen" }).click();
  await expect(page.getByRole("heading", { name: "Certificaat van het kantoor" })).toBeVisible();
  await expectClean(page);
  await page.getByRole("link", { name: /Certificaat toevoegen|Vervangen of verwijderen/ }).click();
  await expectClean(page);

  // What is wrong is said at its field.
  const alert = page.getByRole("alert").filter({ hasText: "Dit moet nog goed" });
  await page.getByRole("button", { name: "Certificaat opslaan" }).click();
  await expect(alert).toContainText("Kies het bestand met het certificaat");
  const file = await pkcs12("Noorderlicht Accountants", new Date(Date.now() + 20 * DAY));
  await upload(page, file, "anders");
  await expect(alert).toContainText("Dit wachtwoord past niet op het bestand");
  await expect(page.getByLabel("Wachtwoord van het bestand")).toHaveValue("");
  await expectClean(page);
  await upload(page, await pkcs12("Noorderlicht Accountants", new Date(Date.now() - DAY)));
  await expect(alert).toContainText("Dit certificaat is verlopen");
  const self = { chain: [], password: "geheim", name: "Zelf" };
  await upload(page, { ...file, buffer: await writePkcs12(await aCertificate("Zelf"), self) });
  await expect(alert).toContainText("heeft zichzelf uitgegeven");

  await upload(page, file);
  await expect(page.getByText("Het certificaat is opgeslagen.")).toBeVisible();
  await expect(page.getByText("Noorderlicht Accountants", { exact: true })).toBeVisible();
  await expect(page.getByText("Testuitgever")).toBeVisible();
  await expect(page.getByText(/Europese vertrouwenslijst/)).toBeVisible();
  await expect(page.getByText(/Dit certificaat verloopt op/)).toBeVisible();
  expect(await page.content()).not.toContain("PRIVATE KEY-----");
  await expectClean(page);

  // It is warned of where staff begin their day, with the way to where it is replaced.
  await page.goto(`${origin(firm.slug)}/admin/stukken`);
  await page
    .locator("p", { hasText: "Het ondertekencertificaat van Noorderlicht Accountants verloopt op" })
    .getByRole("link", { name: "Naar het certificaat" })
    .click();
  await upload(page, await pkcs12("Noorderlicht Accountants II"));
  await expect(page.getByText("Noorderlicht Accountants II", { exact: true })).toBeVisible();
  await page.goto(`${origin(firm.slug)}/admin/stukken`);
  await expect(page.getByText("Het ondertekencertificaat van")).toHaveCount(0);
});

test("a service that nobody reaches, or that lies inside a network, is refused at its field", async ({
  page,
}) => {
  await signInStaff(page, firm.staff, firm.slug);
  await page.goto(`${origin(firm.slug)}${settings}/kantoor`);
  const alert = page.getByRole("alert").filter({ hasText: "Dit moet nog goed" });
  const ask = async (address: string) => {
    await page.getByLabel("Adres van de dienst").fill(address);
    await page.getByLabel("Naam van de sleutel (credential ID)").fill("kantoor-1");
    await page.getByLabel("Toegangstoken").fill("geheim-token");
    await page.getByRole("button", { name: "Opvragen en opslaan" }).click();
  };
  await ask("https://192.168.1.10/csc/v1");
  await expect(alert).toContainText("niet bereikbaar via het internet");
  await expect(page.getByLabel("Naam van de sleutel (credential ID)")).toHaveValue("kantoor-1");
  await expect(page.getByLabel("Toegangstoken")).toHaveValue("");
  await ask("https://dienst.invalid/csc/v1");
  await expect(alert).toContainText("De dienst antwoordt niet");
  await expectClean(page);
});

test("the code by text message is the firm's choice, made by keyboard", async ({ page }) => {
  await signInStaff(page, firm.staff, firm.slug);
  await page.goto(`${origin(firm.slug)}${settings}`);
  await expect(page.getByRole("radio", { name: /Met een code per sms/ })).toBeChecked();
  const choose = async (arrow: string) => {
    await page.getByRole("radio", { checked: true }).focus();
    await page.keyboard.press(arrow);
    await page.keyboard.press("Tab");
    await expect(page.getByRole("button", { name: "Opslaan" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByText("De keuze is opgeslagen.")).toBeVisible();
    await page.reload();
  };
  await choose("ArrowDown");
  await expect(page.getByRole("radio", { name: /Zonder code/ })).toBeChecked();
  await choose("ArrowUp");
  await expect(page.getByRole("radio", { name: /Met een code per sms/ })).toBeChecked();
});

test("an accountant sets up and removes his own", async ({ page }) => {
  await signInStaff(page, firm.staff, firm.slug);
  await page.goto(`${origin(firm.slug)}/profiel`);
  await page.getByRole("link", { name: "Naar mijn certificaat" }).click();
  await expect(page.getByRole("heading", { name: "Mijn certificaat" })).toBeVisible();
  await expectClean(page);
  await upload(page, await pkcs12("N. Bos RA"));
  await expect(page.getByText("N. Bos RA", { exact: true })).toBeVisible();
  await page.goto(`${origin(firm.slug)}${settings}`);
  await expect(page.getByRole("listitem").filter({ hasText: "Nora Bos" })).toContainText("niet vertrouwd");
  await expectClean(page);
  await page.getByRole("link", { name: "Nora Bos" }).click();
  await expect(page.getByRole("heading", { name: "Certificaat van Nora Bos" })).toBeVisible();
  await page.goto(`${origin(firm.slug)}/profiel/ondertekenen`);
  await page.getByText("Verwijderen", { exact: true }).click();
  await expect(page.getByText(/Daarna gebruikt het portaal het certificaat van het kantoor/)).toBeVisible();
  await expectClean(page);
  await page.getByRole("button", { name: "Verwijder dit certificaat" }).click();
  await expect(page.getByText("Het certificaat is verwijderd.")).toBeVisible();
});

test("a relationship manager has his own and no other, and an assistant has none", async ({ page }) => {
  await signInStaff(page, sander);
  expect((await page.goto(`${origin()}${settings}`))?.status()).toBe(403);
  expect((await page.goto(`${origin()}${settings}/kantoor`))?.status()).toBe(403);
  expect((await page.goto(`${origin()}/profiel/ondertekenen`))?.status()).toBe(200);
  await signInStaff(page, joris);
  expect((await page.goto(`${origin()}/profiel/ondertekenen`))?.status()).toBe(403);
  await page.goto(`${origin()}/profiel`);
  await expect(page.getByRole("link", { name: "Naar mijn certificaat" })).toHaveCount(0);
});
