import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { now } from "./clock";
import { fileStoreDir } from "./environment";

export class FileTooLarge extends Error {}
export class StorageFull extends Error {}
export class FileDamaged extends Error {}

export type Stored = { storageKey: string; bytes: number; sha256Hex: string; fileKey: Buffer };
export type StoredAt = { storageKey: string; fileId: string; fileKey: Buffer; bytes: number };

export type Storage = {
  /** Encrypts and keeps a file; it is on disk, and fsynced, before this answers. */
  put(
    key: { firmId: string; fileId: string },
    source: AsyncIterable<Uint8Array>,
    options: { maxBytes: number },
  ): Promise<Stored>;
  /** The plain bytes, or the part from `start` to `end` (both included). */
  open(file: StoredAt, range?: { start: number; end: number }): Promise<Readable>;
  remove(storageKey: string): Promise<void>;
  /** Removes files that were begun and not finished, and that nothing was written to since. */
  removeParts(before: Date): Promise<void>;
};

// Chunks of 64 KiB, each sealed by itself, so that a part can be read without the rest. The nonce counts
// the chunks of a key that is used for one file only; the associated data names the file, the place and
// whether it is the last, so that nothing can be swapped, moved or cut off.
const chunkBytes = 64 * 1024;
const tagBytes = 16;

/** Files on the local disk, under DATA_DIR/files as firm/yyyy/random. */
export function storage(): Storage {
  return { put, open: openFile, remove, removeParts };
}

async function put(
  { firmId, fileId }: { firmId: string; fileId: string },
  source: AsyncIterable<Uint8Array>,
  { maxBytes }: { maxBytes: number },
): Promise<Stored> {
  const storageKey = `${firmId}/${now().getUTCFullYear()}/${randomBytes(16).toString("hex")}`;
  const path = pathOf(storageKey);
  const part = `${path}.part`;
  const fileKey = randomBytes(32);
  const digest = createHash("sha256");
  try {
    const made = await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const target = await open(part, "wx", 0o600);
    let bytes = 0;
    try {
      let index = 0;
      let held = Buffer.alloc(0);
      for await (const piece of source) {
        bytes += piece.length;
        if (bytes > maxBytes) throw new FileTooLarge();
        digest.update(piece);
        held = Buffer.concat([held, piece]);
        // One chunk is always kept back: only at the end is it known to be the last.
        let from = 0;
        for (; held.length - from > chunkBytes; from += chunkBytes) {
          const chunk = held.subarray(from, from + chunkBytes);
          await writeAll(target, sealChunk(fileKey, fileId, index++, false, chunk));
        }
        held = Buffer.from(held.subarray(from));
      }
      await writeAll(target, sealChunk(fileKey, fileId, index, true, held));
      await target.sync();
    } finally {
      await target.close();
    }
    await rename(part, path);
    // A folder that was made for it is an entry in another one.
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      await syncFolder(folder);
      if (!made || folder.length <= dirname(made).length) break;
    }
    return { storageKey, bytes, sha256Hex: digest.digest("hex"), fileKey };
  } catch (error) {
    await rm(part, { force: true });
    if (["ENOSPC", "EDQUOT"].includes(String((error as NodeJS.ErrnoException).code))) throw new StorageFull();
    throw error;
  }
}

async function openFile(file: StoredAt, range?: { start: number; end: number }): Promise<Readable> {
  const handle = await open(pathOf(file.storageKey), "r");
  return Readable.from(plainChunks(handle, file, range ?? { start: 0, end: file.bytes - 1 }), {
    objectMode: false,
  });
}

async function* plainChunks(
  handle: FileHandle,
  file: StoredAt,
  { start, end }: { start: number; end: number },
): AsyncGenerator<Buffer> {
  try {
    const last = Math.max(0, Math.ceil(file.bytes / chunkBytes) - 1);
    const { size } = await handle.stat();
    if (size !== file.bytes + (last + 1) * tagBytes) throw new FileDamaged();
    for (
      let index = Math.floor(start / chunkBytes);
      index <= Math.min(last, Math.floor(end / chunkBytes));
      index++
    ) {
      const length = index === last ? file.bytes - last * chunkBytes : chunkBytes;
      const sealed = Buffer.alloc(length + tagBytes);
      await handle.read(sealed, 0, sealed.length, index * (chunkBytes + tagBytes));
      const plain = openChunk(file.fileKey, file.fileId, index, index === last, sealed);
      const first = index * chunkBytes;
      const part = plain.subarray(Math.max(0, start - first), Math.min(plain.length, end - first + 1));
      if (part.length > 0) yield part;
    }
  } finally {
    await handle.close();
  }
}

async function remove(storageKey: string): Promise<void> {
  await rm(pathOf(storageKey), { force: true });
}

async function removeParts(before: Date): Promise<void> {
  const root = fileStoreDir();
  const year = before.getUTCFullYear();
  // A part stands in the folder of the year it was begun in.
  for (const firm of await namesIn(root)) {
    for (const folder of [year - 1, year, year + 1].map((one) => join(root, firm, String(one)))) {
      for (const name of await namesIn(folder)) {
        const path = join(folder, name);
        const last = name.endsWith(".part") ? await stat(path).catch(() => null) : null;
        if (last && last.mtime < before) await rm(path, { force: true });
      }
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return [];
    throw error;
  });
}

function sealChunk(key: Buffer, fileId: string, index: number, last: boolean, plain: Buffer): Buffer {
  const cipher = createCipheriv("aes-256-gcm", key, nonceOf(index));
  cipher.setAAD(Buffer.from(`${fileId}:${index}:${last}`));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function openChunk(key: Buffer, fileId: string, index: number, last: boolean, sealed: Buffer): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, nonceOf(index), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(`${fileId}:${index}:${last}`));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - tagBytes)), decipher.final()]);
  } catch {
    throw new FileDamaged();
  }
}

function nonceOf(index: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(index, 6, 6);
  return nonce;
}

function pathOf(storageKey: string): string {
  if (!/^[0-9a-f-]{36}\/\d{4}\/[0-9a-f]{32}$/.test(storageKey)) throw new Error("Not a storage key");
  return join(fileStoreDir(), storageKey);
}

/** A disk that is nearly full takes a part, without an error; the next write gets that. */
async function writeAll(target: FileHandle, bytes: Buffer): Promise<void> {
  for (let from = 0; from < bytes.length; ) from += (await target.write(bytes, from)).bytesWritten;
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
