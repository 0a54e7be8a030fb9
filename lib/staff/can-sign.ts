import { and, eq, gt, isNull } from "drizzle-orm";
import { signingCertificates } from "@/db/schema/signing";
import type { Scoped } from "@/db/scope";
import { now } from "@/lib/ports/clock";

/** Who has a certificate to sign with that holds today: the firm itself, and these of its people. */
export async function canSign(ctx: Scoped): Promise<{ firm: boolean; people: string[] }> {
  const rows = await ctx.db
    .select({ accountId: signingCertificates.accountId })
    .from(signingCertificates)
    .where(
      and(
        eq(signingCertificates.firmId, ctx.actor.firmId),
        isNull(signingCertificates.removedAt),
        gt(signingCertificates.notAfter, now()),
      ),
    );
  return {
    firm: rows.some(({ accountId }) => accountId === null),
    people: rows.flatMap(({ accountId }) => accountId ?? []),
  };
}
