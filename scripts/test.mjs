// npm test: everything that has to hold, from a fresh clone on. The last line is "N passed, N failed".
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkNode, ensureInstalled, root } from "./lib/install.mjs";
import { tally } from "./lib/tally.mjs";

checkNode();
const reports = mkdtempSync(join(tmpdir(), "portal-reports-"));
const total = { passed: 0, failed: 0, skipped: 0 };
/** @type {string[]} */
const failures = [];
/** Of one step: a machine that is half as quick still comes through, and one that hangs is stopped. */
const patience = 40 * 60_000;
let current = null;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    if (current) stopGroup(current);
    rmSync(reports, { recursive: true, force: true });
    process.exit(130);
  });
}

await check("packages", async () => {
  await ensureInstalled(console.log);
  return 0;
});
await check("format and lint", () => tool("@biomejs/biome/bin/biome", ["check", "--error-on-warnings", "."]));
await check("types", async () => {
  const code = await tool("next/dist/bin/next", ["typegen"]);
  return code || tool("typescript/bin/tsc", ["--noEmit"]);
});
await check("dead code", () => tool("knip/bin/knip.js", ["--no-progress"]));
await vitest("unit");
// The walls and the floors of the house are among these.
await vitest("db");
const built = await check("build", async () => {
  const { ensureBuilt, isBuilt } = await import("./lib/build.mjs");
  if (isBuilt()) console.log("The build that is there was made of these sources.");
  await ensureBuilt(async (program, args, env) => {
    const code = await run(program, args, env);
    if (code !== 0) throw new Error(`next build did not succeed (code ${code}).`);
  }, console.log);
  return 0;
});
if (built) await playwright();
else console.log("\nWithout a build there is nothing for the browser to look at.");

rmSync(reports, { recursive: true, force: true });
// The last lines are what is kept of a long run: they name what failed.
for (const name of failures) console.log(`\nFAILED ${name}`);
if (total.skipped > 0) console.log(`\n${total.skipped} skipped`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

/** One step that counts as one test. @param {() => Promise<number | null>} work answers its exit code */
async function check(name, work) {
  announce(name);
  const code = await work().catch((error) => {
    console.error(error.message);
    return 1;
  });
  const ok = code === 0;
  add(name, { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, names: ok ? [] : [`exit code ${code}`] });
  return ok;
}

async function vitest(project) {
  announce(`${project} tests`);
  const report = join(reports, `${project}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = await tool("vitest/vitest.mjs", ["run", "--project", project, ...reporters]);
  add(`${project} tests`, tally("vitest", report, code));
}

async function playwright() {
  announce("browser tests");
  const report = join(reports, "browser.json");
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const code = await tool("@playwright/test/cli.js", ["test", "--reporter=list,json"], env);
  add("browser tests", tally("playwright", report, code));
}

function announce(name) {
  console.log(`\n── ${name} ${"─".repeat(Math.max(0, 70 - name.length))}`);
}

function add(name, { passed, failed, skipped, names }) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  failures.push(...names.map((one) => `${name}: ${one}`));
  if (failed > 0) console.log(`── ${name}: FAILED`);
}

/** Runs a program of the packages. */
function tool(path, args, env = {}) {
  return run(process.execPath, [join(root, "node_modules", path), ...args], env);
}

/** @returns {Promise<number | null>} the exit code; null when it was killed, for instance because it took too long */
function run(program, args, env) {
  const { NODE_ENV: _, ...inherited } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...inherited, NEXT_TELEMETRY_DISABLED: "1", ...env },
      // A group of its own, so that everything it started can be stopped with it.
      detached: true,
      stdio: ["ignore", "inherit", "inherit"],
    });
    current = child;
    const timer = setTimeout(() => {
      console.error(`This took longer than ${patience / 60_000} minutes and is stopped.`);
      stopGroup(child);
    }, patience);
    child.once("error", reject);
    child.once("exit", (code) => {
      clearTimeout(timer);
      current = null;
      resolve(code);
    });
  });
}

function stopGroup(child) {
  try {
    process.kill(-child.pid, "SIGTERM");
  } catch {
    // It went by itself just now.
  }
}
