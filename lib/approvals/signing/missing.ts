import { and, asc, eq, inArray, or } from "drizzle-orm";
import { filingApprovers, filingVersions, type Turn } from "@/db/schema/approvals";
import type { Scoped } from "@/db/scope";

type Version = { id: string; version: number };
type Seat = { name: string | null; onBehalfOf: string | null; turn: Turn };
export type SignedBy = { signed: string[]; missing: string[] };

/** Who signed, and without whom it goes on because staff let go of them; each named with whom they represent. */
export function signedBy(seats: readonly Seat[]): SignedBy {
  const named = (turn: Turn) =>
    seats.flatMap(({ name, onBehalfOf, ...seat }) =>
      seat.turn === turn && name ? [onBehalfOf ? `${name} (${onBehalfOf})` : name] : [],
    );
  return { signed: named("approved"), missing: named("dropped") };
}

/** The same of those of these versions, by the document's id, that are signed without somebody who was asked to. */
export async function signedWithout(
  ctx: Scoped,
  versions: readonly Version[],
): Promise<Map<string, SignedBy>> {
  const seats = await endedSeats(ctx, versions);
  const of = (id: string) => signedBy(seats.filter((seat) => seat.id === id));
  return new Map(versions.map(({ id }) => [id, of(id)] as const).filter(([, { missing }]) => missing.length));
}

/**
 * "Ondertekening ontbreekt, reden": who of the client did not sign this version, with what staff said when they let go of
 * them, a line for each; null where nobody's signature is missing (article 2:210, paragraph 2, of the Civil Code).
 */
export async function whyNotSigned(ctx: Scoped, version: Version): Promise<string | null> {
  const seats = await endedSeats(ctx, [version]);
  const missing = seats.filter(({ turn, party }) => turn === "dropped" && party === "client");
  return missing.map((seat) => `${signedBy([seat]).missing}. ${seat.reason ?? ""}`).join("\n") || null;
}

/** Of what is approved and not signed, none. */
async function endedSeats(ctx: Scoped, versions: readonly Version[]) {
  if (versions.length === 0) return [];
  return ctx.db
    .select({
      id: filingApprovers.filingId,
      name: filingApprovers.name,
      onBehalfOf: filingApprovers.onBehalfOf,
      party: filingApprovers.party,
      turn: filingApprovers.turn,
      reason: filingApprovers.reason,
    })
    .from(filingApprovers)
    .innerJoin(
      filingVersions,
      and(
        eq(filingVersions.firmId, filingApprovers.firmId),
        eq(filingVersions.filingId, filingApprovers.filingId),
        eq(filingVersions.version, filingApprovers.version),
        eq(filingVersions.signing, true),
      ),
    )
    .where(
      and(
        eq(filingApprovers.firmId, ctx.actor.firmId),
        inArray(filingApprovers.turn, ["approved", "dropped"]),
        or(
          ...versions.map(({ id, version }) =>
            and(eq(filingApprovers.filingId, id), eq(filingApprovers.version, version)),
          ),
        ),
      ),
    )
    .orderBy(asc(filingApprovers.step), asc(filingApprovers.seat));
}
