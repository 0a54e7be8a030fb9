import { expect, type Locator, type Page } from "@playwright/test";
import type { Words } from "./journey-words";

/** A picture that really came. */
export async function expectPicture(picture: Locator): Promise<void> {
  await expect(picture).toBeVisible();
  await expect
    .poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(0);
}

/** Reads both pages: words that can be selected, and buttons that work by mouse or finger. */
export async function readAttachment(page: Page, say: Words, byTouch: boolean): Promise<void> {
  const press = (name: string) => {
    const button = page.getByRole("button", { name });
    return byTouch ? button.tap() : button.click();
  };
  const sheet = page.getByRole("region", { name: say.page1 });
  const words = sheet.locator(".textLayer span").filter({ hasText: "Aangifte omzetbelasting" }).first();
  await expect(words).toBeVisible({ timeout: 30_000 });
  await expect(sheet.locator(".textLayer")).toContainText("De Korenaar Vastgoed B.V.");
  await words.dblclick();
  expect(await page.evaluate(() => getSelection()?.toString().trim())).toMatch(/^(Aangifte|omzetbelasting)/);
  await expect(page.getByRole("status").filter({ hasText: say.page1 })).toBeVisible();
  await press(say.nextPage);
  await expect(page.getByRole("status").filter({ hasText: say.page2 })).toBeVisible();
  const second = page.getByRole("region", { name: say.page2 });
  await expect(second.locator(".textLayer")).toContainText("Aangifte omzetbelasting");
  const width = async () => (await second.boundingBox())?.width ?? 0;
  const before = await width();
  await press(say.larger);
  await expect.poll(width).toBeGreaterThan(before * 1.1);
}

/** What stands there once it has been approved: done for the client, and the firm's turn. */
export async function expectProcessed(page: Page, say: Words): Promise<void> {
  await expect(page.getByRole("heading", { level: 1, name: say.processed })).toBeVisible();
  await expect(page.getByText(say.completed, { exact: true })).toBeVisible();
  await expect(page.getByText(say.yourPartDone)).toBeVisible();
  const turn = page.getByRole("region", { name: say.whatNext }).locator("[aria-current=step]");
  await expect(turn).toContainText(say.filing);
  await expect(turn).toContainText(say.firmsTurn);
}
