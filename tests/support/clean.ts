import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";

type Axe = {
  run(
    context: unknown,
    options: unknown,
  ): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
};

/** Axe itself, without the builder around it: that opens a page of its own for each look, which takes most of the time. */
const axeSource = readFileSync(
  createRequire(import.meta.resolve("@axe-core/playwright")).resolve("axe-core/axe.min.js"),
  "utf8",
);

/** No complaint of axe (WCAG 2.2 A and AA, best practices), and nothing that sticks out of the page. */
export async function expectClean(page: Page): Promise<void> {
  await page.locator("h1").first().waitFor();
  let complaints = await complaintsOf(page);
  // Between two pages there is for a moment no title. It has to come; of anything else the first look counts.
  if (complaints.some((one) => one.startsWith("document-title:"))) {
    await expect(page).toHaveTitle(/./);
    complaints = await complaintsOf(page);
  }
  expect(complaints, page.url()).toEqual([]);
  await expectFits(page);
}

async function complaintsOf(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: Axe };
    // Axe leaves target-size (2.5.8, 24 pixels) out unless told. pdf.js measures letters on a canvas of no size at the end of the body; what is in a frame is not ours.
    const { violations } = await axe.run(
      { exclude: [[".hiddenCanvasElement"]] },
      { resultTypes: ["violations"], iframes: false, rules: { "target-size": { enabled: true } } },
    );
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
  });
}

/** Nothing sticks out of the page. */
async function expectFits(page: Page): Promise<void> {
  const [wide, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(wide, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(window ?? 0);
}
