import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { behindWall, type Wall } from "@/lib/access/wall";
import { root, sourcesIn } from "@/tests/support/source";
import { differences, faultsOf, wallsOf } from "./entrances/files";
import { type Door, type Entrance, manifest } from "./entrances/manifest";
import { judgePage } from "./entrances/pages";
import { opensFor } from "./entrances/roles";

// next-auth only runs inside Next; the wrappers around it are what this is about.
vi.mock("next-auth", () => ({ default: () => ({}), CredentialsSignin: class extends Error {} }));
vi.mock("next-auth/providers/credentials", () => ({ default: () => ({}) }));

const files = [...sourcesIn("app", "components", "lib", "db"), "middleware.ts", "instrumentation.ts"];
const named = (pattern: RegExp) => files.filter((path) => path.startsWith("app/") && pattern.test(path));

async function wholeHouse(): Promise<Map<string, Door | { fault: string }>> {
  const found = new Map<string, Door | { fault: string }>();
  for (const path of named(/\/(actions|route)\.tsx?$/)) {
    const module = (await import(/* @vite-ignore */ join(root, path))) as Record<string, unknown>;
    for (const [name, wall] of wallsOf(path, module)) found.set(name, wall);
  }
  for (const path of named(/\/(page|layout)\.tsx?$/)) found.set(path, judgePage(path));
  return found;
}

describe("the entrances", () => {
  it("carry their wrappers, and are those of the manifest", async () => {
    const house = await wholeHouse();
    expect(differences(house, manifest)).toEqual([]);
    expect(house.size).toBeGreaterThan(40);
  });

  it("are nowhere else", () => {
    expect(files.flatMap((path) => faultsOf(path))).toEqual([]);
    expect(files.length).toBeGreaterThan(150);
    for (const folder of ["pages", "src", "proxy.ts"])
      expect(existsSync(join(root, folder)), folder).toBe(false);
  });
});

describe("who may enter", () => {
  it.each(Object.entries(manifest))("%s", (_name, entrance) => {
    expect(opensFor(entrance)).toEqual([...entrance.opensFor]);
  });

  it("would be seen to be somebody else", () => {
    const publish = manifest["app/admin/stukken/nieuw/actions.ts publish"] as Entrance;
    expect(opensFor({ ...publish, ability: "filing.prepare" })).not.toEqual([...publish.opensFor]);
    expect(opensFor({ ...publish, audience: "client" })).toEqual([]);
    expect(opensFor({ ...publish, audience: "member" })).toEqual([]);
  });
});

describe("the wall notices", () => {
  const open = () => Promise.resolve(null);
  const walled = (mark: Wall) => behindWall(mark, async () => null);

  it.each([
    ["an action without a wrapper", "app/x/actions.ts", { go: open }, "app/x/actions.ts go: has no wrapper"],
    ["a bare route", "app/x/route.ts", { GET: open }, "app/x/route.ts GET: has no wrapper"],
    ["a default export", "app/x/route.ts", { default: open }, "app/x/route.ts default: is no method"],
    [
      "an action that is not listed",
      "app/x/actions.ts",
      { go: walled({ audience: "client", ability: "filing.read" }) },
      "app/x/actions.ts go: is not in the manifest",
    ],
    [
      "another ability",
      "app/admin/stukken/nieuw/actions.ts",
      { publish: walled({ audience: "staff", ability: "filing.prepare" }) },
      "app/admin/stukken/nieuw/actions.ts publish: is for staff filing.prepare, and the manifest says staff filing.publish",
    ],
  ])("%s", (_what, path, module, complaint) => {
    expect(differences(wallsOf(path, module), manifest)).toContain(complaint);
  });

  it("an entrance that is gone", () => {
    expect(differences(new Map(), manifest)).toHaveLength(Object.keys(manifest).length);
  });

  it.each([
    [
      "an action inside a page",
      "app/x/page.tsx",
      'export function P() { async function go() { "use server"; } }',
      '"use server" outside',
    ],
    [
      "an action inside a component",
      "components/x.tsx",
      'const go = async () => { "use server"; };',
      '"use server" outside',
    ],
    [
      "a file of actions by another name",
      "app/x/save.ts",
      '"use server"; export const go = 1;',
      '"use server" outside',
    ],
    ["actions that are none", "app/x/actions.ts", "export const go = 1;", 'actions.ts without "use server"'],
    [
      "a forged mark",
      "app/x/actions.ts",
      '"use server"; import { behindWall } from "@/lib/access/wall";',
      "its own mark",
    ],
    [
      "a scope of one's own",
      "app/x/list.tsx",
      'import { inScope } from "@/db/scope";',
      "opens a scope of its own",
    ],
    [
      "an actor of one's own",
      "app/x/list.tsx",
      'import { systemOf } from "@/lib/access/actor";',
      "opens a scope of its own",
    ],
    ["an entrance of another kind", "app/sitemap.ts", "export default () => [];", "no wall looks at"],
    [
      "a face with data",
      "app/not-found.tsx",
      'import { openTasks } from "@/lib/approvals/queries";',
      "more than words",
    ],
  ])("%s", (_what, path, text, complaint) => {
    expect(faultsOf(path, text).join("\n")).toContain(complaint);
  });

  const wrapped = 'import { clientPage } from "@/lib/access/page"; import { tasks } from "@/lib/x";';
  it.each([
    ["no wrapper", "export default async function P() { return <p />; }", "calls no wrapper"],
    [
      "a query first",
      "export default async function P() { await tasks(); await clientPage(a, b); }",
      "begins with tasks",
    ],
    [
      "a wrapper that is not awaited",
      'export default async function P() { clientPage("a", s); }',
      "does not always await",
    ],
    [
      "a wrapper now and then",
      'export default async function P() { if (a) await clientPage("a", s); }',
      "does not always await",
    ],
    [
      "a wrapper behind a condition",
      'export default async function P() { a && (await clientPage("a", s)); }',
      "does not always await",
    ],
    [
      "a way out before the wrapper",
      'export default async function P() { if (a) return <X />; await clientPage("a", s); }',
      "before its wrapper",
    ],
    [
      "a wrapper of somebody else",
      'import { staffPage } from "@/lib/x"; export default async function P() { await staffPage("a"); }',
      "begins with staffPage",
    ],
    [
      "metadata with data",
      'export async function generateMetadata() { return await tasks(); } export default async function P() { await clientPage("a", s); }',
      "generateMetadata does not always await tasks",
    ],
    [
      "another export",
      'export const generateStaticParams = () => []; export default async function P() { await clientPage("a", s); }',
      "exports generateStaticParams",
    ],
    [
      "a file beside it that does not wrap",
      'import { taskOf } from "./task-of"; export default async function P() { await taskOf(); }',
      "begins with tasks",
    ],
  ])("a page with %s", (_what, text, complaint) => {
    const texts: Record<string, string> = {
      "app/x/page.tsx": `${wrapped}\n${text}`,
      "app/x/task-of.ts":
        'import { tasks } from "@/lib/x"; export const taskOf = cache(async () => { await tasks(); });',
    };
    expect(judgePage("app/x/page.tsx", (path) => texts[path])).toEqual({
      fault: expect.stringContaining(complaint),
    });
  });
});
