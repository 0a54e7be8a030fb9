import { gzipSync } from "node:zlib";
import { Visitor } from "./visitor.mjs";

const bound = 15_000;

/**
 * Number 6: the JavaScript of the login page − that of an empty page of the same Next, gzip bytes. Every script file
 * that the HTML names counts, as an element or a preload or inside the data that React reads; those for browsers
 * without modules do not, for no browser of today loads them.
 */
export async function number6({ portal, floorPort }) {
  const login = await weigh(new Visitor("noorderlicht", portal.port), "/inloggen");
  const empty = await weigh(new Visitor("noorderlicht", floorPort), "/leeg");
  const bytes = login.bytes - empty.bytes;
  return {
    name: "6 JavaScript of the login page − an empty page of the same Next, gzip bytes",
    ratio: bytes,
    bound,
    ok: bytes <= bound,
    unit: "bytes",
    login,
    empty,
  };
}

/** @returns {Promise<{ bytes: number, files: number }>} */
async function weigh(visitor, path) {
  const html = await visitor.page(path);
  const legacy = new Set(
    [...html.matchAll(/<script[^>]*nomodule[^>]*>/gi)].flatMap(([tag]) => scriptsIn(tag)),
  );
  const files = new Set(scriptsIn(html).filter((file) => !legacy.has(file)));
  let bytes = 0;
  for (const file of files) bytes += gzipSync(await visitor.page(`/_next/${file}`)).length;
  return { bytes, files: files.size };
}

function scriptsIn(html) {
  return [...html.matchAll(/static\/[\w./~%[\]-]+?\.js\b/g)].map(([file]) => file);
}
