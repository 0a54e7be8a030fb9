import ts from "typescript";
import { exportsOf, importsOf, nodesIn, parse, sourcesIn } from "@/tests/support/source";
import type { Doors } from "./door";

/** Files that do not exist, by path: what a house with one more would look like. */
export type Planted = Record<string, string>;

/** Modules that are no room's, and why nobody calls them here. */
const elsewhere: Record<string, string> = {
  "lib/access/action.ts": "wrappers; entrances.test.ts",
  "lib/access/demo.ts": "wrappers; entrances.test.ts",
  "lib/access/page.ts": "wrappers; entrances.test.ts",
  "lib/access/route.ts": "wrappers; entrances.test.ts",
  "lib/access/request.ts": "reads the headers of a request",
  "lib/access/form-words.ts": "reads the headers of a request",
  "lib/access/language.ts": "reads the headers of a request",
  "lib/worker/handlers.ts": "a table of functions that are all called here",
  "lib/worker/anchors.ts": "has the chain of every firm anchored, each in the scope of its own",
  "lib/worker/cron.ts": "does the jobs of every firm",
  "lib/worker/housekeeping.ts": "asks every firm, each in the scope of its own, to tidy up",
  "lib/worker/run.ts": "does the jobs of every firm",
  "lib/worker/start.ts": "starts the worker",
};

/**
 * "room/module.name" of every value that is exported by a module which can reach the database: because it imports
 * something of db, or another module of lib that can. Types alone reach nothing, but the type of a scope does.
 */
export function exportedDoors(planted: Planted = {}): string[] {
  const paths = [...new Set([...sourcesIn("lib"), ...Object.keys(planted)])].sort();
  const sources = new Map(paths.map((path) => [path, parse(path, planted[path])]));
  const seen = new Map<string, boolean>();
  const reaches = (path: string): boolean => {
    const known = seen.get(path);
    if (known !== undefined) return known;
    seen.set(path, false); // while it is being found out
    const source = sources.get(path);
    const found = source !== undefined && importsOf(source).some(reachesThrough);
    seen.set(path, found);
    return found;
  };
  const reachesThrough = ({ from, typeOnly }: { from: string; typeOnly: boolean }): boolean => {
    if (typeOnly) return from === "db/scope";
    return from.startsWith("db/") || [".ts", ".tsx", "/index.ts"].some((end) => reaches(from + end));
  };
  return paths
    .filter((path) => !(path in elsewhere) && reaches(path))
    .flatMap((path) =>
      [...exportsOf(sources.get(path) as ts.SourceFile).keys()].map((name) => doorName(path, name)),
    );
}

/** What is wrong with a list of doors, one line each: functions it does not know, names that are gone. */
export function gaps(exported: string[], doors: Doors): string[] {
  const listed = Object.keys(doors);
  return [
    ...exported.filter((name) => !listed.includes(name)).map((name) => `${name}: nobody calls it`),
    ...listed.filter((name) => !exported.includes(name)).map((name) => `${name}: is listed, and gone`),
  ];
}

/** Doors whose call does not name the function that they say they open, one line each. */
export function strangers(texts: Planted, doors: Doors): string[] {
  const found: string[] = [];
  const opened = new Set<string>();
  for (const [path, text] of Object.entries(texts)) {
    for (const node of nodesIn(parse(path, text))) {
      if (!ts.isPropertyAssignment(node) || !ts.isStringLiteral(node.name)) continue;
      const name = node.name.text;
      if (!(name in doors)) continue;
      opened.add(name);
      const wanted = name.split(".").at(-1);
      const says = [...nodesIn(node)].some((inner) => ts.isIdentifier(inner) && inner.text === wanted);
      if (!("because" in (doors[name] ?? {})) && !says) found.push(`${name}: calls something else`);
    }
  }
  return [
    ...found,
    ...Object.keys(doors)
      .filter((name) => !opened.has(name))
      .map((name) => `${name}: not read`),
  ];
}

function doorName(path: string, name: string): string {
  return `${path.replace(/^lib\/|\.tsx?$/g, "")}.${name}`;
}
