import { and, asc, eq, ne } from "drizzle-orm";
import type { filingApprovers } from "@/db/schema/approvals";
import { decisions } from "@/db/schema/decisions";
import { signatures } from "@/db/schema/signing";
import type { Scoped } from "@/db/scope";
import { unsealFrom } from "@/lib/access/firm-key";
import { findFile, type StoredFile } from "@/lib/dossier/files";
import type { Hand } from "@/lib/pades/shapes";
import { handPlace } from "@/lib/shared/hand-place";
import { canonicalJson, sha256Hex } from "@/lib/shared/hash";
import { type Of, type SignedFile, signingVersion } from "./version";

/** A signature that waits to be put, and everything that is needed for it. */
export type NextSignature = Of & {
  organisationId: string;
  stream: string;
  /** The name of the attachment. */
  name: string;
  pages: number | null;
  seat: typeof filingApprovers.$inferSelect;
  hand: Hand;
  givenAt: Date;
  /** The file as it is now. */
  stored: StoredFile;
  file: SignedFile;
  /** The number of the one that it becomes with this signature. */
  revision: number;
  /** Whether it was given over this version and this file, and no other. */
  isOfThis: boolean;
  /** Over everything that is known of how it was given, and the file before it. */
  evidenceHash: string;
  by: string;
  capacity: string;
  onBehalfOf: string | null;
};

/**
 * The one that was given first of those that are not in the file yet. Null when all are, or the document is not there
 * any more, and behind one that is stopped: they stand in the file in the order in which they were given.
 */
export async function nextSignature(ctx: Scoped, of: Of): Promise<NextSignature | null> {
  const { firmId } = ctx.actor;
  const signing = await signingVersion(ctx, of);
  if (!signing) return null;
  const [row] = await ctx.db
    .select({ signature: signatures, decision: decisions })
    .from(signatures)
    .innerJoin(
      decisions,
      and(
        eq(decisions.firmId, signatures.firmId),
        eq(decisions.filingId, signatures.filingId),
        eq(decisions.version, signatures.version),
        eq(decisions.seat, signatures.seat),
      ),
    )
    .where(
      and(
        eq(signatures.firmId, firmId),
        eq(signatures.filingId, of.filingId),
        eq(signatures.version, of.version),
        ne(signatures.state, "put"),
      ),
    )
    .orderBy(asc(signatures.givenAt), asc(signatures.seat))
    .limit(1);
  const seat = signing.seats.find((one) => one.seat === row?.signature.seat);
  if (row?.signature.state !== "waiting" || !row.signature.hand || !seat) return null;
  const { version, file, revisions } = signing;
  const stored = await findFile(ctx, file.fileId);
  if (!stored) throw new Error("The file of a signed document is not there");
  const { decision } = row;
  const opened = await unsealFrom(ctx, handPlace({ ...of, seat: seat.seat }), row.signature.hand);
  return {
    ...of,
    organisationId: version.organisationId,
    stream: version.stream,
    name: version.attachmentName,
    pages: version.attachmentPages,
    seat,
    hand: JSON.parse(opened.toString()) as Hand,
    givenAt: row.signature.givenAt,
    stored,
    file,
    revision: (revisions.at(-1)?.revision ?? 0) + 1,
    isOfThis:
      decision.decision === "approved" &&
      decision.accountId === row.signature.accountId &&
      decision.attachmentSha256 === version.attachmentSha256 &&
      decision.manifestHash === version.manifestHash,
    evidenceHash: evidenceHash(decision, file.pieces.at(-1)?.sha256 ?? ""),
    by: decision.accountName,
    capacity: decision.capacity,
    onBehalfOf: decision.onBehalfOf,
  };
}

/**
 * What stands in a signature of how it was given: the SHA-256 of the whole row of its decision, in JSON with sorted
 * keys, with the SHA-256 of the file before it.
 */
export function evidenceHash(decision: typeof decisions.$inferSelect, before: string): string {
  const { numberHash, ...decided } = decision;
  return sha256Hex(canonicalJson({ ...decided, numberHash: numberHash?.toString("hex") ?? null, before }));
}
