import { readFileSync } from "node:fs";
import { type Answer, visit } from "./visit";

const list = "/o/bakkerij-de-korenaar/accordering";
const buildId = () => readFileSync(".next/BUILD_ID", "utf8").trim();

/** A router's state in which all but the innermost page is known already, so that no frame is drawn around it. */
const nested = (...segments: unknown[]): unknown[] =>
  segments.reduceRight<unknown[]>(
    (inner, segment) => [segment, { children: inner }],
    ["__PAGE__", {}, null, "refetch"],
  );
const listTree = nested(
  "",
  "(client)",
  "o",
  ["organisation", "bakkerij-de-korenaar", "d", null],
  "accordering",
);
const state = (tree: unknown) => ({
  rsc: "1",
  "next-router-state-tree": encodeURIComponent(JSON.stringify(tree)),
});
const twice = "middleware:middleware:middleware:middleware:middleware";
/** Ways of asking that have led past somebody's middleware or layout before: headers, and sometimes another path. */
export const ways: [name: string, headers: Record<string, string>, path?: (path: string) => string][] = [
  ["x-middleware-subrequest", { "x-middleware-subrequest": "middleware" }],
  ["x-middleware-subrequest, five times", { "x-middleware-subrequest": twice }],
  [
    "x-middleware-subrequest, in src",
    { "x-middleware-subrequest": twice.replaceAll("middleware", "src/middleware") },
  ],
  ["x-middleware-subrequest, as of old", { "x-middleware-subrequest": "pages/_middleware" }],
  ["x-middleware-next", { "x-middleware-next": "1", "x-middleware-rewrite": "/admin/stukken" }],
  ["RSC", { rsc: "1" }, (path) => `${path}?_rsc=1abcd`],
  ["RSC without its parameter", { rsc: "1" }],
  ["the page without its frames", state(listTree)],
  ["the title alone", state([...listTree, null, "metadata-only"])],
  ["a prefetch", { rsc: "1", "next-router-prefetch": "1" }, (path) => `${path}?_rsc=1abcd`],
  ...["/_tree", "/_index", "/_full", "/__PAGE__"].map((segment): [string, Record<string, string>] => [
    `the segment ${segment}`,
    { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": segment },
  ]),
  ["a path that ends in .rsc", {}, (path) => `${path}.rsc`],
  ["a path of a segment", {}, (path) => `${path}.segments/_full.segment.rsc`],
  ["the data of the old router", { "x-nextjs-data": "1" }, (path) => `/_next/data/${buildId()}${path}.json`],
  ["a path that was matched elsewhere", { "x-matched-path": list, "x-invoke-path": list }],
];

/** Next sends whoever asks for a part on to the address with the right `_rsc`. */
export async function follow(port: number, path: string, how: Parameters<typeof visit>[2]): Promise<Answer> {
  const answer = await visit(port, path, how);
  const { pathname, search } = new URL(answer.location || "/", "http://localhost");
  const isSame = /[?&]_rsc/.test(search) && pathname === path.split("?")[0];
  return isSame ? visit(port, pathname + search, how) : answer;
}
