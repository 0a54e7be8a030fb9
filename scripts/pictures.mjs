// npm run pictures: photographs the demo into docs/pictures, on a day that stands still, so that the same portal
// gives the same pictures: but for a reference number that is drawn by lot, and for a few pixels of the scaled photo.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkNode, ensureInstalled, root } from "./lib/install.mjs";

checkNode();
process.chdir(root);
/** A weekday in the month after a quarter, so that the monthly and the quarterly return of the story are both open. */
const day = "2026-10-23T10:05:00+02:00";
const say = (line) => console.log(line);
const closers = [];
let stopping = false;

async function stop(code) {
  if (stopping) return;
  stopping = true;
  for (let close = closers.pop(); close; close = closers.pop()) await close();
  process.exit(code);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void stop(130));

try {
  await ensureInstalled(say);
  const port = await openDemo();
  const { camera } = await import("./lib/camera.mjs");
  const folder = join(root, "docs/pictures");
  mkdirSync(folder, { recursive: true });
  const shots = await camera({ origin: `http://noorderlicht.localhost:${port}`, folder, say }, closers);
  await visit(shots);
  await stop(0);
} catch (error) {
  if (!stopping) {
    console.error(error.message);
    await stop(1);
  }
}

/** The demo as `npm run demo` opens it, in a folder that is thrown away. Answers its port. */
async function openDemo() {
  const { openHouse } = await import("./lib/house.mjs");
  const { freePort } = await import("./lib/processes.mjs");
  const dataDir = mkdtempSync(join(tmpdir(), "portal-pictures-"));
  closers.push(() => rmSync(dataDir, { recursive: true, force: true }));
  // The portal's clock is a port that looks here first: lib/ports/clock.ts.
  const clock = `globalThis[Symbol.for("portal.clock")] = () => new Date("${day}")`;
  const env = { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(clock)}` };
  const house = await openHouse({ dataDir, port: await freePort(), durable: false, env, say }, closers);
  return house.port;
}

/** Marieke approves her VAT return; Sander prepares one for another client, and sees what she did. */
async function visit({ page, shoot, shootDark, goTo, newestCode, signOut }) {
  const password = "Demo-portaal-2026";
  const press = (name) => page.getByRole("button", { name, exact: true }).click();
  const signIn = async (email, back) => {
    await goTo(`/inloggen${back}`);
    await page.getByLabel("E-mailadres").fill(email);
    await page.getByLabel("Wachtwoord", { exact: true }).fill(password);
    await press("Ga verder");
    await page.waitForURL("**/inloggen/code*");
  };
  const finish = async (channel, about) => {
    await page.locator("#code").fill(await newestCode(channel, about));
    await press("Aanmelden");
  };

  await goTo("/inloggen");
  await shoot("inloggen");
  await signIn("marieke@korenaar.example", "");
  await shoot("code");
  await finish("sms", "inloggen");
  await page.waitForURL("**/o/bakkerij-de-korenaar");
  await shoot("welkom");
  await shootDark("welkom-donker");
  await goTo("/o/bakkerij-de-korenaar/accordering");
  await shoot("accordering");
  await page
    .getByRole("main")
    .getByRole("link", { name: /Omzetbelasting/ })
    .first()
    .click();
  await page.waitForURL("**/accordering/*-*");
  await shoot("aangifte");
  await press("Goedkeuren");
  await page.waitForURL("**?goedkeuren=*");
  await press("Code ontvangen");
  await page.getByLabel("SMS token").waitFor();
  await shoot("goedkeuren");
  await page
    .getByRole("dialog")
    .locator("#code")
    .fill(await newestCode("sms", "Omzetbelasting"));
  await press("Goedkeuren en verzenden");
  await page.waitForURL("**/verwerkt");
  await shoot("verwerkt");
  await signOut();

  await signIn("sander@noorderlicht.example", "?terug=/admin");
  await finish("totp", "sander@noorderlicht.example");
  await page.waitForURL("**/admin/stukken");
  await shoot("kantoor-stukken");
  await prepare(page, goTo);
  await shoot("kantoor-nieuw");
}

/** A quarterly return of Visser Watersport, as far as the page on which what was read from it is confirmed. */
async function prepare(page, goTo) {
  const { register } = await import("tsx/esm/api");
  const unregister = register();
  const { vatReturnPdf } = await import("../db/demo/documents/vat-return-pdf.ts");
  const { vatReturnXbrl } = await import("../db/demo/documents/vat-return-xbrl.ts");
  const period = { start: "2026-07-01", end: "2026-09-30" };
  const boxes = {
    "1a": { turnover: 4_812_000, vat: 1_010_500 },
    "5b": { vat: 462_300 },
  };
  const paper = { firmName: "Noorderlicht Accountants", organisationName: "Visser Watersport", period };
  const pdf = await vatReturnPdf({ ...paper, figures: { rows: [], amount: 548_200 }, date: "2026-10-22" });
  const xbrl = vatReturnXbrl({ obNumber: "001000056B01", period, boxes });
  await unregister();
  const file = (ending, mimeType, bytes) => ({
    name: `Aangifte OB 3e kwartaal 2026.${ending}`,
    mimeType,
    buffer: Buffer.from(bytes),
  });
  await goTo("/admin/stukken/nieuw");
  await page.getByLabel("Organisatie").selectOption("Visser Watersport");
  await page.getByLabel("Bijlage").setInputFiles(file("pdf", "application/pdf", pdf));
  await page.getByLabel("XBRL of XML").setInputFiles(file("xbrl", "application/xml", xbrl));
  await page.getByRole("button", { name: "Verder: controleren" }).click();
  await page.waitForURL("**/admin/stukken/nieuw?*gegevens=*");
}
