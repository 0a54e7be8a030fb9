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

/** SHA-256 over everything an entry says, the hash of the entry before it included. */
export function entryHash(entry: ChainEntry): Buffer {
  return sha256(
    canonicalJson({
      ...entry,
      at: entry.at.toISOString(),
      previousHash: entry.previousHash.toString("hex"),
    }),
  );
}

/** Whether entries, in order and from the first on, form one unbroken chain; names the first bad one. */
export function verifyChain(
  entries: (ChainEntry & { hash: Buffer })[],
): { ok: true } | { ok: false; seq: number } {
  let previous: { seq: number; hash: Buffer } = { seq: 0, hash: Buffer.alloc(32) };
  for (const entry of entries) {
    const follows = entry.seq === previous.seq + 1 && entry.previousHash.equals(previous.hash);
    if (!follows || !entryHash(entry).equals(entry.hash)) return { ok: false, seq: entry.seq };
    previous = entry;
  }
  return { ok: true };
}
