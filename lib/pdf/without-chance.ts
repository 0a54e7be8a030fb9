import { createHash } from "node:crypto";

/**
 * The library draws the tags of its subset fonts and the document's id at random. They are replaced by what follows
 * from the rest, length for length so that no offset moves: the same page gives the same bytes, and hashes.
 */
export function withoutChance(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes)
    .toString("latin1")
    .replace(/\/[A-Z]{6}\+Liberation/g, "/AAAAAA+Liberation");
  const ids = /(?<=\/ID \[)<[0-9A-F]{32}> <[0-9A-F]{32}>(?=\])/;
  const id = createHash("sha256")
    .update(text.replace(ids, ""), "latin1")
    .digest("hex")
    .slice(0, 32)
    .toUpperCase();
  return new Uint8Array(Buffer.from(text.replace(ids, `<${id}> <${id}>`), "latin1"));
}
