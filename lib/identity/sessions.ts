import { and, desc, eq, gt, isNull, ne } from "drizzle-orm";
import { sessions } from "@/db/schema/identity";
import { inScope, type Scoped } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import type { RequestFacts } from "@/lib/access/request";
import { absoluteSeconds, idleSeconds, type Session } from "@/lib/access/session";
import { record } from "@/lib/audit/record";
import { now } from "@/lib/ports/clock";
import { sha256 } from "@/lib/shared/hash";
import { newId, newToken } from "@/lib/shared/ids";

/** A new session with a new token; the database keeps only the token's hash. */
export async function startSession(
  ctx: Scoped,
  accountId: string,
  facts: RequestFacts,
): Promise<{ id: string; token: string }> {
  const at = now();
  const id = newId();
  const token = newToken();
  await ctx.db.insert(sessions).values({
    firmId: ctx.actor.firmId,
    id,
    accountId,
    tokenHash: sha256(token),
    createdAt: at,
    lastSeenAt: at,
    expiresAt: new Date(at.getTime() + absoluteSeconds * 1000),
    ip: facts.ip,
    userAgent: facts.userAgent,
  });
  return { id, token };
}

export type OwnSession = {
  id: string;
  createdAt: Date;
  lastSeenAt: Date;
  ip: string;
  userAgent: string;
  current: boolean;
};

/** Where this person is signed in now, newest first. */
export function ownSessions(session: Session): Promise<OwnSession[]> {
  return inScope(systemOf(session.firmId, "sessions"), async ({ db }) => {
    const alive = new Date(now().getTime() - idleSeconds * 1000);
    const rows = await db
      .select()
      .from(sessions)
      .where(
        and(
          owned(session),
          isNull(sessions.endedAt),
          gt(sessions.expiresAt, now()),
          gt(sessions.lastSeenAt, alive),
        ),
      )
      .orderBy(desc(sessions.lastSeenAt));
    return rows.map((row) => ({
      id: row.id,
      createdAt: row.createdAt,
      lastSeenAt: row.lastSeenAt,
      ip: row.ip,
      userAgent: row.userAgent,
      current: row.id === session.id,
    }));
  });
}

/** Ends one of this person's own sessions; the next request with it finds nothing. */
export async function endSession(session: Session, id: string): Promise<void> {
  await inScope(systemOf(session.firmId, "sessions"), async (ctx) => {
    const ended = await ctx.db
      .update(sessions)
      .set({ endedAt: now() })
      .where(and(owned(session), eq(sessions.id, id), isNull(sessions.endedAt)))
      .returning({ id: sessions.id });
    if (ended.length === 0) return;
    await record(ctx, {
      action: "session.ended",
      subject: `account:${session.accountId}`,
      accountId: session.accountId,
      data: { session: id },
    });
  });
}

/** Ends all sessions of an account, in the caller's transaction; all but one when that is given. */
export async function endSessionsOf(ctx: Scoped, accountId: string, except?: string): Promise<void> {
  await ctx.db
    .update(sessions)
    .set({ endedAt: now() })
    .where(
      and(
        eq(sessions.firmId, ctx.actor.firmId),
        eq(sessions.accountId, accountId),
        isNull(sessions.endedAt),
        ...(except ? [ne(sessions.id, except)] : []),
      ),
    );
}

function owned(session: Session) {
  return and(eq(sessions.firmId, session.firmId), eq(sessions.accountId, session.accountId));
}
