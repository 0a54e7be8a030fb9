import { inScope } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import { recordUpload } from "@/lib/dossier/files";
import { storage } from "@/lib/ports/storage";
import { newId } from "@/lib/shared/ids";
import { type Result, refuse } from "@/lib/shared/result";
import { inspectPdf } from "./pdf/inspect";
import { readReturnFor } from "./reading";

export const maxBytes = { pdf: 50 * 1024 * 1024, xbrl: 5 * 1024 * 1024 } as const;
export type UploadKind = keyof typeof maxBytes;

/**
 * Takes in a PDF or an XBRL instance for an organisation: judged first, then stored (encrypted, on disk),
 * then the row. What is refused leaves nothing behind.
 * @param name file name as the browser gave it; only ever shown
 */
export async function receiveUpload(
  actor: Staff,
  upload: { organisationId: string; kind: UploadKind; name: string; body: AsyncIterable<Uint8Array> },
): Promise<Result<{ id: string }, string>> {
  const plain = await collect(upload.body, maxBytes[upload.kind]);
  if (!plain) return refuse("too-large");
  if (plain.length === 0) return refuse("empty");
  let pages: number | null = null;
  let reading: unknown = null;
  if (upload.kind === "pdf") {
    const inspected = await inspectPdf(plain);
    if (!inspected.ok) return inspected;
    pages = inspected.pages;
  } else {
    const read = await inScope(actor, (ctx) => readReturnFor(ctx, upload.organisationId, plain));
    if (!read.ok) return read;
    reading = read.reading;
  }
  const id = newId();
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
        name: upload.name,
        mime: upload.kind === "pdf" ? "application/pdf" : "application/xml",
        pages,
        reading,
        stored,
      }),
    );
  } catch (error) {
    // No row, no file: an organisation out of reach must not leave bytes behind.
    await storage().remove(stored.storageKey);
    throw error;
  }
  return { ok: true, id };
}

async function collect(body: AsyncIterable<Uint8Array>, most: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
