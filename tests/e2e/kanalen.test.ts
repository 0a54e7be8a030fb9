import { expect, expectClean, origin, signInStaff, test } from "../support/browser-test";
import { makeAuthority } from "../support/digipoort/certificates";

// What a colleague may not see the browser tells of.
test.use({ allowed: [/status of 403/] });
test.describe.configure({ timeout: 120_000 });

const anouk = "anouk@noorderlicht.example";
const sander = "sander@noorderlicht.example";

test("an administrator adds a bank, with a certificate, tries it and switches it off", async ({
  page,
}, info) => {
  const bank = `Bank ${info.project.name}`;
  const authority = makeAuthority("Uitgever");
  const soon = new Date(Date.now() + 20 * 86_400_000);
  const pair = authority.issue({ commonName: "kantoor.example", to: soon });
  const other = authority.issue({ commonName: "ander.example" });
  const pem = (name: string, text: string) => ({
    name,
    mimeType: "application/x-pem-file",
    buffer: Buffer.from(text),
  });
  await signInStaff(page, anouk);
  await page.goto(`${origin()}/admin/instellingen`);
  await page.getByRole("link", { name: "Aanlevering bij de KvK en banken" }).click();
  await expect(page.getByRole("heading", { name: "Aanlevering bij de KvK en banken" })).toBeVisible();
  await expectClean(page);
  await page.getByRole("link", { name: "Bank toevoegen" }).click();
  await expectClean(page);

  // What is missing is said at its field, and nothing that was filled in is lost.
  await page.getByLabel("Naam van de bank").fill(bank);
  await page.getByLabel("Adres van de aanleverservice").fill("https://evil.example/");
  await page.getByLabel("Adres van de statusinformatieservice").fill("http://btt-frcportaal.nl/status");
  await page.getByLabel("Berichtsoort", { exact: true }).fill("Kredietrapportage");
  await page.getByRole("button", { name: "Opslaan" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Dit moet nog goed" })).toContainText(
    "is niet van Digipoort",
  );
  await expect(page.getByRole("alert").filter({ hasText: "Dit moet nog goed" })).toContainText(
    "Begin het adres met https",
  );
  await expect(page.getByLabel("Naam van de bank")).toHaveValue(bank);
  await expectClean(page);

  await page
    .getByLabel("Adres van de aanleverservice")
    .fill("https://btt-frcportaal.nl/biv-wus20v12/AanleverService");
  await page
    .getByLabel("Adres van de statusinformatieservice")
    .fill("https://btt-frcportaal.nl/biv-wus20v12/Status");
  await page.getByLabel("Vingerafdrukken").fill("ab".repeat(32));
  await page
    .getByLabel("Certificaat (PEM)", { exact: true })
    .setInputFiles(pem("kantoor.pem", pair.certificate));
  await page.getByLabel("Privésleutel (PEM)").setInputFiles(pem("kantoor.key", other.key));
  await page.getByRole("button", { name: "Opslaan" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Dit moet nog goed" })).toContainText(
    "hoort niet bij het certificaat",
  );
  await page
    .getByLabel("Certificaat (PEM)", { exact: true })
    .setInputFiles(pem("kantoor.pem", pair.certificate));
  await page.getByLabel("Privésleutel (PEM)").setInputFiles(pem("kantoor.key", pair.key));
  await page.getByRole("button", { name: "Opslaan" }).click();
  await expect(page.getByText("De instellingen zijn opgeslagen.")).toBeVisible();
  await expect(page.getByText("Er is een sleutel. Hij wordt nooit getoond.")).toBeVisible();
  expect(await page.content()).not.toContain("PRIVATE KEY-----");
  await expect(page.getByText("Het certificaat van kantoor.example verloopt op")).toBeVisible();
  await expectClean(page);

  // Nobody is there: it says so, at the form.
  await page.getByLabel("KvK-nummer om mee te proberen").fill("12345678");
  await page.getByRole("button", { name: "Verbinding proberen" }).click();
  await expect(page.getByRole("alert").filter({ hasText: /adres|verbinding|neemt niet op/ })).toBeVisible({
    timeout: 30_000,
  });

  // It is warned of where staff begin their day, until the way is off.
  await page.goto(`${origin()}/admin/stukken`);
  await expect(page.getByText(`Kredietrapportages naar ${bank}`)).toBeVisible();
  await page
    .locator("p", { hasText: `Kredietrapportages naar ${bank}` })
    .getByRole("link", { name: "Naar de instellingen" })
    .click();
  await page.getByRole("button", { name: "Uitzetten" }).click();
  await expect(page.getByText("Deze aansluiting staat uit.")).toBeVisible();
  await page.goto(`${origin()}/admin/stukken`);
  await expect(page.getByText(`Kredietrapportages naar ${bank}`)).toHaveCount(0);
});

test("the settings are there for administrators alone", async ({ page }) => {
  await signInStaff(page, sander);
  const answer = await page.goto(`${origin()}/admin/instellingen/kanalen`);
  expect(answer?.status()).toBe(403);
});
