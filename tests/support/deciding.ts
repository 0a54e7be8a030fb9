import type { Page } from "@playwright/test";
import { expect, origin, readSms } from "./browser-test";

/** Opens a document, and the question that "Goedkeuren" asks: now or later. No text message was sent for it. */
export async function askWhen(page: Page, path: string): Promise<void> {
  await page.goto(`${origin()}${path}`);
  await page.getByRole("button", { name: "Goedkeuren", exact: true }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expect(page.getByLabel("SMS token")).toHaveCount(0);
}

/** The same, and "Direct verzenden": the code is asked for. */
export async function askToApprove(page: Page, path: string): Promise<void> {
  await askWhen(page, path);
  await page.getByRole("button", { name: "Code ontvangen" }).click();
  await expect(page.getByLabel("SMS token")).toBeVisible();
}

/** Answers the question with the code of the text message that says this. */
export async function approveWithCode(page: Page, mobile: string, about: RegExp): Promise<void> {
  await page.getByLabel("SMS token").fill((await readSms(mobile, about)).code);
  await page.getByRole("button", { name: "Goedkeuren en verzenden" }).click();
  await expect(page.getByRole("heading", { name: "Het document is succesvol verwerkt" })).toBeVisible();
}

/** "Later verzenden", from the document on. */
export async function putOff(page: Page, path: string): Promise<void> {
  await askWhen(page, path);
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/Later verzenden/).check();
  await expect(dialog.getByRole("button", { name: "Code ontvangen" })).toHaveCount(0);
  await dialog.getByRole("button", { name: "Goedkeuren, later verzenden" }).click();
  await expect(page.getByText(/klaargezet om te verzenden\. Er is nog niets verzonden\./)).toBeVisible();
}

/** Ticks the documents with such a label in "Klaar om te verzenden", and nothing else. */
export async function choose(page: Page, ...labels: string[]): Promise<void> {
  for (const box of await page.getByRole("checkbox").all()) {
    const name = (await box.getAttribute("aria-label")) ?? "";
    await box.setChecked(labels.some((label) => name.includes(label)));
  }
}
