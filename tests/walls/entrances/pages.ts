import ts from "typescript";
import { exportsOf, importsOf, nodesIn, parse } from "@/tests/support/source";
import type { Door } from "./manifest";

/** What a page may begin with, and for whom it then is. All of them stand in lib/access/page.ts. */
const wrappers: Record<string, Door["audience"]> = {
  clientPage: "client",
  signedInClient: "client",
  everywherePage: "client",
  memberPage: "member",
  staffPage: "staff",
  publicPage: "visitor",
};
const allowedExports = ["default", "metadata", "viewport", "generateMetadata"];
/** The frame of every page asks for nothing but the firm, also while the database is away. */
const frame = "app/layout.tsx";

/** Reads a page of a house; `textOf` answers a file of it, by its path. */
export type TextOf = (path: string) => string | undefined;
type Judged = Door | { fault: string };

/**
 * For whom a page or layout is, by its syntax: its first call has to be a wrapper, awaited, whatever happens. In
 * between there may be one function of a file beside it which begins like that (filing-of.ts).
 */
export function judgePage(path: string, textOf: TextOf = () => undefined): Judged {
  const source = parse(path, textOf(path));
  const found = exportsOf(source);
  const strange = [...found.keys()].find((name) => !allowedExports.includes(name));
  if (strange) return { fault: `exports ${strange}` };
  if (path === frame) {
    const asked = calledOf(source, "lib/").filter((name) => name !== "firmOrNull");
    return asked.length > 0 ? { fault: `calls ${asked[0]}` } : { audience: "visitor", ability: null };
  }
  const metadata = found.get("generateMetadata");
  if (metadata) {
    const [first] = calledOf(source, "", metadata).filter((name) => !/^get(Translations|Locale)$/.test(name));
    const judged = first ? judgeFunction(metadata, source, textOf) : null;
    if (judged && "fault" in judged) return { fault: `generateMetadata ${judged.fault}` };
  }
  return judgeFunction(found.get("default"), source, textOf);
}

function judgeFunction(fn: ts.Node | undefined, source: ts.SourceFile, textOf: TextOf): Judged {
  const inner =
    fn && ts.isCallExpression(fn) && fn.expression.getText(source) === "cache" ? fn.arguments[0] : fn;
  if (!inner || !ts.isFunctionLike(inner) || !("body" in inner) || !inner.body)
    return { fault: "is no function" };
  const { body } = inner;
  let statements: readonly ts.Node[] = ts.isBlock(body) ? body.statements : [body];
  const isDemo = statements[0]?.getText(source) === "if (!isDemo()) notFound();";
  if (isDemo) statements = statements.slice(1);
  const at = statements.findIndex((statement) => [...nodesIn(statement)].some(ts.isCallExpression));
  if (at < 0) return { fault: "calls no wrapper" };
  if (!statements.slice(0, at).every(isQuiet)) return { fault: "does something before its wrapper" };
  const statement = statements[at] as ts.Node;
  const call = [...nodesIn(statement)].find(ts.isCallExpression) as ts.CallExpression;
  const name = call.expression.getText(source);
  if (!isUnconditional(call, statement)) return { fault: `does not always await ${name}` };
  const from = importsOf(source).find(({ names }) => names.includes(name))?.from;
  const audience = wrappers[name];
  if (from === "lib/access/page" && audience) {
    const [ability] = call.arguments;
    const word = ability && ts.isStringLiteral(ability) ? ability.text : null;
    if (isDemo) return { audience: "demo", ability: "demo" };
    return { audience, ability: word };
  }
  // One step further, into a file beside the page.
  const beside = from?.startsWith("app/") ? parse(`${from}.ts`, textOf(`${from}.ts`)) : undefined;
  if (!beside) return { fault: `begins with ${name}` };
  return judgeFunction(exportsOf(beside).get(name), beside, textOf);
}

/** Nothing but names: no call, no element, nothing made. */
function isQuiet(statement: ts.Node): boolean {
  const loud = (node: ts.Node) =>
    ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node) || isElement(node);
  return ts.isVariableStatement(statement) && ![...nodesIn(statement)].some(loud);
}

function isElement(node: ts.Node): boolean {
  return ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node);
}

/** Whether a call is awaited (or handed on) on every path through its statement, with nothing called for it before. */
function isUnconditional(call: ts.CallExpression, statement: ts.Node): boolean {
  if (call.arguments.some((given) => [...nodesIn(given)].some(ts.isCallExpression))) return false;
  let node: ts.Node = call;
  let awaited = call === statement;
  while (node !== statement) {
    const { parent } = node;
    const leftOfOr = ts.isBinaryExpression(parent) && parent.left === node;
    const plain =
      ts.isParenthesizedExpression(parent) ||
      ts.isVariableDeclaration(parent) ||
      ts.isVariableDeclarationList(parent) ||
      ts.isVariableStatement(parent) ||
      ts.isExpressionStatement(parent);
    if (ts.isAwaitExpression(parent)) awaited = true;
    else if (!leftOfOr && !plain) return false;
    node = parent;
  }
  return awaited;
}

/** The functions of modules whose path begins like this that are called somewhere below a node. */
function calledOf(source: ts.SourceFile, prefix: string, below: ts.Node = source): string[] {
  const known = importsOf(source).filter(({ from }) => from.startsWith(prefix));
  return [...nodesIn(below)].flatMap((node) => {
    if (!ts.isCallExpression(node)) return [];
    const name = /^\w+/.exec(node.expression.getText(source))?.[0] ?? "";
    return known.some(({ names }) => names.includes(name)) ? [name] : [];
  });
}
