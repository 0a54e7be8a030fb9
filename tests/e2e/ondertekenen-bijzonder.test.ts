import { expect, expectClean, origin, owner, signIn, signInStaff, test } from "../support/browser-test";
import { confirm, draw, isPut, toHand } from "../support/drawing";
import { inPortal } from "../support/in-portal";
import { anOwnFirm, type OwnFirm } from "../support/own-firm";
import { aCertificate } from "../support/pades/certificates";
import { aFilledPaper, aSignedPaper, ROOT } from "../support/pades/people";
import { toSign } from "../support/to-sign";

const [marieke, pieter] = ["marieke@korenaar.example", "pieter@korenaar.example"] as const;
const bakery = "bakkerij-de-korenaar";
const here = { page: 1, x: 60, y: 600, width: 220, height: 80 };
const there = { page: 1, x: 310, y: 600, width: 220, height: 80 };
test.describe.configure({ timeout: 180_000 });

test.describe("at a firm of its own", () => {
  let firm: OwnFirm;
  test.beforeAll(async () => {
    firm = await anOwnFirm();
    await firm.digipoort.close();
  });

  test("whoever signs in two capacities signs both fields with one drawing, and without a code where the firm asks for none", async ({
    page,
  }, info) => {
    await owner(async (sql) => {
      await sql`update firms set signing_code = false where slug = ${firm.slug}`;
      await sql`update memberships set also = '[{"capacity":"shareholder","onBehalfOf":"Molen Beheer en Beleggingen Noord-Nederland B.V."}]'
        where firm_id = (select id from firms where slug = ${firm.slug})`;
    });
    const label = `twee ${info.project.name}`;
    const { id, path } = await toSign(firm.organisation, {
      ...{ steps: [[firm.client.email]], label },
      places: { [firm.client.email]: [here, there] },
    });
    await signIn(page, firm.client.email, firm.slug);
    await page.goto(`${origin(firm.slug)}${path}/ondertekenen`);
    await expect(page.getByRole("button", { name: /^Klik hier om te ondertekenen/ })).toHaveCount(2);
    await page.getByRole("button", { name: "Naar mijn handtekening" }).click();
    await page
      .getByRole("button", { name: /^Klik hier om te ondertekenen/ })
      .nth(1)
      .click();
    const dialog = page.getByRole("dialog", { name: "Uw handtekening" });
    await expect(dialog.getByText(/^Teun Molenaar, namens Molen Beheer en Beleggingen/)).toBeVisible();
    await expect(dialog.getByText(/^Teun Molenaar, bestuurder van/)).toBeVisible();
    await expect(dialog.getByText("Eén handtekening komt in beide vlakken.")).toBeVisible();
    await expectClean(page);
    await draw(page, dialog);
    await dialog.getByRole("checkbox", { name: /gelezen en ga akkoord/ }).check();
    await dialog.getByRole("button", { name: "Volgende", exact: true }).click();
    await isPut(page);
    await expectClean(page);
    await expect(page.getByLabel("SMS token")).toHaveCount(0);
    const rows = await owner(
      (sql) => sql`select count(*)::int as put from signatures
      where filing_id = ${id} and state = 'put'`,
    );
    expect([...rows]).toEqual([{ put: 2 }]);
    await page.getByRole("link", { name: "Beëindigen" }).click();
    await expect(page.getByText(/zonder code/).first()).toBeVisible();
    await expectClean(page);
  });
});

test("a deputy reads in whose place it is, also with very long names", async ({ page }, info) => {
  const long =
    "mevrouw drs. Wilhelmina Hendrika Adriana Cornelia van Oosterhout-van den Boogaard-Zuidhollandsewaard";
  const label = `waarnemen met een heel lange naam van het stuk ${info.project.name}`;
  const { path } = await toSign(bakery, {
    ...{ steps: [[pieter]], label, deputies: { [pieter]: long } },
    places: { [pieter]: [here] },
  });
  await signIn(page, pieter);
  await page.goto(`${origin()}${path}`);
  const signers = page.getByRole("region", { name: "Ondertekenaars" });
  await expect(signers.getByText(`in de plaats van ${long}`)).toBeVisible();
  await expectClean(page);
  const dialog = await toHand(page, path);
  await expect(
    dialog.getByText(`Pieter van Dijk, in de plaats van ${long}, volgens machtiging`),
  ).toBeVisible();
  await dialog.getByRole("tab", { name: "Typen" }).click();
  await dialog.getByLabel("Typ uw naam").fill(long.slice(0, 80));
  await expectClean(page);
});

test("a field that is seen nowhere is signed from the same button", async ({ page }, info) => {
  const label = `nergens ${info.project.name}`;
  const { id, path } = await toSign(bakery, { steps: [[pieter]], label, places: { [pieter]: [here] } });
  await owner(
    (sql) => sql`update filing_approvers set field = jsonb_set(field, '{place}', 'null')
    where filing_id = ${id}`,
  );
  await signIn(page, pieter);
  await page.goto(`${origin()}${path}/ondertekenen`);
  await expect(page.getByRole("region", { name: "Pagina 1 van 1" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Klik hier om/ })).toHaveCount(0);
  await page.getByRole("button", { name: "Naar mijn handtekening" }).click();
  const dialog = page.getByRole("dialog", { name: "Uw handtekening" });
  await expect(dialog).toBeVisible();
  await expectClean(page);
  await draw(page, dialog);
  await confirm(page, dialog, pieter, new RegExp(label));
  await isPut(page);
  await expect(page.getByText("Zij zit in het bestand, zonder vlak in het document.")).toBeVisible();
});

test("whoever signs sees who signed before, whether that can be checked and what was filled in since", async ({
  page,
  browser,
}, info) => {
  const long = "Accountantskantoor Van Oosterhout-van den Boogaard en Zuidhollandsewaard Groep".repeat(2);
  const by = aCertificate({ name: long, issuer: ROOT, usage: 0xc0 });
  const filled = await aFilledPaper({}, { by, field: "Controle", more: "/Name (<b>A. van Oosterhout</b>)" });
  const { bytes } = await aSignedPaper(
    { sha1: true, named: "v1" },
    { paper: filled, field: "Oud", rect: "[320 100 520 150]", subFilter: "adbe.pkcs7.detached" },
  );
  const { id, path } = await toSign(bakery, {
    ...{ steps: [[pieter]], label: `eerder getekend ${info.project.name}`, pdf: new Uint8Array(bytes) },
    places: { [pieter]: [{ ...here, y: 300 }] },
    alsoConfirmed: ["signatures-unjudged", "added-to-since"],
  });
  await signIn(page, pieter);
  await page.goto(`${origin()}${path}`);
  const signers = page.getByRole("region", { name: "Ondertekenaars" });
  await expect(signers.getByRole("heading", { name: "Stond al in het document" })).toBeVisible();
  await expect(signers.getByText(long.slice(0, 100))).toBeVisible();
  await expect(signers.getByText("Opgegeven naam: <b>A. van Oosterhout</b>")).toBeVisible();
  await expect(signers.getByText("Daarna aangevuld")).toBeVisible();
  await expect(signers.getByText("Pagina 1: Een veld is ingevuld")).toBeVisible();
  await expect(signers.getByText("Niet te controleren")).toBeVisible();
  await expectClean(page);
  await page.goto(`${origin()}${path}/ondertekenen`);
  await expect(page.getByRole("region", { name: "Pagina 1 van 1" })).toBeVisible();
  const about = page.getByRole("button", { name: "Zo werkt het en wie tekent" });
  if (await about.isVisible()) await about.click();
  await expect(page.getByRole("heading", { name: "Stond al in het document" })).toBeVisible();
  await expectClean(page);
  const staff = await (await browser.newContext({ viewport: info.project.use.viewport })).newPage();
  await signInStaff(staff, "sander@noorderlicht.example");
  await staff.goto(`${origin()}/admin/stukken/${id}`);
  const section = staff.getByRole("region", { name: "Ondertekening", exact: true });
  await expect(section.getByText("Daarna aangevuld")).toBeVisible();
  await expect(section.getByText("Niet te controleren")).toBeVisible();
  await expectClean(staff);
  await staff.context().close();
});

test("nobody signs a file that was changed after somebody signed, also not whoever has it open", async ({
  page,
  browser,
}, info) => {
  const label = `geknoeid ${info.project.name}`;
  const { id, path } = await toSign(bakery, {
    ...{ steps: [[pieter], [marieke]], label, pages: 2 },
    places: { [pieter]: [here], [marieke]: [there] },
  });
  const his = await (await browser.newContext({ viewport: info.project.use.viewport })).newPage();
  await signIn(his, pieter);
  const dialog = await toHand(his, path);
  await draw(his, dialog);
  await confirm(his, dialog, pieter, new RegExp(label));
  await isPut(his);
  await his.context().close();
  await signIn(page, marieke);
  const hers = await toHand(page, path);
  await draw(page, hers);
  await hers.getByRole("checkbox").check();
  await tampered(id);
  await hers.getByRole("button", { name: "Volgende: code per sms" }).click();
  await expect(hers.getByText(/Er is niets ondertekend/).first()).toBeVisible();
  await expectClean(page);
  await page.goto(`${origin()}${path}/ondertekenen`);
  await page.waitForURL((url) => url.pathname === path);
  await expect(page.getByText("Dit stuk kunt u nu niet ondertekenen.")).toBeVisible();
  await expect(page.getByText(/Bel Noorderlicht Accountants voor hulp/)).toBeVisible();
  await expect(page.getByText("Let op: deze handtekening klopt niet")).toBeVisible();
  await expect(page.getByRole("link", { name: "Naar ondertekenen" })).toHaveCount(0);
  await expectClean(page);
  const rows = await owner((sql) => sql`select state from signatures where filing_id = ${id}`);
  expect([...rows]).toEqual([{ state: "put" }]);
});

/** Puts other bytes in the place of the newest revision: a letter of what was signed is another. */
async function tampered(id: string): Promise<void> {
  const [row] = await owner(
    (sql) => sql`select r.firm_id, r.file_id, f.organisation_id, f.stream, f.pages from signing_revisions r
    join files f on f.firm_id = r.firm_id and f.id = r.file_id where r.filing_id = ${id} order by r.revision desc limit 1`,
  );
  const made = await inPortal(async () => {
    const { storedFile } = await import("../support/signing/signed-files");
    const { keepMade } = await import("@/lib/signing/keep");
    const { systemOf } = await import("@/lib/access/actor");
    const bytes = Buffer.from((await storedFile(row?.firm_id, row?.file_id)).bytes);
    const at = bytes.lastIndexOf("/Reason") + 12;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    const about = {
      organisationId: row?.organisation_id,
      stream: row?.stream,
      name: "x.pdf",
      pages: row?.pages,
    };
    return keepMade(
      systemOf(row?.firm_id, "test"),
      { ...about, pieces: [bytes] },
      async (_ctx, file, write) => {
        await write();
        return file;
      },
    );
  });
  await owner(
    (
      sql,
    ) => sql`update signing_revisions set file_id = ${made?.id ?? null}, sha256 = ${made?.sha256 ?? null}, bytes = ${made?.bytes ?? null}
    where filing_id = ${id}`,
  );
}

test("a signature that stands still is told kindly, and comes by itself when it is put later", async ({
  page,
}, info) => {
  const label = `later ${info.project.name}`;
  const { id, path } = await toSign(bakery, { steps: [[pieter]], label, places: { [pieter]: [here] } });
  await signIn(page, pieter);
  const dialog = await toHand(page, path);
  await draw(page, dialog);
  await confirm(page, dialog, pieter, new RegExp(label));
  await isPut(page);
  const become = (state: string) =>
    owner(
      (
        sql,
      ) => sql`update signatures set state = ${state}, fault = ${state === "stopped" ? "cannot-be-signed" : null}
      where filing_id = ${id}`,
    );
  await become("stopped");
  await page.reload();
  await expect(
    page.getByText(/Zij staat nog niet in het document. .* kijkt ernaar. U hoeft niets te doen./),
  ).toBeVisible();
  await expectClean(page);
  await become("waiting");
  await page.reload();
  await expect(page.getByText("Wij zetten uw handtekening in het document.")).toBeVisible();
  await expect(page.getByText(/Zij wordt in het document geplaatst/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("link", { name: "Beëindigen" })).toBeVisible();
  await expectClean(page);
  // From here on it is looked after seldom, and not at all by whoever looks elsewhere.
  let looks = 0;
  page.on("request", (request) => {
    if (request.url().includes(`${path}/ondertekenen`)) looks++;
  });
  const turn = (state: string) =>
    page.evaluate((to) => {
      Object.defineProperty(document, "visibilityState", { value: to, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  await turn("hidden");
  await page.waitForTimeout(17_000);
  expect(looks).toBe(0);
  await become("put");
  await turn("visible");
  await expect(page.getByRole("heading", { name: "Uw handtekening is gezet." })).toBeVisible();
  expect(looks).toBe(1);
});
