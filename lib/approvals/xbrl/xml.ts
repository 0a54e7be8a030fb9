import { type SaxesOptions, SaxesParser, type SaxesTagNS } from "saxes";
import { type Result, refuse } from "@/lib/shared/result";

export type XmlLimits = { bytes: number; depth: number; elements: number };
// The deepest official instance at hand nests 6 elements and the longest has under 3,000 of them.
const LIMITS: XmlLimits = { bytes: 5 * 1024 * 1024, depth: 64, elements: 100_000 };
const MAX_ATTRIBUTES = 64;

export type XmlRefusal = "not-xml" | "has-dtd" | "too-large" | "unreadable-encoding";

/** What is done with the elements as they pass by. */
export type XmlHandler = { open(tag: SaxesTagNS): void; text(part: string): void; close(): void };

/**
 * Walks through an XML file, within limits. `makeHandler` gets a function that looks up the namespace of a prefix
 * at the place that is reached, and one that stops the walk with a reason of the caller's own.
 *
 * Takes the bytes of one file. Refuses, and never throws on, anything else: a DTD (the door to entity bombs and to
 * other files), another encoding than UTF-8, and what is absurdly large or deep.
 *
 * @param options `latin1` also takes what declares itself ISO-8859-1, as some payroll packages write it; `limits`
 * are other ones than those of an instance.
 */
export function readXml<Handler extends XmlHandler, Reason extends string>(
  bytes: Uint8Array,
  makeHandler: (resolve: (prefix: string) => string | undefined, stop: (reason: Reason) => never) => Handler,
  options: { latin1?: boolean; limits?: XmlLimits } = {},
): Result<{ handler: Handler }, XmlRefusal | Reason> {
  const limits = options.limits ?? LIMITS;
  if (bytes.byteLength > limits.bytes) return refuse("too-large");
  const latin1 = options.latin1 === true && LATIN1.test(opening(bytes));
  const text = decode(bytes, latin1 ? "iso-8859-1" : "utf-8");
  if (text === null) return refuse(looksLikeXml(bytes) ? "unreadable-encoding" : "not-xml");
  try {
    return { ok: true, handler: walk(text, makeHandler, latin1 ? LATIN1_NAME : UTF8_NAME, limits) };
  } catch (error) {
    if (error instanceof Refusal) return refuse(error.reason as XmlRefusal | Reason);
    throw error;
  }
}

/** Stops the parser from within its handlers; never leaves this file. */
class Refusal extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}

const UTF8_NAME = /^(utf-?8|us-ascii)$/i;
const LATIN1_NAME = /^iso-8859-1$/i;
const LATIN1 = /^<\?xml[^>]{0,60}encoding=["']iso-8859-1["']/i;

function opening(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, 100));
}

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Whether undecodable bytes are XML all the same: `<` in ASCII's place, or a byte order mark of UTF-16. */
function looksLikeXml(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  return first === 0x3c || (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

function walk<Handler extends XmlHandler>(
  text: string,
  makeHandler: (resolve: (prefix: string) => string | undefined, stop: (reason: string) => never) => Handler,
  encodings: RegExp,
  limits: XmlLimits,
): Handler {
  const parser = new SaxesParser<SaxesOptions & { xmlns: true }>({ xmlns: true });
  const handler = makeHandler((prefix) => parser.resolve(prefix), stop);
  let depth = 0;
  let elements = 0;
  parser.on("error", () => stop("not-xml"));
  parser.on("doctype", () => stop("has-dtd"));
  parser.on("xmldecl", ({ encoding }) => {
    if (encoding && !encodings.test(encoding)) stop("unreadable-encoding");
  });
  parser.on("attribute", countAttributes());
  parser.on("opentag", (tag: SaxesTagNS) => {
    if (++depth > limits.depth || ++elements > limits.elements) stop("too-large");
    handler.open(tag);
  });
  parser.on("text", (part) => handler.text(part));
  parser.on("cdata", (part) => handler.text(part));
  parser.on("closetag", () => {
    depth--;
    handler.close();
  });
  parser.write(text).close();
  return handler;

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

function stop(reason: string): never {
  throw new Refusal(reason);
}
