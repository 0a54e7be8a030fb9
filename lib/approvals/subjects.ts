import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { filingApprovers, filings, filingVersions } from "@/db/schema/approvals";
import { memberships } from "@/db/schema/organisations";
import type { Scoped } from "@/db/scope";
import type { Decider } from "@/lib/access/actor";
import { canonicalJson, sha256Hex } from "@/lib/shared/hash";
import { mostInBatch } from "./rules";

export type Seat = typeof filingApprovers.$inferSelect;
/** A document in the version that is the current one, with everybody whose approval it needs. */
export type Subject = {
  filing: typeof filings.$inferSelect;
  version: typeof filingVersions.$inferSelect;
  seats: Seat[];
};

/**
 * The documents with these ids about which the actor decides, as far as the rights of the membership go, in the order of their ids; null when one of them is out of
 * reach, or when they are none or too many. Two statements, however many there are.
 * @param lock holds them until the transaction ends, so that of two who decide the second sees what the first did
 */
export async function loadSubjects(
  ctx: Scoped<Decider>,
  ids: readonly string[],
  lock = false,
): Promise<Subject[] | null> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0 || wanted.length > mostInBatch) return null;
  const { actor } = ctx;
  const own: SQL[] = [eq(filings.firmId, actor.firmId), inArray(filings.id, wanted), isAskedOf(actor)];
  if (actor.reach === "organisation") own.push(eq(filings.organisationId, actor.organisationId));
  const reading = ctx.db
    .select({ filing: filings, version: filingVersions })
    .from(filings)
    .innerJoin(
      filingVersions,
      and(
        eq(filingVersions.firmId, filings.firmId),
        eq(filingVersions.filingId, filings.id),
        eq(filingVersions.version, filings.version),
      ),
    )
    .where(and(...own))
    .orderBy(asc(filings.id));
  const rows = await (lock ? reading.for("update", { of: filings }) : reading);
  if (rows.length !== wanted.length) return null;
  const seats = await ctx.db
    .select()
    .from(filingApprovers)
    .where(and(eq(filingApprovers.firmId, actor.firmId), inArray(filingApprovers.filingId, wanted)))
    .orderBy(asc(filingApprovers.seat));
  return rows.map((row) => ({
    ...row,
    seats: seats.filter(
      ({ filingId, version }) => filingId === row.filing.id && version === row.filing.version,
    ),
  }));
}

/** A client decides by the rights of the membership; an accountant about what has a seat for him, and nothing else. */
function isAskedOf({ kind, firmId, accountId }: Decider): SQL {
  if (kind === "client")
    return sql`(${filings.organisationId}, ${filings.stream}) in (select m.organisation_id, unnest(m.approves)
      from ${memberships} m where m.firm_id = ${firmId} and m.account_id = ${accountId})`;
  return sql`exists (select from ${filingApprovers} s where s.firm_id = ${filings.firmId} and s.filing_id = ${filings.id}
    and s.version = ${filings.version} and s.account_id = ${accountId} and s.party = 'accountant')`;
}

/**
 * The approvals that this person could still give: an own seat, or one that is for anybody with the right. What is signed
 * has a seat for each who signs, and none for anybody.
 */
export function ownSeats({ seats, version }: Subject, accountId: string): Seat[] {
  return seats.filter(
    (seat) =>
      (seat.accountId === accountId || (seat.accountId === null && !version.signing)) &&
      (seat.turn === "asked" || seat.turn === "readyToSend"),
  );
}

/**
 * What a code is bound to: which documents, and exactly which versions of them. The two parts stand apart, so that a
 * document that changed in between can be told from a code that was for something else.
 */
export function boundTo(decision: "approve" | "reject", subjects: readonly Subject[], said = ""): string {
  const which = subjects.map(({ filing }) => filing.id);
  const exactly = subjects.map(({ filing, version }) => [filing.id, version.version, version.manifestHash]);
  return `${decision}:${sha256Hex(canonicalJson(which))}:${sha256Hex(canonicalJson([exactly, said]))}`;
}

/** Whether a challenge was for these documents, in versions that may have been replaced since. */
export function sameDocuments(subject: string, other: string): boolean {
  const ofDocuments = (text: string) => text.split(":").slice(0, 2).join(":");
  return ofDocuments(subject) === ofDocuments(other);
}
