import { createHash } from "node:crypto";
import type { Scoped } from "@/db/scope";
import type { Client } from "@/lib/access/actor";
import { findFile, readFile } from "@/lib/dossier/files";
import { log } from "@/lib/ports/log";
import { filingDetail } from "./detail";

type Scope = <T>(work: (ctx: Scoped<Client>) => Promise<T>) => Promise<T>;

/**
 * Whether the attachment of a filing is still, byte for byte, what was put before the client: nobody approves what
 * was swapped (security statement 39); null when it is out of reach. Read outside any transaction. A difference is written to the log as an alarm.
 */
export async function attachmentIsIntact(
  scope: Scope,
  actor: Client,
  filingId: string,
): Promise<boolean | null> {
  if (actor.reach !== "organisation") return null;
  const { organisationId } = actor;
  const file = await scope(async (ctx) => {
    const filing = await filingDetail(ctx, organisationId, filingId);
    return filing && findFile(ctx, filing.attachment.id);
  });
  if (!file) return null;
  const hash = createHash("sha256");
  try {
    for await (const piece of await readFile(file)) hash.update(piece);
    if (hash.digest("hex") === file.sha256) return true;
  } catch (error) {
    log().error({ err: error, file: file.id }, "a stored file cannot be opened");
  }
  log().error({ alarm: "file-changed", file: file.id, filing: filingId }, "a stored file is not what it was");
  return false;
}
