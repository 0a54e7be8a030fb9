import type { TestInfo } from "@playwright/test";
import { aDocument, withdraw } from "../support/a-document";
import {
  type ClientEmail,
  expect,
  expectClean,
  mobiles,
  origin,
  owner,
  readSms,
  signIn,
  test,
} from "../support/browser-test";
import { choose, putOff } from "../support/deciding";

/** Each width has a person of its own, so that the two never send each other's documents. */
function castOf({ project }: TestInfo): { email: ClientEmail; slug: string } {
  return project.name === "wide"
    ? { email: "fatima@fysiodelinde.example", slug: "fysio-de-linde" }
    : { email: "pieter@korenaar.example", slug: "bakkerij-de-korenaar" };
}

const decisionsOf = (ids: string[]) =>
  owner(
    async (sql) =>
      (await sql`select challenge_id, decision from decisions where filing_id in ${sql(ids)}`) as unknown as {
        challenge_id: string;
        decision: string;
      }[],
  );

/** For how many questions about one of these a code was sent: of other documents a person may get texts meanwhile. */
const codesFor = (...ids: string[]) =>
  owner(async (sql) => {
    const rows = await sql`select 1 from challenges c where c.draft->'filings' ?| ${ids}::text[]
      and exists (select 1 from challenge_codes s where s.challenge_id = c.id)`;
    return rows.length;
  });

test("what is approved for later is sent with one code for all of it", async ({ page }, info) => {
  const { email, slug } = castOf(info);
  const [one, two] = [`eerste ${info.project.name}`, `tweede ${info.project.name}`];
  const documents = [await aDocument(slug, { label: one }), await aDocument(slug, { label: two })];
  const ids = documents.map(({ id }) => id);
  await signIn(page, email);
  for (const { path } of documents) await putOff(page, path);
  expect(await codesFor(...ids), "putting off costs no text message").toBe(0);

  // On top of the open tasks, and in a tab of its own: ready, and not approved.
  await expect(page.getByRole("heading", { name: "Klaar om te verzenden" })).toBeVisible();
  await expectClean(page);
  expect(await decisionsOf(ids)).toEqual([]);
  // The first page says so as well, and not that everything is done.
  await page.goto(`${origin()}/o/${slug}`);
  const unsent = page.getByRole("region", { name: /staan klaar om te verzenden$/ });
  for (const label of [one, two]) await expect(unsent.getByText(label)).toBeVisible();
  await expect(page.getByText("U bent helemaal bij")).toHaveCount(0);
  await expectClean(page);
  await unsent.getByRole("link", { name: "Bekijken en verzenden" }).click();
  await expect(page).toHaveURL(/\/accordering\/verzenden$/);
  await page.goto(`${origin()}/o/${slug}/accordering`);
  await page
    .getByRole("navigation", { name: "Accordering" })
    .getByRole("link", { name: /Verzenden|Klaar/ })
    .click();
  await expect(page).toHaveURL(/\/accordering\/verzenden$/);
  await expectClean(page);

  await choose(page, one);
  await expect(page.getByRole("button", { name: "1 stuk verzenden" })).toBeVisible();
  await choose(page, one, two);
  await page.getByRole("button", { name: "2 stukken verzenden" }).click();

  // One code, and a list of what it is for.
  const dialog = page.getByRole("dialog");
  const list = dialog.getByRole("list", { name: "Wat u goedkeurt" });
  await expect(list.getByRole("listitem")).toHaveCount(2);
  await expect(list.getByText("€ 1.500 te betalen")).toHaveCount(2);
  await expectClean(page);
  const sms = await readSms(mobiles[email], /1 ander stuk/);
  await dialog.getByRole("button", { name: "2 stukken goedkeuren en verzenden" }).click();
  await expect(dialog.getByText("Vul de 6 cijfers van de code in").first()).toBeVisible();
  await dialog.getByLabel("SMS token").fill(sms.code);
  await dialog.getByRole("button", { name: "2 stukken goedkeuren en verzenden" }).click();

  await expect(page.getByRole("heading", { name: "De documenten zijn succesvol verwerkt" })).toBeVisible();
  await expect(page.getByText("Noorderlicht Accountants dient de aangifte in.").first()).toBeVisible();
  await expectClean(page);
  const made = await decisionsOf(ids);
  expect(made.map(({ decision }) => decision)).toEqual(["approved", "approved"]);
  expect(new Set(made.map(({ challenge_id }) => challenge_id)).size).toBe(1);
  expect(await codesFor(...ids)).toBe(1);
  // The page keeps its address.
  await page.reload();
  await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(2);
});

test("the page of what was sent keeps telling the truth once a document has moved on", async ({
  page,
}, info) => {
  const { email, slug } = castOf(info);
  const [one, two] = [`vernieuwd ${info.project.name}`, `weggehaald ${info.project.name}`];
  const renewed = await aDocument(slug, { label: one });
  const gone = await aDocument(slug, { label: two });
  await signIn(page, email);
  for (const { path } of [renewed, gone]) await putOff(page, path);
  await choose(page, one, two);
  await page.getByRole("button", { name: "2 stukken verzenden" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  const { code } = await readSms(mobiles[email], /1 ander stuk/);
  await dialog.getByLabel("SMS token").fill(code);
  await dialog.getByRole("button", { name: "2 stukken goedkeuren en verzenden" }).click();
  await expect(page.getByRole("heading", { name: "De documenten zijn succesvol verwerkt" })).toBeVisible();

  const typed = { distribution: 20_000_00, dividendTax: 3_000_00 };
  await aDocument(slug, { label: one, replaces: renewed.id, note: "Het dividend is hoger.", typed });
  await withdraw(gone, "Dit stuk hoorde bij een ander.");
  await page.reload();
  const row = (label: string) => page.getByRole("listitem").filter({ hasText: label });
  // What was approved is what was approved; what is asked now stands behind the link.
  await expect(row(one)).toContainText("€ 1.500 te betalen");
  await expect(row(one)).toContainText("Van dit stuk staat intussen een nieuwe versie klaar.");
  await expect(row(two)).toContainText("Noorderlicht Accountants heeft dit stuk ingetrokken.");
  await expect(row(two).getByRole("link", { name: /^Bewijs bewaren/ })).toHaveCount(0);
  for (const label of [one, two])
    await expect(row(label)).not.toContainText(/Uw deel is klaar|dient de aangifte in/);
  await expectClean(page);
  const here = page.url();
  await row(one)
    .getByRole("link", { name: new RegExp(one) })
    .first()
    .click();
  await expect(page.getByText("€ 3.000").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Goedkeuren", exact: true })).toBeVisible();
  await page.goto(here);
  await row(two)
    .getByRole("link", { name: new RegExp(two) })
    .click();
  await expect(page.getByText("Dit stuk hoorde bij een ander.")).toBeVisible();
});

test("one document that was withdrawn in the meantime stops the whole batch", async ({ page }, info) => {
  const { email, slug } = castOf(info);
  const [one, two] = [`blijft ${info.project.name}`, `verdwijnt ${info.project.name}`];
  const stays = await aDocument(slug, { label: one });
  const goes = await aDocument(slug, { label: two });
  await signIn(page, email);
  for (const { path } of [stays, goes]) await putOff(page, path);
  await choose(page, one, two);
  await page.getByRole("button", { name: "2 stukken verzenden" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  const { code } = await readSms(mobiles[email], /1 ander stuk/);
  await withdraw(goes, "Dit stuk hoorde bij een ander.");
  await dialog.getByLabel("SMS token").fill(code);
  await dialog.getByRole("button", { name: "2 stukken goedkeuren en verzenden" }).click();
  await expect(
    dialog.getByRole("heading", {
      name: new RegExp(`${two}.*: intussen ingetrokken\\. Er is niets verzonden`),
    }),
  ).toBeVisible();
  expect(await decisionsOf([stays.id, goes.id])).toEqual([]);

  // What is left can be put back, and is an open task again.
  await page.goto(`${origin()}/o/${slug}/accordering/verzenden`);
  await page.getByRole("button", { name: new RegExp(`${one}.* terugzetten`) }).click();
  await expect(page.getByRole("button", { name: new RegExp(`${one}.* terugzetten`) })).toHaveCount(0);
  await page.goto(`${origin()}/o/${slug}/accordering`);
  await expect(page.getByRole("link", { name: new RegExp(one) })).toBeVisible();

  // The withdrawn one keeps its name and its reason, and there is nothing behind it.
  await page.goto(`${origin()}/o/${slug}/accordering/overzicht?status=ingetrokken`);
  const main = page.getByRole("main");
  await expect(
    main.getByText("Dit stuk hoorde bij een ander.").locator("visible=true").first(),
  ).toBeVisible();
  await expect(main.getByRole("link", { name: new RegExp(two) })).toHaveCount(0);
});

test("a new version in between stops the whole batch, too", async ({ page }, info) => {
  const { email, slug } = castOf(info);
  const [one, two] = [`zelfde ${info.project.name}`, `anders ${info.project.name}`];
  const stays = await aDocument(slug, { label: one });
  const changes = await aDocument(slug, { label: two });
  await signIn(page, email);
  for (const { path } of [stays, changes]) await putOff(page, path);
  await choose(page, one, two);
  await page.getByRole("button", { name: "2 stukken verzenden" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  const { code } = await readSms(mobiles[email], /1 ander stuk/);
  await aDocument(slug, { label: two, replaces: changes.id, note: "De dag is veranderd." });
  await dialog.getByLabel("SMS token").fill(code);
  await dialog.getByRole("button", { name: "2 stukken goedkeuren en verzenden" }).click();
  await expect(
    dialog.getByRole("heading", {
      name: new RegExp(`Van .*${two}.* nieuwe versie klaar\\. Er is niets verzonden`),
    }),
  ).toBeVisible();
  // Whoever comes back to the question finds no field for a code that is of no use, but the way to the list.
  await page.reload();
  await expect(dialog.getByLabel("SMS token")).toHaveCount(0);
  await dialog.getByRole("link", { name: "Terug naar de lijst" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await decisionsOf([stays.id, changes.id])).toEqual([]);
  // What changed is asked anew; the other one is still ready.
  await page.goto(`${origin()}/o/${slug}/accordering`);
  const ready = page.getByRole("region", { name: "Klaar om te verzenden" });
  const tasks = page.getByRole("region", { name: "Openstaande taken" });
  await expect(ready.getByRole("link", { name: new RegExp(one) })).toBeVisible();
  await expect(tasks.getByRole("link", { name: new RegExp(two) })).toBeVisible();
});

test("what changed since it was listed is not sent, and no code either", async ({ page }, info) => {
  const { email, slug } = castOf(info);
  const [one, two] = [`gelijk ${info.project.name}`, `gewijzigd ${info.project.name}`];
  const stays = await aDocument(slug, { label: one });
  const changes = await aDocument(slug, { label: two });
  await signIn(page, email);
  for (const { path } of [stays, changes]) await putOff(page, path);
  await choose(page, one, two);
  await aDocument(slug, { label: two, replaces: changes.id, note: "Het bedrag is veranderd." });
  await page.getByRole("button", { name: "2 stukken verzenden" }).click();
  const stopped = new RegExp(`Van .*${two}.* nieuwe versie klaar\\. Er is niets verzonden`);
  await expect(page.getByRole("heading", { name: stopped })).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await codesFor(stays.id, changes.id)).toBe(0);
  // Under the message stands what there is now.
  const ready = page.getByRole("region", { name: "Klaar om te verzenden" });
  await expect(ready.getByRole("link", { name: new RegExp(two) })).toHaveCount(0);
  await expect(ready.getByRole("link", { name: new RegExp(one) })).toBeVisible();
});

test("a question about a version that was replaced is not asked any more", async ({ page }, info) => {
  const { email, slug } = castOf(info);
  const label = `onder ogen ${info.project.name}`;
  const first = await aDocument(slug, { label });
  await signIn(page, email);
  await page.goto(`${origin()}${first.path}`);
  await aDocument(slug, { label, replaces: first.id, note: "Het bedrag is veranderd." });
  await page.getByRole("button", { name: "Goedkeuren", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(/staat er een nieuwe versie klaar\. Er is niets goedgekeurd/)).toBeVisible();
  await expectClean(page);
  await dialog.getByRole("link", { name: "Bekijk het stuk" }).click();

  // And when it is replaced under the question itself, neither is it kept for later.
  await page.getByRole("button", { name: "Goedkeuren", exact: true }).click();
  await dialog.getByLabel(/Later verzenden/).check();
  await aDocument(slug, { label, replaces: first.id, note: "En nog eens." });
  await dialog.getByRole("button", { name: "Goedkeuren, later verzenden" }).click();
  await expect(
    dialog.getByRole("heading", { name: /nieuwe versie.* Er is niets goedgekeurd/ }),
  ).toBeVisible();
  expect(await codesFor(first.id)).toBe(0);
});
