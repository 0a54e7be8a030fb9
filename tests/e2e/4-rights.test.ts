import { aDocument } from "../support/a-document";
import { aTask } from "../support/a-task";
import { ask, expect, expectClean, origin, signIn, test } from "../support/browser-test";

const els = "els@korenaar.example";
const bakery = "bakkerij-de-korenaar";

test("a bookkeeper reads the VAT and decides nothing; of the rest there is not even a name", async ({
  page,
  context,
}, info) => {
  const label = `geheim ${info.project.name}`;
  const secret = await aDocument(bakery, { label });
  const vat = await aTask(bakery, info.project.name === "wide" ? "2018-02" : "2018-03");
  await signIn(page, els);
  await page.goto(`${origin()}/o/${bakery}/accordering/overzicht?zoek=geheim`);
  await expect(page.getByRole("heading", { name: "Geen documenten gevonden" })).toBeVisible();
  await expect(page.getByLabel("Type", { exact: true }).getByRole("option")).not.toContainText([
    "Dividendbelasting",
  ]);
  const cookie = (await context.cookies(origin())).map(({ name, value }) => `${name}=${value}`).join("; ");
  for (const rest of ["", "/pdf", "/bijlage", "/bewijs", "/verwerkt", "/afkeuren"])
    expect((await ask(`${secret.path}${rest}`, { cookie })).status, rest).toBe(404);

  await page.goto(`${origin()}/o/${bakery}/accordering`);
  await expect(page.getByRole("heading", { name: "U bent helemaal bij" })).toBeVisible();
  await expectClean(page);
  await page.goto(`${origin()}${vat.path}`);
  await expect(page.getByRole("heading", { level: 1, name: /Omzetbelasting.* 2018/ })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Goedkeuren/ })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Afkeuren", exact: true })).toHaveCount(0);
  await expect(page.getByRole("main").getByText("Wacht op anderen").first()).toBeVisible();
  await expectClean(page);
});
