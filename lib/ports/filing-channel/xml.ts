import { type SaxesOptions, SaxesParser, type SaxesTagNS } from "saxes";

export type XmlElement = {
  ns: string;
  name: string;
  attributes: { ns: string; name: string; value: string }[];
  children: XmlElement[];
  /** Its own text, without that of its children. */
  text: string;
};

// A whole history of statuses has some hundreds of elements and nests 7 deep; six references nest 8 deep.
const MAX_DEPTH = 32;
const MAX_ELEMENTS = 50_000;
const MAX_ATTRIBUTES = 32;

/**
 * Reads XML from outside into a tree, or gives null: for what is not well-formed, has a DTD, processing
 * instructions (which canonicalisation mistakes for text) or CDATA, and for what is absurdly deep or long.
 */
export function parseXml(text: string): XmlElement | null {
  const parser = new SaxesParser<SaxesOptions & { xmlns: true }>({ xmlns: true });
  const open: XmlElement[] = [];
  let root: XmlElement | null = null;
  let elements = 0;
  let attributes = 0;
  const stop = () => {
    throw new Stopped();
  };
  for (const unwanted of ["error", "doctype", "processinginstruction", "cdata"] as const)
    parser.on(unwanted, stop);
  parser.on("opentagstart", () => {
    attributes = 0;
    if (++elements > MAX_ELEMENTS || open.length >= MAX_DEPTH) stop();
  });
  parser.on("attribute", () => {
    if (++attributes > MAX_ATTRIBUTES) stop();
  });
  parser.on("opentag", (tag: SaxesTagNS) => {
    const element = elementOf(tag);
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on("text", (part) => {
    const current = open.at(-1);
    if (current) current.text += part;
  });
  parser.on("closetag", () => open.pop());
  try {
    parser.write(text).close();
    return root;
  } catch (error) {
    if (error instanceof Stopped) return null;
    throw error;
  }
}

/** Stops the parser from within its handlers; never leaves this file. */
class Stopped extends Error {}

function elementOf({ uri, local, attributes }: SaxesTagNS): XmlElement {
  return {
    ns: uri,
    name: local,
    attributes: Object.values(attributes).map((one) => ({ ns: one.uri, name: one.local, value: one.value })),
    children: [],
    text: "",
  };
}

export function childrenOf(element: XmlElement, ns: string, name: string): XmlElement[] {
  return element.children.filter((child) => child.ns === ns && child.name === name);
}

/** The child of that name, if there is exactly one. */
export function onlyChild(element: XmlElement | null, ns: string, name: string): XmlElement | null {
  const found = element ? childrenOf(element, ns, name) : [];
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** The text of an element without elements in it, as the schema's `whiteSpace="collapse"` has it; else null. */
export function collapsed(element: XmlElement | null): string | null {
  if (!element || element.children.length > 0) return null;
  return element.text.replace(/[ \t\r\n]+/g, " ").replace(/^ | $/g, "");
}

/** Text between tags. Carriage returns and what only XML 1.1 calls a line end are refused before they come here. */
export function escapeText(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
