import type { Page } from "@playwright/test";
import { aPdf } from "@/tests/support/uploads";
import { expect, expectClean, origin, owner, readTotp, signInStaff, test } from "../support/browser-test";

/** The files, the organisation and the kind: up to the second step of publishing. */
async function atStepTwo(page: Page, email: string): Promise<void> {
  await signInStaff(page, email);
  await page.goto(`${origin()}/admin/stukken/nieuw`);
  await page.getByLabel("Organisatie").selectOption("Bakkerij De Korenaar B.V.");
  await page.getByLabel("Soort stuk").selectOption("annualAccounts");
  await expect(page.getByText("De cliënt ondertekent de jaarrekening, of keurt haar goed")).toBeVisible();
  const buffer = await aPdf(`Jaarrekening ${Math.random()}`);
  await page
    .getByLabel("Bijlage")
    .setInputFiles({ name: "jaarrekening.pdf", mimeType: "application/pdf", buffer });
  await expect(page.getByRole("main").getByText("Ontvangen en gecontroleerd")).toBeVisible();
  await page.getByRole("button", { name: "Verder: controleren" }).click();
  await expect(page.getByRole("group", { name: "Wie ondertekent?" })).toBeVisible();
}

test("staff have annual accounts signed at a place that they click, and the accountant signs first", async ({
  page,
}, info) => {
  test.setTimeout(180_000);
  const email = info.project.name === "wide" ? "sander@noorderlicht.example" : "anouk@noorderlicht.example";
  const name = info.project.name === "wide" ? /Sander/ : /Anouk/;
  const label = `klik ${info.project.name} ${Date.now()}`;
  await atStepTwo(page, email);
  await expectClean(page);
  await page.getByLabel("Omschrijving").fill(label);
  await page.getByLabel("Goedkeuren uiterlijk").fill("2030-12-01");
  await page.getByLabel("Indienen uiterlijk").fill("2030-12-31");
  await page.getByRole("button", { name: "Accountant eerst, dan de cliënt" }).click();
  await expect(page.getByRole("checkbox", { name })).toBeChecked();
  await page.getByLabel("Op plekken die u aanwijst").check();

  // Nobody has a place yet: that is said at each of them, and nothing that was chosen is lost.
  await page.getByRole("button", { name: "Klaarzetten", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Dit moet nog goed" })).toBeFocused();
  await expect(page.getByText("Wijs aan waar deze handtekening komt").first()).toBeVisible();
  await expect(page.getByLabel("Op plekken die u aanwijst")).toBeChecked();
  await expectClean(page);

  const sheet = page.getByTestId("sheet");
  await sheet.scrollIntoViewIfNeeded();
  const boxes = page.getByRole("button", { name: /^Plek voor .* op pagina 1$/ });
  const people = await page.getByRole("button", { name: /^Aanwijzen: / }).count();
  for (let n = 0; n < people; n++) {
    await sheet.click({ position: { x: 110, y: 60 + n * 70 } });
    await expect(boxes).toHaveCount(n + 1);
  }
  // By the keyboard as well.
  const first = boxes.first();
  const before = await first.boundingBox();
  await first.focus();
  await page.keyboard.press("Shift+ArrowDown");
  expect((await first.boundingBox())?.y).toBeGreaterThan(before?.y ?? 0);
  await page.getByRole("button", { name: "Klaarzetten", exact: true }).click();
  const again = page.getByRole("link", { name: "Nog een stuk voor dezelfde ondertekening" });
  await expect(again).toBeVisible({ timeout: 30_000 });
  const [filing] = await owner((sql) => sql`select id from filings where label = ${label}`);
  const seats = await owner(
    (sql) =>
      sql`select party, turn, field from filing_approvers where filing_id = ${filing?.id} order by step`,
  );
  expect(seats[0]).toMatchObject({ party: "accountant", turn: "asked" });
  expect(seats.map(({ field }) => field.place.page)).toEqual(seats.map(() => 1));

  // And now as the accountant.
  await page.goto(`${origin()}/admin/stukken/${filing?.id}`);
  await expect(page.getByText("U tekent dit stuk als accountant.")).toBeVisible();
  await expectClean(page);
  await page.getByRole("link", { name: "Lezen en ondertekenen" }).click();
  await page.getByRole("button", { name: "Naar mijn handtekening" }).click();
  await page.getByRole("button", { name: /^Klik hier om te ondertekenen/ }).click();
  await page.getByRole("tab", { name: "Typen" }).click();
  await page.getByLabel(/gelezen en ga akkoord/).check();
  await page.getByRole("button", { name: "Volgende: code uit uw app" }).click();
  await page.getByLabel("Code uit de app").fill(await readTotp(email));
  await page.getByRole("button", { name: "Ondertekenen", exact: true }).click();
  await expect(page.getByText("Uw handtekening is gezet.")).toBeVisible();
  await expectClean(page);
  const [seat] = await owner(
    (sql) => sql`select turn from filing_approvers where filing_id = ${filing?.id} and party = 'accountant'`,
  );
  expect(seat?.turn).toBe("approved");
});
