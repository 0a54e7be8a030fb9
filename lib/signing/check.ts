import { and, asc, eq, inArray } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import { filingVersions } from "@/db/schema/approvals";
import { signingProofs, signingRevisions } from "@/db/schema/signing";
import { inScope, type Scoped } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { aRoom } from "@/lib/dossier/upload-room";
import { within } from "@/lib/identity/limits";
import { type DocumentRefusal, RefusedDocument } from "@/lib/pades/shapes";
import { DocumentTooHeavy, Lane } from "@/lib/pades/thread/lane";
import type { VerifiedFile } from "@/lib/pades/verify-file";
import { now } from "@/lib/ports/clock";
import { trustedRoots } from "@/lib/ports/trusted-roots";
import { collected } from "@/lib/shared/collected";
import { networkOf } from "@/lib/shared/network";
import { type Result, refuse } from "@/lib/shared/result";

const MB = 1024 * 1024;
/** An upload of 50 MB grows by its signatures, and is one of those that must be checked here. */
const mostToCheck = 60 * MB;

/** What the portal knows of a file: that this firm put these bytes before a client, and when. */
export type Known = { at: Date } | null;

export type Checked = Result<
  { file: VerifiedFile; known: Known },
  | DocumentRefusal
  | "empty"
  | "not-a-pdf"
  | "too-large"
  | "too-heavy"
  | "too-many-checks"
  | "checks-busy"
  | "upload-failed"
>;

// Apart from the thread in which the firm's own documents are signed: a stranger's file must not hold those up.
const lane = new Lane({ heapMb: 384, growthMb: 600, milliseconds: 10_000 });
/** Each may take ten seconds, and nobody waits longer than a minute or two. */
const mostWaiting = 10;
let waiting = 0;

// Nor may strangers, who can send as slowly as they like, take the room that clients and staff have for theirs.
const keepRoom = aRoom({ perAccount: 100 * MB, perProcess: 200 * MB });

/**
 * Says what is to be known of the signatures in a file that anybody brings. The file is held in memory while it is
 * looked at, and nothing of it is kept.
 * @param body may end in a TimeoutError, when it takes too long
 * @param from the address that asks, for whom there is a limit
 */
export async function checkFile(
  firmId: string,
  { body, bytes, from }: { body: AsyncIterable<Uint8Array>; bytes: number | null; from: string },
): Promise<Checked> {
  if (bytes !== null && bytes > mostToCheck) return refuse("too-large");
  if (!(await within("checksPerAddress", firmId, from))) return refuse("too-many-checks");
  const kept = keepRoom(networkOf(from), bytes ?? mostToCheck);
  if (!kept.ok) return refuse("checks-busy");
  try {
    const file = await collected(body, bytes ?? mostToCheck);
    if (!file) return refuse("too-large");
    if (file.length === 0) return refuse("empty");
    if (!Buffer.from(file.buffer, 0, Math.min(file.length, 1024)).includes("%PDF-"))
      return refuse("not-a-pdf");
    const verified = await verifiedInTurn(file);
    if (!verified) return refuse("checks-busy");
    const known = await inScope(systemOf(firmId, "check"), (ctx) => knownFile(ctx, verified.hashes));
    return { ok: true, file: verified, known };
  } catch (error) {
    if (error instanceof RefusedDocument) return refuse(error.reason);
    if (error instanceof DocumentTooHeavy) return refuse("too-heavy");
    if (error instanceof DOMException && error.name === "TimeoutError") return refuse("upload-failed");
    throw error;
  } finally {
    kept.free();
  }
}

/** Null when too many wait for their turn. */
async function verifiedInTurn(file: Uint8Array): Promise<VerifiedFile | null> {
  if (waiting >= mostWaiting) return null;
  waiting++;
  try {
    const { signers, timestamps } = await trustedRoots();
    return await lane.ask("verifyFile", file, signers, now(), timestamps);
  } finally {
    waiting--;
  }
}

/** When this firm first published a document with one of these hashes. */
export async function knownFile(ctx: Scoped, hashes: string[]): Promise<Known> {
  const { firmId } = ctx.actor;
  const [published] = await ctx.db
    .select({ at: filingVersions.createdAt })
    .from(filingVersions)
    .where(and(eq(filingVersions.firmId, firmId), inArray(filingVersions.attachmentSha256, hashes)))
    .orderBy(asc(filingVersions.createdAt))
    .limit(1);
  if (published) return published;
  const revisions = ctx.db
    .select({ at: signingRevisions.at })
    .from(signingRevisions)
    .where(and(eq(signingRevisions.firmId, firmId), inArray(signingRevisions.sha256, hashes)));
  const proofs = ctx.db
    .select({ at: signingProofs.at })
    .from(signingProofs)
    .where(and(eq(signingProofs.firmId, firmId), inArray(signingProofs.sha256, hashes)));
  const [made] = await unionAll(revisions, proofs).orderBy(asc(signingRevisions.at)).limit(1);
  return made ?? null;
}
