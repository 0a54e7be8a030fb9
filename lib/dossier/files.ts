import type { Readable } from "node:stream";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { files, type UploadKind, uploads } from "@/db/schema/files";
import type { Scoped } from "@/db/scope";
import { sealFor, unsealFrom } from "@/lib/access/firm-key";
import { now } from "@/lib/ports/clock";
import { storage } from "@/lib/ports/storage";

export type StoredFile = {
  id: string;
  name: string;
  mime: string;
  bytes: number;
  sha256: string;
  storageKey: string;
  fileKey: Buffer;
};

/** A file within the actor's reach, with its key opened; null when it is out of reach. */
export async function findFile(ctx: Scoped, id: string): Promise<StoredFile | null> {
  return (await findFiles(ctx, [id]))[0] ?? null;
}

/** Of these files those within the actor's reach, with their keys opened, in one statement. */
export async function findFiles(ctx: Scoped, ids: readonly string[]): Promise<StoredFile[]> {
  const where = and(eq(files.firmId, ctx.actor.firmId), inArray(files.id, [...ids]));
  const rows = await ctx.db.select().from(files).where(where);
  const opened: StoredFile[] = [];
  for (const row of rows) {
    opened.push({ ...row, fileKey: await unsealFrom(ctx, place(row.id), row.fileKey) });
  }
  return opened;
}

/** The plain bytes of a file, or of a part of it (both ends included). */
export function readFile(file: StoredFile, range?: { start: number; end: number }): Promise<Readable> {
  return storage().open(
    { storageKey: file.storageKey, fileId: file.id, fileKey: file.fileKey, bytes: file.bytes },
    range,
  );
}

export type NewUpload = {
  id: string;
  organisationId: string;
  accountId: string;
  kind: UploadKind;
  name: string;
  mime: string;
  pages: number | null;
  reading: unknown;
  stored: { storageKey: string; bytes: number; sha256Hex: string; fileKey: Buffer };
};

/** The row of an upload whose bytes are safe already. Clients cannot reach it. */
export async function recordUpload(ctx: Scoped, upload: NewUpload): Promise<void> {
  await ctx.db.insert(uploads).values({
    firmId: ctx.actor.firmId,
    id: upload.id,
    organisationId: upload.organisationId,
    kind: upload.kind,
    name: upload.name,
    mime: upload.mime,
    bytes: upload.stored.bytes,
    sha256: upload.stored.sha256Hex,
    pages: upload.pages,
    storageKey: upload.stored.storageKey,
    fileKey: await sealFor(ctx, place(upload.id), upload.stored.fileKey),
    reading: upload.reading,
    createdBy: upload.accountId,
    createdAt: now(),
  });
}

/** The row of a file of the firm itself, whose bytes are safe already: readable by everybody who signs in there. */
export async function recordFirmFile(
  ctx: Scoped,
  file: { id: string; name: string; mime: string; stored: NewUpload["stored"] },
): Promise<void> {
  await ctx.db.insert(files).values({
    firmId: ctx.actor.firmId,
    id: file.id,
    name: file.name,
    mime: file.mime,
    bytes: file.stored.bytes,
    sha256: file.stored.sha256Hex,
    storageKey: file.stored.storageKey,
    fileKey: await sealFor(ctx, place(file.id), file.stored.fileKey),
    createdAt: now(),
  });
}

/** The row of a file about a client that the portal itself made, whose bytes are safe already. */
export async function recordMadeFile(
  ctx: Scoped,
  file: {
    id: string;
    organisationId: string;
    stream: string;
    name: string;
    mime: string;
    pages: number | null;
    stored: NewUpload["stored"];
  },
): Promise<void> {
  const { stored, ...rest } = file;
  await ctx.db.insert(files).values({
    firmId: ctx.actor.firmId,
    ...rest,
    bytes: stored.bytes,
    sha256: stored.sha256Hex,
    storageKey: stored.storageKey,
    fileKey: await sealFor(ctx, place(file.id), stored.fileKey),
    createdAt: now(),
  });
}

export type Upload = typeof uploads.$inferSelect;

/** An upload that has not been used yet. */
export async function findUpload(ctx: Scoped, organisationId: string, id: string): Promise<Upload | null> {
  const [row] = await ctx.db
    .select()
    .from(uploads)
    .where(unused(ctx, organisationId, id));
  return row && !row.usedAt ? row : null;
}

/** An upload with its key opened, to be read before it is used. */
export async function openUpload(ctx: Scoped, upload: Upload): Promise<StoredFile> {
  return { ...upload, fileKey: await unsealFrom(ctx, place(upload.id), upload.fileKey) };
}

/** Turns an upload into a file that clients with this stream may read; false when somebody was first. */
export async function keepUpload(ctx: Scoped, upload: Upload, stream: string): Promise<boolean> {
  const won = await ctx.db
    .update(uploads)
    .set({ usedAt: now() })
    .where(unused(ctx, upload.organisationId, upload.id))
    .returning({ usedAt: uploads.usedAt });
  if (won.length === 0) return false;
  const { reading: _reading, usedAt: _usedAt, kind: _kind, ...row } = upload;
  await ctx.db.insert(files).values({ ...row, stream, createdAt: now() });
  return true;
}

function place(id: string): string {
  return `files.file_key:${id}`;
}

function unused(ctx: Scoped, organisationId: string, id: string) {
  return and(
    eq(uploads.firmId, ctx.actor.firmId),
    eq(uploads.id, id),
    eq(uploads.organisationId, organisationId),
    isNull(uploads.usedAt),
  );
}
