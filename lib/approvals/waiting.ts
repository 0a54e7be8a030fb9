import { and, eq, gte, isNull, or, sql } from "drizzle-orm";
import { filingApprovers, filings } from "@/db/schema/approvals";
import { accounts } from "@/db/schema/identity";
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
  // Put off by somebody who may not decide there any more: whoever may is asked again, as in their list.
  const stranded = and(
    eq(seat.turn, "readyToSend"),
    isNull(seat.accountId),
    sql`not exists (select 1 from ${memberships} m
      join ${accounts} a on a.firm_id = m.firm_id and a.id = m.account_id
      where m.firm_id = ${firmId} and m.organisation_id = ${filings.organisationId} and m.account_id = ${seat.actedBy}
        and ${filings.stream} = any(m.approves) and a.disabled_at is null
        and (m.ends_on is null or m.ends_on >= ${today(now())}))`,
  );
  const rows = await ctx.db
    .select({ ...aboutColumns, seat: seat.turn, actedBy: seat.actedBy })
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
        or(asked, unsent, stranded),
      ),
    )
    .where(and(eq(filings.firmId, firmId), inState(undecided), isNull(filings.waitsFor)))
    .orderBy(filings.approveBy, filings.id, seat.turn);
  // Whoever has more than one seat is asked as long as one of them is.
  const found = new Map<string, Waiting>();
  for (const { seat: turn, actedBy, ...about } of rows) {
    const own = turn === "readyToSend" && actedBy === accountId;
    if (!found.has(about.id)) found.set(about.id, { ...about, turn: own ? "unsent" : "asked" });
  }
  return [...found.values()];
}
