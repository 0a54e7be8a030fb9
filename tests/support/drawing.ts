import type { Locator, Page } from "@playwright/test";
import { expect, mobiles, origin, readSms } from "./browser-test";

type Signer = keyof typeof mobiles;

/** From the page of a document to the open question for the signature. */
export async function toHand(page: Page, path: string): Promise<Locator> {
  await page.goto(`${origin()}${path}`);
  await page.getByRole("link", { name: "Naar ondertekenen" }).click();
  await page.getByRole("button", { name: "Naar mijn handtekening" }).click();
  await page.getByRole("button", { name: /^Klik hier om te ondertekenen/ }).click();
  const dialog = page.getByRole("dialog", { name: "Uw handtekening" });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** Draws two waves on the pad, as a hand does. */
export async function draw(page: Page, dialog: Locator): Promise<void> {
  const pad = dialog.getByRole("img", { name: /^Tekenvlak/ });
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error("There is no pad");
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
  await page.mouse.move(...at(0.15, 0.6));
  await page.mouse.down();
  for (let step = 1; step <= 24; step++)
    await page.mouse.move(...at(0.15 + step * 0.028, 0.5 + 0.25 * Math.sin(step / 2)));
  await page.mouse.up();
  await expect(dialog.getByRole("img", { name: "Tekenvlak, handtekening gezet" })).toBeVisible();
}

/** How many points of the pad have ink on them. */
export function inkOn(dialog: Locator): Promise<number> {
  return dialog.getByRole("img", { name: /^Tekenvlak/ }).evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    let inked = 0;
    for (let at = 3; at < data.length; at += 4) if ((data[at] ?? 0) > 0) inked++;
    return inked;
  });
}

/** Agrees, asks for the code of the text message that says this, and signs with it. */
export async function confirm(page: Page, dialog: Locator, who: Signer, about: RegExp): Promise<void> {
  await dialog.getByRole("checkbox", { name: /gelezen en ga akkoord/ }).check();
  await dialog.getByRole("button", { name: "Volgende: code per sms" }).click();
  await expect(page.getByLabel("SMS token")).toBeVisible();
  await page.getByLabel("SMS token").fill((await readSms(mobiles[who], about)).code);
  await page.getByRole("button", { name: "Ondertekenen", exact: true }).click();
}

/** It is in the document by now, which the portal says of itself. */
export async function isPut(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { name: "Uw handtekening is gezet." })).toBeVisible({
    timeout: 40_000,
  });
}
