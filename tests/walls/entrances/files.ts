import ts from "typescript";
import { type Wall, wallOf } from "@/lib/access/wall";
import { importsOf, nodesIn, parse } from "@/tests/support/source";
import type { Door, Entrance } from "./manifest";

/** What Next takes for more than an ordinary file, by its name without the ending. */
const special =
  /^(page|route|layout|template|default|loading|error|global-error|not-found|forbidden|unauthorized|sitemap|robots|manifest|(apple-)?icon\d*|opengraph-image\d*|twitter-image\d*)$/;
const judged = ["page", "layout", "route"];
/** What is shown when something is wrong: words, and nothing that is anybody's. */
const faces = ["error", "global-error", "not-found", "forbidden", "unauthorized"];
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const settings = [
  "dynamic",
  "dynamicParams",
  "revalidate",
  "fetchCache",
  "runtime",
  "preferredRegion",
  "maxDuration",
];

/** What is wrong with one file of the product, as far as its text tells; one line each. */
export function faultsOf(path: string, text?: string): string[] {
  const source = parse(path, text);
  const name =
    path
      .split("/")
      .at(-1)
      ?.replace(/\.tsx?$/, "") ?? "";
  const imports = importsOf(source).filter(({ typeOnly }) => !typeOnly);
  const faults: string[] = [];
  const isActions = /^app\/(.*\/)?actions\.ts$/.test(path);
  const directives = [...nodesIn(source)].filter((node) => directiveOf(node) === "use server");
  const heads = directives.filter(({ parent }) => parent === source);
  if (directives.length > 0 && !isActions) faults.push(`${path}: "use server" outside actions.ts`);
  if (isActions && heads.length === 0) faults.push(`${path}: actions.ts without "use server"`);
  if (isActions && directives.length > heads.length) faults.push(`${path}: "use server" inside a function`);
  if (
    imports.some(({ from }) => from === "lib/access/wall") &&
    !/^lib\/access\/(action|route|demo|machine)\.ts$/.test(path)
  ) {
    faults.push(`${path}: makes its own mark of a wall`);
  }
  if (!path.startsWith("app/")) return faults;
  if (imports.some(({ from }) => /^db\/|^lib\/access\/actor$/.test(from))) {
    faults.push(`${path}: opens a scope of its own`);
  }
  if (special.test(name) && !judged.includes(name)) {
    if (!faces.includes(name)) faults.push(`${path}: an entrance that no wall looks at`);
    const reads = imports.filter(({ from }) => from.startsWith("lib/"));
    const more = reads.filter(
      ({ from, names }) => from !== "lib/access/request" || String(names) !== "firmOrNull",
    );
    if (more.length > 0) faults.push(`${path}: shows more than words`);
  }
  return faults;
}

function directiveOf(node: ts.Node): string | null {
  return ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression) ? node.expression.text : null;
}

/** The wall of each export of actions.ts or route.ts, by "path name"; a fault where there is none. */
export function wallsOf(
  path: string,
  module: Record<string, unknown>,
): Map<string, Wall | { fault: string }> {
  const isRoute = path.endsWith("route.ts") || path.endsWith("route.tsx");
  const found = new Map<string, Wall | { fault: string }>();
  for (const [name, value] of Object.entries(module)) {
    if (isRoute && settings.includes(name)) continue;
    if (isRoute && !methods.includes(name)) found.set(`${path} ${name}`, { fault: "is no method" });
    else found.set(`${path} ${name}`, wallOf(value) ?? { fault: "has no wrapper" });
  }
  return found;
}

/** Where the house and its manifest differ, one line each. */
export function differences(
  found: Map<string, Door | { fault: string }>,
  manifest: Record<string, Entrance>,
): string[] {
  const lines: string[] = [];
  for (const [name, door] of found) {
    const listed = manifest[name];
    if ("fault" in door) lines.push(`${name}: ${door.fault}`);
    else if (!listed) lines.push(`${name}: is not in the manifest`);
    else if (door.audience !== listed.audience || door.ability !== listed.ability) {
      const [is, said] = [door, listed].map(({ audience, ability }) => `${audience} ${ability}`);
      lines.push(`${name}: is for ${is}, and the manifest says ${said}`);
    }
  }
  for (const name of Object.keys(manifest))
    if (!found.has(name)) lines.push(`${name}: is in the manifest, and gone`);
  return lines;
}
