import type { Page } from "@playwright/test";
import {
  expect,
  expectClean,
  mobiles,
  origin,
  owner,
  readSms,
  readTotp,
  signIn,
  signInStaff,
  test,
} from "../support/browser-test";
import { toSign } from "../support/to-sign";

const [marieke, pieter] = ["marieke@korenaar.example", "pieter@korenaar.example"] as const;
const bakery = "bakkerij-de-korenaar";
const colleagueOf = (project: string) =>
  project === "wide" ? "sander@noorderlicht.example" : "anouk@noorderlicht.example";

/** Says who it is, and gives the device away. */
async function handOver(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name: "Op kantoor laten ondertekenen" }).first().click();
  await expect(page.getByRole("heading", { name: "Op kantoor laten ondertekenen" })).toBeVisible();
  await expectClean(page);
  await page.getByRole("button", { name: `Apparaat geven aan ${name}` }).click();
  await expect(page.getByRole("heading", { name: "Dit moet nog goed" })).toBeFocused();
  await page.getByText("Paspoort", { exact: true }).click();
  await page.getByLabel(/Ik heb het document gezien/).check();
  await page.getByRole("button", { name: `Apparaat geven aan ${name}` }).click();
  await expect(page.getByRole("button", { name: "Naar mijn handtekening" })).toBeVisible();
}

test("a client signs on the firm's device, which shows nothing else, and nobody is signed in there after", async ({
  page,
}, info) => {
  test.setTimeout(180_000);
  const label = `balie ${info.project.name} ${Date.now() % 100_000}`;
  const { id } = await toSign(bakery, { steps: [[marieke], [pieter]], label, pages: 2 });
  await signInStaff(page, colleagueOf(info.project.name));
  await page.goto(`${origin()}/admin/stukken`);
  await page.goto(`${origin()}/admin/stukken/${id}`);
  await handOver(page, "Marieke van Dijk");
  await expectClean(page);
  // Neither Back, nor a click, nor an address leads to what the firm has of others.
  const locked = page.getByRole("heading", { name: "U hebt nog niet getekend" });
  await page.getByRole("link", { name: "Stoppen" }).click();
  await expect(locked).toBeVisible();
  await expectClean(page);
  for (const path of ["/admin/stukken", `/admin/stukken/${id}`, "/admin/clienten", "/profiel", "/"]) {
    await page.goto(`${origin()}${path}`);
    await expect(locked).toBeVisible();
  }
  await expect(page.getByRole("navigation")).toHaveCount(0);
  await page.goBack();
  await expect(page.getByRole("link", { name: "Bakkerij De Korenaar B.V." })).toHaveCount(0);
  await page.goto(`${origin()}/admin/stukken`);
  await page.getByRole("link", { name: "Terug naar het stuk" }).click();

  // The client's own hand, and the code on the client's own telephone.
  await page.getByRole("button", { name: "Naar mijn handtekening" }).click();
  await page.getByRole("button", { name: "Klik hier om te ondertekenen, Marieke van Dijk" }).click();
  await page.getByRole("tab", { name: "Typen" }).click();
  await page.getByLabel(/gelezen en ga akkoord/).check();
  await page.getByRole("button", { name: "Volgende: code per sms" }).click();
  const code = page.getByRole("textbox", { name: /code|token/i });
  await expect(code).toBeVisible();
  await expectClean(page);
  const { code: sent } = await readSms(mobiles[marieke], new RegExp(label));
  await code.fill(sent);
  await page.getByRole("button", { name: "Ondertekenen", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Dank u wel" })).toBeVisible();
  await expectClean(page);

  // The colleague is signed out, on the server too.
  const cookies = await page.context().cookies();
  expect(cookies.some(({ name }) => name === "__Host-portaal")).toBe(false);
  await page.goBack();
  await page.goto(`${origin()}/admin/stukken/${id}`);
  await expect(page).toHaveURL(/\/inloggen/);
  await page.goto(`${origin()}/apparaat-terug`);
  await page.getByRole("link", { name: "Ik ben van het kantoor: inloggen" }).click();
  await expect(page).toHaveURL(/\/inloggen\?terug=/);

  // Signed in anew, everything is there again: who signed, and with whose help.
  await signInStaff(page, colleagueOf(info.project.name));
  await page.goto(`${origin()}/admin/stukken/${id}`);
  const decided = page.getByRole("region", { name: "Wat is er beslist" });
  await expect(decided).toContainText("Ondertekend door Marieke van Dijk");
  await expect(decided).toContainText("Op kantoor, met hulp van");
  await expectClean(page);
  await page.context().clearCookies();
  await signIn(page, marieke);
  await page.goto(`${origin()}/o/${bakery}/accordering/${id}`);
  await expect(page.getByText(/op kantoor met hulp van/).first()).toBeVisible();
});

test("a colleague who takes the device back before it was signed signs in again", async ({ page }, info) => {
  const label = `terug ${info.project.name} ${Date.now() % 100_000}`;
  const { id } = await toSign(bakery, { steps: [[marieke]], label });
  await signInStaff(page, colleagueOf(info.project.name));
  await page.goto(`${origin()}/admin/stukken/${id}`);
  await handOver(page, "Marieke van Dijk");
  await page.goto(`${origin()}/admin/stukken`);
  await page.getByRole("button", { name: "Ik ben van het kantoor: inloggen" }).click();
  await expect(page).toHaveURL(new RegExp(`/inloggen\\?terug=.*${id}`));
  await page.goto(`${origin()}/admin/stukken`);
  await expect(page).toHaveURL(/\/inloggen/);
});

test("an accountant finds what waits for his signature, and staff see who does not sign and why", async ({
  page,
}, info) => {
  test.setTimeout(180_000);
  const email = colleagueOf(info.project.name);
  const label = `weigert ${info.project.name} ${Date.now() % 100_000}`;
  const { id } = await toSign(bakery, { steps: [[email], [marieke]], label });
  await signInStaff(page, email);
  await page.goto(`${origin()}/admin/stukken`);
  await page.getByRole("link", { name: /^Zelf ondertekenen/ }).click();
  await expect(page.getByRole("link", { name: new RegExp(label) })).toBeVisible();
  await expectClean(page);
  await page.getByRole("link", { name: new RegExp(label) }).click();
  await page.getByRole("link", { name: "Lezen en ondertekenen" }).click();
  // The code is one of the app, and the words say so.
  await expect(page.getByText("Per sms")).toHaveCount(0);
  if (info.project.name === "phone")
    await page.getByRole("button", { name: "Zo werkt het en wie tekent" }).click();
  await expect(page.getByText("Uit uw app").filter({ visible: true })).toBeVisible();
  await page.getByRole("link", { name: "Ik teken niet" }).filter({ visible: true }).click();
  await expectClean(page);
  await page.getByRole("radio").last().check();
  await page.getByLabel("Reden").fill("De toelichting op de voorraad klopt niet.");
  await page.getByRole("button", { name: "Volgende: bevestigen met een code" }).click();
  const decided = page.getByRole("region", { name: "Wat is er beslist" });
  // Another test may have used the code of this half minute: each counts once.
  await expect(async () => {
    await page.getByLabel("Code uit de app").fill(await readTotp(email));
    await page.getByRole("button", { name: "Niet ondertekenen", exact: true }).click();
    await expect(decided).toBeVisible();
  }).toPass({ intervals: [31_000], timeout: 90_000 });
  await expect(decided).toContainText(/tekent niet/);
  await expect(decided).toContainText("De toelichting op de voorraad klopt niet.");
  await expect(page.getByText("Afgekeurd", { exact: true })).toHaveCount(0);
  await expectClean(page);
  const [row] = await owner((sql) => sql`select state from filings where id = ${id}`);
  expect(row?.state).toBe("rejected");
});
