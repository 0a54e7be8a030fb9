import { and, eq } from "drizzle-orm";
import { filings } from "@/db/schema/approvals";
import { signatures } from "@/db/schema/signing";
import type { Scoped } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { enqueue } from "@/lib/outbox/enqueue";
import { newId } from "@/lib/shared/ids";
import { type Result, refuse } from "@/lib/shared/result";

/**
 * "Opnieuw proberen": a signature that was given and stopped on its way into the file is on its way again. What stopped
 * it is looked at anew by the worker; nothing is signed that is not right.
 */
export async function putAgain(
  ctx: Scoped<Staff>,
  filingId: string,
  seat: number,
): Promise<Result<object, "not-found" | "not-now">> {
  const { firmId, accountId } = ctx.actor;
  const own = and(eq(filings.firmId, firmId), eq(filings.id, filingId));
  const [filing] = await ctx.db.select().from(filings).where(own).for("update");
  if (!filing) return refuse("not-found");
  // Its drawings are erased, and nobody signs it any more.
  if (filing.state === "withdrawn") return refuse("not-now");
  const { version, organisationId } = filing;
  const stopped = await ctx.db
    .update(signatures)
    .set({ state: "waiting", fault: null })
    .where(
      and(
        eq(signatures.firmId, firmId),
        eq(signatures.filingId, filingId),
        eq(signatures.version, version),
        eq(signatures.seat, seat),
        eq(signatures.state, "stopped"),
      ),
    )
    .returning({ seat: signatures.seat });
  if (stopped.length === 0) return refuse("not-now");
  await enqueue(ctx, {
    kind: "signing.put",
    payload: { filing: filingId, version },
    subject: `filing:${filingId}`,
    accountId,
    organisationId,
    idempotencyKey: `signing.put:${filingId}:${version}:${seat}:again:${newId()}`,
  });
  await record(ctx, {
    action: "filing.signatureRetried",
    subject: `filing:${filingId}`,
    data: { version, seat },
  });
  return { ok: true };
}
