import { aDocument } from "../support/a-document";
import { aTask } from "../support/a-task";
import {
  alone,
  expect,
  mobiles,
  origin,
  password,
  readSms,
  signIn,
  signInStaff,
  test,
} from "../support/browser-test";
import { putOff } from "../support/deciding";
import { tabTo } from "../support/keys";
import { aPdf } from "../support/uploads";

// With the keyboard alone: Tab, Enter, Space, the arrows and what is typed. A phone has no Tab key.
test.skip(({ isMobile }) => isMobile);
test.describe.configure({ timeout: 120_000 });

const pieter = "pieter@korenaar.example";
const fatima = "fatima@fysiodelinde.example";
const bakery = "bakkerij-de-korenaar";

test("from signing in to an approval", async ({ page }) => {
  const { path } = await aTask(bakery, "2020-06");
  await page.context().addCookies([{ name: "taal", value: "nl", url: origin() }]);
  await alone(pieter, async () => {
    await page.goto(`${origin()}${path}`);
    await tabTo(page, page.getByLabel("E-mailadres"));
    await page.keyboard.type(pieter);
    await tabTo(page, page.getByLabel("Wachtwoord", { exact: true }));
    await page.keyboard.type(password);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/code/);
    await expect(page.getByLabel("SMS token")).toBeFocused();
    await page.keyboard.type((await readSms(mobiles[pieter], /inloggen|signing in/)).code);
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(path));
  });
  const approve = page.getByRole("button", { name: "Goedkeuren", exact: true });
  await tabTo(page, approve);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel(/Direct verzenden/)).toBeFocused();
  // Escape leaves, and nothing was approved.
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(approve).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel(/Direct verzenden/)).toBeFocused();
  await tabTo(page, page.getByRole("button", { name: "Code ontvangen" }));
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("SMS token")).toBeFocused();
  const { code } = await readSms(mobiles[pieter], /juni 2020|June 2020/);
  await page.keyboard.type(code);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Het document is succesvol verwerkt" })).toBeVisible();
});

test("after following a link one begins at the heading; from outside at the top", async ({ page }) => {
  await signIn(page, fatima);
  await page.goto(`${origin()}/o/fysio-de-linde`);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Naar de inhoud" })).toBeFocused();
  await page.getByRole("navigation").getByRole("link", { name: "Accordering" }).first().click();
  await page.waitForURL(/\/accordering$/);
  await expect(page.getByRole("heading", { level: 1, name: "Accordering" })).toBeFocused();
});

test("rejecting, with a reason", async ({ page }) => {
  const label = "toetsen afkeuren";
  const { path } = await aDocument(bakery, { label });
  await signIn(page, pieter);
  await page.goto(`${origin()}${path}`);
  await tabTo(page, page.getByRole("link", { name: "Afkeuren", exact: true }));
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/afkeuren\?/);
  // The first of the reasons that one may choose, and with the arrows the next one.
  await tabTo(page, page.getByLabel("Een bedrag klopt niet"));
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByLabel("Er ontbreken facturen of bonnen")).toBeChecked();
  await tabTo(page, page.getByLabel("Reden"));
  await page.keyboard.type("De bon van de tafels ontbreekt.");
  await tabTo(page, page.getByRole("button", { name: "Code ontvangen en afkeuren" }));
  await page.keyboard.press("Space");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("SMS token")).toBeFocused();
  await page.keyboard.type((await readSms(mobiles[pieter], new RegExp(`afkeuren van .*${label}`))).code);
  await tabTo(page, dialog.getByRole("button", { name: "Afkeuren" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "U hebt het stuk afgekeurd" })).toBeVisible();
});

test("a batch, with one code", async ({ page }) => {
  const documents = [
    await aDocument("fysio-de-linde", { label: "toetsen een" }),
    await aDocument("fysio-de-linde", { label: "toetsen twee" }),
  ];
  await signIn(page, fatima);
  for (const { path } of documents) await putOff(page, path);
  await page.goto(`${origin()}/o/fysio-de-linde/accordering/verzenden`);
  // Everything is ticked; Space unticks what is not to go along.
  for (const box of await page.getByRole("checkbox").all()) {
    if (((await box.getAttribute("aria-label")) ?? "").includes("toetsen")) continue;
    await tabTo(page, box);
    await page.keyboard.press("Space");
    await expect(box).not.toBeChecked();
  }
  await tabTo(page, page.getByRole("button", { name: "2 stukken verzenden" }));
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("listitem")).toHaveCount(2);
  await expect(dialog.getByLabel("SMS token")).toBeFocused();
  await page.keyboard.type((await readSms(mobiles[fatima], /toetsen (een|twee).*1 ander stuk/)).code);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "De documenten zijn succesvol verwerkt" })).toBeVisible();
});

test("putting a document before a client", async ({ page }) => {
  const label = "toetsen klaarzetten";
  await signInStaff(page, "sander@noorderlicht.example");
  await page.goto(`${origin()}/admin/stukken`);
  const chooses = page.waitForEvent("filechooser", { timeout: 60_000 });
  await tabTo(page, page.getByRole("link", { name: "Stuk klaarzetten" }).first());
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/admin\/stukken\/nieuw/);
  // In a list one types the beginning of what one wants.
  await tabTo(page, page.getByLabel("Organisatie"));
  await page.keyboard.type("Fysio");
  const file = page.getByLabel("Bijlage");
  await tabTo(page, file);
  await page.keyboard.press("Space");
  const buffer = await aPdf(label);
  await (await chooses).setFiles({ name: "stuk.pdf", mimeType: "application/pdf", buffer });
  await expect(page.getByText("Ontvangen en gecontroleerd", { exact: true })).toBeVisible();
  await tabTo(page, page.getByLabel("Soort stuk"));
  await page.keyboard.type("Brief");
  await tabTo(page, page.getByRole("button", { name: "Verder: controleren" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Nakijken en aanvullen" })).toBeVisible();
  await tabTo(page, page.getByLabel("Omschrijving"));
  await page.keyboard.type(label);
  const day = page.getByLabel("Datum van het stuk");
  await tabTo(page, day);
  // Whichever comes first in this browser, the day or the month.
  await page.keyboard.type("11112026");
  await expect(day).toHaveValue("2026-11-11");
  await tabTo(page, page.getByRole("button", { name: "Klaarzetten", exact: true }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "Klaargezet" })).toBeVisible();
});
