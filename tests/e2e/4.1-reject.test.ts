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
  test,
} from "../support/browser-test";

const pieter = "pieter@korenaar.example";
const bakery = "bakkerij-de-korenaar";

test("rejecting takes a reason and a code, and the firm hears why", async ({ page }, info) => {
  const label = `afgekeurd ${info.project.name}`;
  const { id, path } = await aDocument(bakery, { label });
  await signIn(page, pieter);
  await page.goto(`${origin()}${path}`);
  await expectClean(page);
  await page.getByRole("link", { name: "Afkeuren", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Stuk afkeuren" })).toBeVisible();
  await expect(page.getByText(/^Wij dienen niets in\. Sander leest uw reden/)).toBeVisible();

  // Without a reason nothing happens, and what was chosen stays.
  await page.getByLabel("Er ontbreken facturen of bonnen").check();
  await page.getByRole("button", { name: "Code ontvangen en afkeuren" }).click();
  await expect(page.getByRole("heading", { name: "Dit moet nog goed" })).toBeFocused();
  await expect(page).toHaveTitle(/^Fout: /);
  // What belongs to the field stands beside its bar, the count of characters as well.
  const bar = page.locator("div.border-l-4").filter({ has: page.getByLabel("Reden") });
  await expect(bar).toContainText("U kunt nog 1.000 tekens gebruiken");
  await page.getByRole("link", { name: "Schrijf waarom u het stuk afkeurt" }).click();
  await expect(page.getByLabel("Reden")).toBeFocused();
  await expect(page.getByLabel("Er ontbreken facturen of bonnen")).toBeChecked();
  await expectClean(page);

  const reason = "De factuur van de nieuwe oven staat er niet bij.";
  await page.getByLabel("Reden").fill(reason);
  await expect(page.getByText(`U kunt nog ${1000 - reason.length} tekens gebruiken`)).toBeVisible();
  await page.getByRole("button", { name: "Code ontvangen en afkeuren" }).click();

  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("heading", { name: "U keurt af" })).toBeVisible();
  await expect(dialog.getByText(reason)).toBeVisible();
  await expect(dialog.getByText("€ 1.500 te betalen")).toBeVisible();
  await expectClean(page);

  // Whoever thinks it over finds the reason again, and also after loading the page anew.
  await dialog.getByRole("link", { name: "Niet nu" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Code ontvangen en afkeuren" })).toBeFocused();
  await page.reload();
  await expect(page.getByLabel("Reden")).toHaveValue(reason);
  await expect(page.getByLabel("Er ontbreken facturen of bonnen")).toBeChecked();
  await expect(page.getByText(`U kunt nog ${1000 - reason.length} tekens gebruiken`)).toBeVisible();
  await page.getByRole("button", { name: "Code ontvangen en afkeuren" }).click();
  const { code } = await readSms(mobiles[pieter], new RegExp(`afkeuren van .*${label}`));
  await dialog.getByLabel("SMS token").fill(code === "111111" ? "222222" : "111111");
  await dialog.getByRole("button", { name: "Afkeuren" }).click();
  await expect(dialog.getByText("U hebt nog 4 pogingen")).toBeVisible();
  await dialog.getByLabel("SMS token").fill(code);
  await dialog.getByRole("button", { name: "Afkeuren" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "U hebt het stuk afgekeurd" })).toBeVisible();
  await expect(page.getByText("U krijgt een nieuwe versie")).toBeVisible();
  await expectClean(page);
  const rows = await owner(
    (sql) => sql`select decision, category, reason from decisions where filing_id = ${id}`,
  );
  expect([...rows]).toEqual([{ decision: "rejected", category: "missing", reason }]);
  await readMail("sander@noorderlicht.example", new RegExp(label));

  // The document says so, offers nothing to decide, and stands under what the firm has to do.
  await page.goto(`${origin()}${path}`);
  await expect(page.getByRole("main").getByText("Afgekeurd", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("main").getByText(reason)).toBeVisible();
  await expect(page.getByRole("button", { name: /^Goedkeuren/ })).toHaveCount(0);
  const recorded = page.getByRole("region", { name: "Wat is vastgelegd?" });
  await expect(recorded).toContainText("Afgekeurd doorPieter van Dijk, met code per sms");
  const arrives = page.waitForEvent("download");
  await recorded.getByRole("link", { name: "Bewijs bewaren (PDF)" }).click();
  expect((await arrives).suggestedFilename()).toMatch(/^Bewijs .*\.pdf$/);
  expect(await page.evaluate((of) => Object.keys(sessionStorage).some((key) => key.includes(of)), id)).toBe(
    false,
  );
  await expectClean(page);
  await page.goto(`${origin()}/o/${bakery}/accordering`);
  const firms = page.getByRole("region", { name: "Noorderlicht Accountants is aan zet" });
  await expect(firms.getByRole("link", { name: new RegExp(label) })).toBeVisible();
});
