import { createHash } from "node:crypto";
import type { Scoped } from "@/db/scope";
import type { Decider } from "@/lib/access/actor";
import { findFiles, readFile, type StoredFile } from "@/lib/dossier/files";
import { log } from "@/lib/ports/log";
import { loadSubjects } from "./subjects";

type Scope = <T>(work: (ctx: Scoped<Decider>) => Promise<T>) => Promise<T>;

/**
 * Whether the attachments of these filings are still, byte for byte, what was put before the client: nobody approves
 * what was swapped (security statement 39); null when one of the filings is out of reach. The rows are read in one
 * transaction, the bytes outside any. A difference is written to the log as an alarm.
 */
export async function attachmentsAreIntact(
  scope: Scope,
  filingIds: readonly string[],
): Promise<boolean | null> {
  const files = await scope(async (ctx) => {
    const subjects = await loadSubjects(ctx, filingIds);
    if (!subjects) return null;
    const wanted = [...new Set(subjects.map(({ version }) => version.attachmentFileId))];
    const found = await findFiles(ctx, wanted);
    return found.length === wanted.length ? found : null;
  });
  if (!files) return null;
  // All of them, so that every one that was swapped is told of.
  let intact = true;
  for (const file of files) intact = (await isIntact(file)) && intact;
  return intact;
}

async function isIntact(file: StoredFile): Promise<boolean> {
  const hash = createHash("sha256");
  try {
    for await (const piece of await readFile(file)) hash.update(piece);
    if (hash.digest("hex") === file.sha256) return true;
  } catch (error) {
    log().error({ err: error, file: file.id }, "a stored file cannot be opened");
  }
  log().error({ alarm: "file-changed", file: file.id }, "a stored file is not what it was");
  return false;
}
