import { and, eq, gte, isNull, or, sql } from "drizzle-orm";
import { filingApprovers, filings } from "@/db/schema/approvals";
import { memberships, organisations } from "@/db/schema/organisations";
import type { Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import { now } from "@/lib/ports/clock";
import { today } from "@/lib/shared/dates";
import { type About, aboutColumns } from "./about";
import { inState } from "./queries";
import { undecided } from "./rules";

/** `asked`: to be decided about; `unsent`: put under "Klaar om te verzenden", and not sent. */
export type Waiting = About & { turn: "asked" | "unsent" };

/** Every document that waits for this person and nobody before, of whichever organisation; by the date, then by id. */
export async function waitingFor(ctx: Scoped<System>, accountId: string): Promise<Waiting[]> {
  const { firmId } = ctx.actor;
  const seat = filingApprovers;
  const asked = and(eq(seat.turn, "asked"), or(isNull(seat.accountId), eq(seat.accountId, accountId)));
  const unsent = and(eq(seat.turn, "readyToSend"), eq(seat.actedBy, accountId));
  const rows = await ctx.db
    .select({ ...aboutColumns, seat: seat.turn })
    .from(filings)
    .innerJoin(
      organisations,
      and(eq(organisations.firmId, filings.firmId), eq(organisations.id, filings.organisationId)),
    )
    .innerJoin(
      memberships,
      and(
        eq(memberships.firmId, filings.firmId),
        eq(memberships.organisationId, filings.organisationId),
        eq(memberships.accountId, accountId),
        sql`${filings.stream} = any(${memberships.approves})`,
        or(isNull(memberships.endsOn), gte(memberships.endsOn, today(now()))),
      ),
    )
    .innerJoin(
      seat,
      and(
        eq(seat.firmId, filings.firmId),
        eq(seat.filingId, filings.id),
        eq(seat.version, filings.version),
        or(asked, unsent),
      ),
    )
    .where(and(eq(filings.firmId, firmId), inState(undecided), isNull(filings.waitsFor)))
    .orderBy(filings.approveBy, filings.id, seat.turn);
  // Whoever has more than one seat is asked as long as one of them is.
  const found = new Map<string, Waiting>();
  for (const { seat: turn, ...about } of rows)
    if (!found.has(about.id)) found.set(about.id, { ...about, turn: turn === "asked" ? "asked" : "unsent" });
  return [...found.values()];
}
