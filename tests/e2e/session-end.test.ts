import { vatReturnPdf } from "@/db/demo/documents/vat-return-pdf";
import { vatReturnXbrl } from "@/db/demo/documents/vat-return-xbrl";
import {
  alone,
  expect,
  expectClean,
  origin,
  owner,
  password,
  readTotp,
  signInStaff,
  test,
} from "../support/browser-test";

const sander = "sander@noorderlicht.example";
const period = { start: "2023-01-01", end: "2023-03-31" };
const boxes = { "1a": { turnover: 480_000, vat: 100_800 }, "5b": { vat: 12_300 } };
const paper = {
  firmName: "Noorderlicht Accountants",
  organisationName: "De Korenaar Vastgoed B.V.",
  period,
  figures: { rows: [], amount: 88_500 },
  date: "2023-04-10",
};

// One session is looked for by its browser; and what is said does not depend on the screen.
test.skip(({ isMobile }) => isMobile);
test.use({ userAgent: "session-end" });

/** A slow machine: whatever counts the seconds does so once more between a dialog's closing and the next drawing. */
function tickWhileClosing(): void {
  const ticks = new Map<unknown, () => void>();
  const { setInterval: start, clearInterval: stop } = window;
  window.setInterval = ((tick: () => void, after: number) => {
    const timer = start(tick, after);
    ticks.set(timer, tick);
    return timer;
  }) as typeof window.setInterval;
  window.clearInterval = (timer) => {
    ticks.delete(timer);
    stop(timer);
  };
  const close = HTMLDialogElement.prototype.close;
  HTMLDialogElement.prototype.close = function () {
    close.call(this);
    for (const tick of ticks.values()) tick();
  };
}

test("a session warns before it ends; what was typed is there again after signing in", async ({ page }) => {
  await signInStaff(page, sander);
  await page.goto(`${origin()}/admin/stukken/nieuw`);
  await page.getByLabel("Organisatie").selectOption("De Korenaar Vastgoed B.V.");
  const pdf = Buffer.from(await vatReturnPdf(paper));
  const xbrl = Buffer.from(vatReturnXbrl({ obNumber: "001000044B37", period, boxes }));
  await page.getByLabel("Bijlage").setInputFiles({ name: "a.pdf", mimeType: "application/pdf", buffer: pdf });
  await page
    .getByLabel("XBRL of XML")
    .setInputFiles({ name: "a.xbrl", mimeType: "application/xml", buffer: xbrl });
  await page.getByRole("button", { name: "Verder: controleren" }).click();
  await expect(page.getByLabel("Goedkeuren uiterlijk")).toBeVisible();
  // From here on the clock of the browser is ours.
  await page.clock.install();
  await page.addInitScript(tickWhileClosing);
  await page.reload();
  const surprise = page.locator("input[name=bevestigd]").first();
  await page.getByLabel("Goedkeuren uiterlijk").fill("2026-12-01");
  await page.getByLabel(/Betalingskenmerk/).fill("7001000056011111");
  await surprise.check();

  await page.clock.runFor("27:50");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.clock.runFor("00:30");
  const warning = page.getByRole("dialog", { name: "Wilt u ingelogd blijven?" });
  await expect(warning).toBeVisible();
  await expectClean(page);
  await warning.getByRole("button", { name: "Ingelogd blijven" }).click();
  await expect(warning).toBeHidden();
  await page.clock.runFor("28:30");
  await expect(warning).toBeVisible();
  // The server's clock goes on as it does: there its half hour is over with a word.
  await owner(
    (sql) =>
      sql`update sessions set last_seen_at = now() - interval '31 minutes' where user_agent = 'session-end'`,
  );
  await page.clock.runFor("02:00");
  await page.waitForURL(/\/inloggen\?reden=sessie&terug=/);
  await alone(sander, async (sql) => {
    await sql`update accounts set totp_last_step = null where email = ${sander}`;
    await page.getByLabel("E-mailadres").fill(sander);
    await page.getByLabel("Wachtwoord", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Ga verder" }).click();
    await page.waitForURL(/\/inloggen\/code/);
    await page.locator("#code").fill(await readTotp(sander));
    await page.locator("form:has(#code) button[type=submit]").click();
    await page.waitForURL(/\/admin\/stukken\/nieuw\?organisatie=/);
  });
  await expect(page.getByLabel("Goedkeuren uiterlijk")).toHaveValue("2026-12-01");
  await expect(page.getByLabel(/Betalingskenmerk/)).toHaveValue("7001000056011111");
  await expect(surprise).toBeChecked();
  // Once is enough: it does not come back by itself.
  await page.reload();
  await expect(page.getByLabel(/Betalingskenmerk/)).toHaveValue("");
});

test("at the end of the longest session nobody can stay: it says so once, and can be closed", async ({
  page,
}) => {
  await signInStaff(page, sander);
  await owner(
    (sql) =>
      sql`update sessions set expires_at = now() + interval '3 minutes' where user_agent = 'session-end'`,
  );
  await page.clock.install();
  await page.goto(`${origin()}/admin/stukken/nieuw`);
  const warning = page.getByRole("dialog", { name: "Over 2 minuten wordt u uitgelogd" });
  const close = warning.getByRole("button", { name: "Sluiten" });
  for (const dismiss of [() => close.click(), () => page.keyboard.press("Escape")]) {
    await page.reload();
    await expect(async () => {
      await page.clock.runFor("00:20");
      await expect(warning).toBeVisible({ timeout: 500 });
    }).toPass({ intervals: [100] });
    await expect(warning).toContainText("bijna 12 uur");
    await expect(close).toBeFocused();
    await expectClean(page);
    await dismiss();
    await expect(warning).toBeHidden();
    await page.clock.runFor("00:30");
    await expect(warning).toBeHidden();
  }
});
