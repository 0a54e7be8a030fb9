import { and, arrayContains, eq, isNull } from "drizzle-orm";
import { filings } from "@/db/schema/approvals";
import { accounts } from "@/db/schema/identity";
import { memberships, organisations } from "@/db/schema/organisations";
import type { Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import type { Job } from "@/lib/outbox/drain";
import { enqueue } from "@/lib/outbox/enqueue";
import { formatDay } from "@/lib/shared/dates";
import { filingTitle } from "./title";

/** After an approval: one mail to whoever looks after the client at the firm, who files the return (F52). */
export async function tellFirm(ctx: Scoped<System>, job: Job): Promise<void> {
  const { firmId } = ctx.actor;
  const id = String(job.payload.filing);
  const [found] = await ctx.db
    .select({
      stream: filings.stream,
      start: filings.periodStart,
      end: filings.periodEnd,
      organisation: organisations.name,
      staffId: accounts.id,
      language: accounts.language,
    })
    .from(filings)
    .innerJoin(
      organisations,
      and(eq(organisations.firmId, filings.firmId), eq(organisations.id, filings.organisationId)),
    )
    .innerJoin(
      accounts,
      and(eq(accounts.firmId, organisations.firmId), eq(accounts.id, organisations.relationshipManagerId)),
    )
    .where(and(eq(filings.firmId, firmId), eq(filings.id, id), isNull(accounts.disabledAt)));
  if (!found) return;
  await enqueue(ctx, {
    kind: "mail",
    payload: {
      template: "filing-approved",
      path: "/admin/stukken",
      facts: {
        title: filingTitle({ stream: found.stream, period: found }, found.language),
        organisation: found.organisation,
        by: String(job.payload.by),
      },
    },
    subject: `filing:${id}`,
    accountId: found.staffId,
    idempotencyKey: `mail:${job.id}`,
  });
}

/** After publishing: one mail to everybody who may approve it (F43), without amounts, to the right organisation. */
export async function tellApprovers(ctx: Scoped<System>, job: Job): Promise<void> {
  const { firmId } = ctx.actor;
  const id = String(job.payload.filing);
  const [filing] = await ctx.db
    .select({
      stream: filings.stream,
      start: filings.periodStart,
      end: filings.periodEnd,
      approveBy: filings.approveBy,
      organisationId: filings.organisationId,
      organisation: organisations.name,
      slug: organisations.slug,
      state: filings.state,
    })
    .from(filings)
    .innerJoin(
      organisations,
      and(eq(organisations.firmId, filings.firmId), eq(organisations.id, filings.organisationId)),
    )
    .where(and(eq(filings.firmId, firmId), eq(filings.id, id)));
  if (filing?.state !== "open") return;
  const people = await ctx.db
    .select({ id: accounts.id, language: accounts.language })
    .from(memberships)
    .innerJoin(accounts, and(eq(accounts.firmId, memberships.firmId), eq(accounts.id, memberships.accountId)))
    .where(
      and(
        eq(memberships.firmId, firmId),
        eq(memberships.organisationId, filing.organisationId),
        arrayContains(memberships.streams, [filing.stream]),
        isNull(accounts.disabledAt),
      ),
    );
  for (const person of people) {
    await enqueue(ctx, {
      kind: "mail",
      payload: {
        template: "filing-published",
        path: `/o/${filing.slug}/accordering/${id}`,
        facts: {
          title: filingTitle({ stream: filing.stream, period: filing }, person.language),
          organisation: filing.organisation,
          approveBy: formatDay(filing.approveBy, person.language, "dayMonth"),
        },
      },
      subject: `filing:${id}`,
      accountId: person.id,
      idempotencyKey: `mail:filing.published:${id}:${person.id}`,
    });
  }
}
