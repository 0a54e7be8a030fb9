import { aDocument, withdraw } from "../support/a-document";
import { expect, expectClean, mobiles, origin, readMail, signIn, test } from "../support/browser-test";
import { approveWithCode, askToApprove } from "../support/deciding";

const [marieke, pieter] = ["marieke@korenaar.example", "pieter@korenaar.example"] as const;
const bakery = "bakkerij-de-korenaar";

test.use({ allowed: [/status of 404/] });

test("a new version voids the approval, says what changed, and leaves the earlier one to be read", async ({
  page,
}, info) => {
  test.setTimeout(120_000);
  const label = `versies ${info.project.name}`;
  const approvers = [marieke, pieter];
  const first = await aDocument(bakery, { label, approvers });
  await signIn(page, pieter);
  await askToApprove(page, first.path);
  await approveWithCode(page, mobiles[pieter], new RegExp(label));
  const note = "De uitkering was € 12.000.";
  const next = { label, approvers, note, replaces: first.id };
  await aDocument(bakery, { ...next, typed: { distribution: 12_000_00, dividendTax: 1_800_00 } });
  await readMail(pieter, new RegExp(`^Nieuwe versie: .*${label}`));

  // He is asked again: what he approved is not this.
  await page.goto(`${origin()}${first.path}`);
  await expect(page.getByRole("main").getByText("U bent aan zet", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Goedkeuren", exact: true })).toBeVisible();
  await expect(page.getByText(note)).toBeVisible();
  const changes = page.getByRole("region", { name: "Wat is er veranderd?" });
  await expect(changes.locator("del").filter({ hasText: "€ 1.500" }).first()).toBeVisible();
  await expect(changes.locator("ins").filter({ hasText: "€ 1.800" }).first()).toBeVisible();
  await expect(changes).toContainText("Stuk.pdf, met een andere inhoud");
  await expectClean(page);

  await page.getByRole("region", { name: "Eerdere versies" }).getByRole("link", { name: "Versie 1" }).click();
  await expect(page).toHaveURL(/\?versie=1$/);
  await expect(page.getByText("Deze versie is vervangen. U kijkt naar versie 1.")).toBeVisible();
  // His approval of this one stays said, with what came after it; and of the versions only the others are listed.
  const way = page.getByRole("region", { name: "Waar is dit stuk?" });
  await expect(way).toContainText(/Akkoord van Pieter van Dijk.*Vervangen door een nieuwe versie/);
  const others = page.getByRole("region", { name: "Andere versies" });
  await expect(others.getByRole("link")).toHaveText(["Versie 2, de huidige"]);
  await expect(page.getByText("Over een eerdere versie is ook besloten.")).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Te betalen" })).toContainText("€ 1.500");
  await expect(page.getByRole("button", { name: /^Goedkeuren/ })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Afkeuren", exact: true })).toHaveCount(0);
  await expectClean(page);
  await page.getByRole("link", { name: "Naar de huidige versie" }).click();
  await expect(page).toHaveURL(`${origin()}${first.path}`);
  // However many there are by now: he is shown what differs from what he approved.
  await aDocument(bakery, { ...next, typed: { distribution: 13_000_00, dividendTax: 1_950_00 } });
  await page.reload();
  await expect(changes).toContainText("Vergeleken met versie 1, waarover u het laatst besloot.");
  await expect(changes.locator("del").filter({ hasText: "€ 1.500" }).first()).toBeVisible();
  await expect(changes.locator("ins").filter({ hasText: "€ 1.950" }).first()).toBeVisible();
  for (const nonsense of ["9", "0", "x"])
    expect((await page.goto(`${origin()}${first.path}?versie=${nonsense}`))?.status()).toBe(404);
});

test("what was withdrawn while the question stood there is not approved", async ({ page }, info) => {
  const label = `onderwijl ${info.project.name}`;
  const document = await aDocument(bakery, { label });
  await signIn(page, pieter);
  await askToApprove(page, document.path);
  await withdraw(document, "Van een andere cliënt.");
  await page.getByLabel("SMS token").fill("123456");
  await page.getByRole("button", { name: "Goedkeuren en verzenden" }).click();
  await expect(page.getByText(/Er is niets (goedgekeurd|verzonden)/).first()).toBeVisible();
  // Who follows the link is told that it was withdrawn, and nothing of what was in it.
  await page.goto(`${origin()}${document.path}`);
  await expect(page.getByRole("main")).toContainText(/ingetrokken/i);
  await expect(page.getByRole("link", { name: "Bijlage openen" })).toHaveCount(0);
  expect((await page.goto(`${origin()}${document.path}/bijlage`))?.status()).toBe(404);
});
