import type { Page } from "@playwright/test";
import { aTask } from "../support/a-task";
import {
  alone,
  ask,
  expect,
  expectClean,
  mobiles,
  origin,
  password,
  readSms,
  signIn,
  signInStaff,
  test,
} from "../support/browser-test";

const marieke = "marieke@korenaar.example";
const pieter = "pieter@korenaar.example";

test("every page for clients is clean in the dark, too", async ({ page }, info) => {
  test.setTimeout(240_000);
  await page.emulateMedia({ colorScheme: "dark" });
  await signIn(page, marieke);
  const pages = [
    ["/o/bakkerij-de-korenaar", /Goede(morgen|middag|navond), Marieke/],
    ["/o/bakkerij-de-korenaar/accordering", "Accordering"],
    ["/o/bakkerij-de-korenaar/accordering/overzicht", "Accordering"],
    ["/o/bakkerij-de-korenaar/contact", "Contact"],
    ["/profiel", "Mijn profiel"],
  ] as const;
  for (const [path, heading] of pages) {
    await page.goto(origin() + path);
    await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
    await expectClean(page);
  }
  const ground = await groundOf(page);
  // The return, its attachment, the question for the code, and what is said afterwards.
  const month = info.project.name === "wide" ? "2019-10" : "2019-12";
  const { path } = await aTask("bakkerij-de-korenaar", month);
  await page.goto(origin() + path);
  await expect(page.getByRole("heading", { level: 1, name: /(oktober|december) 2019/ })).toBeVisible();
  await page.getByText("Alle rubrieken").filter({ visible: true }).first().click();
  await expectClean(page);
  await page.goto(`${origin()}${path}/bijlage`);
  await expect(page.locator(".textLayer").first()).toContainText("Aangifte omzetbelasting", {
    timeout: 30_000,
  });
  await expectClean(page);
  await page.goto(origin() + path);
  await page.getByRole("button", { name: "Goedkeuren", exact: true }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectClean(page);
  await page.getByRole("button", { name: "Code ontvangen" }).click();
  await expect(page.getByLabel("SMS token")).toBeVisible();
  await expectClean(page);
  const { code } = await readSms(mobiles[marieke], /(oktober|december|October|December) 2019/);
  await page.getByLabel("SMS token").fill(code);
  await page.getByRole("button", { name: "Goedkeuren en verzenden" }).click();
  await expect(page.getByRole("heading", { name: "Het document is succesvol verwerkt" })).toBeVisible();
  await expectClean(page);
  expect(await groundOf(page)).toBe(ground);
  // Whoever prefers light has it, on every page, from then on.
  await page.goto(`${origin()}/profiel`);
  await page.getByRole("button", { name: "Licht" }).click();
  await expect.poll(() => groundOf(page)).not.toBe(ground);
  await page.goto(`${origin()}/o/bakkerij-de-korenaar`);
  await expectClean(page);
});

const groundOf = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test("every page for the firm is clean in the dark, too, and fits a phone", async ({ page }) => {
  test.setTimeout(120_000);
  const { id } = await aTask(
    "bakkerij-de-korenaar",
    test.info().project.name === "wide" ? "2019-06" : "2019-07",
  );
  await signInStaff(page, "sander@noorderlicht.example");
  await page.goto(`${origin()}/admin/stukken`);
  const light = await groundOf(page);
  await page.emulateMedia({ colorScheme: "dark" });
  const pages = [
    ["/admin/stukken", "Stukken"],
    ["/admin/stukken?status=wacht", "Stukken"],
    [`/admin/stukken/${id}`, /2019/],
    ["/admin/stukken/nieuw", "Stuk klaarzetten"],
    ["/admin/clienten", "Cliënten"],
    ["/admin/verzending", "Verzending"],
  ] as const;
  for (const [path, heading] of pages) {
    await page.goto(origin() + path);
    await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
    expect(await groundOf(page), path).not.toBe(light);
    await expectClean(page);
  }
});

test.describe("switching", () => {
  test.use({ allowed: [/status of 404/] });

  test("the switcher changes the organisation, and each tab keeps its own", async ({ page, context }) => {
    await signIn(page, marieke);
    await page.goto(`${origin()}/o/bakkerij-de-korenaar`);
    const other = await context.newPage();
    await other.goto(`${origin()}/o/bakkerij-de-korenaar`);
    await other
      .getByRole("button", { name: /Organisatie/ })
      .filter({ visible: true })
      .click();
    await expectClean(other);
    await other
      .getByRole("link", { name: /De Korenaar Vastgoed/ })
      .filter({ visible: true })
      .click();
    await other.waitForURL(/de-korenaar-vastgoed/);
    await page.reload();
    await expect(page).toHaveURL(/bakkerij-de-korenaar/);
    await expect(page.getByText("Bakkerij De Korenaar B.V.").filter({ visible: true }).first()).toBeVisible();
    // A link without an organisation leads to the one that was looked at last.
    await page.goto(`${origin()}/`);
    await expect(page).toHaveURL(/\/o\//);
    await page.goto(`${origin()}/o/fysio-de-linde`).catch(() => null);
    await expect(page.getByText("Deze pagina is er niet")).toBeVisible();
  });
});

test("without script one can still sign in, read and approve", async ({ browser }, info) => {
  const { path } = await aTask("bakkerij-de-korenaar", info.project.name === "wide" ? "2020-01" : "2020-02");
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: info.project.use.viewport });
  const page = await context.newPage();
  await context.addCookies([{ name: "taal", value: "nl", url: origin() }]);
  await alone(pieter, async () => {
    await page.goto(`${origin()}${path}`);
    await page.getByLabel("E-mailadres").fill(pieter);
    await page.getByLabel("Wachtwoord", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Ga verder" }).click();
    await page.getByLabel("SMS token").fill((await readSms(mobiles[pieter], /inloggen|signing in/)).code);
    await page.getByRole("button", { name: "Aanmelden" }).click();
  });
  await page.waitForURL(new RegExp(path));
  await page.getByRole("button", { name: "Goedkeuren", exact: true }).click();
  await page.getByRole("button", { name: "Code ontvangen" }).click();
  const { code } = await readSms(mobiles[pieter], /(januari|februari|January|February) 2020/);
  await page.getByLabel("SMS token").fill(code);
  await page.getByRole("button", { name: "Goedkeuren en verzenden" }).click();
  await expect(page.getByRole("heading", { name: "Het document is succesvol verwerkt" })).toBeVisible();
  await context.close();
});

test("every page carries the policy, with a nonce of its own, and is kept by nobody", async ({ page }) => {
  const nonces = new Set<string>();
  for (const path of ["/inloggen", "/inloggen", "/wachtwoord-vergeten", "/geen-pagina"]) {
    const answer = await page.request.get(`http://127.0.0.1:${process.env.PORTAL_PORT}${path}`, {
      headers: { host: new URL(origin()).host },
      maxRedirects: 0,
    });
    const headers = answer.headers();
    const policy = headers["content-security-policy"] ?? "";
    expect(policy).toMatch(/script-src [^;]*'nonce-/);
    expect(policy).not.toMatch(/script-src [^;]*'unsafe-(inline|eval)'/);
    for (const part of ["object-src 'none'", "base-uri 'none'", "frame-ancestors", "form-action"]) {
      expect(policy).toContain(part);
    }
    nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1] ?? "");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["cache-control"]).toContain("no-store");
    expect(headers["referrer-policy"]).toBe("same-origin");
    expect(headers["x-powered-by"]).toBeUndefined();
  }
  expect(nonces.size).toBe(4);
});

test("the demo's messages are kept apart by firm", async () => {
  const at = {
    noorderlicht: await ask("/demo/berichten"),
    devries: await ask("/demo/berichten", { slug: "devries" }),
  };
  expect(at.noorderlicht.text).toContain("sander@noorderlicht.example");
  expect(at.devries.text).toContain("willemijn@devries.example");
  expect(at.devries.text).not.toContain("noorderlicht.example");
  expect((await ask("/demo/berichten.json", { slug: "nobody" as "devries" })).status).toBe(404);
});
