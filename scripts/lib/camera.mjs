import { statSync } from "node:fs";
import { join, relative } from "node:path";
import { chromium } from "@playwright/test";
import { browserLaunch } from "./browser.mjs";
import { root } from "./install.mjs";

/** Every picture is taken on a wide screen, of the whole page, and on a phone, of what its window shows. */
const desk = { viewport: { width: 1440, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const common = { locale: "nl-NL", timezoneId: "Europe/Amsterdam", reducedMotion: "reduce" };

/**
 * A browser with two screens, to photograph a portal with.
 * @param {{ origin: string, folder: string, say: (line: string) => void }} wish where to, and told what was taken
 * @param {(() => unknown)[]} closers gets what closes the browser
 */
export async function camera({ origin, folder, say }, closers) {
  const { executablePath, args, env } = browserLaunch();
  // Dates in forms are written in the language of the browser itself, which asks these two.
  const dutch = { ...env, LANGUAGE: "nl", LANG: "nl_NL.UTF-8" };
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  // Otherwise a photo is drawn roughly first, and again when there is time.
  const still = [...args, "--disable-checker-imaging"];
  const browser = await chromium.launch({ executablePath, args: still, env: dutch, ...signals });
  closers.push(() => browser.close());
  const page = await screen(browser, desk, origin);
  const follower = await screen(browser, phone, origin);

  /** Both screens, at the address where the wide one is now; the phone follows it with its cookies. */
  async function shoot(name) {
    await heighten(page);
    await take(page, name);
    await page.setViewportSize(desk.viewport);
    await follower.context().addCookies(await page.context().cookies());
    await follower.goto(page.url());
    await take(follower, name);
  }

  async function shootDark(name) {
    const screens = [page, follower];
    for (const one of screens) await one.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    await shoot(name);
    for (const one of screens) await one.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  }

  async function take(on, name) {
    await settle(on);
    const path = join(folder, `${name}-${on.viewportSize().width}.png`);
    await on.screenshot({ path, animations: "disabled", caret: "hide" });
    say(`${relative(root, path)} (${Math.round(statSync(path).size / 1000)} kB)`);
  }

  /** The newest code for somebody that says what it is about. */
  async function newestCode(channel, about) {
    const messages = await page.evaluate(async () => (await fetch("/demo/berichten.json")).json());
    const message = messages.find(
      (one) => one.channel === channel && `${one.to} ${one.text}`.includes(about),
    );
    const code = /#(\d{6})|^(\d{6})$/.exec(message?.text ?? "");
    if (!code) throw new Error(`Nobody was sent a code about ${about}.`);
    return code[1] ?? code[2];
  }

  return {
    page,
    shoot,
    shootDark,
    newestCode,
    goTo: (path) => page.goto(origin + path),
    signOut: async () => {
      for (const one of [page, follower]) await one.context().clearCookies();
      await speakDutch(page, origin);
    },
  };
}

async function screen(browser, size, origin) {
  const page = await (await browser.newContext({ ...size, ...common })).newPage();
  page.setDefaultTimeout(20_000);
  // No second hand: what counts down would look different in every picture.
  await page.addInitScript(() => {
    window.setInterval = () => 0;
  });
  await speakDutch(page, origin);
  return page;
}

async function speakDutch(page, origin) {
  await page.context().addCookies([{ name: "taal", value: "nl", url: origin }]);
}

/** Makes the window as high as its page. A dialog covers the window, not the page behind it. */
async function heighten(page) {
  if ((await page.getByRole("dialog").count()) > 0) return;
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: desk.viewport.width, height });
}

/** Waits until everything is there: the letters, the photos, and what is drawn only once it comes into sight. */
async function settle(page) {
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode())));
  // Painted, too: of a photo that is ready this can be a frame or two later.
  await page.evaluate(() => new Promise((done) => setTimeout(() => requestAnimationFrame(done), 150)));
  for (const canvas of await page.locator("main canvas").all()) {
    await canvas.scrollIntoViewIfNeeded();
    await page.waitForFunction(isDrawn, await canvas.elementHandle());
  }
  await page.evaluate(() => window.scrollTo(0, 0));
}

/** Runs in the page: whether there is any ink on this canvas. */
function isDrawn(canvas) {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  for (let at = 0; at < data.length; at += 4) if (data[at + 3] > 0 && data[at] < 128) return true;
  return false;
}
