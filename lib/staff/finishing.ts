import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { filings } from "@/db/schema/approvals";
import { outbox } from "@/db/schema/outbox";
import type { Scoped } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import type { Signing } from "@/lib/approvals/signing/shapes";
import { signingOf } from "@/lib/approvals/signing/state";
import { record } from "@/lib/audit/record";
import { enqueue } from "@/lib/outbox/enqueue";
import { newId } from "@/lib/shared/ids";
import { type Result, refuse } from "@/lib/shared/result";

type Of = { id: string; version: number };

/** Of what everybody has signed and is not finished yet: whether that goes on by itself, and why not. */
export type Finishing = { state: "underWay" | "stopped"; fault: string | null };

/** How far the last part of a signing is; null before it, and once the proof is there. */
export async function finishingOf(ctx: Scoped<Staff>, of: Of, signing: Signing): Promise<Finishing | null> {
  const { seats, revisions, proof } = signing;
  const signed = seats.every(({ turn, put }) => (put ? put.state === "put" : turn === "dropped"));
  if (proof || revisions.length === 0 || !signed) return null;
  const { firmId } = ctx.actor;
  const ofVersion = and(
    eq(outbox.firmId, firmId),
    eq(outbox.subject, `filing:${of.id}`),
    sql`(${outbox.payload}->>'version')::int = ${of.version}`,
  );
  const [job] = await ctx.db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(ofVersion, eq(outbox.kind, "signing.finish"), inArray(outbox.status, ["waiting", "running"])))
    .limit(1);
  const [told] = await ctx.db
    .select({ fault: sql<string>`${outbox.payload}->>'fault'` })
    .from(outbox)
    .where(and(ofVersion, eq(outbox.kind, "signing.stopped")))
    .orderBy(desc(outbox.createdAt), desc(outbox.id))
    .limit(1);
  return { state: job ? "underWay" : "stopped", fault: told?.fault ?? null };
}

/** "Opnieuw proberen" to finish what everybody has signed: what stopped it is looked at anew by the worker. */
export async function finishAgain(
  ctx: Scoped<Staff>,
  filingId: string,
): Promise<Result<object, "not-found" | "not-now">> {
  const { firmId, accountId } = ctx.actor;
  const own = and(eq(filings.firmId, firmId), eq(filings.id, filingId));
  const [filing] = await ctx.db.select().from(filings).where(own).for("update");
  if (!filing) return refuse("not-found");
  const { version, organisationId } = filing;
  const finishing = await finishingOf(ctx, filing, await signingOf(ctx, filing));
  if (finishing?.state !== "stopped" || filing.state === "withdrawn") return refuse("not-now");
  await enqueue(ctx, {
    kind: "signing.finish",
    payload: { filing: filingId, version },
    subject: `filing:${filingId}`,
    accountId,
    organisationId,
    idempotencyKey: `signing.finish:${filingId}:${version}:again:${newId()}`,
  });
  await record(ctx, { action: "filing.finishRetried", subject: `filing:${filingId}`, data: { version } });
  return { ok: true };
}
