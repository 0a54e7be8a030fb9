import { expect, type Locator, type Page } from "@playwright/test";

/** Presses Tab until what is wanted has the focus, and sees that it shows it. */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let step = 0; step < 80; step++) {
    await page.keyboard.press("Tab");
    if (await wanted.evaluate((element) => element === document.activeElement)) {
      const shown = await wanted.evaluate((element) => {
        const look = getComputedStyle(element);
        // The code is typed into a field behind its six boxes, which show the focus for it.
        if (element.closest(".otp")) return true;
        // A field that is not seen itself lies in a frame that shows it.
        const seen = look.opacity === "0" ? getComputedStyle(element.parentElement as Element) : look;
        return seen.outlineStyle !== "none" || (seen === look && look.boxShadow !== "none");
      });
      expect(shown, `${wanted} shows that it has the focus`).toBe(true);
      return;
    }
  }
  throw new Error(`Tab never reaches ${wanted}`);
}
