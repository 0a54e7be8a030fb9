import { randomBytes } from "node:crypto";
import { firms } from "@/db/schema/tenancy";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import type { Firm } from "@/lib/access/firm";
import { makeFirmKey } from "@/lib/access/firm-key";
import { record, startChain } from "@/lib/audit/record";

/** A new firm: its record, its key and the start of its audit chain, all or nothing. */
export async function createFirm(firm: Firm): Promise<void> {
  await inScope(systemOf(firm.id, "create-firm"), async (ctx) => {
    await ctx.db.insert(firms).values(firm);
    await makeFirmKey(ctx, randomBytes(32));
    await startChain(ctx);
    await record(ctx, { action: "firm.created", subject: `firm:${firm.id}`, data: { slug: firm.slug } });
  });
}
