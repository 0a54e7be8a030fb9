import { and, eq } from "drizzle-orm";
import { organisations } from "@/db/schema/organisations";
import { inScope, type Scoped } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import { recordUpload } from "@/lib/dossier/files";
import { keepRoom } from "@/lib/dossier/upload-room";
import { inspectPdf } from "@/lib/pdf/inspect";
import { storage } from "@/lib/ports/storage";
import { collected } from "@/lib/shared/collected";
import { newId } from "@/lib/shared/ids";
import { type Result, refuse } from "@/lib/shared/result";
import { nameOfKind } from "./file-name";
import { looksLikeHtml } from "./html";
import { reportIn } from "./inline/package";
import { type Reading, readFor } from "./reading";
import { isZip, mentionsInlineXbrl } from "./returns/sniff";

const MB = 1024 * 1024;
/** `berichtInhoud` and a `bijlage` of Digipoort take 20,971,520 bytes each: what is larger could never be delivered. */
export const maxBytes = { pdf: 50 * MB, html: 5 * MB, xbrl: 20 * MB, annex: 20 * MB } as const;
export type UploadKind = keyof typeof maxBytes;

/**
 * What a file is called among files. An annex goes to its recipient as it is, and nobody opens it here. Figures, as
 * XML, as a page of inline XBRL or packed, are never shown in a browser either.
 */
function mimeOf(kind: UploadKind, plain: Uint8Array): string {
  if (kind === "pdf") return "application/pdf";
  if (kind === "html") return "text/html";
  if (kind === "annex") return "application/octet-stream";
  if (isZip(plain)) return "application/zip";
  return mentionsInlineXbrl(plain) ? "application/xhtml+xml" : "application/xml";
}

type Incoming = {
  organisationId: string;
  kind: UploadKind;
  /** The file name as the browser gave it; only ever shown, and with the ending of what the file is. */
  name: string;
  /** How many there will be, where that was said beforehand. */
  bytes?: number | null;
  body: AsyncIterable<Uint8Array>;
};
type Received = Result<{ id: string; stream: Reading["stream"] | null }, string>;

/**
 * Takes in one file of a publication for an organisation: judged first, then stored (encrypted, on disk),
 * then the row. What is refused leaves nothing behind. Answers which stream figures were read of, if any were.
 */
export async function receiveUpload(actor: Staff, upload: Incoming): Promise<Received> {
  // Before anything is read: of what is out of reach, not a byte is held.
  if (!(await inScope(actor, (ctx) => isWithinReach(ctx, upload.organisationId)))) return refuse("not-found");
  const most = maxBytes[upload.kind];
  const bytes = upload.bytes ?? most;
  if (bytes > most) return refuse("too-large");
  const kept = keepRoom(`${actor.firmId}:${actor.accountId}`, bytes);
  if (!kept.ok) return kept;
  try {
    return await take(actor, { ...upload, most: bytes });
  } finally {
    kept.free();
  }
}

async function take(actor: Staff, upload: Incoming & { most: number }): Promise<Received> {
  const plain = await collected(upload.body, upload.most);
  if (!plain) return refuse("too-large");
  if (plain.length === 0) return refuse("empty");
  let pages: number | null = null;
  let reading: Reading | null = null;
  if (upload.kind === "pdf") {
    const inspected = await inspectPdf(plain);
    if (!inspected.ok) return inspected;
    pages = inspected.pages;
  } else if (upload.kind === "html") {
    if (!looksLikeHtml(plain)) return refuse("not-html");
  } else if (upload.kind === "xbrl") {
    const opened = isZip(plain) ? await reportIn(plain) : { ok: true as const, report: plain };
    if (!opened.ok) return opened;
    const read = await inScope(actor, (ctx) => readFor(ctx, upload.organisationId, opened.report));
    if (!read.ok) return read;
    reading = read.reading;
  }
  const id = newId();
  const mime = mimeOf(upload.kind, plain);
  const stored = await storage().put({ firmId: actor.firmId, fileId: id }, once(plain), {
    maxBytes: maxBytes[upload.kind],
  });
  try {
    await inScope(actor, (ctx) =>
      recordUpload(ctx, {
        id,
        organisationId: upload.organisationId,
        accountId: actor.accountId,
        kind: upload.kind,
        name: nameOfKind(upload.name, mime),
        mime,
        pages,
        reading,
        stored,
      }),
    );
  } catch (error) {
    // No row, no file: an organisation that is out of reach by now must not leave bytes behind.
    await storage().remove(stored.storageKey);
    throw error;
  }
  return { ok: true, id, stream: reading?.stream ?? null };
}

async function isWithinReach(ctx: Scoped<Staff>, organisationId: string): Promise<boolean> {
  const own = and(eq(organisations.firmId, ctx.actor.firmId), eq(organisations.id, organisationId));
  return (await ctx.db.select({ id: organisations.id }).from(organisations).where(own)).length > 0;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
