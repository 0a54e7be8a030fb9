import { and, eq, isNotNull, isNull, or } from "drizzle-orm";
import { filings } from "@/db/schema/approvals";
import { accounts, staffMembers } from "@/db/schema/identity";
import type { NoticeKind } from "@/db/schema/notifications";
import { portfolios } from "@/db/schema/organisations";
import type { Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import type { Job } from "@/lib/outbox/drain";
import { type About, aboutOf, aboutThese } from "./about";
import { giveNotice } from "./notices";
import { approved } from "./rules";
import type { FilingState } from "./shapes";

/** After an approval: a mail to the firm, where somebody goes on with it (F52). */
export async function tellFirm(ctx: Scoped<System>, job: Job): Promise<void> {
  const about = await aboutOf(ctx, job);
  if (!about) return;
  // Of several approvals the last one is the news: what this one made of it says so, as by now the other may have been
  // given, or it was rejected, withdrawn or filed without.
  const made = (job.payload.state ?? about.state) as FilingState;
  if (!approved.includes(made) || !approved.includes(about.state)) return;
  await tellStaff(ctx, about, "approved", String(job.payload.by));
}

/** After a rejection: the same people get the reason's whereabouts, and act on it (F51). */
export async function tellFirmOfRejection(ctx: Scoped<System>, job: Job): Promise<void> {
  const about = await aboutOf(ctx, job);
  if (about) await tellStaff(ctx, about, "rejected", String(job.payload.by));
}

/** After the KvK or a bank turned it away, or gave no certain answer: somebody has to do something about it. */
export async function tellFirmOfRefusal(ctx: Scoped<System>, job: Job): Promise<void> {
  const about = await aboutOf(ctx, job);
  if (about) await tellStaff(ctx, about, "refused", null);
}

/** After a signature could not be put, or a signed document not be finished: somebody has to look. */
export async function tellFirmOfStop(ctx: Scoped<System>, job: Job): Promise<void> {
  const about = await aboutOf(ctx, job);
  if (about) await tellStaff(ctx, about, "signingStopped", null);
}

/** After the recipient accepted a version that there is a newer one of: that one waits for somebody who decides. */
export async function tellFirmOfEarlier(ctx: Scoped<System>, job: Job): Promise<void> {
  const [about] = await aboutThese(ctx, [String(job.payload.filing)]);
  if (about) await tellStaff(ctx, about, "acceptedEarlier", null);
}

/** After accounts were replaced or withdrawn whose publication was approved already: somebody has to see what to do. */
export async function tellFirmOfTakenBack(ctx: Scoped<System>, job: Job): Promise<void> {
  const about = await aboutOf(ctx, job);
  if (about) await tellStaff(ctx, about, "accountsTakenBack", null);
}

/** After somebody was to hear of a client and looks after them no more: whoever does by now, of what is still so. */
export async function tellFirmInstead(ctx: Scoped<System>, job: Job): Promise<void> {
  const { notice, by } = job.payload;
  const about = await aboutOf(ctx, job);
  if (about) await tellStaff(ctx, about, notice as NoticeKind, by ? String(by) : null);
}

async function tellStaff(
  ctx: Scoped<System>,
  about: About,
  kind: NoticeKind,
  by: string | null,
): Promise<void> {
  await giveNotice(ctx, about, kind, await whoHears(ctx, about), { by });
}

/**
 * Who at the firm goes on with a document: whoever looks after the client, or else whoever published this version, as
 * long as they still work here and reach the client. Where neither does, all administrators, so that there is always
 * somebody who hears.
 */
async function whoHears(ctx: Scoped<System>, { id, organisationId, managerId }: About): Promise<string[]> {
  const { firmId } = ctx.actor;
  const [filing] = await ctx.db
    .select({ publishedBy: filings.publishedBy })
    .from(filings)
    .where(and(eq(filings.firmId, firmId), eq(filings.id, id)));
  const ofClient = and(
    eq(portfolios.firmId, firmId),
    eq(portfolios.accountId, staffMembers.accountId),
    eq(portfolios.organisationId, organisationId),
  );
  const able = await ctx.db
    .select({ id: staffMembers.accountId, role: staffMembers.role })
    .from(staffMembers)
    .innerJoin(
      accounts,
      and(eq(accounts.firmId, staffMembers.firmId), eq(accounts.id, staffMembers.accountId)),
    )
    .leftJoin(portfolios, ofClient)
    .where(
      and(
        eq(staffMembers.firmId, firmId),
        isNull(accounts.disabledAt),
        or(eq(staffMembers.role, "administrator"), isNotNull(portfolios.accountId)),
      ),
    );
  const first = [managerId, filing?.publishedBy].find((wanted) => able.some((one) => one.id === wanted));
  return first ? [first] : able.filter(({ role }) => role === "administrator").map((one) => one.id);
}
