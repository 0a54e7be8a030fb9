import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, isTaken } from "../../scripts/lib/processes.mjs";
import { expect, test } from "../support/browser-test";

// npm run demo itself, as a person starts, kills and stops it. No screen is involved.
test.skip(({ isMobile }) => isMobile);
test.describe.configure({ mode: "serial" });

const folder = mkdtempSync(join(tmpdir(), "portal-launcher-"));
const running = new Set<ChildProcess>();
let port = 0;

test.beforeAll(async () => {
  port = await freePort();
});
test.afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

type Demo = { child: ChildProcess; said: () => string; ended: Promise<number | null> };

function demo(settings: { port?: number; folder?: string; more?: Record<string, string> } = {}): Demo {
  const { DATABASE_URL: _, npm_lifecycle_event: __, ...env } = process.env;
  const child = spawn(process.execPath, ["scripts/demo.mjs"], {
    env: {
      ...env,
      PORT: String(settings.port ?? port),
      DATA_DIR: settings.folder ?? folder,
      ...settings.more,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (piece) => {
      text += piece;
    });
  const ended = new Promise<number | null>((resolve) =>
    child.once("close", (code) => {
      running.delete(child);
      resolve(code);
    }),
  );
  return { child, said: () => text, ended };
}

async function opened({ said }: Demo): Promise<void> {
  await expect.poll(said, { timeout: 60_000 }).toContain("The portal is open");
}

function page(slug: string, path = "/inloggen"): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { host: `${slug}.localhost:${port}` };
    get({ host: "127.0.0.1", port, path, headers }, (response) => {
      let text = "";
      response.on("data", (piece) => {
        text += piece;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    }).once("error", reject);
  });
}

/** The processes that have this folder or this port in their command line. */
function leftBehind(): string[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const commands = pids.map((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    } catch {
      return "";
    }
  });
  return commands.filter((command) => command.includes(folder) || command.includes(`-p ${port} `));
}

test("the first start tells the story and prints addresses and accounts", async () => {
  test.setTimeout(120_000);
  const first = demo();
  await opened(first);
  for (const words of [
    "The demo story has been told",
    `http://noorderlicht.localhost:${port}`,
    `http://devries.localhost:${port}`,
    "/demo/berichten",
    "Demo-portaal-2026",
    "marieke@korenaar.example",
    "sander@noorderlicht.example",
    folder,
  ])
    expect(first.said()).toContain(words);
  expect((await page("noorderlicht")).text).toContain("Noorderlicht Accountants");
  expect((await page("devries")).text).toContain("De Vries &amp; Partners");
  // The keys that everything is sealed with are for the owner alone.
  const [keyring = ""] = readdirSync(folder).filter((name) => /key/i.test(name));
  expect(statSync(join(folder, keyring)).mode & 0o777).toBe(0o600);
});

test("a second launcher on the same folder or the same port says so, and leaves the first alone", async () => {
  test.setTimeout(60_000);
  const sameFolder = demo({ port: await freePort() });
  expect(await sameFolder.ended).toBe(1);
  expect(sameFolder.said()).toContain("already running");
  const samePort = demo({ folder: join(folder, "other") });
  expect(await samePort.ended).toBe(1);
  expect(samePort.said()).toContain(`Port ${port} is taken`);
  expect((await page("noorderlicht")).status).toBe(200);
  const noPort = demo({ more: { PORT: "many" } });
  expect(await noPort.ended).toBe(1);
  expect(noPort.said()).toContain("between 1 and 65535");
});

test("kill -9 does not hinder the next start, which finds what was there", async () => {
  test.setTimeout(120_000);
  const [first] = running;
  first?.kill("SIGKILL");
  const again = demo();
  await opened(again);
  expect(again.said()).not.toContain("The demo story has been told");
  expect((await page("noorderlicht")).status).toBe(200);
  expect((await page("noorderlicht", "/demo/berichten.json")).text).toContain("sander@noorderlicht.example");
});

test("Ctrl-C stops everything, and leaves no process and no port behind", async () => {
  test.setTimeout(60_000);
  const [last] = running;
  const closed = new Promise((resolve) => last?.once("close", resolve));
  last?.kill("SIGINT");
  expect(await closed).toBe(0);
  expect(await isTaken(port)).toBe(false);
  expect(readdirSync(folder)).not.toContain("running.json");
  test.skip(process.platform !== "linux", "only Linux lets one look at all processes");
  expect(leftBehind()).toEqual([]);
});
