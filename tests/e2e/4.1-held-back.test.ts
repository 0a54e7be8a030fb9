import type { Page } from "@playwright/test";
import { filingAccountsXbrl } from "@/db/demo/documents/accounts-xbrl";
import { type ADocument, aDocument, type DocumentWish } from "../support/a-document";
import {
  expect,
  expectClean,
  origin,
  owner,
  readMail,
  readSms,
  signIn,
  signInStaff,
  test,
} from "../support/browser-test";
import { HAPPY_PATH, script } from "../support/digipoort/processes";
import { anOwnFirm, type OwnFirm, switchWay } from "../support/own-firm";

test.describe.configure({ timeout: 240_000 });

const again = "Opnieuw aanleveren";
let firm: OwnFirm;
test.beforeAll(async () => {
  firm = await anOwnFirm();
});
test.afterAll(() => firm?.digipoort.close());

/** Publicatiestukken of the firm's client; a new version of others when it is told which. */
function publication(year: number, equity: number, more: DocumentWish = {}): Promise<ADocument> {
  const { organisation, name, kvkNumber } = firm;
  const figures = { balanceTotal: 412_000_00, equity };
  return aDocument(organisation, {
    stream: "filingAccounts",
    xbrl: filingAccountsXbrl({ kvkNumber, name, year, size: "klein", ...figures }),
    confirmed: ["duplicate-period", "period-old", "deadline-passed", "approval-day-passed"],
    ...more,
  });
}

/** The client approves it, and with that it is to go to the KvK. */
async function approve(page: Page, { path }: ADocument): Promise<void> {
  const { client, slug } = firm;
  await signIn(page, client.email, slug);
  await page.goto(`${origin(slug)}${path}`);
  await page.getByRole("button", { name: "Goedkeuren", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Nee, niet vastgesteld").check();
  await dialog.getByLabel("E-mailadres voor het afschrift van de KvK").fill(client.email);
  await dialog.getByRole("button", { name: "Code ontvangen" }).click();
  await expect(dialog.getByLabel("SMS token")).toBeFocused();
  const { code } = await readSms(client.mobile, /Publicatiestukken/, slug);
  await dialog.getByLabel("SMS token").fill(code);
  await dialog.getByRole("button", { name: "Goedkeuren en verzenden" }).click();
  await expect(page.getByRole("heading", { name: "Het document is succesvol verwerkt" })).toBeVisible();
  // The small picture of the attachment comes last, and is asked for as this person.
  await page.waitForLoadState("networkidle");
}

/** What the KvK took of a document, in order. */
async function takenOf({ id }: ADocument) {
  const rows = await owner((sql) => sql`select delivery_reference from deliveries where filing_id = ${id}`);
  const references = rows.map((row) => row.delivery_reference);
  return firm.digipoort.deliveries.filter(({ deliveryReference }) => references.includes(deliveryReference));
}

/** Waits until this is so of a document, with every question to the KvK asked as if its time had come. */
async function until(
  { id }: ADocument,
  is: { document: string } | { version: number; attempt: number; state: string },
): Promise<void> {
  const look = () =>
    owner(async (sql) => {
      await sql`update outbox set run_after = now() where status = 'waiting' and run_after > now()
        and subject = ${`filing:${id}`} and kind like 'delivery.%'`;
      const [row] =
        "document" in is
          ? await sql`select state from filings where id = ${id}`
          : await sql`select state from deliveries where filing_id = ${id}
              and version = ${is.version} and attempt = ${is.attempt}`;
      return row?.state;
    });
  const state = "document" in is ? is.document : is.state;
  await expect.poll(look, { message: JSON.stringify(is), timeout: 60_000 }).toBe(state);
}

/** Nothing is to be sent any more, now or later: what was counted stays so. */
async function expectNothingToCome({ id }: ADocument): Promise<void> {
  const left = await owner(
    (sql) => sql`select kind from outbox where subject = ${`filing:${id}`}
      and kind in ('filing.toDeliver', 'delivery.send') and status in ('waiting', 'running')`,
  );
  expect(left).toEqual([]);
}

async function atTheFirm(page: Page, { id }: ADocument) {
  await signInStaff(page, firm.staff, firm.slug);
  await page.goto(`${origin(firm.slug)}/admin/stukken/${id}`);
  return page.getByRole("region", { name: "Aanleveren" });
}

/** A refusal at one field: said on top, where the focus is, and at the field itself, to which it leads. */
async function expectFault(page: Page, name: string, words: string): Promise<void> {
  await expect(page.getByRole("heading", { name: "Dit moet nog goed" })).toBeFocused();
  await expect(page).toHaveTitle(/^Fout: /);
  await expect(page.locator(`#${name}-fault`)).toHaveText(words);
  const field = page.locator(`#${name}`);
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(new RegExp(words));
  await expectClean(page);
  await page.getByRole("alert").getByRole("link", { name: words }).click();
  await expect(field).toBeFocused();
}

test("a version stays here while the KvK has an earlier one, until staff say that it goes nevertheless", async ({
  page,
}) => {
  // Given up by Digipoort, replaced at the firm, and accepted after all.
  firm.digipoort.play(script("105", "100", "110", "410"));
  const document = await publication(2021, 120_500_00);
  await approve(page, document);
  await until(document, { document: "refusedByRecipient" });
  await publication(2021, 120_700_00, { replaces: document.id, note: "Het eigen vermogen is hersteld." });
  const [first] = await takenOf(document);
  firm.digipoort.play(HAPPY_PATH, first?.processReference);
  await until(document, { version: 1, attempt: 1, state: "accepted" });
  await readMail(firm.staff, /eerdere versie van .* alsnog aangenomen/, firm.slug);
  firm.digipoort.play(HAPPY_PATH);
  await approve(page, document);
  await until(document, { document: "notDelivered" });
  expect(await takenOf(document)).toHaveLength(1);

  const delivering = await atTheFirm(page, document);
  const state = page.getByRole("region", { name: "Stand van zaken" });
  await expect(state).toContainText("Niet verzonden naar de KvK");
  await expect(delivering).toContainText(
    "De KvK heeft versie 1 aangenomen, die u had vervangen. Een nieuwere versie gaat er niet vanzelf heen.",
  );
  await expect(delivering).toContainText("Poging 1, versie 2: niet verzonden");
  await expect(delivering).toContainText("Daarom is deze versie niet verzonden.");
  // What there is to decide stands at the form, and no question after a cause that has to be solved.
  await expect(delivering).toContainText("Moet die er toch heen? Schrijf dan op waarom, en vink dat aan.");
  await expect(delivering).not.toContainText("oorzaak");
  await expectClean(page);

  const why = delivering.getByLabel("Waarom moet deze versie er toch heen?");
  await why.fill("De KvK vroeg om de nieuwe stukken.");
  await delivering.getByRole("button", { name: again }).click();
  await expectFault(
    page,
    "tochAanleveren",
    "Vink aan dat deze versie er toch heen moet. De ontvanger heeft een eerdere versie al aangenomen.",
  );
  await expect(why).toHaveValue("De KvK vroeg om de nieuwe stukken.");
  await expectNothingToCome(document);
  expect(await takenOf(document)).toHaveLength(1);

  await page.keyboard.press("Space");
  await expect(delivering.getByRole("checkbox", { name: /moet er toch heen/ })).toBeChecked();
  // How it ends is not told before the page was read.
  firm.digipoort.failWith("unavailable", "status");
  await delivering.getByRole("button", { name: again }).click();
  await expect(page.getByRole("status").filter({ hasText: "wordt opnieuw aangeleverd" })).toBeVisible();
  firm.digipoort.failWith(null);
  await until(document, { document: "acceptedByRecipient" });
  await expectNothingToCome(document);
  const taken = await takenOf(document);
  expect(taken).toHaveLength(2);
  expect(taken[1]?.content.bytes.equals(first?.content.bytes ?? Buffer.alloc(0))).toBe(false);
  await page.reload();
  await expect(state).toContainText("Akkoord Digipoort");
  await expect(delivering).toContainText("Poging 2, versie 2: akkoord");
  // What is over is no warning any more, nor is it asked for again.
  await expect(delivering).toContainText("De KvK heeft ook versie 1 aangenomen, die u had vervangen.");
  await expect(page.getByText(/niet vanzelf heen|wordt opnieuw aangeleverd/)).toHaveCount(0);
  await expect(delivering.getByRole("button")).toHaveCount(0);
  await expectClean(page);
});

test("of what may have arrived a person decides, also after an attempt that never left", async ({ page }) => {
  firm.digipoort.play(HAPPY_PATH);
  firm.digipoort.failWith("html", "deliver");
  const document = await publication(2022, 131_000_00);
  await approve(page, document);
  await until(document, { document: "outcomeUnknown" });
  firm.digipoort.failWith(null);
  const [first] = await takenOf(document);
  const kenmerk = first?.processReference ?? "";
  const delivering = await atTheFirm(page, document);
  const state = page.getByRole("region", { name: "Stand van zaken" });
  await expect(state).toContainText("Onbekend of de KvK het heeft");

  // The KvK is asked what it has, and what it names is offered; nobody is sure that it is this.
  const thisIsIt = delivering.getByRole("button", { name: "Dit is het" });
  await expect(async () => {
    await until(document, { document: "outcomeUnknown" });
    await page.reload();
    await expect(thisIsIt).toHaveAccessibleDescription(kenmerk, { timeout: 1000 });
  }).toPass({ timeout: 60_000 });
  await expectClean(page);
  await delivering.getByLabel("Wat is er veranderd").fill("De KvK zegt niets te hebben.");
  await delivering.getByRole("button", { name: again }).click();
  await expectFault(
    page,
    "nietAangekomen",
    "Lever dit alleen opnieuw aan als de ontvanger u heeft gezegd dat het niet is aangekomen, en vink dat aan.",
  );

  // A second attempt that cannot leave says nothing of the first: that is still asked about.
  await switchWay(firm, false);
  await page.keyboard.press("Space");
  await delivering.getByRole("button", { name: again }).click();
  await page.waitForURL(/gedaan=opnieuw-aangeleverd/);
  await until(document, { version: 1, attempt: 2, state: "failed" });
  await until(document, { document: "outcomeUnknown" });
  await switchWay(firm, true);
  await page.reload();
  await expect(page.getByText("wordt opnieuw aangeleverd")).toHaveCount(0);
  await expect(state).toContainText("Onbekend of de KvK het heeft");
  await expect(delivering).toContainText("Poging 2, versie 1: niet verzonden");
  await expect(delivering).toContainText("Poging 1, versie 1: onbekend of het is aangekomen");
  await expect(delivering.getByRole("heading", { name: "Over poging 1 van versie 1" })).toBeVisible();
  await expectClean(page);

  await delivering.getByRole("button", { name: "Het is aangekomen" }).click();
  await expectFault(page, "kenmerk", "Vul het kenmerk van de ontvanger in");
  await delivering.getByRole("button", { name: "Nu opnieuw vragen" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Wij vragen het de ontvanger nu" })).toBeVisible();
  firm.digipoort.failWith("unavailable", "status");
  await thisIsIt.click();
  await expect(page.getByRole("status").filter({ hasText: "of dit kenmerk klopt" })).toBeVisible();
  await expect(delivering).toContainText("Tot die het bevestigt, telt dit niet als verzonden.");
  await expectClean(page);
  firm.digipoort.failWith(null);
  await until(document, { document: "acceptedByRecipient" });
  await page.reload();
  await expect(state).toContainText("Akkoord Digipoort");
  await expect(delivering).toContainText("Poging 1, versie 1: akkoord");
  await expect(delivering).toContainText(kenmerk);
  await expect(delivering.getByRole("button")).toHaveCount(0);
  await expect(page.getByText("of dit kenmerk klopt")).toHaveCount(0);
  await expectClean(page);
  await expectNothingToCome(document);
  expect(await takenOf(document)).toHaveLength(1);
});
