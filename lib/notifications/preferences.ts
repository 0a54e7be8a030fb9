import { and, eq, inArray, sql } from "drizzle-orm";
import { type MailKind, notificationPreferences, type Pace } from "@/db/schema/notifications";
import { inScope, type Scoped } from "@/db/scope";
import type { Actor, System } from "@/lib/access/actor";
import type { Session } from "@/lib/access/session";
import { now } from "@/lib/ports/clock";
import { choices, type Preferences, standard } from "./choices";

/** What this person gets and when, about everything that such an account has a choice in. */
export async function ownPreferences(session: Session): Promise<Preferences> {
  const chosen = await inScope(ownActor(session), ({ db }) =>
    db
      .select({ kind: notificationPreferences.kind, pace: notificationPreferences.pace })
      .from(notificationPreferences)
      .where(
        and(
          eq(notificationPreferences.firmId, session.firmId),
          eq(notificationPreferences.accountId, session.accountId),
        ),
      ),
  );
  return { ...standard(session.kind), ...Object.fromEntries(chosen.map(({ kind, pace }) => [kind, pace])) };
}

/** Keeps what this person chose; a kind that such an account does not get, or has no choice in, is left out. */
export async function savePreferences(session: Session, wish: Preferences): Promise<void> {
  const { firmId, accountId } = session;
  const offered: Partial<Record<string, readonly Pace[]>> = choices[session.kind];
  const rows = Object.entries(wish).flatMap(([kind, pace]) =>
    pace && offered[kind]?.includes(pace)
      ? [{ firmId, accountId, kind: kind as MailKind, pace, changedAt: now() }]
      : [],
  );
  if (rows.length === 0) return;
  await inScope(ownActor(session), ({ db }) =>
    db
      .insert(notificationPreferences)
      .values(rows)
      .onConflictDoUpdate({
        target: [
          notificationPreferences.firmId,
          notificationPreferences.accountId,
          notificationPreferences.kind,
        ],
        set: { pace: sql`excluded.pace`, changedAt: sql`excluded.changed_at` },
      }),
  );
}

/** When each of these people wants to hear of such a thing; who chose nothing is not among them. */
export async function chosenPaces(
  ctx: Scoped<System>,
  accountIds: string[],
  kind: MailKind,
): Promise<Map<string, Pace>> {
  if (accountIds.length === 0) return new Map();
  const rows = await ctx.db
    .select({ accountId: notificationPreferences.accountId, pace: notificationPreferences.pace })
    .from(notificationPreferences)
    .where(
      and(
        eq(notificationPreferences.firmId, ctx.actor.firmId),
        inArray(notificationPreferences.accountId, accountIds),
        eq(notificationPreferences.kind, kind),
      ),
    );
  return new Map(rows.map(({ accountId, pace }) => [accountId, pace]));
}

/** One's own choices are nobody else's to make: these rows are reached by their account alone. */
function ownActor({ firmId, accountId, role }: Session): Actor {
  return role === null
    ? { kind: "client", firmId, accountId, reach: "memberships" }
    : { kind: "staff", firmId, accountId, role, reach: "portfolio" };
}
