import { canonicalJson, sha256 } from "@/lib/shared/hash";

export type ChainEntry = {
  firmId: string;
  seq: number;
  at: Date;
  actorKind: string;
  actorId: string | null;
  action: string;
  subject: string;
  data: Record<string, unknown>;
  previousHash: Buffer;
};

/**
 * Everything an entry says, the hash of the entry before it included, and nothing else of a row: the text that is hashed.
 * It never changes its form, for what was hashed years ago has to be hashed again.
 */
export function canonicalEntry(entry: ChainEntry): string {
  const { firmId, seq, at, actorKind, actorId, action, subject, data, previousHash } = entry;
  return canonicalJson({
    ...{ firmId, seq, actorKind, actorId, action, subject, data },
    at: at.toISOString(),
    previousHash: previousHash.toString("hex"),
  });
}

/** SHA-256 over that text. */
export function entryHash(entry: ChainEntry): Buffer {
  return sha256(canonicalEntry(entry));
}

/**
 * Whether entries, in order and from the first on, form one unbroken chain; names the first bad one.
 * @param head what the chain should end in: without it, entries that are missing at the end go unnoticed
 */
export function verifyChain(
  entries: (ChainEntry & { hash: Buffer })[],
  head?: { seq: number; hash: Buffer },
): { ok: true } | { ok: false; seq: number } {
  let previous: { seq: number; hash: Buffer } = { seq: 0, hash: Buffer.alloc(32) };
  for (const entry of entries) {
    const follows = entry.seq === previous.seq + 1 && entry.previousHash.equals(previous.hash);
    if (!follows || !entryHash(entry).equals(entry.hash)) return { ok: false, seq: entry.seq };
    if (head && entry.seq > head.seq) return { ok: false, seq: entry.seq };
    previous = entry;
  }
  if (head && previous.seq < head.seq) return { ok: false, seq: previous.seq + 1 };
  if (head && !previous.hash.equals(head.hash)) return { ok: false, seq: previous.seq };
  return { ok: true };
}
