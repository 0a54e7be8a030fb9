import { and, eq } from "drizzle-orm";
import { type filingApprovers, filings, filingVersions, type SignatureField } from "@/db/schema/approvals";
import type { Scoped } from "@/db/scope";
import type { PlannedSeat } from "../approvers";
import { undecided } from "../rules";
import { firstTurn } from "./steps";

type Filing = typeof filings.$inferSelect;
type Row = Omit<
  typeof filingApprovers.$inferInsert,
  "firmId" | "filingId" | "version" | "organisationId" | "stream" | "seat"
>;

/**
 * The seats of a version as they begin: each with its field, where it is signed, and held while others sign first.
 * @param fields one for each seat, in their order; undefined where nothing is signed
 */
export function placed(seats: readonly PlannedSeat[], fields: readonly SignatureField[] | undefined): Row[] {
  const steps = seats.map(({ step }) => step ?? 0);
  return seats.map(({ place: _place, ...seat }, index) => ({
    ...seat,
    turn: firstTurn(seat.step ?? 0, steps),
    field: fields?.[index] ?? null,
  }));
}

/** Whether another document can be signed in one go with this one: it is signed, and nobody is done with it. */
export async function canJoin(ctx: Scoped, filing: Filing): Promise<boolean> {
  if (!undecided.includes(filing.state)) return false;
  const [row] = await ctx.db
    .select({ signing: filingVersions.signing })
    .from(filingVersions)
    .where(
      and(
        eq(filingVersions.firmId, ctx.actor.firmId),
        eq(filingVersions.filingId, filing.id),
        eq(filingVersions.version, filing.version),
      ),
    );
  return row?.signing ?? false;
}

/** The set that a document is in; it begins one where it is in none. The row is locked by the caller. */
export async function setOf(ctx: Scoped, { id, signingSet }: Filing): Promise<string> {
  if (signingSet) return signingSet;
  await ctx.db
    .update(filings)
    .set({ signingSet: id })
    .where(and(eq(filings.firmId, ctx.actor.firmId), eq(filings.id, id)));
  return id;
}
