import { and, desc, eq, notInArray } from "drizzle-orm";
import { localMessages } from "@/db/schema/outbox";
import { inScope, type Scoped } from "@/db/scope";
import { type System, systemOf } from "@/lib/access/actor";
import { newId } from "@/lib/shared/ids";

export type LocalMessage = {
  channel: "sms" | "mail" | "totp";
  to: string;
  from: string;
  subject: string;
  text: string;
  at: Date;
};

/** Demo mode without keys: keeps what would have been sent. */
export async function keepLocalMessage(
  message: LocalMessage & { firmId: string; channel: "mail" | "sms" },
): Promise<void> {
  const actor = systemOf(message.firmId, "local-outbox");
  await inScope(actor, ({ db }) => db.insert(localMessages).values({ ...message, id: newId() }));
}

/** Keeps the newest five hundred of a firm: the demo may go on for months. */
export async function forgetLocalMessages(ctx: Scoped<System>): Promise<void> {
  const { firmId } = ctx.actor;
  const newest = ctx.db
    .select({ id: localMessages.id })
    .from(localMessages)
    .where(eq(localMessages.firmId, firmId))
    .orderBy(desc(localMessages.at), desc(localMessages.id))
    .limit(500);
  await ctx.db
    .delete(localMessages)
    .where(and(eq(localMessages.firmId, firmId), notInArray(localMessages.id, newest)));
}

/** What this firm's people were sent, newest first. */
export function localMessagesOf(firmId: string): Promise<LocalMessage[]> {
  return inScope(systemOf(firmId, "local-outbox"), ({ db }) =>
    db
      .select({
        channel: localMessages.channel,
        to: localMessages.to,
        from: localMessages.from,
        subject: localMessages.subject,
        text: localMessages.text,
        at: localMessages.at,
      })
      .from(localMessages)
      .where(eq(localMessages.firmId, firmId))
      .orderBy(desc(localMessages.at), desc(localMessages.id))
      .limit(100),
  );
}
