import { and, eq, inArray, isNull, lt } from "drizzle-orm";
import { files, uploads } from "@/db/schema/files";
import { inScope, type Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import type { Job } from "@/lib/outbox/drain";
import { enqueue } from "@/lib/outbox/enqueue";
import type { JobOutcome } from "@/lib/outbox/rules";
import { now } from "@/lib/ports/clock";
import { storage } from "@/lib/ports/storage";

const keptDays = 7;
const atATime = 500;

/**
 * Takes away what was uploaded a week ago and never published. The rows go now; their bytes follow by a job of this
 * transaction, so that neither is left without the other.
 */
export async function discardUploads(ctx: Scoped<System>): Promise<void> {
  const { firmId } = ctx.actor;
  const before = new Date(now().getTime() - keptDays * 86_400_000);
  const old = ctx.db
    .select({ id: uploads.id })
    .from(uploads)
    .where(and(eq(uploads.firmId, firmId), isNull(uploads.usedAt), lt(uploads.createdAt, before)))
    .limit(atATime);
  const gone = await ctx.db
    .delete(uploads)
    .where(and(eq(uploads.firmId, firmId), isNull(uploads.usedAt), inArray(uploads.id, old)))
    .returning({ id: uploads.id, storageKey: uploads.storageKey });
  if (gone[0]) await discard(ctx, gone, gone[0].id);
}

/**
 * Has bytes removed that no row speaks of from this transaction on, and not before it is committed.
 * @param gone the id under which they were sealed, and where they are
 * @param key what is removed once under
 */
export async function discard(
  ctx: Scoped<System>,
  gone: { id: string; storageKey: string }[],
  key: string,
): Promise<void> {
  await enqueue(ctx, {
    kind: "uploads.discarded",
    payload: { uploads: gone },
    idempotencyKey: `uploads.discarded:${key}`,
  });
}

/** The job behind it: removes the bytes, unless they are a file's, whatever the row said. */
export async function removeDiscarded(actor: System, job: Job): Promise<JobOutcome> {
  const { uploads: gone } = job.payload as { uploads: { id: string; storageKey: string }[] };
  const kept = await inScope(actor, ({ db }) =>
    db
      .select({ id: files.id })
      .from(files)
      .where(
        and(
          eq(files.firmId, actor.firmId),
          inArray(
            files.id,
            gone.map(({ id }) => id),
          ),
        ),
      ),
  );
  const known = new Set(kept.map(({ id }) => id));
  for (const { id, storageKey } of gone) {
    if (!known.has(id) && storageKey.startsWith(`${actor.firmId}/`)) await storage().remove(storageKey);
  }
  return { outcome: "done" };
}
