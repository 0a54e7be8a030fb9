import { and, eq } from "drizzle-orm";
import { accounts } from "@/db/schema/identity";
import { inScope } from "@/db/scope";
import { visitorOf } from "@/lib/access/actor";
import type { Session } from "@/lib/access/session";

/** The language of this person's screens, mails and text messages. */
export async function setLanguage(session: Session, language: "nl" | "en"): Promise<void> {
  await inScope(visitorOf(session.firmId), ({ db }) =>
    db
      .update(accounts)
      .set({ language })
      .where(and(eq(accounts.firmId, session.firmId), eq(accounts.id, session.accountId))),
  );
}
