import { and, asc, desc, eq, ne } from "drizzle-orm";
import { filingApprovers, filings } from "@/db/schema/approvals";
import { signatures, signingProofs, signingRevisions } from "@/db/schema/signing";
import type { Scoped } from "@/db/scope";
import { undecided } from "../rules";
import type { Revision, Signing } from "./shapes";

/** How far the signing of one version is, as far as the actor reaches it. */
export async function signingOf(
  ctx: Scoped,
  { id, version, signingSet }: { id: string; version: number; signingSet: string | null },
): Promise<Signing> {
  const { firmId } = ctx.actor;
  const rows = await ctx.db
    .select({ seat: filingApprovers, signature: signatures })
    .from(filingApprovers)
    .leftJoin(
      signatures,
      and(
        eq(signatures.firmId, filingApprovers.firmId),
        eq(signatures.filingId, filingApprovers.filingId),
        eq(signatures.version, filingApprovers.version),
        eq(signatures.seat, filingApprovers.seat),
      ),
    )
    .where(
      and(
        eq(filingApprovers.firmId, firmId),
        eq(filingApprovers.filingId, id),
        eq(filingApprovers.version, version),
      ),
    )
    .orderBy(asc(filingApprovers.step), asc(filingApprovers.seat));
  const proof = and(
    eq(signingProofs.firmId, firmId),
    eq(signingProofs.filingId, id),
    eq(signingProofs.version, version),
  );
  const [sealed] = await ctx.db
    .select({ fileId: signingProofs.fileId, at: signingProofs.at })
    .from(signingProofs)
    .where(proof);
  const others = signingSet ? await othersOf(ctx, signingSet, id) : [];
  return {
    seats: rows.map(({ seat, signature }) => ({
      ...seat,
      put: signature && {
        state: signature.state,
        fault: signature.fault,
        givenAt: signature.givenAt,
        putAt: signature.putAt,
      },
    })),
    revisions: await revisionsOf(ctx, id, version),
    proof: sealed ?? null,
    together: others.filter(({ state }) => undecided.includes(state)),
    set: others.filter(({ state }) => state !== "withdrawn").map((one) => one.id),
  };
}

/** The file after each signature, the newest first. */
export async function revisionsOf(ctx: Scoped, id: string, version: number): Promise<Revision[]> {
  return ctx.db
    .select({
      revision: signingRevisions.revision,
      kind: signingRevisions.kind,
      seat: signingRevisions.seat,
      fileId: signingRevisions.fileId,
      sha256: signingRevisions.sha256,
      bytes: signingRevisions.bytes,
      level: signingRevisions.level,
      certificateName: signingRevisions.certificateName,
      certificateSerial: signingRevisions.certificateSerial,
      stampedAt: signingRevisions.stampedAt,
      stampedBy: signingRevisions.stampedBy,
      at: signingRevisions.at,
    })
    .from(signingRevisions)
    .where(
      and(
        eq(signingRevisions.firmId, ctx.actor.firmId),
        eq(signingRevisions.filingId, id),
        eq(signingRevisions.version, version),
      ),
    )
    .orderBy(desc(signingRevisions.revision));
}

async function othersOf(ctx: Scoped, set: string, id: string) {
  const rows = await ctx.db
    .select({
      id: filings.id,
      stream: filings.stream,
      label: filings.label,
      start: filings.periodStart,
      end: filings.periodEnd,
      version: filings.version,
      state: filings.state,
    })
    .from(filings)
    .where(and(eq(filings.firmId, ctx.actor.firmId), eq(filings.signingSet, set), ne(filings.id, id)))
    .orderBy(asc(filings.publishedAt), asc(filings.id));
  return rows.map(({ start, end, ...one }) => ({ ...one, period: { start, end } }));
}
