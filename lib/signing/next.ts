import { and, asc, desc, eq } from "drizzle-orm";
import { filingApprovers, filings, filingVersions } from "@/db/schema/approvals";
import { decisions } from "@/db/schema/decisions";
import { signatures, signingRevisions } from "@/db/schema/signing";
import type { Scoped } from "@/db/scope";
import { unsealFrom } from "@/lib/access/firm-key";
import { findFile, type StoredFile } from "@/lib/dossier/files";
import type { Hand } from "@/lib/pades/shapes";
import { handPlace } from "@/lib/shared/hand-place";
import { canonicalJson, sha256Hex } from "@/lib/shared/hash";

/** A signature that waits to be put, and everything that is needed for it. */
export type NextSignature = {
  filingId: string;
  version: number;
  organisationId: string;
  stream: string;
  seat: typeof filingApprovers.$inferSelect;
  signature: typeof signatures.$inferSelect;
  hand: Hand;
  /** The file as it is now, and how many signatures are in it already. */
  file: StoredFile;
  revision: number;
  /** Over everything that is known of how it was given. */
  evidenceHash: string;
  by: string;
  capacity: string;
  reference: string;
};

/** The one that was given first of those that wait; null when none does. */
export async function nextSignature(
  ctx: Scoped,
  filingId: string,
  version: number,
): Promise<NextSignature | null> {
  const { firmId } = ctx.actor;
  const ofVersion = <
    T extends {
      firmId: typeof signatures.firmId;
      filingId: typeof signatures.filingId;
      version: typeof signatures.version;
    },
  >(
    t: T,
  ) => and(eq(t.firmId, firmId), eq(t.filingId, filingId), eq(t.version, version));
  const [row] = await ctx.db
    .select({
      signature: signatures,
      seat: filingApprovers,
      decision: decisions,
      version: filingVersions,
      reference: filings.reference,
    })
    .from(signatures)
    .innerJoin(
      filingApprovers,
      and(
        eq(filingApprovers.firmId, signatures.firmId),
        eq(filingApprovers.filingId, signatures.filingId),
        eq(filingApprovers.version, signatures.version),
        eq(filingApprovers.seat, signatures.seat),
      ),
    )
    .innerJoin(
      decisions,
      and(
        eq(decisions.firmId, signatures.firmId),
        eq(decisions.filingId, signatures.filingId),
        eq(decisions.version, signatures.version),
        eq(decisions.seat, signatures.seat),
      ),
    )
    .innerJoin(
      filingVersions,
      and(
        eq(filingVersions.firmId, signatures.firmId),
        eq(filingVersions.filingId, signatures.filingId),
        eq(filingVersions.version, signatures.version),
      ),
    )
    .innerJoin(filings, and(eq(filings.firmId, signatures.firmId), eq(filings.id, signatures.filingId)))
    .where(and(ofVersion(signatures), eq(signatures.state, "waiting")))
    .orderBy(asc(signatures.givenAt), asc(signatures.seat))
    .limit(1);
  if (!row?.signature.hand) return null;
  const [latest] = await ctx.db
    .select()
    .from(signingRevisions)
    .where(
      and(
        eq(signingRevisions.firmId, firmId),
        eq(signingRevisions.filingId, filingId),
        eq(signingRevisions.version, version),
      ),
    )
    .orderBy(desc(signingRevisions.revision))
    .limit(1);
  const file = await findFile(ctx, latest?.fileId ?? row.version.attachmentFileId);
  if (!file) return null;
  const opened = await unsealFrom(ctx, handPlace(row.seat), row.signature.hand);
  const { numberHash, ...decided } = row.decision;
  return {
    filingId,
    version,
    organisationId: row.seat.organisationId,
    stream: row.seat.stream,
    seat: row.seat,
    signature: row.signature,
    hand: JSON.parse(opened.toString()) as Hand,
    file,
    revision: (latest?.revision ?? 0) + 1,
    evidenceHash: sha256Hex(
      canonicalJson({ ...decided, numberHash: numberHash?.toString("hex") ?? null, before: file.sha256 }),
    ),
    by: row.decision.accountName,
    capacity: row.decision.capacity,
    reference: row.reference,
  };
}
