import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { nodesIn, parse, root, sourcesIn } from "@/tests/support/source";

type Catalogue = Map<string, Set<string>>;

/** What has to be filled in, by the key of each sentence with its file in front: "approvals.replacedText" → version. */
function catalogueOf(language: string): Catalogue {
  const found: Catalogue = new Map();
  const add = (path: string, said: unknown) => {
    if (typeof said !== "string") {
      for (const [key, one] of Object.entries(said as object)) add(`${path}.${key}`, one);
      return;
    }
    // What stands in braces after "one" or "=0" is a sentence itself, not a name.
    const names = said.matchAll(/(?<!(?:\bone|\bother|=\d+)\s*)\{(\w+)[,}]/g);
    found.set(path, new Set([...names].map(([, name]) => name ?? "")));
  };
  for (const file of readdirSync(join(root, "messages", language)))
    add(
      file.replace(/\.json$/, ""),
      JSON.parse(readFileSync(join(root, "messages", language, file), "utf8")),
    );
  return found;
}

/** The file of messages that a call names, `useTranslations("approvals")`; null for any other expression. */
function roomOf(node: ts.Expression): string | null {
  if (ts.isAwaitExpression(node) || ts.isParenthesizedExpression(node)) return roomOf(node.expression);
  if (!ts.isCallExpression(node) || !/^(use|get)Translations$/.test(node.expression.getText())) return null;
  const [room] = node.arguments;
  return room && ts.isStringLiteralLike(room) ? room.text : null;
}

/** The nearest declaration of this name, seen from here. */
function declared(name: string, from: ts.Node): string | null {
  for (let node = from.parent; node; node = node.parent) {
    if (!ts.isBlock(node) && !ts.isSourceFile(node)) continue;
    for (const statement of node.statements) {
      if (!ts.isVariableStatement(statement)) continue;
      const found = statement.declarationList.declarations.find((one) => one.name.getText() === name);
      if (found) return found.initializer ? roomOf(found.initializer) : null;
    }
  }
  return null;
}

/** The keys that an expression can come to, as far as they stand in the file. */
function keysIn(node: ts.Expression): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return [...keysIn(node.whenTrue), ...keysIn(node.whenFalse)];
  return [];
}

/** Sentences that are asked for without a value for each of their names, as "file: key needs name". */
function unfilled(source: ts.SourceFile, catalogue: Catalogue): { calls: number; wrong: string[] } {
  const wrong: string[] = [];
  let calls = 0;
  for (const node of nodesIn(source)) {
    if (!ts.isCallExpression(node)) continue;
    const said = ts.isPropertyAccessExpression(node.expression) ? node.expression : null;
    if (said && said.name.text !== "rich") continue;
    const called = said ? said.expression : node.expression;
    const room = ts.isIdentifier(called) ? declared(called.text, node) : roomOf(called);
    const [key, values] = node.arguments;
    if (!room || !key) continue;
    calls += 1;
    const given = values && ts.isObjectLiteralExpression(values) ? values.properties : [];
    // What is handed over whole, or spread, is for the types to judge.
    if (values && (!ts.isObjectLiteralExpression(values) || given.some(ts.isSpreadAssignment))) continue;
    const names = given.map((one) => one.name?.getText());
    for (const one of keysIn(key))
      for (const name of catalogue.get(`${room}.${one}`) ?? [])
        if (!names.includes(name)) wrong.push(`${source.fileName}: ${room}.${one} needs ${name}`);
  }
  return { calls, wrong };
}

const sources = sourcesIn("app", "components", "lib").map((path) => parse(path));

describe.each(["nl", "en"])("the sentences in %s", (language) => {
  const catalogue = catalogueOf(language);

  it("are given everything that they have a place for", () => {
    const all = sources.map((source) => unfilled(source, catalogue));
    expect(all.flatMap(({ wrong }) => wrong)).toEqual([]);
    expect(all.reduce((sum, { calls }) => sum + calls, 0)).toBeGreaterThan(500);
  });

  it("are missed when they are not", () => {
    const page = `function Page() {
      const t = useTranslations("approvals");
      return [t("replacedText"), t(old ? "replacedText" : "back"), t("replacedText", { version: 1 }), t("back")];
    }
    const title = async () => (await getTranslations("approvals"))("replacedText", { firm });`;
    const needs = "page.tsx: approvals.replacedText needs version";
    expect(unfilled(parse("page.tsx", page), catalogue).wrong).toEqual([needs, needs, needs]);
  });
});

/** What one of the two says and the other does not, or with other places to fill. */
function differences(one: Catalogue, other: Catalogue): string[] {
  const said = (catalogue: Catalogue) =>
    [...catalogue].map(([key, names]) => `${key} ${[...names].sort().join(" ")}`);
  const [these, those] = [new Set(said(one)), new Set(said(other))];
  return [...these].filter((line) => !those.has(line)).concat([...those].filter((line) => !these.has(line)));
}

it("both languages have the same sentences, with the same places in them", () => {
  const dutch = catalogueOf("nl");
  expect(differences(dutch, catalogueOf("en"))).toEqual([]);
  expect(dutch.size).toBeGreaterThan(500);
});

it("a key that was misspelt in one of them is seen", () => {
  const misspelt = new Map(catalogueOf("nl"));
  misspelt.delete("check.refusal.not-a-pdf");
  misspelt.set("check.refusal.not-a-PDF", new Set());
  expect(differences(misspelt, catalogueOf("en"))).toEqual([
    "check.refusal.not-a-PDF ",
    "check.refusal.not-a-pdf ",
  ]);
});
