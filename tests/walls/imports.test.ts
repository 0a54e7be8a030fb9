import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const config = join(root, ".dependency-cruiser.cjs");
const rules: string[] = createRequire(import.meta.url)(config).forbidden.map(
  (rule: { name: string }) => rule.name,
);

type Cruised = {
  modules: { source: string; dependencies: { resolved: string }[] }[];
  summary: { violations: { rule: { name: string }; from: string; to: string }[] };
};

/** Runs the rules over the tree in `folder`. dependency-cruiser leaves with the number of errors as its code. */
function cruise(folder: string, what: string[]): Cruised {
  const program = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const options = ["--config", config, "--output-type", "json", ...what];
  const output = (() => {
    try {
      return execFileSync(process.execPath, [program, ...options], {
        cwd: folder,
        maxBuffer: 2 ** 27,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
      });
    } catch (error) {
      return (error as { stdout: string }).stdout;
    }
  })();
  return JSON.parse(output);
}

describe("the floors", () => {
  test("imports go down only", () => {
    const everything = [
      "app",
      "bench",
      "components",
      "db",
      "lib",
      "scripts",
      "tests",
      "middleware.ts",
      "instrumentation.ts",
    ];
    const { modules, summary } = cruise(root, everything);
    const words = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
    expect(words).toEqual([]);
    // Under a TypeScript that it does not know, dependency-cruiser reads nothing and is content.
    const typescript = modules.filter(({ source }) => /^(app|db|lib)\/.*\.tsx?$/.test(source));
    expect(typescript.length).toBeGreaterThan(50);
    expect(typescript.flatMap(({ dependencies }) => dependencies).length).toBeGreaterThan(200);
  });
});

/** For each rule: a file that breaks it, and the import with which it does. `types` are imports that are allowed. */
const broken: Record<string, { file: string; imports: string }> = {
  "floor-1-looks-up": { file: "lib/shared/up.ts", imports: "@/lib/ports/fine" },
  "floor-2-looks-up": { file: "lib/pdf/up.ts", imports: "@/lib/pades/fine" },
  "floor-3-looks-up": { file: "lib/pades/up.ts", imports: "@/lib/ports/fine" },
  "floor-4-looks-up": { file: "lib/ports/up.ts", imports: "../access/fine" },
  "floor-5-looks-up": { file: "lib/access/up.ts", imports: "@/lib/audit/fine" },
  "floor-6-looks-up": { file: "lib/outbox/up.ts", imports: "@/lib/identity/fine" },
  "floor-7-looks-up": { file: "lib/tenancy/up.ts", imports: "@/lib/dossier/fine" },
  "floor-8-looks-up": { file: "lib/notifications/up.ts", imports: "@/lib/approvals/fine" },
  "floor-9-looks-up": { file: "lib/approvals/up.ts", imports: "@/lib/staff/fine" },
  "floor-10-looks-up": { file: "lib/staff/up.ts", imports: "@/lib/worker/fine" },
  "peers-audit": { file: "lib/audit/across.ts", imports: "@/lib/outbox/fine" },
  "peers-tenancy": { file: "lib/identity/across.ts", imports: "@/lib/organisations/fine" },
  "peers-dossier": { file: "lib/notifications/across.ts", imports: "@/lib/dossier/fine" },
  "peers-signing": { file: "lib/approvals/across.ts", imports: "@/lib/delivery/fine" },
  "peers-staff": { file: "lib/staff/across.ts", imports: "@/lib/backoffice/fine" },
  "room-without-a-floor": { file: "app/homeless.ts", imports: "@/lib/attic/fine" },
  "cellar-looks-up": { file: "db/up.ts", imports: "@/lib/shared/fine" },
  "lib-looks-at-the-roof": { file: "lib/approvals/roof.ts", imports: "@/app/fine" },
  "ground-is-pure": { file: "lib/shared/wet.ts", imports: "@/db/schema/fine" },
  "rules-are-pure": { file: "lib/approvals/rules.ts", imports: "@/lib/ports/fine" },
  "connection-is-private": { file: "lib/dossier/door.ts", imports: "@/db/connection" },
  "gate-is-private": { file: "lib/dossier/gate.ts", imports: "@/db/gate" },
  "driver-is-private": { file: "lib/dossier/driver.ts", imports: "postgres" },
  "worker-is-started-only": { file: "app/worker.ts", imports: "@/lib/worker/fine" },
  "roof-reaches-into-the-cellar": { file: "app/cellar.ts", imports: "@/db/schema/fine" },
  "components-only-draw": { file: "components/reads.tsx", imports: "@/lib/approvals/queries" },
  "components-run-no-rooms": { file: "components/acts.tsx", imports: "@/lib/approvals/fine" },
  "no-circles": { file: "lib/identity/circle.ts", imports: "./round" },
  "product-imports-tests": { file: "lib/staff/tested.ts", imports: "@/tests/fine" },
  "product-needs-a-tool": { file: "lib/staff/tool.ts", imports: "vitest" },
  "found-nowhere": { file: "lib/staff/lost.ts", imports: "./no-such-file" },
};

/** Imports that must stay allowed, so that no rule is broken by being too wide. */
const allowed = [
  { file: "lib/approvals/down.ts", line: 'import "@/lib/dossier/fine"; import "@/lib/identity/fine";' },
  {
    file: "lib/identity/rules.ts",
    line: 'import type { Fine } from "@/db/schema/fine"; import "@/lib/shared/fine";',
  },
  {
    file: "components/draws.tsx",
    line: 'import type { Fine } from "@/lib/approvals/fine"; export type F = Fine;',
  },
  {
    file: "app/opens.ts",
    line: 'import "@/db/scope"; import "@/lib/approvals/queries"; import "@/components/fine";',
  },
  { file: "db/scope.ts", line: 'import "./connection";' },
  { file: "db/connection.ts", line: 'import "postgres";' },
  { file: "db/demo/tells.ts", line: 'import "@/lib/approvals/fine"; import "@/db/gate";' },
  { file: "instrumentation.ts", line: 'export const start = () => import("./lib/worker/fine");' },
];

describe("each rule notices its broken house", () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "portal-house-")));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write(
    "tsconfig.json",
    JSON.stringify({
      compilerOptions: { module: "esnext", moduleResolution: "bundler", paths: { "@/*": ["./*"] } },
    }),
  );
  write(
    "package.json",
    JSON.stringify({ dependencies: { postgres: "1.0.0" }, devDependencies: { vitest: "1.0.0" } }),
  );
  for (const name of ["postgres", "vitest"]) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", main: "index.js" }));
    write(`node_modules/${name}/index.js`, "module.exports = {};");
  }
  const rooms =
    "shared pdf pades ports access audit outbox tenancy identity organisations dossier notifications approvals delivery staff backoffice worker attic";
  const fine = "export type Fine = string;\nexport const fine = 1;\n";
  for (const room of rooms.split(" ")) write(`lib/${room}/fine.ts`, fine);
  for (const place of ["app", "components", "tests", "db/schema"]) write(`${place}/fine.ts`, fine);
  for (const path of ["db/gate.ts", "lib/approvals/queries.ts"]) write(path, fine);
  write("lib/identity/round.ts", 'import "./circle";\n');
  for (const { file, imports } of Object.values(broken)) write(file, `import "${imports}";\n`);
  for (const { file, line } of allowed) write(file, `${line}\n`);
  const { violations } = cruise(folder, ["."]).summary;

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("no rule is without a broken house", () => {
    expect(Object.keys(broken).sort()).toEqual([...rules].sort());
  });

  test.each(Object.entries(broken))("%s", (name, { file }) => {
    expect(violations.filter((found) => found.rule.name === name).map(({ from }) => from)).toContain(file);
  });

  test.each(allowed)("$file is left in peace", ({ file }) => {
    expect(violations.filter(({ from }) => from === file)).toEqual([]);
  });
});
