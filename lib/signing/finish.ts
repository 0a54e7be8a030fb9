import { and, eq } from "drizzle-orm";
import { signingProofs, signingRevisions } from "@/db/schema/signing";
import { inScope, type Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { findFile, type StoredFile } from "@/lib/dossier/files";
import { enqueue } from "@/lib/outbox/enqueue";
import type { Answer, Job } from "@/lib/outbox/job";
import { TimestampFailure } from "@/lib/pades/shapes";
import { makeLasting } from "@/lib/pades/sign";
import { Lane } from "@/lib/pades/thread/lane";
import { now } from "@/lib/ports/clock";
import { trustedRoots } from "@/lib/ports/trusted-roots";
import { signerFor } from "./certificates";
import { answerTo } from "./faults";
import { inTurn } from "./in-turn";
import { keepMade, plainBytes, signedName, together } from "./keep";
import { lastingData } from "./lasting";
import { signingProof } from "./proof";
import { type ProofFacts, proofFacts, type TitleOf } from "./proof-facts";
import { sealed } from "./seal";
import { unsoundness } from "./sound";
import { type Stamped, stamping, waitsForStamp } from "./stamping";
import { later, stop } from "./stopped";
import { isFullySigned, type Of, type SigningVersion, signingVersion } from "./version";

const lane = new Lane();

/** What is there to be finished. */
type Finishable = { signing: SigningVersion; stored: StoredFile; facts: ProofFacts };

/**
 * Finishes a document once everybody has signed: what is needed to judge it in twenty years is added, with a time stamp
 * over the whole; the proof of who signed what is drawn up and sealed; and everybody hears that it is there. However often
 * it is asked, there is one of each.
 */
export async function finishSigning(actor: System, job: Job, titleOf: TitleOf): Promise<Answer> {
  const of = { filingId: String(job.payload.filing), version: Number(job.payload.version) };
  return inTurn(`${actor.firmId}:${of.filingId}`, async () => {
    try {
      return (await makeItLast(actor, job, of, titleOf)) ?? (await prove(actor, job, of, titleOf));
    } catch (error) {
      return answerTo(error, job, { ...of, seat: null });
    }
  });
}

async function finishable(ctx: Scoped<System>, of: Of, titleOf: TitleOf): Promise<Finishable | null> {
  const signing = await signingVersion(ctx, of);
  if (!signing?.revisions.length || !(await isFullySigned(ctx, of, signing.seats))) return null;
  if (await isProved(ctx, of)) return null;
  const stored = await findFile(ctx, signing.file.fileId);
  if (!stored) throw new Error("The file of a signed document is not there");
  return { signing, stored, facts: await proofFacts(ctx, signing, titleOf) };
}

async function isProved(ctx: Scoped<System>, { filingId, version }: Of): Promise<boolean> {
  const [proof] = await ctx.db
    .select({ fileId: signingProofs.fileId })
    .from(signingProofs)
    .where(
      and(
        eq(signingProofs.firmId, ctx.actor.firmId),
        eq(signingProofs.filingId, filingId),
        eq(signingProofs.version, version),
      ),
    );
  return proof !== undefined;
}

/** Adds what is needed for the long term. Null: it is there, or cannot be had, which the proof says. */
async function makeItLast(actor: System, job: Job, of: Of, titleOf: TitleOf): Promise<Answer | null> {
  const found = await inScope(actor, (ctx) => finishable(ctx, of, titleOf));
  if (!found) return { outcome: "done" };
  const { signing, stored } = found;
  const { file, revisions } = signing;
  const bytes = await plainBytes(stored);
  if (!bytes) return stop(job, { ...of, seat: null }, "file-changed");
  const wrong = await unsoundness(lane, file, bytes);
  if (wrong) return stop(job, { ...of, seat: null }, wrong);
  const last = revisions.at(-1);
  const stamps = last?.kind === "archive" ? null : await stamping();
  if (!stamps || !last) return null;
  const { data, complete } = await lastingData(await lane.ask("cameWith", bytes.slice()), file.signed);
  try {
    const field = await freeField(bytes);
    const made = await makeLasting(lane, bytes, data, { timestamp: stamps.timestamp, field });
    const whole = together(made.before, made.tail);
    const level = complete && (await isArchived(whole)) ? ("B-LTA" as const) : ("B-T" as const);
    await keepArchive(actor, of, found, { pieces: [made.before, made.tail], level, stamped: stamps.last() });
    return null;
  } catch (error) {
    if (!(error instanceof TimestampFailure)) throw error;
    const waits = waitsForStamp(error, job, "whole");
    return waits && later(job, { ...of, seat: null }, "no-timestamp", waits);
  }
}

/** The name of the field for the time stamp: one that no other field of the document has. */
async function freeField(bytes: Uint8Array): Promise<string> {
  const { fields } = await lane.ask("examine", bytes.slice());
  for (let number = 1; ; number++) {
    const name = `Tijdstempel ${number}`;
    if (!fields.some((field) => field.name === name)) return name;
  }
}

/** @throws an error when what was made does not hold: it is not kept then */
async function isArchived(bytes: Uint8Array): Promise<boolean> {
  const { signers, timestamps } = await trustedRoots();
  const report = await lane.ask("verifyFile", bytes, signers, now(), timestamps);
  const holds = report.signatures.every(
    ({ verdict, changes }) => verdict !== "broken" && changes.every(({ allowed }) => allowed),
  );
  if (!holds) throw new Error("What was added for the long term broke a signature");
  return report.archived;
}

async function keepArchive(
  actor: System,
  of: Of,
  { signing, facts }: Finishable,
  made: { pieces: Uint8Array[]; level: "B-T" | "B-LTA"; stamped: Stamped | null },
): Promise<void> {
  const { version, revisions } = signing;
  const { organisationId, stream, attachmentName, attachmentPages: pages } = version;
  const revision = (revisions.at(-1)?.revision ?? 0) + 1;
  const file = { organisationId, stream, name: signedName(attachmentName), pages, pieces: made.pieces };
  await keepMade(actor, file, async (ctx, kept, row) => {
    const current = await signingVersion(ctx, of, "held");
    if (!current || (current.revisions.at(-1)?.revision ?? 0) + 1 !== revision) return null;
    await row();
    await ctx.db.insert(signingRevisions).values({
      ...{ firmId: actor.firmId, ...of, organisationId, stream, revision },
      kind: "archive",
      fileId: kept.id,
      sha256: kept.sha256,
      bytes: kept.bytes,
      level: made.level,
      stampedAt: made.stamped?.at ?? null,
      stampedBy: made.stamped?.by ?? null,
      at: now(),
    });
    await record(ctx, {
      action: "signing.archived",
      subject: `filing:${of.filingId}`,
      data: { version: of.version, revision, sha256: kept.sha256, level: made.level },
    });
    return facts.reference;
  });
}

/** Draws up the proof of what is there by now, and seals it. */
async function prove(actor: System, job: Job, of: Of, titleOf: TitleOf): Promise<Answer> {
  const found = await inScope(actor, (ctx) => finishable(ctx, of, titleOf));
  if (!found) return { outcome: "done" };
  const signer = await inScope(actor, (ctx) => signerFor(ctx, null));
  if (!signer) return later(job, { ...of, seat: null }, "no-certificate");
  const { signing, facts } = found;
  const paper = await signingProof(facts, now());
  const made = await sealed(
    lane,
    paper,
    { signer, firm: facts.firm, reference: facts.reference },
    (failure) => waitsForStamp(failure, job, "whole"),
  );
  if ("unstamped" in made) return later(job, { ...of, seat: null }, "no-timestamp", made);
  const { organisationId, stream } = signing.version;
  const name = `Ondertekenbewijs ${facts.title.replace(/[/\\]/g, "-")}.pdf`;
  const file = { organisationId, stream, name, pages: paper.pages, pieces: made.pieces };
  await keepMade(actor, file, async (ctx, kept, row) => {
    const current = await signingVersion(ctx, of, "held");
    const same = current?.revisions.length === signing.revisions.length;
    if (!current || !same || (await isProved(ctx, of))) return null;
    await row();
    await ctx.db.insert(signingProofs).values({
      ...{ firmId: actor.firmId, ...of, organisationId, stream },
      fileId: kept.id,
      sha256: kept.sha256,
      at: now(),
    });
    await enqueue(ctx, {
      kind: "filing.signed",
      payload: { filing: of.filingId, version: of.version },
      subject: `filing:${of.filingId}`,
      idempotencyKey: `filing.signed:${of.filingId}:${of.version}`,
    });
    await record(ctx, {
      action: "signing.finished",
      subject: `filing:${of.filingId}`,
      data: { version: of.version, proof: kept.sha256, level: made.level },
    });
    return kept.id;
  });
  return { outcome: "done" };
}
