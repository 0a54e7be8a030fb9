import { and, eq } from "drizzle-orm";
import { filingApprovers, type Turn } from "@/db/schema/approvals";
import { signatures, signingProofs, signingRevisions } from "@/db/schema/signing";
import type { Scoped } from "@/db/scope";
import { sealFor } from "@/lib/access/firm-key";
import type { NewJob } from "@/lib/outbox/enqueue";
import type { Hand } from "@/lib/pades/shapes";
import { handPlace } from "@/lib/shared/hand-place";
import { canonicalJson } from "@/lib/shared/hash";
import type { Seat, Subject } from "../subjects";
import { comingUp } from "./steps";

/**
 * Keeps the signatures that were given with a decision, for the worker to put into the file: whoever signed is done,
 * whether a service for time stamps answers or not.
 */
export async function keepSignatures(
  ctx: Scoped,
  taken: readonly Seat[],
  { hand, accountId, at }: { hand: Hand; accountId: string; at: Date },
): Promise<NewJob[]> {
  const rows = await Promise.all(
    taken.map(async ({ firmId, filingId, version, seat, organisationId, stream }) => ({
      ...{ firmId, filingId, version, seat, organisationId, stream, accountId },
      hand: await sealFor(ctx, handPlace({ filingId, version, seat }), canonicalJson(hand)),
      state: "waiting" as const,
      givenAt: at,
    })),
  );
  await ctx.db.insert(signatures).values(rows);
  const [first] = rows;
  if (!first) return [];
  const { filingId, version, organisationId } = first;
  return [
    {
      kind: "signing.put",
      payload: { filing: filingId, version },
      subject: `filing:${filingId}`,
      accountId,
      organisationId,
      idempotencyKey: `signing.put:${filingId}:${version}:${taken.map(({ seat }) => seat).join()}`,
    },
  ];
}

/**
 * After some have signed or were let go of: has those asked whose turn it is now. By the worker, as nobody moves another's
 * seat; and it is asked again by whoever comes later, or when a signature is in the file, should it have been too early.
 */
export function askNext(
  ctx: Scoped,
  { id, version, organisationId }: Subject["filing"],
  seats: readonly Pick<Seat, "seat" | "step" | "turn">[],
): NewJob[] {
  const next = comingUp(seats);
  if (next.length === 0) return [];
  return [
    {
      kind: "filing.asked",
      payload: { filing: id, version },
      subject: `filing:${id}`,
      organisationId,
      ...("accountId" in ctx.actor ? { accountId: ctx.actor.accountId } : {}),
      idempotencyKey: `filing.asked:${id}:${version}:${next.join()}`,
    },
  ];
}

/**
 * When nobody has to sign any more because somebody was let go of: the file is finished with the signatures that it has.
 * Of what is approved and not signed nothing; while somebody still has to, nothing either.
 */
export async function finishing(
  ctx: Scoped,
  { id, version, organisationId }: Subject["filing"],
  turns: readonly Turn[],
): Promise<NewJob[]> {
  if (!turns.every((turn) => turn === "approved" || turn === "dropped")) return [];
  const [given] = await ctx.db
    .select({ seat: signatures.seat })
    .from(signatures)
    .where(
      and(
        eq(signatures.firmId, ctx.actor.firmId),
        eq(signatures.filingId, id),
        eq(signatures.version, version),
      ),
    )
    .limit(1);
  if (!given) return [];
  return [
    {
      kind: "signing.finish",
      payload: { filing: id, version },
      subject: `filing:${id}`,
      organisationId,
      idempotencyKey: `signing.finish:${id}:${version}:dropped:${turns.length}`,
    },
  ];
}

/** Takes what was signed of a document out of its clients' sight. Answers the files that must go the same way. */
export async function hideSigned(ctx: Scoped, filingId: string): Promise<string[]> {
  const { firmId } = ctx.actor;
  const gone = { stream: "withdrawn" as const };
  const revisions = await ctx.db
    .update(signingRevisions)
    .set(gone)
    .where(and(eq(signingRevisions.firmId, firmId), eq(signingRevisions.filingId, filingId)))
    .returning({ file: signingRevisions.fileId });
  const proofs = await ctx.db
    .update(signingProofs)
    .set(gone)
    .where(and(eq(signingProofs.firmId, firmId), eq(signingProofs.filingId, filingId)))
    .returning({ file: signingProofs.fileId });
  await forgetHands(ctx, filingId);
  const mandates = await ctx.db
    .select({ file: filingApprovers.mandateFileId })
    .from(filingApprovers)
    .where(and(eq(filingApprovers.firmId, firmId), eq(filingApprovers.filingId, filingId)));
  return [...revisions, ...proofs, ...mandates].flatMap(({ file }) => file ?? []);
}

/** A drawing that nobody will put any more, of what was withdrawn or replaced, is nobody's to keep. */
export async function forgetHands(ctx: Scoped, filingId: string): Promise<void> {
  await ctx.db
    .update(signatures)
    .set({ hand: null })
    .where(and(eq(signatures.firmId, ctx.actor.firmId), eq(signatures.filingId, filingId)));
}
