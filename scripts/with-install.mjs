// Runs a program of the packages, after installing them when they are missing:
//   node scripts/with-install.mjs tsx scripts/migrate.ts
import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { checkNode, ensureInstalled, root } from "./lib/install.mjs";

checkNode();
const [program, ...args] = process.argv.slice(2);
if (!program) {
  console.error("Which program? For example: node scripts/with-install.mjs tsx scripts/migrate.ts");
  process.exit(1);
}
await ensureInstalled();
const PATH = [join(root, "node_modules/.bin"), process.env.PATH].join(delimiter);
const child = spawn(program, args, { cwd: root, stdio: "inherit", env: { ...process.env, PATH } });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.once("error", (error) => {
  console.error(error.message);
  process.exit(1);
});
child.once("exit", (code) => process.exit(code ?? 1));
