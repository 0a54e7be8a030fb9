import { and, eq } from "drizzle-orm";
import { files } from "@/db/schema/files";
import { inScope, type Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import { readFile, recordMadeFile, type StoredFile } from "@/lib/dossier/files";
import { log } from "@/lib/ports/log";
import { FileDamaged, type Stored, storage } from "@/lib/ports/storage";
import { collected } from "@/lib/shared/collected";
import { newId } from "@/lib/shared/ids";

/** A PDF about a document, that the portal made. */
export type Made = {
  organisationId: string;
  stream: string;
  name: string;
  pages: number | null;
  /** One behind the other. */
  pieces: Uint8Array[];
};

/** A file that was just kept; its row is written in this transaction. */
export type KeptFile = { id: string; bytes: number; sha256: string };

/**
 * Keeps a file that the portal made: its bytes first, and then its row with whatever `write` writes, in one transaction.
 * Where that writes nothing, because somebody was first or the document went, no bytes are left.
 * @param write answers null when the file is not to be kept; null before it wrote anything
 * @throws StorageFull
 */
export async function keepMade<T>(
  actor: System,
  made: Made,
  write: (ctx: Scoped<System>, file: KeptFile, row: () => Promise<void>) => Promise<T | null>,
): Promise<T | null> {
  const { pieces, ...about } = made;
  const id = newId();
  const stored = await storage().put({ firmId: actor.firmId, fileId: id }, each(pieces), {
    maxBytes: pieces.reduce((sum, { length }) => sum + length, 0),
  });
  const file = { id, bytes: stored.bytes, sha256: stored.sha256Hex };
  let answer: T | null = null;
  try {
    answer = await inScope(actor, (ctx) =>
      write(ctx, file, () => recordMadeFile(ctx, { ...about, id, mime: "application/pdf", stored })),
    );
  } finally {
    if (answer === null) await removeUnlessKept(actor, id, stored);
  }
  return answer;
}

async function* each(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

/** A transaction of which no answer came may have been written: then the bytes are its own, and stay. */
async function removeUnlessKept(actor: System, id: string, { storageKey }: Stored): Promise<void> {
  try {
    const [row] = await inScope(actor, ({ db }) =>
      db
        .select({ id: files.id })
        .from(files)
        .where(and(eq(files.firmId, actor.firmId), eq(files.id, id))),
    );
    if (!row) await storage().remove(storageKey);
  } catch (error) {
    log().warn({ err: error, file: id }, "a file that nobody needs may still be there");
  }
}

/** The file as it lies there, in a buffer of its own; null when it cannot be read as it was kept. */
export async function plainBytes(file: StoredFile): Promise<Uint8Array | null> {
  try {
    return await collected(await readFile(file), file.bytes);
  } catch (error) {
    const gone = (error as NodeJS.ErrnoException).code === "ENOENT";
    if (!gone && !(error instanceof FileDamaged)) throw error;
    log().error({ err: error, alarm: "file-changed", file: file.id }, "a document cannot be read");
    return null;
  }
}

export function together(...pieces: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** "Jaarrekening 2025 (ondertekend).pdf" */
export function signedName(name: string): string {
  return `${name.replace(/\.pdf$/i, "")} (ondertekend).pdf`;
}
