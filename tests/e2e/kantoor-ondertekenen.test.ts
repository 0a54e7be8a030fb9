import type { Page } from "@playwright/test";
import { prepare } from "@/lib/pades/prepare";
import { aPdf } from "@/tests/support/uploads";
import { expect, expectClean, origin, owner, readTotp, signInStaff, test } from "../support/browser-test";

/** The files, the organisation and the kind: up to the second step of publishing. */
async function atStepTwo(page: Page, email: string, pdf?: Uint8Array): Promise<void> {
  await signInStaff(page, email);
  await page.goto(`${origin()}/admin/stukken/nieuw`);
  await page.getByLabel("Organisatie").selectOption("Bakkerij De Korenaar B.V.");
  await page.getByLabel("Soort stuk").selectOption("annualAccounts");
  await expect(page.getByText("De cliënt ondertekent de jaarrekening, of keurt haar goed")).toBeVisible();
  const buffer = Buffer.from(pdf ?? (await aPdf(`Jaarrekening ${Math.random()}`)));
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

test("staff have it signed in the fields that the PDF has, by one who signs in the place of another", async ({
  page,
}, info) => {
  test.setTimeout(120_000);
  const email = info.project.name === "wide" ? "sander@noorderlicht.example" : "anouk@noorderlicht.example";
  const label = `velden ${info.project.name} ${Date.now()}`;
  const place = { page: 1, x: 60, y: 500, width: 200, height: 72 };
  const fields = [
    { name: "Bestuurder", place },
    { name: "Commissaris", place: { ...place, y: 620 } },
  ];
  const bytes = new Uint8Array(await aPdf(`Velden ${Math.random()}`));
  await atStepTwo(page, email, await prepare(bytes, { fields, page: null }));
  await page.getByLabel("Omschrijving").fill(label);
  await page.getByLabel("Goedkeuren uiterlijk").fill("2030-12-01");
  await page.getByLabel("Indienen uiterlijk").fill("2030-12-31");
  const chosen = page.locator("input[name=ondertekenaar]:checked");
  while ((await chosen.count()) > 0) await chosen.first().click();
  await page.getByRole("checkbox", { name: /^Marieke van Dijk/ }).check();
  const row = page.locator("[data-party=client]").filter({ hasText: "Marieke van Dijk" });
  await row.getByText("Tekent namens iemand anders, volgens machtiging").click();
  await row.getByLabel("Namens wie").fill("Johanna Elisabeth van Dijk-van der Meulen");
  await row
    .getByLabel("Bewijs van de machtiging")
    .setInputFiles({ name: "volmacht.pdf", mimeType: "application/pdf", buffer: await aPdf("Volmacht") });
  await expect(row.getByText("volmacht.pdf")).toBeVisible();
  await page.getByLabel(/In de velden die de PDF al heeft/).check();
  await page.getByLabel(/^Veld voor Marieke van Dijk/).selectOption({ label: "Commissaris, pagina 1" });
  await expectClean(page);
  await page.getByRole("button", { name: "Klaarzetten", exact: true }).click();
  await expect(page.getByRole("link", { name: "Nog een stuk voor dezelfde ondertekening" })).toBeVisible({
    timeout: 30_000,
  });
  const [seat] = await owner(
    (sql) => sql`select a.filing_id, a.field, a.deputy_for, a.mandate_file_id from filing_approvers a
      join filings f on f.id = a.filing_id where f.label = ${label}`,
  );
  expect(seat).toMatchObject({
    deputy_for: "Johanna Elisabeth van Dijk-van der Meulen",
    field: { name: "Commissaris" },
  });
  await page.goto(`${origin()}/admin/stukken/${seat?.filing_id}`);
  const signing = page.getByRole("region", { name: "Ondertekening" });
  await expect(signing).toContainText("Tekent namens Johanna Elisabeth van Dijk-van der Meulen");
  await expect(signing.getByRole("link", { name: "Bewijs van de machtiging" })).toBeVisible();
  await expectClean(page);
});
