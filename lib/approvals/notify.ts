import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { decisions, filingApprovers, filings } from "@/db/schema/approvals";
import { accounts } from "@/db/schema/identity";
import { memberships, organisations } from "@/db/schema/organisations";
import type { Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import type { MailTemplate } from "@/lib/notifications/words";
import type { Job } from "@/lib/outbox/drain";
import { enqueue } from "@/lib/outbox/enqueue";
import { formatDay } from "@/lib/shared/dates";
import { possibleApprovers } from "./approvers";
import { streams } from "./streams";
import { filingTitle } from "./title";

/** After an approval: one mail to whoever looks after the client at the firm, who goes on with it (F52). */
export async function tellFirm(ctx: Scoped<System>, job: Job): Promise<void> {
  const about = await aboutOf(ctx, job);
  if (!about) return;
  // Of several approvals the last one is the news; what the portal delivers itself needs nobody's hands.
  if (about.state === "open" || about.state === "readyToSend") return;
  const template = streams[about.stream].goesTo === "tax-package" ? "filing-approved" : "document-approved";
  await mailManager(ctx, job, about, template, { by: String(job.payload.by) });
}

/** After a rejection: the same person gets the reason's whereabouts, and is the one who acts (F51). */
export async function tellFirmOfRejection(ctx: Scoped<System>, job: Job): Promise<void> {
  const about = await aboutOf(ctx, job);
  if (about) await mailManager(ctx, job, about, "filing-rejected", { by: String(job.payload.by) });
}

/** After publishing: one mail to everybody whose turn it is (F43), without amounts, to the right organisation. */
export async function tellApprovers(ctx: Scoped<System>, job: Job): Promise<void> {
  const about = await aboutOf(ctx, job);
  if (!about || !["open", "toRead"].includes(about.state)) return;
  if (about.waitsFor && job.kind === "filing.published") return;
  const reads = about.state === "toRead";
  const people = reads ? await readersOf(ctx, about) : await askedOf(ctx, about);
  const template = reads ? "document-to-read" : about.version > 1 ? "filing-new-version" : "filing-published";
  for (const person of people) await mailClient(ctx, job, about, person, template);
}

/** To everybody who saw it: that it was taken back, or that it was filed without their approval (D1, D5). */
export async function tellClients(ctx: Scoped<System>, job: Job): Promise<void> {
  const about = await aboutOf(ctx, job);
  if (!about) return;
  const template = job.kind === "filing.withdrawn" ? "filing-withdrawn" : "filed-without-approval";
  for (const person of await readersOf(ctx, about)) await mailClient(ctx, job, about, person, template);
}

type Person = { id: string; language: "nl" | "en" };
type About = NonNullable<Awaited<ReturnType<typeof aboutOf>>>;

/** The document that a job is about, as long as the version that it was about is the current one. */
async function aboutOf(ctx: Scoped<System>, job: Job) {
  const { firmId } = ctx.actor;
  const [row] = await ctx.db
    .select({
      id: filings.id,
      stream: filings.stream,
      label: filings.label,
      start: filings.periodStart,
      end: filings.periodEnd,
      approveBy: filings.approveBy,
      state: filings.state,
      version: filings.version,
      waitsFor: filings.waitsFor,
      organisationId: filings.organisationId,
      organisation: organisations.name,
      slug: organisations.slug,
      managerId: organisations.relationshipManagerId,
    })
    .from(filings)
    .innerJoin(
      organisations,
      and(eq(organisations.firmId, filings.firmId), eq(organisations.id, filings.organisationId)),
    )
    .where(and(eq(filings.firmId, firmId), eq(filings.id, String(job.payload.filing))));
  const version = job.payload.version ?? row?.version;
  return row && row.version === version ? row : null;
}

/** Whose decision is still asked for. */
async function askedOf(
  ctx: Scoped<System>,
  { id, version, organisationId, stream }: About,
): Promise<Person[]> {
  const { firmId } = ctx.actor;
  const seats = await ctx.db
    .select({ accountId: filingApprovers.accountId })
    .from(filingApprovers)
    .where(
      and(
        eq(filingApprovers.firmId, firmId),
        eq(filingApprovers.filingId, id),
        eq(filingApprovers.version, version),
        eq(filingApprovers.turn, "asked"),
      ),
    );
  const anybody = seats.some(({ accountId }) => accountId === null);
  const named = new Set(seats.map(({ accountId }) => accountId));
  const able = await possibleApprovers(ctx, organisationId, stream);
  return languagesOf(
    ctx,
    able.map(({ accountId }) => accountId).filter((accountId) => anybody || named.has(accountId)),
  );
}

/** Everybody who may see the stream, or who has had to do with this document. */
async function readersOf(ctx: Scoped<System>, { id, organisationId, stream }: About): Promise<Person[]> {
  const { firmId } = ctx.actor;
  const rows = await ctx.db
    .select({ id: memberships.accountId })
    .from(memberships)
    .where(
      and(
        eq(memberships.firmId, firmId),
        eq(memberships.organisationId, organisationId),
        sql`(${stream} = any(${memberships.streams}) or exists (select 1 from ${decisions} d
          where d.firm_id = ${firmId} and d.filing_id = ${id} and d.account_id = ${memberships.accountId}))`,
        sql`(${memberships.endsOn} is null or ${memberships.endsOn} >= (now() at time zone 'Europe/Amsterdam')::date)`,
      ),
    );
  return languagesOf(
    ctx,
    rows.map((row) => row.id),
  );
}

async function languagesOf(ctx: Scoped<System>, ids: string[]): Promise<Person[]> {
  if (ids.length === 0) return [];
  return ctx.db
    .select({ id: accounts.id, language: accounts.language })
    .from(accounts)
    .where(
      and(eq(accounts.firmId, ctx.actor.firmId), inArray(accounts.id, ids), isNull(accounts.disabledAt)),
    );
}

async function mailManager(
  ctx: Scoped<System>,
  job: Job,
  about: About,
  template: MailTemplate,
  facts: Record<string, string>,
): Promise<void> {
  const [manager] = about.managerId ? await languagesOf(ctx, [about.managerId]) : [];
  if (!manager) return;
  await enqueue(ctx, {
    kind: "mail",
    payload: {
      template,
      path: `/admin/stukken/${about.id}`,
      facts: { title: titleOf(about, manager.language), organisation: about.organisation, ...facts },
    },
    subject: `filing:${about.id}`,
    accountId: manager.id,
    idempotencyKey: `mail:${job.id}`,
  });
}

async function mailClient(
  ctx: Scoped<System>,
  job: Job,
  about: About,
  person: Person,
  template: MailTemplate,
): Promise<void> {
  await enqueue(ctx, {
    kind: "mail",
    payload: {
      template,
      path: `/o/${about.slug}/accordering/${about.id}`,
      facts: {
        title: titleOf(about, person.language),
        organisation: about.organisation,
        ...(about.approveBy ? { approveBy: formatDay(about.approveBy, person.language, "dayMonth") } : {}),
      },
    },
    subject: `filing:${about.id}`,
    accountId: person.id,
    idempotencyKey: `mail:${job.kind}:${about.id}:${about.version}:${person.id}`,
  });
}

function titleOf({ stream, label, start, end }: About, language: "nl" | "en"): string {
  return filingTitle({ stream, label, period: { start, end } }, language);
}
