import { and, eq, isNotNull } from "drizzle-orm";
import { signatures } from "@/db/schema/signing";
import type { Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { enqueue } from "@/lib/outbox/enqueue";
import type { Answer, Job } from "@/lib/outbox/job";
import { log } from "@/lib/ports/log";
import type { Unsound } from "./sound";
import { type Of, signingVersion } from "./version";

/** What passes, and is tried again. What comes back by itself, and what somebody has to bring. */
const comesBack = ["no-timestamp", "key-away"] as const;
const isBrought = ["no-certificate", "key-token", "key-refused"] as const;
export type PassingFault = (typeof comesBack)[number] | (typeof isBrought)[number];
const passing: readonly string[] = [...comesBack, ...isBrought];

/** Why a signature is not in the file; worded in the message files. */
export type SigningFault = Unsound | "signature-too-large" | PassingFault;

/** It stays out of the file until a person has looked. */
export function stop(job: Job, of: Of & { seat: number | null }, fault: SigningFault): Answer {
  log().error({ alarm: "signing-stopped", filing: of.filingId, seat: of.seat, fault }, "nothing is signed");
  return { outcome: "done", follows: (ctx) => halt(ctx, job, of, fault) };
}

/** It is tried again; meanwhile staff see what it waits for. @param remember for the next try */
export function later(
  job: Job,
  of: Of & { seat: number | null },
  fault: PassingFault,
  remember?: Record<string, unknown>,
): Answer {
  return {
    outcome: "retry",
    reason: fault,
    ...(remember ? { remember } : {}),
    follows: async (ctx) => {
      if (!(await signingVersion(ctx, of, "held"))) return;
      if (of.seat !== null) await mark(ctx, of, of.seat, { fault });
      if ((isBrought as readonly string[]).includes(fault)) await tell(ctx, job, of, fault);
    },
  };
}

/** After days of trying: whatever waits for it is stopped, and waits for a person. */
export async function neverPut(ctx: Scoped<System>, job: Job, reason: string): Promise<void> {
  const fault = faultBy(reason);
  const of = { filingId: String(job.payload.filing), version: Number(job.payload.version) };
  const waiting = await ctx.db
    .select({ seat: signatures.seat })
    .from(signatures)
    .where(and(ofVersion(ctx, of), eq(signatures.state, "waiting"), isNotNull(signatures.hand)))
    .orderBy(signatures.givenAt, signatures.seat)
    .limit(1);
  for (const { seat } of waiting) await halt(ctx, job, { ...of, seat }, fault);
}

/** The same of what is to be finished. */
export async function neverFinished(ctx: Scoped<System>, job: Job, reason: string): Promise<void> {
  const fault = faultBy(reason);
  const of = { filingId: String(job.payload.filing), version: Number(job.payload.version) };
  await halt(ctx, job, { ...of, seat: null }, fault);
}

function faultBy(reason: string): SigningFault {
  return passing.includes(reason) ? (reason as PassingFault) : "cannot-be-signed";
}

async function halt(
  ctx: Scoped<System>,
  job: Job,
  of: Of & { seat: number | null },
  fault: SigningFault,
): Promise<void> {
  if (!(await signingVersion(ctx, of, "held"))) return;
  if (of.seat !== null && !(await mark(ctx, of, of.seat, { state: "stopped", fault }))) return;
  await tell(ctx, job, of, fault);
  await record(ctx, {
    action: "signing.stopped",
    subject: `filing:${of.filingId}`,
    data: { version: of.version, ...(of.seat === null ? {} : { seat: of.seat }), fault },
  });
}

async function mark(
  ctx: Scoped<System>,
  of: Of,
  seat: number,
  marks: { state?: "stopped"; fault: SigningFault },
): Promise<boolean> {
  const marked = await ctx.db
    .update(signatures)
    .set(marks)
    .where(and(ofVersion(ctx, of), eq(signatures.seat, seat), eq(signatures.state, "waiting")))
    .returning({ seat: signatures.seat });
  return marked.length > 0;
}

/** Somebody at the firm has to look; once for each job, however often that is tried. */
async function tell(ctx: Scoped<System>, job: Job, of: Of, fault: SigningFault): Promise<void> {
  await enqueue(ctx, {
    kind: "signing.stopped",
    payload: { filing: of.filingId, version: of.version, fault },
    subject: `filing:${of.filingId}`,
    idempotencyKey: `signing.stopped:${job.id}:${fault}`,
  });
}

function ofVersion({ actor: { firmId } }: Scoped, { filingId, version }: Of) {
  return and(
    eq(signatures.firmId, firmId),
    eq(signatures.filingId, filingId),
    eq(signatures.version, version),
  );
}
