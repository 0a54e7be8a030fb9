import { type ChainEntry, entryHash } from "@/lib/audit/chain";
import { type About, anchorLine, entryLine, headerLine, rootLine } from "@/lib/audit/format";
import { linesOf } from "@/lib/audit/lines";
import { type Verdict, verifyTrail } from "@/lib/audit/verify";
import { ROOT } from "./pades/people";
import { aToken } from "./stamper";

export type Entry = ChainEntry & { hash: Buffer };
type Anchor = Parameters<typeof anchorLine>[0];
export type Trail = { about: About; entries: Entry[]; roots: Buffer[]; anchors: Anchor[] };

const firmId = "0199a000-0000-7000-8000-000000000001";
const began = new Date("2026-03-01T08:00:00Z").getTime();
const minute = 60_000;
export const minutesOn = (minutes: number) => new Date(began + minutes * minute);

/** An entry of each minute, every one of them right, and a time stamp over these, half a minute later. */
export function aTrail(length = 10, anchored: number[] = [4, 8], of = firmId): Trail {
  const entries = chained(
    Array.from({ length }, (_, at) => ({
      firmId: of,
      seq: at + 1,
      at: minutesOn(at + 1),
      actorKind: "system",
      actorId: null,
      action: "test.said",
      subject: "test:1",
      data: { number: at + 1, words: 'é "…" \u2028' },
    })),
  );
  const last = entries.at(-1);
  const head = { seq: length, hash: (last?.hash ?? Buffer.alloc(32)).toString("hex") };
  const firm = { id: of, slug: "noorderlicht", name: "Noorderlicht" };
  return {
    about: {
      firm,
      exportedAt: minutesOn(length + 1).toISOString(),
      entries: length,
      head,
      anchors: anchored.length,
    },
    entries,
    roots: anchored.length > 0 ? [ROOT.der] : [],
    anchors: anchored.map((seq) => anAnchor(seq, entries[seq - 1]?.hash)),
  };
}

export function anAnchor(
  seq: number,
  hash: Buffer = Buffer.alloc(32),
  at = new Date(minutesOn(seq).getTime() + 30_000),
): Anchor {
  return { seq, hash, at, by: "klok.example", token: aToken(hash, { at }) };
}

/** Linked and hashed anew, as somebody does who knows how. */
export function chained(entries: Omit<Entry, "hash" | "previousHash">[]): Entry[] {
  let previousHash: Buffer = Buffer.alloc(32);
  return entries.map((entry) => {
    const linked = { ...entry, previousHash };
    previousHash = entryHash(linked);
    return { ...linked, hash: previousHash };
  });
}

export function linesIn({ about, entries, roots, anchors }: Trail): string[] {
  return [
    headerLine(about),
    ...entries.map(entryLine),
    ...roots.map(rootLine),
    ...anchors.map((anchor) => anchorLine(anchor)),
  ];
}

function bytesOf(lines: string[]): Buffer {
  return Buffer.from(lines.map((line) => `${line}\n`).join(""));
}

/** Judges it as the command does, trusting the root of these tests unless told otherwise. */
export function judge(
  trail: Trail | string[] | Buffer,
  roots: Uint8Array[] | null = [ROOT.der],
): Promise<Verdict> {
  const bytes = Buffer.isBuffer(trail) ? trail : bytesOf(Array.isArray(trail) ? trail : linesIn(trail));
  return verifyTrail(linesOf(inPieces(bytes)), roots);
}

/** Of an odd length, so that lines and characters are cut anywhere. */
async function* inPieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 997) yield bytes.subarray(at, at + 997);
}
