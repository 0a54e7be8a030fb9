import { aDocument } from "../support/a-document";
import { expect, expectClean, origin, owner, signIn, signInStaff, test } from "../support/browser-test";

test.describe.configure({ timeout: 120_000 });

const bakery = "bakkerij-de-korenaar";

test("what waited for annual accounts that were withdrawn is the firm's turn, which lets it go as not adopted", async ({
  page,
  browser,
}, info) => {
  const label = `vergeefs ${info.project.name}`;
  const accounts = await aDocument(bakery, { stream: "annualAccounts", label, approveBy: "2026-11-20" });
  const { id, path } = await aDocument(bakery, { label, waitsFor: accounts.id, approveBy: "2026-11-20" });
  const client = await browser.newPage();
  await signIn(client, "pieter@korenaar.example");
  await client.goto(`${origin()}${path}`);
  await expect(client.getByRole("link", { name: "Naar de jaarrekening" })).toBeVisible();
  await owner((sql) => sql`update filings set state = 'withdrawn' where id = ${accounts.id}`);
  await client.reload();
  const main = client.getByRole("main");
  await expect(main).toContainText("is ingetrokken of verlopen");
  await expect(main).toContainText("U hoeft nu niets te doen.");
  await expect(client.getByRole("link", { name: "Naar de jaarrekening" })).toHaveCount(0);
  await expect(main).not.toContainText("Goedkeuren uiterlijk");
  await expectClean(client);
  await client.goto(`${origin()}/o/${bakery}/accordering`);
  const firms = client.getByRole("region", { name: /is aan zet$/ });
  await expect(firms.getByRole("link", { name: new RegExp(label) })).toBeVisible();
  await expectClean(client);
  await client.close();
  await signInStaff(page, "sander@noorderlicht.example");
  await page.goto(`${origin()}/admin/stukken?status=aanlevering`);
  const row = page.locator("tr").filter({ hasText: label });
  await expect(row).toContainText("Jaarrekening ingetrokken of verlopen");
  await expectClean(page);
  await page.goto(`${origin()}/admin/stukken/${id}`);
  const doing = page.getByRole("region", { name: "Wat wilt u doen?" });
  await expect(doing).toContainText("De cliënt kan niet verder.");
  await doing.getByRole("link", { name: "Vrijgeven" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/^De jaarrekening is niet vastgesteld/).check();
  await dialog.getByRole("textbox", { name: "Reden" }).fill("Het boekjaar is twaalf maanden voorbij.");
  await expectClean(page);
  await dialog.getByRole("button", { name: "Vrijgeven" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("main")).toContainText("Niet vastgesteld");
  const again = await browser.newPage();
  await signIn(again, "pieter@korenaar.example");
  await again.goto(`${origin()}${path}`);
  await expect(again.getByRole("main")).toContainText("Niet vastgesteld");
  await expect(again.getByRole("main")).toContainText("Het boekjaar is twaalf maanden voorbij.");
  await expect(again.getByRole("button", { name: "Goedkeuren", exact: true })).toBeVisible();
  await expectClean(again);
  await again.close();
});
