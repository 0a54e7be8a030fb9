import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { root } from "./install.mjs";

/** Without these Chromium looks up its maker's hosts at every start, which a closed network refuses by the dozen. */
const quiet = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * How to launch a Chromium: $CHROMIUM_PATH, the system's, Playwright's own, or the one that npm installed.
 * PORTAL_BROWSER=bundled passes over all but the last, to try what a bare machine gets.
 * @returns {{ executablePath: string, args: string[], env: Record<string, string> }}
 */
export function browserLaunch() {
  // Chromium's sandbox refuses root.
  const args = process.getuid?.() === 0 ? [...quiet, "--no-sandbox"] : quiet;
  const env = { ...process.env };
  const found = process.env.PORTAL_BROWSER === "bundled" ? null : installedBrowser();
  if (found) return { executablePath: found, args, env };
  const folder = bundledBrowser();
  return {
    executablePath: join(folder, "chromium"),
    // Its graphics library lies beside it; user namespaces are often closed where this one is needed.
    args: [...quiet, "--no-sandbox", "--font-render-hinting=none"],
    env: {
      ...env,
      // The libraries that a bare machine lacks.
      LD_LIBRARY_PATH: [join(folder, "al2023/lib"), env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter),
      FONTCONFIG_FILE: join(folder, "fonts/portal.conf"),
    },
  };
}

function installedBrowser() {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) {
    if (works(CHROMIUM_PATH)) return CHROMIUM_PATH;
    throw new Error(`CHROMIUM_PATH is ${CHROMIUM_PATH}, but that does not start.`);
  }
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
  const folders = (process.env.PATH ?? "").split(delimiter);
  const mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
  const places = [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    mac,
    playwrightsOwn(),
  ];
  return places.find((path) => path && works(path)) ?? null;
}

function playwrightsOwn() {
  const ask = 'import("@playwright/test").then(({ chromium }) => console.log(chromium.executablePath()))';
  const { stdout } = spawnSync(process.execPath, ["-e", ask], { cwd: root, encoding: "utf8" });
  return stdout?.trim();
}

/** Some systems have a chromium that only says how to install one. */
function works(path) {
  return (
    existsSync(path) && spawnSync(path, ["--version"], { timeout: 20_000, stdio: "ignore" }).status === 0
  );
}

/** The package's own file names the folders of that cloud. A bare machine has no letters but these. */
const fontSettings = (folder) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/cache</cachedir>
</fontconfig>
`;

/** Unpacks npm's Chromium once per install, in a process of its own because it asks for settings of a cloud. */
function bundledBrowser() {
  const folder = join(root, "node_modules/.cache/portal-browser");
  if (existsSync(folder)) return folder;
  const half = `${folder}.${process.pid}`;
  mkdirSync(half, { recursive: true });
  const unpack = 'import("@sparticuz/chromium").then(({ default: chromium }) => chromium.executablePath())';
  execFileSync(process.execPath, ["-e", unpack], {
    cwd: root,
    env: { ...process.env, TMPDIR: half, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  writeFileSync(join(half, "fonts/portal.conf"), fontSettings(join(folder, "fonts")));
  try {
    renameSync(half, folder);
  } catch (error) {
    // Another process was first.
    if (!existsSync(folder)) throw error;
    rmSync(half, { recursive: true, force: true });
  }
  return folder;
}
