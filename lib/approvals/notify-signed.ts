import { and, eq, isNull } from "drizzle-orm";
import { filingApprovers } from "@/db/schema/approvals";
import { accounts } from "@/db/schema/identity";
import type { Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import type { Job } from "@/lib/outbox/drain";
import { aboutOf } from "./about";
import { giveNotice } from "./notices";

/** After everybody has signed: each client who did hears that the signed document, and the proof of it, is there. */
export async function tellSigners(ctx: Scoped<System>, job: Job): Promise<void> {
  const about = await aboutOf(ctx, job);
  if (!about || about.state === "withdrawn") return;
  const { firmId } = ctx.actor;
  const signed = await ctx.db
    .selectDistinct({ id: accounts.id })
    .from(filingApprovers)
    .innerJoin(
      accounts,
      and(eq(accounts.firmId, filingApprovers.firmId), eq(accounts.id, filingApprovers.accountId)),
    )
    .where(
      and(
        eq(filingApprovers.firmId, firmId),
        eq(filingApprovers.filingId, about.id),
        eq(filingApprovers.version, about.version),
        eq(filingApprovers.party, "client"),
        eq(filingApprovers.turn, "approved"),
        isNull(accounts.disabledAt),
      ),
    );
  await giveNotice(
    ctx,
    about,
    "signed",
    signed.map(({ id }) => id),
  );
}
