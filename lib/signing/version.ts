import { and, asc, eq, ne } from "drizzle-orm";
import { filingApprovers, filings, filingVersions } from "@/db/schema/approvals";
import { signatures, signingRevisions } from "@/db/schema/signing";
import type { Scoped } from "@/db/scope";

/** Which version of which document is signed. */
export type Of = { filingId: string; version: number };
export type Revision = typeof signingRevisions.$inferSelect;
type Seat = typeof filingApprovers.$inferSelect;

/** What the file of a signed version is at this moment, and of what each of its pieces is known. */
export type SignedFile = {
  /** The newest, to be read. */
  fileId: string;
  /** Of the attachment and of each revision in turn, up to the newest: what the bytes up to there are. */
  pieces: { bytes: number; sha256: string }[];
  /** The fields of which a signature of ours stands in it. */
  signed: string[];
};

/** A version that is signed, as it is now. */
export type SigningVersion = {
  version: typeof filingVersions.$inferSelect;
  reference: string;
  seats: Seat[];
  revisions: Revision[];
  file: SignedFile;
};

/**
 * A version that is signed, as long as it is the one of now: of what was withdrawn or replaced nothing is signed any
 * more, and nothing is kept.
 * @param held until the end of the transaction nobody withdraws, replaces or lets go of anybody
 */
export async function signingVersion(
  ctx: Scoped,
  of: Of,
  held: "held" | null = null,
): Promise<SigningVersion | null> {
  const { firmId } = ctx.actor;
  const filing = ctx.db
    .select({ state: filings.state, version: filings.version, reference: filings.reference })
    .from(filings)
    .where(and(eq(filings.firmId, firmId), eq(filings.id, of.filingId)));
  const [current] = await (held ? filing.for("update") : filing);
  if (!current || current.state === "withdrawn" || current.version !== of.version) return null;
  const [version] = await ctx.db
    .select()
    .from(filingVersions)
    .where(
      and(
        eq(filingVersions.firmId, firmId),
        eq(filingVersions.filingId, of.filingId),
        eq(filingVersions.version, of.version),
      ),
    );
  if (!version?.signing) return null;
  const seats = await ctx.db
    .select()
    .from(filingApprovers)
    .where(
      and(
        eq(filingApprovers.firmId, firmId),
        eq(filingApprovers.filingId, of.filingId),
        eq(filingApprovers.version, of.version),
      ),
    )
    .orderBy(asc(filingApprovers.seat));
  const revisions = await ctx.db
    .select()
    .from(signingRevisions)
    .where(
      and(
        eq(signingRevisions.firmId, firmId),
        eq(signingRevisions.filingId, of.filingId),
        eq(signingRevisions.version, of.version),
      ),
    )
    .orderBy(asc(signingRevisions.revision));
  return { version, reference: current.reference, seats, revisions, file: fileOf(version, seats, revisions) };
}

function fileOf(
  version: SigningVersion["version"],
  seats: readonly Seat[],
  revisions: readonly Revision[],
): SignedFile {
  const fieldOf = ({ seat }: Revision) => seats.find((one) => one.seat === seat)?.field?.name;
  return {
    fileId: revisions.at(-1)?.fileId ?? version.attachmentFileId,
    pieces: [{ bytes: version.attachmentBytes, sha256: version.attachmentSha256 }, ...revisions],
    signed: revisions.flatMap((one) => fieldOf(one) ?? []),
  };
}

/** Whether nobody has to sign any more, and every signature that was given is in the file. */
export async function isFullySigned(
  ctx: Scoped,
  { filingId, version }: Of,
  seats: readonly Pick<Seat, "turn">[],
): Promise<boolean> {
  if (!seats.every(({ turn }) => turn === "approved" || turn === "dropped")) return false;
  const [missing] = await ctx.db
    .select({ seat: signatures.seat })
    .from(signatures)
    .where(
      and(
        eq(signatures.firmId, ctx.actor.firmId),
        eq(signatures.filingId, filingId),
        eq(signatures.version, version),
        ne(signatures.state, "put"),
      ),
    )
    .limit(1);
  return !missing;
}
