import { expect, expectClean, mobiles, origin, owner, readSms, signIn, test } from "../support/browser-test";
import { confirm, draw, inkOn, isPut, toHand } from "../support/drawing";
import { toSign } from "../support/to-sign";

const [marieke, pieter] = ["marieke@korenaar.example", "pieter@korenaar.example"] as const;
const bakery = "bakkerij-de-korenaar";

test("the accountant's signature is in the accounts of the story already, looked at, with name and time", async ({
  page,
}) => {
  await signIn(page, marieke);
  await page.goto(`${origin()}/o/${bakery}/accordering`);
  await page.getByRole("link", { name: "Jaarrekening 2025", exact: true }).click();
  const signers = page.getByRole("region", { name: "Ondertekenaars" });
  const accountant = signers.getByRole("listitem").filter({ hasText: "accountant" });
  await expect(accountant).toContainText(/Getekend op .* uur/);
  await expect(accountant).toContainText("Gecontroleerd: de handtekening klopt");
  await expectClean(page);
  await page.getByRole("link", { name: "Naar ondertekenen" }).click();
  await expect(page.getByRole("button", { name: "Naar mijn handtekening" })).toBeVisible();
});

test("one signs in the document: read, the green field, draw, agree, a code, and on to the next task", async ({
  page,
}, info) => {
  test.setTimeout(180_000);
  const label = `tekenen ${info.project.name} ${Date.now() % 100_000}`;
  const { id, path } = await toSign(bakery, { steps: [[marieke], [pieter]], label, pages: 3 });
  await signIn(page, marieke);
  await page.goto(`${origin()}/o/${bakery}/accordering`);
  const row = page.getByRole("listitem").filter({ hasText: label });
  await expect(row).toContainText("Ondertekenen");
  await row.getByRole("link").click();
  const signers = page.getByRole("region", { name: "Ondertekenaars" });
  await expect(signers.getByRole("listitem").filter({ hasText: "Pieter van Dijk" })).toContainText("Na u");
  await expect(page.getByRole("button", { name: "Goedkeuren" })).toHaveCount(0);
  await expect(page.getByText("Later verzenden")).toHaveCount(0);
  await expectClean(page);

  // "Naar ondertekenen", and the other language is one click away.
  await page.getByRole("link", { name: "Naar ondertekenen" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Pagina 1 van 4" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Pagina 1 van 4" })).toContainText("pagina 1 van 3");
  await page.getByRole("button", { name: "EN, English" }).click();
  await expect(page.getByRole("button", { name: "Go to my signature" })).toBeVisible();
  await expectClean(page);
  await page.getByRole("button", { name: "NL, Nederlands" }).click();
  await page.getByRole("button", { name: "Naar mijn handtekening" }).click();
  const field = page.getByRole("button", { name: "Klik hier om te ondertekenen, Marieke van Dijk" });
  await expect(field).toBeFocused();
  await expect(field).toBeInViewport();
  await expectClean(page);
  await field.click();

  // An empty pad, no consent; then a dot, which is a slip.
  const dialog = page.getByRole("dialog", { name: "Uw handtekening" });
  await expect(
    dialog.getByText(/^Marieke van Dijk, bestuurder van Bakkerij De Korenaar B\.V\.$/),
  ).toBeVisible();
  const consent = dialog.getByRole("checkbox", { name: "Ik heb de jaarrekening gelezen en ga akkoord." });
  await expect(consent).not.toBeChecked();
  await expectClean(page);
  await dialog.getByRole("button", { name: "Volgende: code per sms" }).click();
  await expect(dialog.getByRole("heading", { name: "Dit moet nog goed" })).toBeFocused();
  await expect(
    dialog.getByRole("link", { name: "Zet uw handtekening in het tekenvlak, of kies Typen" }),
  ).toBeVisible();
  await expect(
    dialog.getByRole("link", { name: "Vink aan dat u alles hebt gelezen en akkoord gaat" }),
  ).toBeVisible();
  await expectClean(page);
  await dialog.getByRole("img", { name: "Tekenvlak, leeg" }).click();
  await dialog.getByRole("button", { name: "Volgende: code per sms" }).click();
  await expect(dialog.getByRole("link", { name: /^Een stip is te weinig/ })).toBeVisible();
  await dialog.getByRole("button", { name: "Wissen" }).click();
  await draw(page, dialog);
  await consent.check();
  await dialog.getByRole("button", { name: "Volgende: code per sms" }).click();

  // The code names what it is for; another one is not taken.
  const asked = page.getByRole("dialog", { name: "Bevestig met een code" });
  await expect(asked.getByText(new RegExp(`U ondertekent: Jaarrekening ${label}`))).toBeVisible();
  await expectClean(page);
  const { code } = await readSms(mobiles[marieke], new RegExp(label));
  await asked.getByLabel("SMS token").fill(code === "111111" ? "222222" : "111111");
  await asked.getByRole("button", { name: "Ondertekenen", exact: true }).click();
  await expect(asked.getByText("U hebt nog 4 pogingen")).toBeVisible();
  await asked.getByLabel("SMS token").fill(code);
  await asked.getByRole("button", { name: "Ondertekenen", exact: true }).click();
  await isPut(page);
  await expectClean(page);
  const kept = await page.evaluate((of) => Object.keys(sessionStorage).filter((key) => key.includes(of)), id);
  expect(kept).toEqual([]);

  await page.getByRole("link", { name: "Beëindigen" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Het document is ondertekend" })).toBeFocused();
  await expect(page.getByText("Uw deel is klaar. Pieter van Dijk moet nog tekenen.")).toBeVisible();
  await expect(page.getByRole("link", { name: /^Volgende: / })).toBeVisible();
  await expectClean(page);

  // The signature is in the file, and was looked at; he comes next.
  await page.goto(`${origin()}${path}`);
  const hers = signers.getByRole("listitem").filter({ hasText: "Marieke van Dijk" });
  await expect(hers).toContainText(/Getekend op .* uur/);
  await expect(hers).toContainText("Gecontroleerd: de handtekening klopt");
  await expect(page.getByRole("link", { name: "Naar ondertekenen" })).toHaveCount(0);
  await expectClean(page);
});

test("who types signs as well, without a mouse; when all have signed there is the proof", async ({
  page,
  browser,
}, info) => {
  test.setTimeout(240_000);
  const label = `typen ${info.project.name}`;
  const { path } = await toSign(bakery, { steps: [[pieter], [marieke]], label });
  // Who comes later sees for whom he waits, and has nothing to press.
  const later = await (await browser.newContext({ viewport: info.project.use.viewport })).newPage();
  await signIn(later, marieke);
  await later.goto(`${origin()}${path}`);
  await expect(
    later.getByText("U tekent pas na Pieter van Dijk, en krijgt bericht als u kunt tekenen."),
  ).toBeVisible();
  await expect(later.getByRole("link", { name: "Naar ondertekenen" })).toHaveCount(0);
  await expectClean(later);

  await signIn(page, pieter);
  const dialog = await toHand(page, path);
  await dialog.getByRole("tab", { name: "Tekenen" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(dialog.getByRole("tab", { name: "Typen" })).toBeFocused();
  await expect(dialog.getByLabel("Typ uw naam")).toHaveValue("Pieter van Dijk");
  await dialog.getByLabel("Typ uw naam").fill("");
  await dialog.getByRole("button", { name: "Volgende: code per sms" }).press("Enter");
  await expect(dialog.getByRole("link", { name: "Typ uw naam" })).toBeVisible();
  await dialog.getByLabel("Typ uw naam").fill("P. van Dijk");
  await expectClean(page);
  await confirm(page, dialog, pieter, new RegExp(label));
  await isPut(page);

  const hers = await toHand(later, path);
  await draw(later, hers);
  await confirm(later, hers, marieke, new RegExp(label));
  await isPut(later);
  await expect(async () => {
    await later.goto(`${origin()}${path}`);
    await expect(later.getByRole("link", { name: "Ondertekenbewijs bewaren (PDF)" })).toBeVisible({
      timeout: 1_000,
    });
  }).toPass({ timeout: 60_000 });
  await expectClean(later);
  for (const name of ["Ondertekend stuk bewaren (PDF)", "Ondertekenbewijs bewaren (PDF)"]) {
    const arrives = later.waitForEvent("download");
    await later.getByRole("link", { name }).click();
    expect((await arrives).suggestedFilename()).toMatch(/\.pdf$/);
  }
  await later.context().close();
});

test("who does not sign says why, with a code, and nothing is signed", async ({ page }, info) => {
  const label = `niet ${info.project.name}`;
  const { id, path } = await toSign(bakery, { steps: [[pieter]], label });
  await signIn(page, pieter);
  await page.goto(`${origin()}${path}/ondertekenen`);
  if (info.project.name === "phone")
    await page.getByRole("button", { name: "Zo werkt het en wie tekent" }).click();
  await page.getByRole("link", { name: "Ik teken niet" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Stuk niet ondertekenen" })).toBeVisible();
  await page.getByLabel("Iets anders").check();
  await page.getByLabel("Reden").fill("De voorraad klopt niet.");
  await page.getByRole("button", { name: "Code ontvangen en niet ondertekenen" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("SMS token")).toBeVisible();
  await dialog.getByLabel("SMS token").fill((await readSms(mobiles[pieter], new RegExp(label))).code);
  await dialog.getByRole("button", { name: "Niet ondertekenen" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "U ondertekent dit stuk niet" })).toBeVisible();
  await expectClean(page);
  const rows = await owner((sql) => sql`select seat from signatures where filing_id = ${id}`);
  expect([...rows]).toEqual([]);
});

test.describe("what was drawn stays", () => {
  test.use({ allowed: [/ERR_INTERNET_DISCONNECTED|Failed to fetch|401/] });

  test("through a turn of the telephone, a reload, the other language and a lost connection", async ({
    page,
    context,
  }, info) => {
    test.setTimeout(120_000);
    const label = `blijft ${info.project.name}`;
    const { path } = await toSign(bakery, { steps: [[pieter]], label });
    await signIn(page, pieter);
    const dialog = await toHand(page, path);
    await draw(page, dialog);
    await dialog.getByRole("checkbox").check();
    const ink = await inkOn(dialog);
    expect(ink).toBeGreaterThan(100);

    const { width, height } = page.viewportSize() ?? { width: 1440, height: 900 };
    await page.setViewportSize({ width: height, height: width });
    await expect.poll(() => inkOn(dialog)).toBeGreaterThan(100);
    await expectClean(page);
    await page.setViewportSize({ width, height });
    await expect.poll(() => inkOn(dialog)).toBeGreaterThan(ink * 0.8);

    await page.reload();
    await expect.poll(() => inkOn(dialog)).toBeGreaterThan(ink * 0.8);
    await expect(dialog.getByRole("checkbox")).toBeChecked();

    await dialog.getByRole("button", { name: "Annuleren" }).click();
    await page.getByRole("button", { name: "EN, English" }).click();
    await page.getByRole("button", { name: "Go to my signature" }).click();
    await page.getByRole("button", { name: /^Click here to sign/ }).click();
    await expect(page.getByRole("img", { name: "Drawing area, signature placed" })).toBeVisible();
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "NL, Nederlands" }).click();
    await page.getByRole("button", { name: /^Klik hier om te ondertekenen/ }).click();

    // The connection goes in between: it is said, and the same button goes on once it is back.
    await context.setOffline(true);
    await expect(dialog.getByText(/^U hebt nu geen internet/)).toBeVisible();
    await dialog.getByRole("button", { name: "Volgende: code per sms" }).click();
    await expect(dialog.getByRole("heading", { name: /^Er is nu geen verbinding/ })).toBeFocused();
    expect(await inkOn(dialog)).toBeGreaterThan(ink * 0.8);
    await expect(dialog.getByRole("checkbox")).toBeChecked();
    await context.setOffline(false);
    await dialog.getByRole("button", { name: "Volgende: code per sms" }).click();
    await expect(page.getByLabel("SMS token")).toBeVisible();

    // And while the code is being typed; also then it is signed once.
    const { code } = await readSms(mobiles[pieter], new RegExp(label));
    await page.getByLabel("SMS token").fill(code);
    await context.setOffline(true);
    await page.getByRole("button", { name: "Ondertekenen", exact: true }).click();
    await expect(page.getByRole("heading", { name: /^Er is nu geen verbinding/ })).toBeVisible();
    await context.setOffline(false);
    await page.getByLabel("SMS token").fill(code);
    await page.getByRole("button", { name: "Ondertekenen", exact: true }).click();
    await isPut(page);
  });

  test("and is there again for whoever had to sign in once more", async ({ page }, info) => {
    test.setTimeout(120_000);
    const label = `sessie ${info.project.name}`;
    const { path } = await toSign(bakery, { steps: [[pieter]], label });
    await signIn(page, pieter);
    const dialog = await toHand(page, path);
    await draw(page, dialog);
    await dialog.getByRole("checkbox").check();
    const ink = await inkOn(dialog);
    await page.context().clearCookies({ name: "__Host-portaal" });
    await dialog.getByRole("button", { name: "Volgende: code per sms" }).click();
    await expect(dialog.getByRole("heading", { name: /^Uw sessie is beëindigd/ })).toBeVisible();
    await dialog.getByRole("link", { name: "Inloggen" }).click();
    await page.waitForURL(/\/inloggen\?reden=sessie&terug=/);
    const back = new URL(page.url()).searchParams.get("terug") ?? "";
    expect(back).toBe(`${path}/ondertekenen`);
    await signIn(page, pieter);
    await page.goto(`${origin()}/inloggen?terug=${encodeURIComponent(back)}`);
    await page.waitForURL((url) => url.pathname === back);
    await expect.poll(() => inkOn(dialog)).toBeGreaterThan(ink * 0.8);
    await expect(dialog.getByRole("checkbox")).toBeChecked();
    await confirm(page, dialog, pieter, new RegExp(label));
    await isPut(page);
  });
});
