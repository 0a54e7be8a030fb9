import type { BrowserContext, Page } from "@playwright/test";
import { aTask } from "../support/a-task";
import {
  ask,
  expect,
  expectClean,
  mobiles,
  origin,
  owner,
  readSms,
  signIn,
  test,
} from "../support/browser-test";
import { askToApprove } from "../support/deciding";

const pieter = "pieter@korenaar.example";
const bakery = "bakkerij-de-korenaar";
const period = (project: string, month: number) =>
  `${project === "wide" ? 2023 : 2022}-${String(month).padStart(2, "0")}`;

async function signedIn(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await signIn(page, pieter);
  return page;
}

function traces(filing: string) {
  return owner(async (sql) => {
    const [approvals] = await sql`select count(*)::int as n from decisions where filing_id = ${filing}`;
    const [entries] = await sql`select count(*)::int as n from audit_events
      where action = 'filing.approved' and subject = ${`filing:${filing}`}`;
    return { approvals: approvals?.n, entries: entries?.n };
  });
}

/** A return that has been approved: it says so, and nothing on the page approves it again or complains. */
async function expectDone(page: Page, month: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1, name: `januari ${month.slice(0, 4)}` })).toBeVisible();
  await expect(page.getByText("Afgerond", { exact: true })).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Goedkeuren/ })).toHaveCount(0);
  await expect(page.getByRole("main").getByRole("alert")).toHaveCount(0);
}

test("a double click approves once", async ({ context }, info) => {
  const month = period(info.project.name, 1);
  const { id, path } = await aTask(bakery, month);
  const page = await signedIn(context);
  await askToApprove(page, path);
  const sms = await readSms(mobiles[pieter], new RegExp(`januari ${month.slice(0, 4)}`));
  expect(sms.text).not.toContain("€");
  await page.getByLabel("SMS token").fill(sms.code);
  await page.getByRole("button", { name: "Goedkeuren en verzenden" }).dblclick();
  await expect(page.getByRole("heading", { name: "Het document is succesvol verwerkt" })).toBeVisible();
  expect(await traces(id)).toEqual({ approvals: 1, entries: 1 });
  // Back shows what became of it, and offers nothing to approve.
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`${path}(\\?|$)`));
  await expectDone(page, month);
  expect(await traces(id)).toEqual({ approvals: 1, entries: 1 });
  await page.goto(`${origin()}${path}`);
  await expectDone(page, month);
});

test("two tabs approve once, and the second says that it is done", async ({ context }, info) => {
  const month = period(info.project.name, 2);
  const { id, path } = await aTask(bakery, month);
  const one = await signedIn(context);
  const two = await context.newPage();
  await askToApprove(one, path);
  const { code } = await readSms(mobiles[pieter], new RegExp(`februari ${month.slice(0, 4)}`));
  await two.goto(one.url());
  for (const page of [one, two]) await page.getByLabel("SMS token").fill(code);
  await one.getByRole("button", { name: "Goedkeuren en verzenden" }).click();
  await expect(one.getByRole("heading", { name: "Het document is succesvol verwerkt" })).toBeVisible();
  await two.getByRole("button", { name: "Goedkeuren en verzenden" }).click();
  await expect(two.getByRole("heading", { name: "Het document is succesvol verwerkt" })).toBeVisible();
  expect(await traces(id)).toEqual({ approvals: 1, entries: 1 });
});

test("a wrong code says how many tries are left, and nothing is approved", async ({ context }, info) => {
  const month = period(info.project.name, 3);
  const { id, path } = await aTask(bakery, month);
  const page = await signedIn(context);
  await askToApprove(page, path);
  const { code } = await readSms(mobiles[pieter], new RegExp(`maart ${month.slice(0, 4)}`));
  await page.getByRole("button", { name: "Goedkeuren en verzenden" }).click();
  await expect(page.getByText("Vul de 6 cijfers van de code in").first()).toBeVisible();
  await page.getByLabel("SMS token").fill(code === "111111" ? "222222" : "111111");
  await page.getByRole("button", { name: "Goedkeuren en verzenden" }).click();
  // Said once, beside the code, which is selected to be typed over; and what one can do stays in sight.
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("alert").filter({ hasText: "U hebt nog 4 pogingen" })).toBeVisible();
  await expect(page.getByText("U hebt nog 4 pogingen")).toHaveCount(1);
  await expect(page).toHaveTitle(/^Fout: /);
  await expect(dialog.getByLabel("SMS token")).toBeFocused();
  await expect(dialog.getByText("U hebt nog 4 pogingen")).toBeInViewport({ ratio: 1 });
  await expect(dialog.getByRole("link", { name: "Niet nu" })).toBeInViewport({ ratio: 1 });
  await expect(dialog.getByRole("button", { name: /^Nieuw token/ })).toBeInViewport({ ratio: 1 });
  await expectClean(page);
  expect(await traces(id)).toEqual({ approvals: 0, entries: 0 });
  await page.getByRole("link", { name: "Niet nu" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("another code is asked for in the dialog: it says so, and what was typed stays", async ({
  context,
}, info) => {
  const month = period(info.project.name, 6);
  const { id, path } = await aTask(bakery, month);
  const page = await signedIn(context);
  await page.clock.install();
  await askToApprove(page, path);
  const about = new RegExp(`juni ${month.slice(0, 4)}`);
  const first = await readSms(mobiles[pieter], about);
  const waited = (seconds: number) =>
    owner(
      (sql) => sql`update challenges set last_sent_at = last_sent_at - make_interval(secs => ${seconds})
        where draft::text like ${`%${id}%`}`,
    );
  const field = page.getByLabel("SMS token");
  const fault = page.locator("#code-fault");
  await field.fill("12");
  await waited(61);
  await page.clock.runFor(61_000);
  await page.getByRole("button", { name: "Nieuw token versturen" }).click();
  await expect(page.getByRole("dialog").getByText("Nieuwe code verstuurd")).toBeVisible();
  await expect(field).toHaveValue("12");
  const second = await readSms(mobiles[pieter], about);
  expect(second.code).not.toBe(first.code);
  // A code that came too late is answered with the next one, and that one approves.
  await waited(600);
  await owner(
    (sql) => sql`update challenge_codes set expires_at = now() - interval '1 second'
      where challenge_id in (select id from challenges where draft::text like ${`%${id}%`})`,
  );
  await field.fill(second.code);
  await page.getByRole("button", { name: "Goedkeuren en verzenden" }).click();
  await expect(fault).toHaveText("Deze code is verlopen. Wij hebben een nieuwe gestuurd.");
  const third = await readSms(mobiles[pieter], about);
  expect(third.code).not.toBe(second.code);
  await field.fill(third.code);
  await page.getByRole("button", { name: "Goedkeuren en verzenden" }).click();
  await expect(page.getByRole("heading", { name: "Het document is succesvol verwerkt" })).toBeVisible();
  expect(await traces(id)).toEqual({ approvals: 1, entries: 1 });
});

test("a text message that was refused for good is not promised again", async ({ context }, info) => {
  const month = period(info.project.name, 7);
  const { path } = await aTask(bakery, month);
  const page = await signedIn(context);
  await askToApprove(page, path);
  await page.goto(`${page.url()}&sms=refused`);
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("De sms kon niet worden bezorgd. Er is niets goedgekeurd.")).toBeVisible();
  await expect(dialog.getByText("Wij proberen het vanzelf opnieuw")).toHaveCount(0);
});

test("the attachment opens in a viewer that keys work, and its text can be found", async ({
  context,
}, info) => {
  const month = period(info.project.name, 4);
  const { id, path } = await aTask(bakery, month);
  const page = await signedIn(context);
  /** How often the firm noted that this return's attachment was shown: once, small on the page or in full. */
  const openings = () =>
    owner(async (sql) => {
      const [row] = await sql`select count(*)::int as n from filing_openings where filing_id = ${id}`;
      return row?.n as number;
    });
  await page.goto(`${origin()}${path}`);
  await expect(page.getByRole("link", { name: "Voorbeeld van" })).toBeVisible();
  await page.getByRole("link", { name: "Bijlage openen" }).first().click();
  await page.waitForURL(/\/bijlage$/);
  const text = page.locator(".textLayer").first();
  await expect(text).toContainText("Aangifte omzetbelasting", { timeout: 30_000 });
  await expect(text).toContainText("Bakkerij De Korenaar B.V.");
  const width = () =>
    page
      .locator("canvas")
      .first()
      .evaluate((canvas) => canvas.getBoundingClientRect().width);
  const before = await width();
  await page.keyboard.press("Control++");
  await expect.poll(width).toBeGreaterThan(before);
  // The firm can show that it was opened before it was approved.
  await expect.poll(openings).toBe(1);
});

test("on a phone the viewer works by touch, and its text can be selected", async ({ context }, info) => {
  test.skip(info.project.name !== "phone", "a mouse does this on a wide screen");
  const { path } = await aTask(bakery, period(info.project.name, 5));
  const page = await signedIn(context);
  await page.goto(`${origin()}${path}`);
  await page.getByRole("link", { name: "Bijlage openen" }).first().tap();
  const words = page.locator(".textLayer span").filter({ hasText: "Aangifte omzetbelasting" }).first();
  await expect(words).toBeVisible({ timeout: 30_000 });
  // A finger that rests on a word selects it; here the selection is made of all of the line.
  const selected = await words.evaluate((line) => {
    getSelection()?.selectAllChildren(line);
    return { text: getSelection()?.toString(), may: getComputedStyle(line).userSelect };
  });
  expect(selected).toEqual({ text: expect.stringContaining("Aangifte omzetbelasting"), may: "auto" });
  const sheet = page.getByRole("region", { name: "Pagina 1 van 1" });
  const width = async () => (await sheet.boundingBox())?.width ?? 0;
  const fitting = await width();
  await page.getByRole("button", { name: "Groter" }).tap();
  await expect.poll(width).toBeGreaterThan(fitting * 1.1);
  await page.getByRole("button", { name: "Kleiner" }).tap();
  await page.getByRole("button", { name: "Kleiner" }).tap();
  await expect.poll(width).toBeLessThan(fitting * 0.95);
  await page.getByRole("button", { name: "Passend in de breedte" }).tap();
  await expect.poll(width).toBe(fitting);
});

test("another organisation's return is not there", async ({ context }, info) => {
  test.skip(info.project.name === "phone", "the answer does not depend on the screen");
  const { path } = await aTask("de-korenaar-vastgoed", "2025-12");
  const page = await signedIn(context);
  const cookie = (await context.cookies(origin())).map(({ name, value }) => `${name}=${value}`).join("; ");
  expect((await ask(`/o/${bakery}/accordering`, { cookie })).status).toBe(200);
  const elsewhere = path.replace("de-korenaar-vastgoed", bakery);
  for (const url of [path, elsewhere, `${path}/pdf`, `${elsewhere}/pdf`, `${elsewhere}/bijlage`]) {
    expect((await ask(url, { cookie })).status, url).toBe(404);
  }
  await page.close();
});
