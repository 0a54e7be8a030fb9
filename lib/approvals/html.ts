/** Readers of HTML look for its beginning after blanks and comments; a file of another kind has neither of these. */
const OPENING = /^(?:<!doctype html|<html|<head|<body|<meta|<title)[\s>]/i;

/**
 * Whether bytes are a page of HTML in UTF-8. What is in it is nobody's business here: it is only ever shown in a
 * sandbox that runs no script and asks the network for nothing.
 */
export function looksLikeHtml(bytes: Uint8Array): boolean {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return false;
  }
  return !text.includes("\0") && OPENING.test(withoutComments(text.slice(0, 10_000).trimStart()));
}

function withoutComments(text: string): string {
  let rest = text;
  while (rest.startsWith("<!--") || rest.startsWith("<?xml")) {
    const [opening, closing] = rest.startsWith("<!--") ? ["<!--", "-->"] : ["<?xml", "?>"];
    const end = rest.indexOf(closing, opening.length);
    if (end < 0) return "";
    rest = rest.slice(end + closing.length).trimStart();
  }
  return rest;
}
