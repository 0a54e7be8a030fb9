import { and, eq } from "drizzle-orm";
import { type SignatureLevel, signatures, signingRevisions } from "@/db/schema/signing";
import { inScope, type Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { enqueue } from "@/lib/outbox/enqueue";
import type { Answer, Job } from "@/lib/outbox/job";
import { readCertificate } from "@/lib/pades/certificates/certificate";
import { type Signer, TimestampFailure } from "@/lib/pades/shapes";
import { type Signed, sign } from "@/lib/pades/sign";
import { Lane } from "@/lib/pades/thread/lane";
import { now } from "@/lib/ports/clock";
import { log } from "@/lib/ports/log";
import { sha256Hex } from "@/lib/shared/hash";
import { signerFor } from "./certificates";
import { answerTo } from "./faults";
import { inTurn } from "./in-turn";
import { type KeptFile, keepMade, plainBytes, signedName, together } from "./keep";
import { type NextSignature, nextSignature } from "./next";
import { unsoundness } from "./sound";
import { type Stamped, stamping, waitsForStamp } from "./stamping";
import { later, stop } from "./stopped";
import { isFullySigned, signingVersion } from "./version";
import { writtenBeside } from "./written";

const lane = new Lane();

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

/** Null: it is in the file now, or was put by another, or is not needed any more. */
async function putOne(actor: System, job: Job, next: NextSignature): Promise<Answer | null> {
  const place = { filingId: next.filingId, version: next.version, seat: next.seat.seat };
  const { accountId, party, field } = next.seat;
  if (!next.isOfThis) return stop(job, place, "file-changed");
  if (!field) return stop(job, place, "cannot-be-signed");
  const signer = await inScope(actor, (ctx) => signerFor(ctx, party === "accountant" ? accountId : null));
  if (!signer) return later(job, place, "no-certificate");
  try {
    const bytes = await plainBytes(next.stored);
    if (!bytes) return stop(job, place, "file-changed");
    const wrong = await unsoundness(lane, next.file, bytes);
    if (wrong) return stop(job, place, wrong);
    const made = await signedBy(signer, next, bytes, job);
    if ("unstamped" in made) return later(job, place, "no-timestamp", made);
    if (!(await isSoundWith(next, made.signed))) return stop(job, place, "cannot-be-signed");
    await keep(actor, next, made, signer);
    return null;
  } catch (error) {
    return answerTo(error, job, place);
  }
}

type MadeSignature = { signed: Signed; level: SignatureLevel; stamped: Stamped | null };

/** With a time stamp where there is a service for them; without one, only when that has been away for hours. */
async function signedBy(
  signer: Signer,
  next: NextSignature,
  bytes: Uint8Array,
  job: Job,
): Promise<MadeSignature | { unstamped: object }> {
  const written = writtenBeside(next);
  const stamps = await stamping();
  if (stamps) {
    try {
      const by = { signer, timestamp: stamps.timestamp };
      const signed = await sign(lane, bytes.slice(), written, by);
      return { signed, level: "B-T", stamped: stamps.last() };
    } catch (error) {
      if (!(error instanceof TimestampFailure)) throw error;
      const waits = waitsForStamp(error, job, `seat ${next.seat.seat}`);
      if (waits) return waits;
    }
  }
  return { signed: await sign(lane, bytes, written, { signer }), level: "B-B", stamped: null };
}

/** What was made is looked at before it is kept: from then on it is in the file for good. */
async function isSoundWith({ file, seat, filingId }: NextSignature, signed: Signed): Promise<boolean> {
  const bytes = together(signed.before, signed.tail);
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

async function keep(actor: System, next: NextSignature, made: MadeSignature, signer: Signer): Promise<void> {
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
    else if (signing.seats.some(({ turn }) => turn === "held")) await enqueue(ctx, asking(next));
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

/** Whoever comes next is asked when this can be seen in the file; whether that is now, is for the asking to say. */
function asking({ filingId, version, revision, organisationId }: NextSignature) {
  return {
    kind: "filing.asked",
    payload: { filing: filingId, version },
    subject: `filing:${filingId}`,
    organisationId,
    idempotencyKey: `filing.asked:${filingId}:${version}:put:${revision}`,
  };
}

function finishing({ filingId, version, revision }: NextSignature) {
  return {
    kind: "signing.finish",
    payload: { filing: filingId, version },
    subject: `filing:${filingId}`,
    idempotencyKey: `signing.finish:${filingId}:${version}:${revision}`,
  };
}
