import { and, eq, isNull } from "drizzle-orm";
import { accounts } from "@/db/schema/identity";
import type { NoticeKind } from "@/db/schema/notifications";
import type { Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import type { Job } from "@/lib/outbox/drain";
import { type About, aboutOf } from "./about";
import { giveNotice } from "./notices";

/** After an approval: a mail to whoever looks after the client at the firm, who goes on with it (F52). */
export async function tellFirm(ctx: Scoped<System>, job: Job): Promise<void> {
  const about = await aboutOf(ctx, job);
  if (!about) return;
  // Of several approvals the last one is the news; what the portal delivers itself needs nobody's hands.
  if (about.state === "open" || about.state === "readyToSend") return;
  await tellManager(ctx, about, "approved", String(job.payload.by));
}

/** After a rejection: the same person gets the reason's whereabouts, and is the one who acts (F51). */
export async function tellFirmOfRejection(ctx: Scoped<System>, job: Job): Promise<void> {
  const about = await aboutOf(ctx, job);
  if (about) await tellManager(ctx, about, "rejected", String(job.payload.by));
}

/** After the KvK or a bank turned it away, or gave no certain answer: somebody has to do something about it. */
export async function tellFirmOfRefusal(ctx: Scoped<System>, job: Job): Promise<void> {
  const about = await aboutOf(ctx, job);
  if (about) await tellManager(ctx, about, "refused", null);
}

async function tellManager(
  ctx: Scoped<System>,
  about: About,
  kind: NoticeKind,
  by: string | null,
): Promise<void> {
  if (!about.managerId) return;
  const [manager] = await ctx.db
    .select({ id: accounts.id })
    .from(accounts)
    .where(
      and(
        eq(accounts.firmId, ctx.actor.firmId),
        eq(accounts.id, about.managerId),
        isNull(accounts.disabledAt),
      ),
    );
  if (manager) await giveNotice(ctx, about, kind, [manager.id], by);
}
