import { and, eq, ne } from "drizzle-orm";
import { firms } from "@/db/schema/tenancy";
import type { Scoped } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";

/** Whether whoever signs a document of this firm confirms it with a code by text message. */
export async function asksSigningCode(ctx: Scoped): Promise<boolean> {
  const [firm] = await ctx.db
    .select({ code: firms.signingCode })
    .from(firms)
    .where(eq(firms.id, ctx.actor.firmId));
  return firm?.code ?? true;
}

/** "Code per sms bij ondertekenen". */
export async function setSigningCode(ctx: Scoped<Staff>, asks: boolean): Promise<void> {
  const { firmId } = ctx.actor;
  const [changed] = await ctx.db
    .update(firms)
    .set({ signingCode: asks })
    .where(and(eq(firms.id, firmId), ne(firms.signingCode, asks)))
    .returning({ id: firms.id });
  if (!changed) return;
  await record(ctx, {
    action: asks ? "signing.codeSwitchedOn" : "signing.codeSwitchedOff",
    subject: `firm:${firmId}`,
  });
}
