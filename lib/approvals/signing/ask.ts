import { and, eq, inArray, ne } from "drizzle-orm";
import { filingApprovers, filings } from "@/db/schema/approvals";
import { signatures } from "@/db/schema/signing";
import type { Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import type { Job } from "@/lib/outbox/job";
import { tellApprovers } from "../notify-approvers";
import { undecided } from "../rules";
import { comingUp } from "./steps";

/**
 * Asks those whose turn it is to sign now, and tells them. Of a version that was replaced, and of what is over, nobody;
 * and nobody either while a signature of those before them is not in the file, for that is what they are shown.
 */
export async function askWhoIsNext(ctx: Scoped<System>, job: Job): Promise<void> {
  const { firmId } = ctx.actor;
  const [id, version] = [String(job.payload.filing), Number(job.payload.version)];
  const [filing] = await ctx.db
    .select({ state: filings.state, version: filings.version })
    .from(filings)
    .where(and(eq(filings.firmId, firmId), eq(filings.id, id)))
    .for("update");
  if (filing?.version !== version || !undecided.includes(filing.state)) return;
  const ofVersion = and(
    eq(filingApprovers.firmId, firmId),
    eq(filingApprovers.filingId, id),
    eq(filingApprovers.version, version),
  );
  const next = comingUp(await ctx.db.select().from(filingApprovers).where(ofVersion));
  if (next.length === 0 || !(await areAllPut(ctx, id, version))) return;
  await ctx.db
    .update(filingApprovers)
    .set({ turn: "asked" })
    .where(and(ofVersion, inArray(filingApprovers.seat, next)));
  await tellApprovers(ctx, job);
}

async function areAllPut(ctx: Scoped, filingId: string, version: number): Promise<boolean> {
  const [missing] = await ctx.db
    .select({ seat: signatures.seat })
    .from(signatures)
    .where(
      and(
        eq(signatures.firmId, ctx.actor.firmId),
        eq(signatures.filingId, filingId),
        eq(signatures.version, version),
        ne(signatures.state, "put"),
      ),
    )
    .limit(1);
  return !missing;
}
