import { aDocument } from "../support/a-document";
import { expect, expectClean, mobiles, origin, owner, readSms, signIn, test } from "../support/browser-test";
import { choose, putOff } from "../support/deciding";

const marieke = "marieke@korenaar.example";
const bakery = "bakkerij-de-korenaar";
const property = "de-korenaar-vastgoed";

test("tasks of all organisations stand together, and one code sends what is ready in any of them", async ({
  page,
}, info) => {
  const label = `overal ${info.project.name}`;
  const ofBakery = await aDocument(bakery, { label });
  const ofProperty = await aDocument(property, { label });
  const open = await aDocument(property, { label: `taak ${info.project.name}` });
  await signIn(page, marieke);
  for (const { path } of [ofBakery, ofProperty]) await putOff(page, path);

  // Inside one organisation nothing of another one shows.
  await page.goto(`${origin()}/o/${bakery}/accordering/verzenden`);
  await expect(page.getByRole("checkbox", { name: new RegExp(label) })).toHaveCount(1);

  await page
    .getByRole("button", { name: /Wissel van organisatie/ })
    .locator("visible=true")
    .click();
  await page.getByRole("link", { name: "Alle 3 organisaties en taken" }).locator("visible=true").click();
  await expect(page.getByRole("heading", { level: 1, name: "Alle organisaties" })).toBeVisible();
  await expectClean(page);
  const task = page.getByRole("listitem").filter({ hasText: `taak ${info.project.name}` });
  await expect(task).toContainText("De Korenaar Vastgoed B.V.");
  await expect(task).toContainText("Goedkeuren uiterlijk 30 november");
  // Of what is assessed later the row says so, and needs nobody but her: she has two seats there.
  const correction = page.getByRole("listitem").filter({ hasText: "Suppletie omzetbelasting" });
  await expect(correction).toContainText(
    /Goedkeuren uiterlijk \d+ [a-z]+ · U krijgt een aanslag: betaal nu nog niet(?! · Nodig)/,
  );

  await choose(page, label);
  await page.getByRole("button", { name: "2 stukken verzenden" }).click();
  const dialog = page.getByRole("dialog");
  const list = dialog.getByRole("list", { name: "Wat u goedkeurt" });
  await expect(list).toContainText("Bakkerij De Korenaar B.V.");
  await expect(list).toContainText("De Korenaar Vastgoed B.V.");
  await expectClean(page);
  const { code } = await readSms(mobiles[marieke], /1 (ander stuk|other document)/);
  await dialog.getByLabel("SMS token").fill(code);
  await dialog.getByRole("button", { name: "2 stukken goedkeuren en verzenden" }).click();

  await expect(page.getByRole("heading", { name: "De documenten zijn succesvol verwerkt" })).toBeVisible();
  await expect(page).toHaveURL(/\/alle-organisaties\/verzonden\//);
  // Each with its own reference, its moment and its proof, as after a single approval.
  for (const { id, path } of [ofBakery, ofProperty]) {
    const row = page.getByRole("listitem").filter({ has: page.locator(`a[href="${path}/verwerkt"]`) });
    const [made] = await owner((sql) => sql`select reference from filings where id = ${id}`);
    await expect(row).toContainText(`Kenmerk ${made?.reference}`);
    await expect(row).toContainText(/\d{1,2}\.\d{2} uur/);
    await expect(row.getByRole("link", { name: /^Bewijs bewaren \(PDF\): / })).toHaveAttribute(
      "href",
      `${path}/bewijs`,
    );
  }
  await expectClean(page);
  const rows = await owner(
    (sql) => sql`select count(distinct challenge_id)::int as codes, count(*)::int as n from decisions
      where filing_id in ${sql([ofBakery.id, ofProperty.id])}`,
  );
  expect({ ...rows[0] }).toEqual({ codes: 1, n: 2 });
  await page.getByRole("link", { name: "Terug naar Alle organisaties" }).click();
  await page.getByRole("link", { name: new RegExp(`taak ${info.project.name}`) }).click();
  await expect(page).toHaveURL(`${origin()}${open.path}`);
});
