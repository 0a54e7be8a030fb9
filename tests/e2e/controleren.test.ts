import type { Page } from "@playwright/test";
import { Lane } from "@/lib/pades/thread/lane";
import { expect, expectClean, origin, test } from "../support/browser-test";
import { aPrepared, signAs } from "../support/signing/documents";
import { anAuthority } from "../support/signing/people";
import { withPages } from "../unit/pdf/documents";

// A file that is refused is answered with a status of its own, which the browser's console notes.
test.use({ allowed: [/status of 422/] });

async function aSignedPdf(): Promise<Buffer> {
  const signer = await (await anAuthority()).signer("Kantoor Vreemd");
  const lane = new Lane();
  return Buffer.from(
    await signAs(lane, await aPrepared(lane, await withPages(2), ["Klant"]), "Klant", signer),
  );
}

const outcome = (page: Page) => page.getByRole("region", { name: /^Uitkomst voor/ });

function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  return page.getByLabel("Ondertekende PDF").setInputFiles({ name, mimeType: "application/pdf", buffer });
}

test("anybody sees who signed a PDF, and whether it was changed since", async ({ page }) => {
  const signed = await aSignedPdf();
  await page.goto(`${origin()}/inloggen`);
  await page.getByRole("link", { name: "Een ondertekende PDF controleren" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ondertekening controleren" })).toBeVisible();
  await expectClean(page);

  await choose(page, "jaarrekening.pdf", signed);
  const found = outcome(page);
  await expect(found).toHaveAccessibleName("Uitkomst voor jaarrekening.pdf");
  await expect(found.getByRole("heading", { level: 2 }).first()).toBeFocused();
  await expect(found).toContainText("Niet veranderd, maar wij kennen de uitgever niet");
  await expect(found).toContainText("Noorderlicht Accountants kent dit bestand niet");
  const signature = found.getByRole("listitem").first();
  await expect(signature.getByRole("heading")).toHaveText("Kantoor Vreemd");
  await expect(signature).toContainText("Zoë de Vries-Özdemir");
  await expect(signature).toContainText("zonder tijdstempel");
  await expectClean(page);

  const tampered = Buffer.from(signed);
  tampered[200] = (tampered[200] ?? 0) ^ 1;
  await choose(page, "andere.pdf", tampered);
  await expect(found).toContainText("Een handtekening klopt niet");
  await expect(found).toContainText("Het bestand is veranderd nadat deze handtekening is gezet.");

  await choose(page, "leeg.pdf", Buffer.from(await withPages(1)));
  await expect(found).toContainText("Dit document is niet digitaal ondertekend");
});

test("what cannot be checked is said at the field, in both languages", async ({ page }) => {
  await page.goto(`${origin()}/controleren`);
  await choose(page, "brief.pdf", Buffer.from("Geachte heer Hoekstra,"));
  await expect(page.locator("#pdf-fault")).toContainText("Dit is geen PDF.");
  await expect(page.getByLabel("Ondertekende PDF")).toHaveAttribute("aria-invalid", "true");
  await expectClean(page);
  await page.getByRole("button", { name: /English|EN/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Check a signature" })).toBeVisible();
  await page.getByLabel("Signed PDF").setInputFiles({
    name: "signed.pdf",
    mimeType: "application/pdf",
    buffer: await aSignedPdf(),
  });
  await expect(page.getByText("Not changed, but we do not know the issuer")).toBeVisible();
});
