import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { SMTPServer } from "smtp-server";
import { type Closers, closeHouse, openHouse } from "../../scripts/lib/house.mjs";
import { startPostgres } from "../../scripts/lib/postgres.mjs";
import { freePort } from "../../scripts/lib/processes.mjs";
import { expect, expectClean, password, test } from "../support/browser-test";

// What the pages say while others are down does not depend on the screen; and this file has a portal of its own.
test.skip(({ isMobile }) => isMobile);
test.use({ allowed: [/status of 5\d\d|ERR_|React error #441/] });
test.describe.configure({ mode: "serial" });

const [folder, cellar] = ["portal", "database"].map((name) =>
  mkdtempSync(join(tmpdir(), `${name}-outage-`)),
) as [string, string];
const closers: Closers = [folder, cellar].map((path) => () => rmSync(path, { recursive: true, force: true }));
const texts: string[] = [];
const mails: string[] = [];
let smsPort = 0;
let mailPort = 0;
let database: Awaited<ReturnType<typeof startPostgres>>;
let home = "";

test.beforeAll(async () => {
  test.setTimeout(120_000);
  if (test.info().project.name === "phone") return;
  [smsPort, mailPort] = [await freePort(), await freePort()];
  const port = await freePort();
  database = await startPostgres(cellar);
  closers.push(() => database.stop());
  await openHouse(
    {
      dataDir: folder,
      port,
      ownerUrl: database.url("postgres"),
      env: {
        TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`,
        TWILIO_AUTH_TOKEN: "stand-in",
        TWILIO_API_BASE: `http://127.0.0.1:${smsPort}`,
        SMTP_URL: `smtp://127.0.0.1:${mailPort}?ignoreTLS=true`,
      },
    },
    closers,
  );
  home = `http://noorderlicht.localhost:${port}`;
});
test.afterAll(() => closeHouse(closers));

/** Takes text messages as Twilio does, or says that it cannot. */
function textService(status: 201 | 503): Promise<Server> {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (piece) => {
      body += piece;
    });
    request.on("end", () => {
      if (status === 201) texts.push(new URLSearchParams(body).get("Body") ?? "");
      response.writeHead(status, { "content-type": "application/json" });
      response.end(
        JSON.stringify(
          status === 201 ? { sid: `SM${"1".repeat(32)}`, status: "queued" } : { status, code: 20500 },
        ),
      );
    });
  });
  return new Promise((resolve) => server.listen(smsPort, "127.0.0.1", () => resolve(server)));
}

async function passwordStep(page: Page): Promise<void> {
  await page.context().addCookies([{ name: "taal", value: "nl", url: home }]);
  await page.goto(`${home}/inloggen`);
  await page.getByLabel("E-mailadres").fill("marieke@korenaar.example");
  await page.getByLabel("Wachtwoord", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Ga verder" }).click();
}

test("while the text service is down the code page says so, and the code comes when it is back", async ({
  page,
}) => {
  const down = await textService(503);
  await passwordStep(page);
  await expect(page.getByText("De sms is nog niet verstuurd")).toBeVisible();
  await expectClean(page);
  expect(texts).toEqual([]);
  await new Promise((resolve) => down.close(resolve));
  const up = await textService(201);
  closers.push(() => new Promise((resolve) => up.close(() => resolve(undefined))));
  await expect.poll(() => texts.length, { timeout: 30_000 }).toBe(1);
  const code = /#(\d{6})/.exec(texts[0] ?? "")?.[1] ?? "";
  await page.getByLabel("SMS token").fill(code);
  await page.getByRole("button", { name: "Aanmelden" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Marieke");
});

test("while the mail service is down a mail waits, and goes out when it is back", async ({ page }) => {
  test.setTimeout(120_000);
  await page.context().addCookies([{ name: "taal", value: "nl", url: home }]);
  await page.goto(`${home}/wachtwoord-vergeten`);
  await page.getByLabel("E-mailadres").fill("pieter@korenaar.example");
  await page.getByRole("button", { name: "Link versturen" }).click();
  await expect(page.getByRole("heading", { name: "Kijk in uw e-mail" })).toBeVisible();
  expect(mails).toEqual([]);
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _session, done) {
      let text = "";
      stream.on("data", (piece) => {
        text += piece;
      });
      stream.on("end", () => {
        // Long lines are folded on their way.
        mails.push(text.replace(/=\r\n/g, ""));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => {
    server.listen(mailPort, "127.0.0.1", () => resolve());
  });
  closers.push(() => new Promise((resolve) => server.close(() => resolve(undefined))));
  await expect
    .poll(
      () =>
        mails.filter((mail) => /To: pieter@korenaar\.example/.test(mail) && mail.includes("/wachtwoord/"))
          .length,
      { timeout: 90_000 },
    )
    .toBe(1);
  expect(mails.join()).toContain("Noorderlicht Accountants portal");
});

test("while the database is away the page is honest, and it recovers without a restart", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  await passwordStep(page);
  await expect.poll(() => texts.length, { timeout: 30_000 }).toBe(2);
  await page.getByLabel("SMS token").fill(/#(\d{6})/.exec(texts[1] ?? "")?.[1] ?? "");
  await page.getByRole("button", { name: "Aanmelden" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Marieke");
  const elsewhere = await browser.newContext({ locale: "nl-NL" });
  const other = await elsewhere.newPage();
  await other.goto(`${home}/inloggen`);
  await other.getByLabel("E-mailadres").fill("pieter@korenaar.example");
  await other.getByLabel("Wachtwoord", { exact: true }).fill(password);
  await database.stop();
  const answer = await page.goto(`${home}/o/bakkerij-de-korenaar/accordering`);
  expect(answer?.status()).toBeGreaterThanOrEqual(500);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectClean(page);
  const words = await page.getByRole("main").textContent();
  expect(words).toContain("Wat u eerder verstuurde, is niet weg.");
  expect(words).toContain("Kijk dan eerst of dat gelukt is.");
  expect(words).not.toMatch(/postgres|ECONNREFUSED|Error/i);
  for (const path of ["/", "/accordering", "/accordering/overzicht"]) {
    expect((await page.goto(`${home}${path}`))?.status(), path).toBeGreaterThanOrEqual(500);
  }
  // What one types meanwhile is answered, too.
  await other.getByRole("button", { name: "Ga verder" }).click();
  await expect(other.getByRole("alert").getByText("het portaal is even niet bereikbaar")).toBeVisible();
  await expect(other.getByText("Wij weten niet of het gelukt is.")).toBeVisible();
  await expect(other.getByLabel("E-mailadres")).toHaveValue("pieter@korenaar.example");
  await expectClean(other);
  database = await startPostgres(cellar, { port: database.port });
  await expect(async () => {
    await page.goto(`${home}/o/bakkerij-de-korenaar/accordering`);
    await expect(page.getByRole("heading", { name: "Accordering" })).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 30_000 });
  // And what could not be sent then, can be now.
  await other.getByLabel("Wachtwoord", { exact: true }).fill(password);
  await other.getByRole("button", { name: "Ga verder" }).click();
  await other.waitForURL(/\/code/);
  await elsewhere.close();
});
