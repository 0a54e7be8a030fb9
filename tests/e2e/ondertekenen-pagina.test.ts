import { expect, origin, signIn, test } from "../support/browser-test";
import { confirm, draw, isPut, toHand } from "../support/drawing";
import { toSign } from "../support/to-sign";

const pieter = "pieter@korenaar.example";
const bakery = "bakkerij-de-korenaar";
const here = { page: 1, x: 60, y: 600, width: 220, height: 80 };
test.describe.configure({ timeout: 180_000 });

test("a hundred pages are drawn as they come near, and let go of again", async ({ page }, info) => {
  const label = `dik ${info.project.name}`;
  const place = { ...here, page: 118 };
  const { path } = await toSign(bakery, {
    steps: [[pieter]],
    label,
    pages: 120,
    places: { [pieter]: [place] },
  });
  await signIn(page, pieter);
  await page.goto(`${origin()}${path}/ondertekenen`);
  await expect(page.getByRole("status").filter({ hasText: "Pagina 1 van 120" })).toBeVisible();
  const drawn = () =>
    page
      .locator("[data-page] canvas")
      .evaluateAll((all) => all.filter((one) => (one as HTMLCanvasElement).width > 0).length);
  await expect.poll(drawn).toBeLessThan(8);
  const next = page.getByRole("button", { name: "Volgende pagina" });
  for (let turned = 0; turned < 12; turned++) await next.click();
  await page.getByRole("button", { name: "Naar mijn handtekening" }).click();
  const field = page.getByRole("button", { name: /^Klik hier om te ondertekenen/ });
  await expect(field).toBeFocused();
  await expect(field).toBeInViewport();
  await expect(page.getByRole("status").filter({ hasText: "Pagina 118 van 120" })).toBeVisible();
  await expect.poll(drawn).toBeLessThan(8);
  await expect(page.getByRole("region", { name: "Pagina 118 van 120" })).toContainText("pagina 118 van 120");
});

/** A blank page of 500 by 700 in its own coordinates, which begin elsewhere; turned, and cut. */
function turned(): Buffer {
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 /Rotate 90 /MediaBox [100 -50 600 650] >>",
    "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /CropBox [140 20 560 600] >>",
    "<< /Length 0 >>\nstream\n\nendstream",
  ];
  let text = "%PDF-1.7\n";
  const places = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, "0")} 00000 n \n`;
  });
  const table = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join("")}`;
  return Buffer.from(
    `${text}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`,
  );
}

test("on a page that is turned and cut the field stands where the signature comes", async ({
  page,
}, info) => {
  const label = `gedraaid ${info.project.name}`;
  const place = { page: 1, x: 300, y: 240, width: 220, height: 120 };
  const { path } = await toSign(bakery, {
    ...{ steps: [[pieter]], label, pdf: turned() },
    places: { [pieter]: [place] },
  });
  await signIn(page, pieter);
  const dialog = await toHand(page, path);
  await draw(page, dialog);
  await confirm(page, dialog, pieter, new RegExp(label));
  await isPut(page);
  await page.waitForTimeout(1500);
  // Of what is drawn on the page nothing stands outside the field.
  const found = await page.locator("[data-page='1'] canvas").evaluate((element, at) => {
    const canvas = element as HTMLCanvasElement;
    const scale = canvas.width / 580;
    const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    let [inside, outside] = [0, 0];
    for (let spot = 0; spot < data.length; spot += 4) {
      if ((data[spot] ?? 255) > 200) continue;
      const x = ((spot / 4) % canvas.width) / scale;
      const y = Math.floor(spot / 4 / canvas.width) / scale;
      const isIn = x > at.x - 2 && x < at.x + at.width + 2 && y > at.y - 2 && y < at.y + at.height + 2;
      if (isIn) inside++;
      else outside++;
    }
    return { inside, outside };
  }, place);
  expect(found.inside).toBeGreaterThan(200);
  expect(found.outside).toBe(0);
});
