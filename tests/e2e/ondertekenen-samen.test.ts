import type { Locator, Page } from "@playwright/test";
import { expect, expectClean, mobiles, origin, owner, readSms, signIn, test } from "../support/browser-test";
import { confirm, draw, isPut, toHand } from "../support/drawing";
import { toSign } from "../support/to-sign";

const pieter = "pieter@korenaar.example";
const bakery = "bakkerij-de-korenaar";

test("documents of one set are read side by side and signed with one drawing and one code", async ({
  page,
}, info) => {
  test.setTimeout(120_000);
  const label = `set ${info.project.name} ${Date.now() % 100_000}`;
  const first = await toSign(bakery, { steps: [[pieter]], label });
  const second = await toSign(bakery, {
    steps: [[pieter]],
    label: `notulen ${info.project.name}`,
    stream: "generalMeetingMinutes",
    together: first.id,
  });
  await signIn(page, pieter);
  const dialog = await toHand(page, first.path);
  await expect(dialog.getByText("Eén handtekening komt in beide stukken.")).toBeVisible();
  await expect(
    dialog.getByRole("checkbox", { name: "Ik heb de jaarrekening en de notulen gelezen en ga akkoord." }),
  ).toBeVisible();
  await dialog.getByRole("button", { name: "Annuleren" }).click();
  await page
    .getByRole("navigation", { name: "Stukken die u samen ondertekent" })
    .getByRole("button", { name: /^Notulen/ })
    .click();
  await expect(page.getByRole("region", { name: "Pagina 1 van 2" })).toContainText("notulen");
  await expectClean(page);
  await page.getByRole("button", { name: "Naar mijn handtekening" }).click();
  await page.getByRole("button", { name: /^Klik hier om te ondertekenen/ }).click();
  await draw(page, dialog);
  await confirm(page, dialog, pieter, new RegExp(`${label} 2025 en 1 ander stuk`));
  await isPut(page);
  await expect(page.getByText("U ziet haar in beide stukken.")).toBeVisible();

  // Afterwards each of them can be looked at, signed, and kept.
  const both = page.getByRole("navigation", { name: "Stukken die u samen hebt ondertekend" });
  const looked = page
    .getByRole("note")
    .filter({ hasText: /Getekend op .*Gecontroleerd: de handtekening klopt/ });
  await expect(looked).toHaveCount(1);
  await both.getByRole("button", { name: /^Notulen/ }).click();
  await expect(page.getByRole("region", { name: "Pagina 1 van 2" })).toContainText("notulen");
  await expect(looked).toHaveCount(1);
  await expectClean(page);
  if (info.project.name === "phone")
    await page.getByRole("button", { name: "Zo werkt het en wie tekent" }).click();
  const keep = page.getByRole("link", { name: "Downloaden" });
  await expect(keep).toHaveAttribute("href", `${second.path}/pdf?bewaren`);
  if (info.project.name === "phone") await page.getByRole("button", { name: "Sluiten" }).click();
  const rows = await owner(
    (sql) => sql`select count(distinct filing_id)::int as filings from signatures
      where filing_id in ${sql([first.id, second.id])}`,
  );
  expect([...rows]).toEqual([{ filings: 2 }]);
  await page.getByRole("link", { name: "Beëindigen" }).click();
  await expect(
    page.getByText(/^Uw handtekening onder Jaarrekening .* en Notulen .* is gezet\.$/),
  ).toBeVisible();
  await expectClean(page);
});

for (const { lang, words } of [
  {
    lang: "NL, Nederlands",
    words: {
      ...{
        toHand: "Naar mijn handtekening",
        field: /^Klik hier om te ondertekenen/,
        hand: "Uw handtekening",
      },
      ...{ name: "Typ uw naam", next: "Volgende: code per sms", sign: "Ondertekenen", end: "Beëindigen" },
      ...{ code: "SMS token", put: "Uw handtekening is gezet." },
    },
  },
  {
    lang: "EN, English",
    words: {
      ...{ toHand: "Go to my signature", field: /^Click here to sign/, hand: "Your signature" },
      ...{ name: "Type your name", next: "Next: code by text message", sign: "Sign", end: "Finish" },
      ...{ code: "SMS code", put: "Your signature has been placed." },
    },
  },
])
  test(`by keyboard alone, with less motion: ${lang}`, async ({ page }, info) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ reducedMotion: "reduce" });
    const label = `toetsen ${lang.slice(0, 2)} ${info.project.name} ${Date.now() % 100_000}`;
    const { path } = await toSign(bakery, { steps: [[pieter]], label, pages: 2 });
    await signIn(page, pieter);
    // For this browser alone: the button for it changes the profile, and with it what others here are texted.
    await page.context().addCookies([{ name: "taal", value: lang.slice(0, 2).toLowerCase(), url: origin() }]);
    await page.goto(`${origin()}${path}/ondertekenen`);
    await reach(page, page.getByRole("button", { name: words.toHand }));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: words.field })).toBeFocused();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: words.hand });
    await expect(dialog.getByRole("heading", { name: words.hand })).toBeFocused();
    // Escape closes it, and leads back to where one was.
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: words.field })).toBeFocused();
    await page.keyboard.press("Enter");
    await reach(page, dialog.getByRole("tab", { selected: true }));
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Tab");
    await expect(dialog.getByLabel(words.name)).toBeFocused();
    await page.keyboard.press("Tab");
    await expect(dialog.getByRole("checkbox")).toBeFocused();
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await expect(dialog.getByRole("button", { name: words.next })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByLabel(words.code)).toBeFocused();
    await page.keyboard.type((await readSms(mobiles[pieter], new RegExp(label))).code);
    await page.keyboard.press("Enter");
    const put = page.getByRole("heading", { name: words.put });
    await expect(put).toBeVisible({ timeout: 40_000 });
    await expect(put).toBeFocused();
    await expectClean(page);
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: words.end })).toBeFocused();
    const moving = await page.evaluate(
      () =>
        document
          .getAnimations()
          .filter(
            ({ playState, effect }) => playState === "running" && Number(effect?.getTiming().duration) > 1,
          ).length,
    );
    expect(moving).toBe(0);
  });

/** With the Tab key, as far as it takes. */
async function reach(page: Page, target: Locator): Promise<void> {
  for (let tabs = 0; tabs < 30; tabs++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  await expect(target).toBeFocused();
}
