import { and, eq } from "drizzle-orm";
import { filings } from "@/db/schema/approvals";
import type { Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { enqueueAll } from "@/lib/outbox/enqueue";
import type { Job } from "@/lib/outbox/job";
import { now } from "@/lib/ports/clock";
import { adoptBySigning } from "./adopted";
import { tellFirm } from "./notify-firm";
import { releasedBy } from "./released-by";
import { renewedDay } from "./renewed-day";
import { undecided } from "./rules";

/** After an approval: the firm hears of it, and what waited for this document waits no longer. */
export async function afterApproval(ctx: Scoped<System>, job: Job): Promise<void> {
  const { firmId } = ctx.actor;
  const filingId = String(job.payload.filing);
  const [filing] = await ctx.db
    .select()
    .from(filings)
    .where(and(eq(filings.firmId, firmId), eq(filings.id, filingId)))
    // Whoever replaces or withdraws it comes before or after all of this. Before the notices are held: so does whoever
    // brings word of a delivery.
    .for("update");
  await tellFirm(ctx, job);
  if (filing?.state !== "completed") return;
  await adoptBySigning(ctx, filing);
  const rows = await ctx.db
    .update(filings)
    .set({ waitsFor: null, releasedAfter: filingId, changedAt: now() })
    .where(and(eq(filings.firmId, firmId), eq(filings.waitsFor, filingId)))
    .returning();
  if (rows.length === 0) return;
  // A signature that is missing is stated with its reason, to whoever still has to decide.
  const { releasedAs, stateReason } = await releasedBy(ctx, filingId);
  const released = rows.map((row) => {
    const as = releasedAs && undecided.includes(row.state) ? { releasedAs, stateReason } : null;
    return { ...row, renewed: renewedDay(row), as };
  });
  for (const { id, renewed, as } of released) {
    if (!renewed && !as) continue;
    await ctx.db
      .update(filings)
      .set({ ...renewed, ...as })
      .where(and(eq(filings.firmId, firmId), eq(filings.id, id)));
  }
  await enqueueAll(
    ctx,
    released.map(({ id, version, organisationId }) => ({
      kind: "filing.released",
      payload: { filing: id, version },
      subject: `filing:${id}`,
      organisationId,
      idempotencyKey: `filing.released:${id}:${version}:${filingId}:${filing.version}`,
    })),
  );
  await record(
    ctx,
    ...released.map(({ id, version, renewed, as }) => ({
      action: "filing.released",
      subject: `filing:${id}`,
      data: {
        version,
        after: filingId,
        ...(as ? { as: as.releasedAs, reason: as.stateReason } : {}),
        ...renewed,
      },
    })),
  );
}
