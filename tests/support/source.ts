import { readdirSync, readFileSync } from "node:fs";
import { join, posix, resolve } from "node:path";
import ts from "typescript";

export const root = resolve(import.meta.dirname, "../..");

/** The product's TypeScript files in these folders, from the root: ["lib/approvals/rules.ts", …]. */
export function sourcesIn(...folders: string[]): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true }).map((path) => `${folder}/${path}`),
    )
    .filter((path) => /\.tsx?$/.test(path))
    .sort();
}

/** Reads a file into its syntax tree; `text` stands in for what is on disk. */
export function parse(path: string, text = readFileSync(join(root, path), "utf8")): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

/** What a file exports by value: functions, constants and re-exports, by name; `default` for the default export. */
export function exportsOf(source: ts.SourceFile): Map<string, ts.Node> {
  const found = new Map<string, ts.Node>();
  for (const node of source.statements) {
    if (ts.isExportAssignment(node)) found.set("default", node.expression);
    if (ts.isExportDeclaration(node) && !node.isTypeOnly) {
      const names =
        node.exportClause && ts.isNamedExports(node.exportClause) ? node.exportClause.elements : [];
      for (const name of names) if (!name.isTypeOnly) found.set(name.name.text, name);
      if (!node.exportClause) found.set("*", node);
      else if (ts.isNamespaceExport(node.exportClause)) found.set(node.exportClause.name.text, node);
    }
    const flags = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
    const has = (kind: ts.SyntaxKind) => flags.some((flag) => flag.kind === kind);
    if (!has(ts.SyntaxKind.ExportKeyword)) continue;
    if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) {
      found.set(has(ts.SyntaxKind.DefaultKeyword) ? "default" : (node.name?.text ?? ""), node);
    }
    if (ts.isVariableStatement(node)) {
      for (const { name, initializer } of node.declarationList.declarations) {
        found.set(name.getText(source), initializer ?? name);
      }
    }
  }
  return found;
}

/** Every node below this one, itself included, in the order of the text. */
export function* nodesIn(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of childrenOf(node)) yield* nodesIn(child);
}

function childrenOf(node: ts.Node): ts.Node[] {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    children.push(child);
  });
  return children;
}

/** One import: from where (a path from the root, or the name of a package), and whether types alone come along. */
export type Import = { from: string; typeOnly: boolean; names: string[] };

/** What a file imports or passes on, dynamic imports included. `names` are those it is known by in this file. */
export function importsOf(source: ts.SourceFile): Import[] {
  const found: Import[] = [];
  for (const node of nodesIn(source)) {
    if (ts.isImportDeclaration(node)) {
      const { name, namedBindings: bound, phaseModifier } = node.importClause ?? {};
      const named = bound && ts.isNamedImports(bound) ? bound.elements : [];
      const space = bound && ts.isNamespaceImport(bound) ? [bound.name.text] : [];
      const values = named.filter((one) => !one.isTypeOnly).map((one) => one.name.text);
      const names = [...(name ? [name.text] : []), ...space, ...values];
      const typesOnly =
        phaseModifier === ts.SyntaxKind.TypeKeyword || (named.length > 0 && names.length === 0);
      found.push({ from: placeOf(source, node.moduleSpecifier), typeOnly: typesOnly, names });
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      found.push({ from: placeOf(source, node.moduleSpecifier), typeOnly: node.isTypeOnly, names: [] });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      for (const from of node.arguments.slice(0, 1))
        found.push({ from: placeOf(source, from), typeOnly: false, names: [] });
    }
  }
  return found;
}

function placeOf(source: ts.SourceFile, specifier: ts.Node): string {
  const text = ts.isStringLiteralLike(specifier) ? specifier.text : specifier.getText(source);
  if (text.startsWith("@/")) return text.slice(2);
  return text.startsWith(".") ? posix.join(posix.dirname(source.fileName), text) : text;
}
