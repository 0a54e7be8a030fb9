import { z } from "zod";
import { type ChainEntry, canonicalEntry, entryHash } from "./chain";

/**
 * The format of an exported audit trail (docs/decisions/0024): JSON Lines in UTF-8, so one JSON value per line. First
 * the header; then every entry, whose text is byte for byte what was hashed; then the certificates that time stamps are
 * trusted by, and the anchors.
 */
const name = "portal-audit-trail";
const version = 1;

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const number = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const moment = z.iso.datetime();
const firm = z.object({ id: z.uuid(), slug: z.string().max(100), name: z.string().max(500) });
const header = z.object({
  format: z.literal(name),
  version: z.literal(version),
  firm,
  exportedAt: moment,
  /** How many entries were in the database, up to the head. */
  entries: number,
  head: z.object({ seq: number, hash: hex }),
  anchors: number,
  /** For people. */
  note: z.string().max(1000),
});
const anchor = z.object({
  seq: number.min(1),
  hash: hex,
  at: moment,
  by: z.string().max(500),
  token: z.base64(),
});

export type Header = z.output<typeof header>;
export type Anchor = { seq: number; hash: Buffer; at: Date; by: string; token: Buffer };
export type ReadEntry = ChainEntry & {
  /** Of what it says. */
  computed: Buffer;
};
export type Part =
  | {
      kind: "entry";
      /** The hash that the database kept. */
      hash: string;
      /** As it says; null when that is no number. */
      seq: number | null;
      /** Null when it is not, byte for byte, the text that is hashed of an entry. */
      entry: ReadEntry | null;
    }
  | { kind: "root"; certificate: Buffer }
  | { kind: "anchor"; anchor: Anchor };

/** What is told of a trail in its first line. */
export type About = Omit<Header, "format" | "version" | "note">;

export function headerLine(about: About): string {
  const note =
    about.anchors > 0
      ? "Anchors are RFC 3161 time stamps over the hash of an entry."
      : "There are no anchors: nobody outside this portal has stamped this trail.";
  return JSON.stringify({ format: name, version, ...about, note });
}

/** The hash first, so that what was hashed stands at the same place in each line. */
export function entryLine(entry: ChainEntry & { hash: Buffer }): string {
  return `{"hash":"${entry.hash.toString("hex")}","entry":${canonicalEntry(entry)}}`;
}

export function rootLine(certificate: Buffer): string {
  return JSON.stringify({ root: certificate.toString("base64") });
}

export function anchorLine({ seq, hash, at, by, token }: Anchor): string {
  const texts = { hash: hash.toString("hex"), at: at.toISOString(), token: token.toString("base64") };
  return JSON.stringify({ anchor: { seq, by, ...texts } });
}

/** @throws Error with words, when this is no trail that can be read here */
export function readHeader(line: string): Header {
  const said = parsed(line) as { format?: unknown; version?: unknown } | null;
  if (said?.format !== name) throw new Error("this is not an exported audit trail");
  if (said.version !== version)
    throw new Error(
      `this is version ${JSON.stringify(said.version)} of the format; version ${version} is known here`,
    );
  const read = header.safeParse(said);
  if (!read.success) throw new Error(`the header is not complete: ${read.error.issues[0]?.path.join(".")}`);
  return read.data;
}

/** Null when it is no line of a trail. */
export function readPart(line: string): Part | null {
  const [, hash, text] = /^\{"hash":"([0-9a-f]{64})","entry":(\{.*\})\}$/s.exec(line) ?? [];
  if (hash && text) {
    const said = parsed(text) as Record<keyof ChainEntry, unknown> | null;
    const seq = Number.isSafeInteger(said?.seq) ? Number(said?.seq) : null;
    return said && { kind: "entry", hash, seq, entry: entryOf(said, text) };
  }
  const said = parsed(line) as { root?: unknown; anchor?: unknown } | null;
  if (typeof said?.root === "string") return { kind: "root", certificate: Buffer.from(said.root, "base64") };
  const read = anchor.safeParse(said?.anchor);
  if (!read.success) return null;
  const { seq, by, hash: hashed, at, token } = read.data;
  const bytes = { hash: Buffer.from(hashed, "hex"), token: Buffer.from(token, "base64") };
  return { kind: "anchor", anchor: { seq, by, at: new Date(at), ...bytes } };
}

function entryOf(said: Record<keyof ChainEntry, unknown>, text: string): ReadEntry | null {
  const at = new Date(String(said.at));
  if (Number.isNaN(at.getTime()) || typeof said.previousHash !== "string") return null;
  const previousHash = Buffer.from(said.previousHash, "hex");
  const entry = { ...said, at, previousHash } as ChainEntry;
  return canonicalEntry(entry) === text ? { ...entry, computed: entryHash(entry) } : null;
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}
