import { and, eq, isNotNull } from "drizzle-orm";
import { accounts } from "@/db/schema/identity";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { openTotpSecret, totpCode } from "@/lib/identity/totp";
import { type LocalMessage, localMessagesOf } from "@/lib/notifications/local";
import { now } from "@/lib/ports/clock";

/** Demo only: the local outbox of a firm, and the current code of each member of staff with an authenticator. */
export async function demoMessages(firmId: string): Promise<LocalMessage[]> {
  const at = now();
  const codes = await inScope(systemOf(firmId, "demo"), async (ctx) => {
    const rows = await ctx.db
      .select()
      .from(accounts)
      .where(and(eq(accounts.firmId, firmId), eq(accounts.kind, "staff"), isNotNull(accounts.totpSecret)));
    return Promise.all(
      rows.map(async (row): Promise<LocalMessage> => {
        const secret = row.totpSecret ? await openTotpSecret(ctx, row.id, row.totpSecret) : "";
        return {
          channel: "totp",
          to: row.email,
          from: "authenticator",
          subject: "",
          text: totpCode(secret, at),
          at,
        };
      }),
    );
  });
  return [...codes, ...(await localMessagesOf(firmId))];
}
