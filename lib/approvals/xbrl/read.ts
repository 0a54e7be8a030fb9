import { type SaxesOptions, SaxesParser, type SaxesTagNS } from "saxes";
import { type Result, refuse } from "@/lib/shared/result";
import { InstanceBuilder } from "./builder";
import type { XbrlInstance } from "./instance";

const MAX_BYTES = 5 * 1024 * 1024;
// The deepest official instance at hand nests 6 elements and the longest has under 3,000 of them.
const MAX_DEPTH = 64;
const MAX_ELEMENTS = 100_000;
const MAX_ATTRIBUTES = 64;

export type XbrlRefusal = "not-xml" | "has-dtd" | "not-xbrl" | "too-large" | "unreadable-encoding";

/**
 * Reads an XBRL 2.1 instance.
 *
 * Takes the bytes of one file. Gives its schema reference, contexts, units and facts; relations with the taxonomy
 * are not checked. Refuses, and never throws on, anything else: a DTD (the door to entity bombs and to other
 * files), another encoding than the UTF-8 that the Dutch filing rules ask for, and what is absurdly large or deep.
 */
export function readXbrl(bytes: Uint8Array): Result<{ instance: XbrlInstance }, XbrlRefusal> {
  if (bytes.byteLength > MAX_BYTES) return refuse("too-large");
  const text = decode(bytes);
  if (text === null) return refuse(looksLikeXml(bytes) ? "unreadable-encoding" : "not-xml");
  try {
    return { ok: true, instance: parse(text) };
  } catch (error) {
    if (error instanceof Refusal) return refuse(error.reason);
    throw error;
  }
}

/** Stops the parser from within its handlers; never leaves this file. */
class Refusal extends Error {
  constructor(readonly reason: XbrlRefusal) {
    super(reason);
  }
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Whether undecodable bytes are XML all the same: `<` in ASCII's place, or a byte order mark of UTF-16. */
function looksLikeXml(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  return first === 0x3c || (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

function parse(text: string): XbrlInstance {
  const parser = new SaxesParser<SaxesOptions & { xmlns: true }>({ xmlns: true });
  const builder = new InstanceBuilder(
    (prefix) => parser.resolve(prefix),
    () => stop("not-xbrl"),
  );
  let depth = 0;
  let elements = 0;
  parser.on("error", () => stop("not-xml"));
  parser.on("doctype", () => stop("has-dtd"));
  parser.on("xmldecl", ({ encoding }) => {
    if (encoding && !/^(utf-?8|us-ascii)$/i.test(encoding)) stop("unreadable-encoding");
  });
  parser.on("attribute", countAttributes());
  parser.on("opentag", (tag: SaxesTagNS) => {
    if (++depth > MAX_DEPTH || ++elements > MAX_ELEMENTS) stop("too-large");
    builder.open(tag);
  });
  parser.on("text", (part) => builder.text(part));
  parser.on("cdata", (part) => builder.text(part));
  parser.on("closetag", () => {
    depth--;
    builder.close();
  });
  parser.write(text).close();
  return builder.finish();

  function countAttributes() {
    let seenAt = -1;
    let count = 0;
    return () => {
      count = seenAt === elements ? count + 1 : 1;
      seenAt = elements;
      if (count > MAX_ATTRIBUTES) stop("too-large");
    };
  }
}

function stop(reason: XbrlRefusal): never {
  throw new Refusal(reason);
}
