import { and, eq } from "drizzle-orm";
import { accounts } from "@/db/schema/identity";
import { inScope } from "@/db/scope";
import { visitorOf } from "@/lib/access/actor";

/** The language of this person's screens, mails and text messages. */
export async function setLanguage(
  whose: { firmId: string; accountId: string },
  language: "nl" | "en",
): Promise<void> {
  await inScope(visitorOf(whose.firmId), ({ db }) =>
    db
      .update(accounts)
      .set({ language })
      .where(and(eq(accounts.firmId, whose.firmId), eq(accounts.id, whose.accountId))),
  );
}
