import { and, eq } from "drizzle-orm";
import { type SignatureLevel, signatures, signingRevisions } from "@/db/schema/signing";
import { inScope, type Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { readFile } from "@/lib/dossier/files";
import { enqueue } from "@/lib/outbox/enqueue";
import type { Answer, Job } from "@/lib/outbox/job";
import { readCertificate } from "@/lib/pades/certificates/certificate";
import { RefusedDocument, type Signer, TimestampFailure } from "@/lib/pades/shapes";
import { type Signed, sign } from "@/lib/pades/sign";
import { DocumentTooHeavy, Lane } from "@/lib/pades/thread/lane";
import { now } from "@/lib/ports/clock";
import { log } from "@/lib/ports/log";
import { SigningServiceFailure } from "@/lib/ports/signing-key/service-call";
import { StorageFull } from "@/lib/ports/storage";
import { collected } from "@/lib/shared/collected";
import { sha256Hex } from "@/lib/shared/hash";
import { signerFor } from "./certificates";
import { type KeptFile, keepMade } from "./keep";
import { type NextSignature, nextSignature } from "./next";
import { unsoundness } from "./sound";
import { type Stamped, stamping, waitsForStamp } from "./stamping";
import { later, stop } from "./stopped";
import { isFullySigned, type Of, signingVersion } from "./version";
import { writtenBeside } from "./written";

const lane = new Lane();
/** A document that takes too much may have had a busy machine; one that takes it three times has itself to blame. */
const MOST_TRIES_OF_HEAVY = 3;

/**
 * Puts the signatures that were given into the file, one after another in the order in which they were given. Before each
 * of them all that is in the file already is judged: on a document that is not what others signed, nobody's signature is
 * put. Of two workers that come to the same one at once, the second finds it taken and begins again.
 */
export async function putSignatures(actor: System, job: Job): Promise<Answer> {
  const of = { filingId: String(job.payload.filing), version: Number(job.payload.version) };
  return inTurn(`${actor.firmId}:${of.filingId}`, async () => {
    for (;;) {
      const next = await inScope(actor, (ctx) => nextSignature(ctx, of));
      if (!next) return { outcome: "done" };
      const answer = await putOne(actor, job, next);
      if (answer) return answer;
    }
  });
}

const turns = new Map<string, Promise<unknown>>();

/** Twenty who sign one document at once would do each other's work over and over: here one goes at a time. */
async function inTurn<T>(document: string, work: () => Promise<T>): Promise<T> {
  const before = turns.get(document) ?? Promise.resolve();
  const turn = before.then(work, work);
  turns.set(document, turn);
  try {
    return await turn;
  } finally {
    if (turns.get(document) === turn) turns.delete(document);
  }
}

/** Null: it is in the file now, or was put by another, or is not needed any more. */
async function putOne(actor: System, job: Job, next: NextSignature): Promise<Answer | null> {
  const place = { filingId: next.filingId, version: next.version, seat: next.seat.seat };
  const { accountId, party, field } = next.seat;
  if (!next.isOfThis) return stop(job, place, "file-changed");
  if (!field) return stop(job, place, "cannot-be-signed");
  const signer = await inScope(actor, (ctx) => signerFor(ctx, party === "accountant" ? accountId : null));
  if (!signer) return later(job, place, "no-certificate");
  try {
    const bytes = await bytesOf(next);
    if (!bytes) return stop(job, place, "file-changed");
    const wrong = await unsoundness(lane, next.file, bytes);
    if (wrong) return stop(job, place, wrong);
    const made = await signedBy(signer, next, bytes, job);
    if (made === "no-timestamp") return later(job, place, made);
    if (!(await isSoundWith(next, made.signed))) return stop(job, place, "cannot-be-signed");
    await keep(actor, next, made, signer);
    return null;
  } catch (error) {
    return answerTo(error, job, place);
  }
}

function answerTo(error: unknown, job: Job, place: Of & { seat: number }): Answer {
  const { filingId: filing } = place;
  if (error instanceof RefusedDocument) {
    log().error({ err: error, filing }, "a document cannot be signed");
    return stop(job, place, "cannot-be-signed");
  }
  if (error instanceof DocumentTooHeavy && job.attempts >= MOST_TRIES_OF_HEAVY)
    return stop(job, place, "cannot-be-signed");
  if (error instanceof SigningServiceFailure) {
    log().warn({ err: error, filing }, "whoever keeps the key does not sign");
    return later(job, place, "no-certificate");
  }
  if (error instanceof StorageFull) {
    log().error({ alarm: "storage-full", filing }, "no room for a signed document");
    return { outcome: "retry", reason: "storage-full" };
  }
  throw error;
}

/** The file as it lies there, in a buffer of its own; null when it is not the length that it has to be, or damaged. */
async function bytesOf({ stored, filingId }: NextSignature): Promise<Uint8Array | null> {
  try {
    return await collected(await readFile(stored), stored.bytes);
  } catch (error) {
    log().error({ err: error, alarm: "file-changed", filing: filingId }, "a document cannot be read");
    return null;
  }
}

type MadeSignature = { signed: Signed; level: SignatureLevel; stamped: Stamped | null };

/** With a time stamp where there is a service for them; without one, only when that has been away for hours. */
async function signedBy(
  signer: Signer,
  next: NextSignature,
  bytes: Uint8Array,
  job: Job,
): Promise<MadeSignature | "no-timestamp"> {
  const written = writtenBeside(next);
  const stamps = await stamping();
  if (stamps) {
    try {
      const by = { signer, timestamp: stamps.timestamp };
      const signed = await sign(lane, bytes.slice(), written, by);
      return { signed, level: "B-T", stamped: stamps.last() };
    } catch (error) {
      if (!(error instanceof TimestampFailure)) throw error;
      if (waitsForStamp(error, next.givenAt, job.attempts)) return "no-timestamp";
    }
  }
  return { signed: await sign(lane, bytes, written, { signer }), level: "B-B", stamped: null };
}

/** What was made is looked at before it is kept: from then on it is in the file for good. */
async function isSoundWith({ file, seat, filingId }: NextSignature, signed: Signed): Promise<boolean> {
  const bytes = new Uint8Array(signed.before.length + signed.tail.length);
  bytes.set(signed.before);
  bytes.set(signed.tail, signed.before.length);
  const { pieces, signed: fields } = file;
  const whole = { bytes: bytes.length, sha256: sha256Hex(bytes) };
  const field = seat.field?.name ?? "";
  const wrong = await unsoundness(
    lane,
    { ...file, pieces: [...pieces, whole], signed: [...fields, field] },
    bytes,
  );
  if (wrong) log().error({ alarm: "signing-wrong", filing: filingId, wrong }, "a signature was made wrong");
  return wrong === null;
}

async function keep(
  actor: System,
  next: NextSignature,
  made: MadeSignature,
  signer: Signer,
): Promise<void> {
  const { organisationId, stream, pages } = next;
  const { before, tail } = made.signed;
  const file = { organisationId, stream, name: signedName(next.name), pages, pieces: [before, tail] };
  await keepMade(actor, file, async (ctx, kept, row) => {
    // Held from here on: nobody withdraws it while its new revision is written.
    const signing = await signingVersion(ctx, next, "held");
    const latest = signing?.revisions.at(-1)?.revision ?? 0;
    if (!signing || latest + 1 !== next.revision || !(await take(ctx, next))) return null;
    await row();
    await write(ctx, next, { kept, made, signer });
    if (await isFullySigned(ctx, next, signing.seats)) await enqueue(ctx, finishing(next));
    await record(ctx, {
      action: "signing.put",
      subject: `filing:${next.filingId}`,
      data: {
        version: next.version,
        revision: next.revision,
        seat: next.seat.seat,
        sha256: kept.sha256,
        evidence: next.evidenceHash,
        level: made.level,
      },
    });
    return kept.id;
  });
}

/** Its hand stands in the file now, and is kept nowhere else. False when another took it. */
async function take(ctx: Scoped<System>, { filingId, version, seat }: NextSignature): Promise<boolean> {
  const taken = await ctx.db
    .update(signatures)
    .set({ state: "put", hand: null, fault: null, putAt: now() })
    .where(
      and(
        eq(signatures.firmId, ctx.actor.firmId),
        eq(signatures.filingId, filingId),
        eq(signatures.version, version),
        eq(signatures.seat, seat.seat),
        eq(signatures.state, "waiting"),
      ),
    )
    .returning({ seat: signatures.seat });
  return taken.length > 0;
}

async function write(
  ctx: Scoped<System>,
  next: NextSignature,
  { kept, made, signer }: { kept: KeptFile; made: MadeSignature; signer: Signer },
): Promise<void> {
  const { filingId, version, organisationId, stream, revision, evidenceHash } = next;
  const { name, serial } = readCertificate(signer.certificate).name;
  await ctx.db.insert(signingRevisions).values({
    ...{ firmId: ctx.actor.firmId, filingId, version, organisationId, revision, evidenceHash },
    stream: stream as (typeof signingRevisions.$inferInsert)["stream"],
    kind: "signature",
    seat: next.seat.seat,
    fileId: kept.id,
    sha256: kept.sha256,
    bytes: kept.bytes,
    level: made.level,
    certificateName: name,
    certificateSerial: serial,
    stampedAt: made.stamped?.at ?? null,
    stampedBy: made.stamped?.by ?? null,
    at: now(),
  });
}

function finishing({ filingId, version, revision }: NextSignature) {
  return {
    kind: "signing.finish",
    payload: { filing: filingId, version },
    subject: `filing:${filingId}`,
    idempotencyKey: `signing.finish:${filingId}:${version}:${revision}`,
  };
}

/** "Jaarrekening 2025 (ondertekend).pdf" */
export function signedName(name: string): string {
  return `${name.replace(/\.pdf$/i, "")} (ondertekend).pdf`;
}
