// npm run bench: numbers 1, 2, 4, 6, 9 and 11 of the performance table, and what accordering costs (batch, publish, wus),
// into bench/results.json. --quick: fewer rounds and documents, for a first look. --only=4, --only=wus: that one alone. Neither
// writes the file.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkNode, ensureInstalled, root } from "../scripts/lib/install.mjs";

checkNode();
const quick = process.argv.includes("--quick");
const only = /--only=(\w+)/.exec(process.argv.join(" "))?.[1] ?? null;
const say = (line) => console.log(line);
const closers = [];
const closeAll = async () => {
  for (let close = closers.pop(); close; close = closers.pop()) await close();
};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, async () => {
    await closeAll();
    process.exit(130);
  });
}

try {
  await ensureInstalled(say);
  const folder = mkdtempSync(join(tmpdir(), "portal-bench-"));
  closers.push(() => rmSync(folder, { recursive: true, force: true }));
  const { measure } = await import("./measure.mjs");
  const results = await measure({ folder, quick, only, say }, closers);
  if (!quick && !only)
    writeFileSync(join(root, "bench/results.json"), `${JSON.stringify(results, null, 2)}\n`);
  say("");
  for (const result of results) say(line(result));
  if (results.some(({ ok }) => !ok)) process.exitCode = 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await closeAll();
}

function line({ name, ratio, bound, ok, unit, reported, requests, pages }) {
  const verdict = bound === null ? "stated" : ok ? "holds" : ratio === null ? "inconclusive" : "MISSED";
  const figure = `${ratio ?? "–"}${unit ? ` ${unit}` : ""}${bound === null ? "" : ` (at most ${bound})`}`;
  const more = Object.entries({ ...reported, ...requests, ...pages })
    .map(([what, value]) => `    ${what}: ${typeof value === "object" ? JSON.stringify(value) : value}`)
    .join("\n");
  return `${verdict.padEnd(12)} ${name}: ${figure}${more && `\n${more}`}`;
}
