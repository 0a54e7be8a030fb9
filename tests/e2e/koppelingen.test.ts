import { readFileSync } from "node:fs";
import { type ProgramServer, programServer } from "@/tests/support/program-server";
import { expect, expectClean, origin, signInStaff, test } from "../support/browser-test";

const anouk = "anouk@noorderlicht.example";

test.describe.configure({ timeout: 120_000 });
// There is one receiver that the demo may send to.
test.skip(({ isMobile }) => isMobile, "one at a time; the phone's width is looked at in between");

let program: ProgramServer;
test.beforeAll(async ({ isMobile }) => {
  if (!isMobile) program = await programServer(Number(new URL(process.env.WEBHOOK_STAND_IN ?? "").port));
});
test.afterAll(async () => program?.close());

test("An administrator connects the tax package, and the test message arrives", async ({ page }) => {
  await signInStaff(page, anouk);
  await page.goto(`${origin()}/admin/stukken`);
  await page.getByRole("link", { name: "Instellingen" }).click();
  await page.getByRole("link", { name: "Koppelingen" }).click();
  await expect(page.getByRole("heading", { name: "Nog geen koppelingen" })).toBeVisible();
  await expectClean(page);
  await page.getByRole("link", { name: "Koppeling toevoegen" }).click();

  // An address inside a network is refused, at its field, and what was typed stays.
  await page.getByLabel("Naam").fill("Fiscaal pakket");
  await page.getByLabel("Adres (URL)").fill("https://192.168.1.10/hook");
  await page.getByRole("button", { name: "Koppeling toevoegen" }).click();
  await expect(page.getByRole("link", { name: /niet bereikbaar via het internet/ })).toBeVisible();
  await expect(page.getByLabel("Naam")).toHaveValue("Fiscaal pakket");
  await page.setViewportSize({ width: 390, height: 844 });
  await expectClean(page);

  await page.getByLabel("Adres (URL)").fill(program.url);
  await page.getByRole("button", { name: "Koppeling toevoegen" }).click();
  await expect(page.getByRole("heading", { name: "Bewaar de geheime sleutel nu" })).toBeVisible();
  const secret = (await page.locator("code", { hasText: "whsec_" }).textContent()) ?? "";
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  program.knows(secret);
  await expectClean(page);
  await page.getByRole("link", { name: "Verder naar de koppeling" }).click();
  await expect(page.getByText("whsec_")).toHaveCount(0);

  await page.getByRole("button", { name: "Proefbericht sturen" }).click();
  await expect(page.getByText("Het proefbericht is aangekomen.")).toBeVisible();
  expect(program.took.at(-1)).toMatchObject({ type: "portal.test" });
  await expect(page.getByRole("row", { name: /proefbericht/ })).toContainText("Verstuurd");
  await expectClean(page);
  await page.setViewportSize({ width: 1440, height: 900 });

  program.failWith("error");
  await page.getByRole("button", { name: "Proefbericht sturen" }).click();
  await expect(page.getByRole("heading", { name: /Het proefbericht is niet aangekomen/ })).toBeVisible();
  await expect(page.getByText("Het pakket nam het bericht niet aan.").first()).toBeVisible();
  program.failWith(null);

  await page.getByRole("button", { name: "Uitzetten" }).click();
  await expect(page.getByRole("button", { name: "Aanzetten" })).toBeVisible();
  await expectClean(page);
  await page.getByText("Verwijderen", { exact: true }).click();
  await page.getByRole("button", { name: "Verwijder deze koppeling" }).click();
  await expect(page.getByText("De koppeling is verwijderd.")).toBeVisible();
});

test("A relationship manager takes the list along, and has no settings", async ({ page }) => {
  await signInStaff(page, "sander@noorderlicht.example");
  await page.goto(`${origin()}/admin/stukken?status=afgerond`);
  await expect(page.getByRole("link", { name: "Instellingen" })).toHaveCount(0);
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV (Excel)" }).click();
  const file = await waiting;
  expect(file.suggestedFilename()).toMatch(/^stukken-[\d-]+\.csv$/);
  const [head, ...lines] = readFileSync(await file.path(), "utf8")
    .trimEnd()
    .split("\r\n");
  expect(head).toContain("Status cliënt;Afgerond op;Status kantoor");
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) expect(line).toContain(";Afgerond;");
});
